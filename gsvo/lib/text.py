"""Clean what people type, fold it for searching and sorting, and bring e-mail addresses into one spelling.

Pure functions. Where they are applied to forms, see gsvo/lib/input_cleaning.py; why so, see docs/adr/0017.
"""

import re
import unicodedata
from functools import lru_cache

import idna
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# --- normalize -----------------------------------------------------------------------------------
_LINE_BREAK = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# NUL stays: fields refuse it (gsvo/lib/error_messages.py). Tab and line feed stay because they are typed.
_UNSEEN = re.compile(
    "["
    "\x01-\x08\x0e-\x1f\x7f-\x9f"  # controls
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # zero width, direction marks, embeddings, isolates
    "\u2800\u3164\ufeff\uffa0\ufff0-\ufffc"  # blank letters, byte order mark, what stood for an object
    "\ufdd0-\ufdef\ufffe\uffff"  # no characters at all
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e001f\U000e0080-\U000e0fff"
    "]"
)
_JOINERS = "\u200c\u200d"
_DEPENDS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f]")  # kept where it changes the sign
_EMOJI_VARIANTS = "\ufe0e\ufe0f"
_BLACK_FLAG = "\U0001f3f4"  # begins the flags of England, Scotland and Wales, which tags spell out
_SYMBOLS = ("So", "Sm", "Sk", "Po", "Pd")  # what an emoji can begin with; keycaps begin with a digit


def normalize(text: str) -> str:
    """Return a text in NFC, with plain line feeds and without marks that nobody sees.

    Marks are dropped, not replaced: a soft hyphen turned into a blank would break the word.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _UNSEEN.sub("", _LINE_BREAK.sub("\n", text))
    if _DEPENDS.search(text):
        text = _without_idle_marks(unicodedata.normalize("NFC", text))
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return a text normalized, in one line: breaks and tabs count as a blank."""
    return re.sub(r"[\n\t]+", " ", normalize(text))


def _without_idle_marks(text: str) -> str:
    """Drop joiners, variation selectors and tags that change nothing where they stand.

    They mean something in emoji and, joiners, in Arabic and Indic scripts. Elsewhere they only hide.
    """
    kept, base = [], ""
    for place, character in enumerate(text):
        if not _DEPENDS.match(character):
            if not unicodedata.category(character).startswith("M"):
                base = character
        elif not _means_something(character, base, text[place + 1 : place + 2]):
            continue
        kept.append(character)
    return "".join(kept)


def _means_something(mark: str, base: str, following: str) -> bool:
    if not base:
        return False
    if mark in _JOINERS:
        is_between_symbols = _is_symbol(base) and following and _is_symbol(following)
        return _is_joined_script(base) or (mark == "\u200d" and bool(is_between_symbols))
    if mark in _EMOJI_VARIANTS:
        return _is_symbol(base) or base in "0123456789"
    return base == _BLACK_FLAG and mark >= "\U000e0020"


def _is_symbol(character: str) -> bool:
    return unicodedata.category(character) in _SYMBOLS


def _is_joined_script(character: str) -> bool:
    return unicodedata.category(character) == "Lo" and (
        "\u0600" <= character <= "\u08ff" or "\u0900" <= character <= "\u18af"
    )


# --- fold ----------------------------------------------------------------------------------------
_MARKED = re.compile("LATIN SMALL LETTER ([A-Z]) WITH .+")


def _marked_letters() -> dict[str, str]:
    """Return letters with a stroke or hook, which Unicode does not decompose: {"ƶ": "z", "ɖ": "d", …}."""
    blocks = (range(0x0180, 0x02B0), range(0x1D6C, 0x1D9B), range(0x2C60, 0x2C80), range(0xA720, 0xAB68))
    letters = (chr(code) for block in blocks for code in block)
    found = ((letter, _MARKED.fullmatch(unicodedata.name(letter, ""))) for letter in letters)
    return {letter: name[1].lower() for letter, name in found if name}


