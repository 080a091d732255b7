"""CONTRIBUTING.md answers where to change what, and what it names is there."""

import re

import pytest
from django.urls import Resolver404, resolve

from tests.helpers.source_tree import ROOT

QUESTIONS = [
    "add a field to the request form",
    "change a reminder's rhythm",
    "add a state",
    "add a staff act",
    "change a mail's text",
    "add a topic",
    "change a retention term",
    "change who sees an engagement",
    "add a public page",
    "change how buttons look",
]
# A file or folder of ours by its path from the root, and not an address of the portal or a command.
PATH = re.compile(r"`([\w.\-]+/[\w.\-/]*|[\w.\-]*\w\.\w+)`")


def text():
    return (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def answers():
    """{question: answer} of the table."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text(), re.MULTILINE)
    return dict(rows[2:])


def test_the_ten_questions_of_a_newcomer_are_answered_in_their_order():
    assert list(answers()) == QUESTIONS


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_names_a_file(question):
    assert PATH.findall(answers()[question]) != []


def test_every_path_is_there():
    named = set(PATH.findall(text()))

    assert len(named) > 20
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_every_address_of_the_portal_opens_something():
    wrong = []
    for address in re.findall(r"`(/[\w\-/]+/)`", text()):
        try:
            resolve(address)
        except Resolver404:
            wrong.append(address)

    assert wrong == []


def test_every_name_in_code_stands_in_its_file():
    """As "`visible_to` in `advisors/models/engagement.py`"; of a family of settings the beginning."""
    for name, path in re.findall(r"`(\.?[\w…-]+)` in `([\w./]+)`", text()):
        assert name.rstrip("…") in (ROOT / path).read_text(encoding="utf-8"), f"{name} in {path}"
