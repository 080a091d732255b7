"""Collect, merge and compile translations with Babel: German is in the code, other languages in gsvo/locale/.

`manage.py texts` is the command. Babel, so that nobody needs the gettext tools.
"""

import io

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

CODE = ("gsvo", "requests", "advisors", "chains")
_WITH_CONTEXT = ((1, "c"), 2)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": _WITH_CONTEXT,
    "pgettext_lazy": _WITH_CONTEXT,
    "npgettext": ((1, "c"), 2, 3),
}


def languages():
    """Return every language except the one that the code is written in."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def folder(language):
    return settings.LOCALE_PATHS[0] / language / "LC_MESSAGES"


def collect():
    """Return a catalogue of every text in code and templates, without translations."""
    found = Catalog(project="Gemeinsam.Stark.VorOrt.", charset="utf-8", fuzzy=False)
    for path in sorted(_sources()):
        where = path.relative_to(settings.BASE_DIR).as_posix()
        for _line, function, texts, comments in _texts_of(path):
            context, texts = _split(function, texts)
            if texts:  # else a name stands there; its text is marked where it is written down
                found.add(texts, context=context, locations=[(where, 0)], auto_comments=comments)
    return found


def _sources():
    for name in CODE:
        yield from (path for path in (settings.BASE_DIR / name).rglob("*.py") if "tests" not in path.parts)
    for path in (settings.BASE_DIR / "templates").rglob("*"):
        if path.suffix in (".html", ".txt"):
            yield path


def _texts_of(path):
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What Django makes of a template is Python but for its indentation.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).split("\n"))
    return extract_python(io.BytesIO(source.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"})


def _split(function, texts):
    """Return (context, text or (singular, plural)) from the arguments of one call."""
    texts = texts if isinstance(texts, tuple) else (texts,)
    context = None
    if function in ("pgettext", "pgettext_lazy", "npgettext"):
        context, *texts = texts
    texts = [text for text in texts if text]
    return context, texts[0] if len(texts) == 1 else tuple(texts)


def read(language):
    """Return the catalogue in its file, or an empty one."""
    path = folder(language) / "django.po"
    if not path.exists():
        header = "# The texts of Gemeinsam.Stark.VorOrt. in another language than German."
        return Catalog(locale=language, header_comment=header, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merge(language):
    """Write the file anew: new texts empty, texts that no longer exist dropped, nothing guessed."""
    catalogue = read(language)
    catalogue.update(collect(), no_fuzzy_matching=True, update_creation_date=False)
    folder(language).mkdir(parents=True, exist_ok=True)
    with (folder(language) / "django.po").open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False, sort_by_file=True, ignore_obsolete=True)


def compile_catalogue(language):
    """Write the binary file that Django reads; not committed, made by `make run` and `make test`."""
    with (folder(language) / "django.mo").open("wb") as file:
        write_mo(file, read(language))


def troubles(language):
    """Return what is wrong with a catalogue, one line each."""
    catalogue, texts = read(language), collect()
    wanted = {(message.id, message.context) for message in texts if message.id}
    there = {(message.id, message.context): message for message in catalogue if message.id}
    found = [f"missing: {_short(text)}" for text in sorted(map(str, wanted - there.keys()))]
    found += [f"dead: {_short(text)}" for text in sorted(map(str, there.keys() - wanted))]
    for message in there.values():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(strings):
            found.append(f"untranslated: {_short(message.id)}")
        else:
            found += [f"{error}: {_short(message.id)}" for error in message.check(catalogue)]
    return found


def _short(text):
    return str(text)[:90]
