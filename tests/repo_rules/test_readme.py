"""The README's map and order are those of the tree; each of its two parts has one language."""

import re

from tests.helpers.source_tree import ROOT
from tests.repo_rules.test_project import ORDER

ENGLISH = re.compile(r"\b(the|and|which|what|where|with)\b")
GERMAN = re.compile(r"\b(der|die|das|und|nicht|wird|werden|ist)\b")


def readme():
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_place_on_the_map_is_there():
    block = re.search(r"^## Where things are\n\n```\n(.*?)\n```", readme(), re.MULTILINE | re.DOTALL)[1]
    missing, folder = [], ROOT
    for indent, name in re.findall(r"^( *)(\S+)", block, re.MULTILINE):
        path = (folder if indent else ROOT) / name
        folder = folder if indent else path
        missing += [] if path.exists() else [str(path.relative_to(ROOT))]

    assert block.count("\n") > 20
    assert missing == []


def test_the_order_of_imports_is_the_tested_one():
    line = re.search(r"^settings ←.*?(?=\n```)", readme(), re.MULTILINE | re.DOTALL)[0]
    names = [name.strip() for name in line.replace("\n", " ").split("←")]

    rooms = [name.removeprefix("gsvo.") for name in ORDER[:-1] if name != "base"]
    assert names == [*rooms, "the top"]


def test_each_part_has_one_language():
    without_code = re.sub(r"```.*?```|`[^`]*`|<!--.*?-->", "", readme(), flags=re.DOTALL)
    german, english = without_code.split("\n# For developers\n")

    assert ENGLISH.findall(german) == []
    assert GERMAN.findall(english) == []
