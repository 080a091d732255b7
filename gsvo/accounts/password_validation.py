"""Refuse passwords that somebody who knows the field and the person would try first.

Length alone says nothing: "verantwortungskette" has 19 letters. What counts is what is left of a password
without known words (common_password_words.txt, in whatever spelling), the person's own names, runs, dates and
repeats.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS_FILE = Path(__file__).with_name("common_password_words.txt")
DEMO_PASSWORD = "demo-gsvo-2026"  # noqa: S105  everybody knows it; it opens the demo and nothing else
OWN_ENOUGH = 6  # signs that remain; a phrase of unrelated words keeps far more
DIGITS_COUNT, MARKS_COUNT = 4, 3  # "Sommer8473629!!!!" is a word with a number, however long
MANY_WORDS = 4  # as many different known words of five letters or more are a phrase of its own
READ = 128  # signs; nobody's password is weak only behind them

ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertzuiop", "qwertyuiop", "asdfghjkl", "yxcvbnm", "zxcvbnm")
COLUMNS = ("1qay2wsx3edc4rfv5tgb6zhn7ujm8ik9ol0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p")
IN_TURN = (
    "1q2w3e4r5t6z7u8i9o0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "a1b2c3d4e5f6g7h8i9j0",
    "1a2b3c4d5e6f7g8h9i0j",
)  # two rows
DIGITS = "0123456789"
LOOK_ALIKES = {
    "a": "a4@", "b": "b8", "e": "e3€", "g": "g9", "i": "i1!|", "l": "l1|", "o": "o0", "s": "s5$",
    "t": "t7+", "z": "z2",
}  # fmt: skip
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_BETWEEN = re.compile(r"[\s._\-/\\,;:#*&=~\"'()<>?^°§%\[\]{}`´]+")
_REPEATED = re.compile(r"(.{3,}?)\1+|(.{1,2}?)\2{2,}")
_WORD_AND_NUMBER = re.compile(r"[\W_]*(?:[^\W\d_]{1,15}[\W_]*\d{1,8}|\d{1,8}[\W_]*[^\W\d_]{1,15})[\W_]*")
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:0?[1-9]|1[0-2])(?:19|20)\d\d|(?:19|20)\d\d(?:[01]\d[0-3]\d)?")


def is_of_the_demo_only(spellings):
    """Return whether this is the demo's public password in a portal that is no demo."""
    return DEMO_PASSWORD in spellings and not (settings.DEMO or settings.TESTING)


class NotTheObvious:
    """Validator for AUTH_PASSWORD_VALIDATORS.

    `min_length`: of a shorter password another validator says so, and that is enough.
    """

    def __init__(self, min_length=0):
        self.min_length = min_length

    def validate(self, password, user=None):
        if len(password) < self.min_length or (settings.DEMO and password == DEMO_PASSWORD):
            return
        reason = _why_weak(_folded(password), _names_of(user))
        if not reason and _WORD_AND_NUMBER.fullmatch(password):
            reason = _("Ein Wort mit einer Zahl ist schnell geraten, welches Wort es auch ist.")
        if reason:
            raise ValidationError(f"{reason} {_better()}", code="password_obvious")

    def get_help_text(self):
        return _better()


def _better():
    return _("Nehmen Sie zum Beispiel vier Wörter, die nichts miteinander und nichts mit Ihnen zu tun haben.")


def _why_weak(text, names):
    """Return what is wrong as a sentence, or ""."""
    for take_out, reason in (
        (_without_runs, _("Das ist eine Folge, wie sie auf der Tastatur oder im Alphabet steht.")),
        (_without_repeats, _("Darin wiederholt sich immer dasselbe.")),
    ):
        less = take_out(text)
        if less != text and _own_signs(less) < OWN_ENOUGH:
            return reason
        text = less
    if _own_signs(text) < OWN_ENOUGH:
        return _("Fast nur Ziffern oder Zeichen lassen sich schnell durchprobieren.")
    text, _found = _without(text, _pattern(names))
    if _own_signs(text) < OWN_ENOUGH:
        return _("Das ist fast nur Ihr Name oder Ihre E-Mail-Adresse.")
    text, found = _without(text, _pattern(_known_words()))
    if _own_signs(text) >= OWN_ENOUGH or len({word for word in found if len(word) >= 5}) >= MANY_WORDS:
        return ""
    return _("Das besteht aus Wörtern, Jahren oder Zahlen, die andere zuerst probieren.")


def _folded(password):
    """Return one spelling: lower case, without umlauts, accents and separators."""
    text = unicodedata.normalize("NFKC", password[:READ]).lower().translate(_UMLAUTS)
    text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _BETWEEN.sub("", text)


def _names_of(user):
    """Return the parts of a person's name and address."""
    known = f"{getattr(user, 'name', '')} {getattr(user, 'email', '')}".lower().translate(_UMLAUTS)
    return frozenset(part for part in re.findall(r"[^\W\d_]+", known) if len(part) >= 3)


@cache
def _known_words():
    lines = WORDS_FILE.read_text(encoding="utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(word for word in words if len(word) >= 3)


@lru_cache(maxsize=16)
def _pattern(words):
    """Return a regular expression for the words, longest first, with repeated and look-alike letters."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(f"({_spelled(word)})" for word in ordered)) if ordered else None


def _spelled(word):
    """Its last letter no more often than it has it: another one begins the next word ("gibbottrop")."""
    letters = [
        (re.escape(LOOK_ALIKES.get(letter, letter)), len(list(same))) for letter, same in groupby(word)
    ]
    *others, (last, count) = letters
    return "".join(f"[{letter}]+" for letter, _count in others) + f"[{last}]{{1,{count}}}"


def _without(text, pattern):
    """Return (the text without the words, how they were spelled in it)."""
    if pattern is None:
        return text, set()
    return pattern.sub(" ", text), {found[0] for found in pattern.finditer(text)}


def _without_runs(text):
    """Return the text without dates, years and sequences: three digits, four of anything else."""
    text = _DATE.sub(" ", text)
    in_run = [False] * len(text)
    for at in range(len(text)):
        for length in (3, 4):
            if text[at : at + length] in _runs():
                in_run[at : at + length] = [True] * len(text[at : at + length])
    return "".join(" " if is_run else sign for sign, is_run in zip(text, in_run, strict=True))


@cache
def _runs():
    found = set()
    for row, length in (*((row, 4) for row in (*ROWS, *COLUMNS, *IN_TURN)), (DIGITS + DIGITS, 3)):
        for way in (row, row[::-1]):
            found |= {way[at : at + length] for at in range(len(way) - length + 1)}
    return frozenset(found)


def _without_repeats(text):
    """Return the text with each repeated part once."""
    return _REPEATED.sub(lambda found: found[1] or found[2], text)


def _own_signs(text):
    """Return how many characters an attacker would have to guess: letters, and a few digits and marks."""
    letters = sum(sign.isalpha() for sign in text)
    digits = sum(sign.isdigit() for sign in text)
    marks = sum(not sign.isalnum() and not sign.isspace() for sign in text)
    return letters + min(digits, DIGITS_COUNT) + min(marks, MARKS_COUNT)