_SPELLED = str.maketrans(
    _marked_letters()
    | {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
        "ŧ": "t", "ŋ": "n", "ĸ": "k", "ɨ": "i", "ɓ": "b", "ƒ": "f", "ȷ": "j", "ǝ": "e", "ə": "e",
    }
    | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
    | dict.fromkeys("’‘‚‛′ʼʹʻ´`＇", "'")
    | dict.fromkeys("„“”‟″«»‹›〃＂", '"')
    | {"⁄": "/", "·": ".", "•": "."}
)  # fmt: skip
_AE_OE = re.compile("([ao])e")
_UE = re.compile("(?<![aeoq])ue")  # not in "neue", "Bauer", "Quelle"


def fold(text: str) -> str:
    """Return a text for comparing and sorting: no case, no accents, letters as DIN 5007-1 sorts them.

    "Müller-Straße" -> "muller-strasse", "Yılmaz" -> "yilmaz". Folding twice changes nothing.
    """
    text = normalize(text).replace("\0", "")  # where databases stop reading
    if not text.isascii():
        text = _plain(text)
    if not text.isascii():
        text = _plain(text)  # what is taken apart may bring capitals and marks with it
    return " ".join(text.casefold().split())


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.translate(_SPELLED)).casefold()
    text = unicodedata.normalize("NFKD", text)
    text = "".join(character for character in text if not unicodedata.combining(character))
    return _UNSEEN.sub("", _DEPENDS.sub("", text.translate(_SPELLED)))


def collapse(folded: str) -> str:
    """Return a folded text with ae, oe and ue as a, o and u, and dj, a way to write đ, as d.

    "krueger" -> "kruger", "djordjevic" -> "dordevic".
    """
    return _UE.sub("u", _AE_OE.sub(r"\1", folded)).replace("dj", "d")


def searchable(*texts: str) -> str:
    """Return what is stored of some texts for searching: folded, and each word with ae also as a.

    So "Krüger" and "Kruger" find "Krueger", and "elle" still finds "aktuelle".
    """
    folded = fold(" ".join(text for text in texts if text))
    words = dict.fromkeys(word for word in folded.split() if collapse(word) != word)
    return " ".join([folded, *(collapse(word) for word in words)]).strip()


def search_words(text: str) -> list[tuple[str, ...]]:
    """Return the words of a search; each as the ways of which one must stand in a searchable text."""
    words = dict.fromkeys(fold(text).split())
    return [tuple(dict.fromkeys((word, collapse(word)))) for word in words]


# --- codes and passwords -------------------------------------------------------------------------
def code_letters(text: str) -> str:
    """Return the letters and digits of a code that was typed or pasted: "1234–5678 " -> "12345678"."""
    plain = unicodedata.normalize("NFKC", normalize(text))
    return "".join(_digit(character) for character in plain if character.isalnum())


def _digit(character: str) -> str:
    return str(unicodedata.digit(character)) if character.isdecimal() else character


def normalize_password(password: str) -> str:
    """Return a password in NFKC (NIST SP 800-63B 3.1.1.2): the same keys open it on every keyboard."""
    return unicodedata.normalize("NFKC", password)


def password_spellings(password: str) -> list[str]:
    """Return what to try for a typed password: normalized, and as it was set before passwords were."""
    forms = (normalize_password(password), password, unicodedata.normalize("NFD", password))
    return list(dict.fromkeys(forms))


# --- e-mail addresses ----------------------------------------------------------------------------
_LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_ONLY_DIGITS = re.compile("[0-9]+")
TROUBLES = {
    "blank": _("In der E-Mail-Adresse steht ein Leerzeichen. Bitte löschen Sie es."),
    "at": _("Eine E-Mail-Adresse hat genau ein @-Zeichen, zum Beispiel name@kreis.example."),
    "local": _(
        "Vor dem @ stehen Zeichen, die in einer E-Mail-Adresse nicht gehen. "
        "Möglich sind Buchstaben ohne Umlaut, Ziffern und . _ - +, aber kein Punkt am Anfang oder Ende."
    ),
    "umlaut": _(
        "Vor dem @ stehen Umlaute oder andere besondere Buchstaben. Das nehmen die meisten Mailserver nicht "
        "an. Bitte geben Sie die Adresse ohne sie an, zum Beispiel mueller statt müller."
    ),
    "local_length": _("Der Teil vor dem @ ist zu lang. Höchstens 64 Zeichen sind möglich."),
    "dot": _("Hinter dem @ fehlt etwas: Dort steht ein Name mit Punkt, zum Beispiel kreis.example."),
    "domain": _(
        "Hinter dem @ stimmt etwas nicht. Dort steht ein Name wie kreis-dueren.example, "
        "mit Punkten dazwischen, aber nicht am Anfang oder Ende."
    ),
    "number": _("Hinter dem @ steht eine Nummer. Bitte geben Sie dort den Namen an, etwa kreis.example."),
    "length": _("Diese E-Mail-Adresse ist zu lang. Höchstens 254 Zeichen sind möglich."),
}


