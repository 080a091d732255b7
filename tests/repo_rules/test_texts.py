"""Every text of the portal exists in every language, with the same placeholders and tags."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin

from gsvo.ops import translations
from tests.helpers.source_tree import modules

LANGUAGES = translations.languages()
GERMAN = re.compile(r"\b(Anfrage|Begleitung|Koordinierungsstelle|Ihre|nicht|Bitte|bitte|werden|läuft|soll)\b")
WORD = re.compile(r"[^\W\d_]{3,}")
PAGES = ["/", "/so-funktionierts/", "/fragen/", "/orte/", "/kontakt/", "/konto/login/", "/barrierefreiheit/"]


def test_english_is_among_the_languages():
    assert LANGUAGES == ["en"]


@pytest.mark.once
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_uncertain_or_dead(language):
    assert translations.troubles(language) == []


def test_no_text_hides_in_an_f_string():
    """There Babel finds none on Python 3.11, and the page would say it in German in every language."""
    wrong = [
        f"{module}:{call.lineno}"
        for module, path in modules().items()
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in translations.KEYWORDS
    ]

    assert wrong == []


@pytest.mark.once
@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_tags_of_the_original(language):
    wrong = [
        message.id
        for message in translations.read(language)
        if message.id
        for original, translated in zip(both(message.id), both(message.string), strict=True)
        if sorted(re.findall(r"<[^>]+>", original)) != sorted(re.findall(r"<[^>]+>", translated))
    ]

    assert wrong == []


def both(text):
    return text if isinstance(text, tuple) else (text,)


@pytest.mark.once
@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_in_english_says_nothing_of_ours_in_german(client, db, address):
    client.post("/sprache/", {"language": "en"})
    page = client.get(address).content.decode()

    shown = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]+>|„[^“]*“|“[^”]*”", " ", page, flags=re.DOTALL)
    assert GERMAN.findall(shown) == []


@pytest.mark.once
def test_no_record_is_called_by_a_word_that_no_catalogue_knows():
    """What `__str__` says stands on pages of the workplace, in every language."""
    named = [
        (f"{module}.{record.name}", method)
        for module, path in modules().items()
        for record in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(record, ast.ClassDef)
        for method in record.body
        if isinstance(method, ast.FunctionDef) and method.name == "__str__"
    ]

    assert len(named) > 25
    assert [name for name, method in named if any(WORD.search(text) for text in written_down(method))] == []


def written_down(method):
    """The fixed parts of what a method puts together by itself."""
    parts = [part for text in ast.walk(method) if isinstance(text, ast.JoinedStr) for part in text.values]
    return [part.value for part in parts if isinstance(part, ast.Constant)]


@pytest.mark.once
def test_no_field_in_the_workplace_is_called_as_in_the_code(admin_user, rf):
    request = rf.get("/admin/")
    request.user = admin_user
    shown = {
        (model, name)
        for model, its_admin in admin.site._registry.items()
        for name in [*its_admin.get_fields(request), *its_admin.get_list_display(request)]
        if isinstance(name, str) and name in {field.name for field in model._meta.fields}
    }

    named = [(model, model._meta.get_field(name)) for model, name in shown if is_ours(model)]
    assert len(named) > 80
    unnamed = [f"{model.__name__}.{field.name}" for model, field in named if not translated(field)]
    assert sorted(unnamed) == []


def is_ours(model):
    return (Path(settings.BASE_DIR) / model.__module__.split(".")[0]).is_dir()


def translated(field):
    return not isinstance(field.verbose_name, str)  # Django's own guess is a string, a text of ours a promise
