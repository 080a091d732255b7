"""The files of a public product agree with one another: licence, version, description, pipeline."""

import json
import re
import tomllib

from tests.tree import ROOT


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def project():
    return tomllib.loads(read("pyproject.toml"))["project"]


def test_the_licence_is_whole_and_the_same_everywhere():
    text = read("LICENSE")
    packages = [json.loads(read("package.json")), json.loads(read("package-lock.json"))["packages"][""]]

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert re.findall(r"^(\d+)\. ", text, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert text.endswith("require the production of a new EUPL version.\n")
    assert {row["license"] for row in (project(), *packages)} == {"EUPL-1.2"}
    assert "EUPL-1.2" in read("README.md")