def normalize_email(address: str, *, strict: bool = True) -> str:
    """Return an address in the one spelling that is stored and compared: small letters, domain readable.

    "x@XN--KREIS-DREN-GEB.example" -> "x@kreis-düren.example". What no server takes raises ValidationError.
    With `strict=False`, for comparing what stands somewhere already, it is cleaned as far as possible.
    """
    cleaned = normalize(address).strip()
    try:
        local, domain = _parts(cleaned)
        found = f"{local}@{_readable_domain(domain)}"
        if max(len(found), len(ascii_email(found))) > 254:
            raise _trouble("length")
        return found
    except ValidationError:
        if strict:
            raise
        return cleaned.lower()


def same_email(address: str, other: str) -> bool:
    """Return whether two addresses are one, however they are spelled."""
    return normalize_email(address, strict=False) == normalize_email(other, strict=False)


def ascii_email(address: str) -> str:
    """Return an address as SMTP wants it: "x@kreis-düren.example" -> "x@xn--kreis-dren-geb.example"."""
    local, at, domain = address.rpartition("@")
    try:
        return local + at + _ascii_domain(domain)
    except idna.IDNAError:
        return address


def _parts(address: str) -> tuple[str, str]:
    """Split an address and check its part before the @. Raises ValidationError."""
    if re.search(r"\s", address):
        raise _trouble("blank")
    local, at, domain = address.partition("@")
    if not at or not local or "@" in domain:
        raise _trouble("at")
    local = local.lower()
    if not local.isascii():
        raise _trouble("umlaut")
    if not _LOCAL_PART.fullmatch(local):
        raise _trouble("local")
    if len(local) > 64:
        raise _trouble("local_length")
    return local, domain


@lru_cache(1000)  # each save of a person asks, and most domains come again
def _readable_domain(domain: str) -> str:
    """Check a domain by IDNA 2008 and return it with umlauts. Raises ValidationError."""
    domain = unicodedata.normalize("NFKC", domain).replace("。", ".")  # as Asian keyboards type it
    if domain.startswith("[") or _ONLY_DIGITS.fullmatch(domain.rpartition(".")[2]):
        raise _trouble("number")
    if "." not in domain.strip("."):
        raise _trouble("dot")
    try:
        in_ascii = _ascii_domain(domain)
        readable = idna.decode(in_ascii)
    except idna.IDNAError:
        raise _trouble("domain") from None
    if in_ascii.endswith("."):
        raise _trouble("domain")
    return readable


@lru_cache(1000)
def _ascii_domain(domain: str) -> str:
    return idna.encode(domain, uts46=True, std3_rules=True).decode()


def _trouble(code: str) -> ValidationError:
    return ValidationError(TROUBLES[code], code=f"email_{code}")


# --- lines ---------------------------------------------------------------------------------------
# German and English
_COUNTED = re.compile(
    r"(\d\.?) (?=(?:Jan|Feb|M[aä]r|Apr|Ma[iy]|Ju[nl]|Aug|Sep|O[ck]t|Nov|De[cz]|Tage?n?\b|days?\b|Uhr|stimm))"
)


def unbroken_numbers(text: str) -> str:
    """Put a no-break space between a number and what it counts: "8. Dezember", "5 Tage", "18 Uhr"."""
    return _COUNTED.sub("\\1\u00a0", text)
