"""The files of a public product agree with one another: licence, version, description, pipeline."""

import json
import re
import tomllib

from tests.tree import ROOT


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def project():
    return tomllib.loads(read("pyproject.toml"))["project"]


def lock():
    return json.loads(read("package-lock.json"))


def test_the_licence_is_whole_and_the_same_everywhere():
    text = read("LICENSE")
    packages = [json.loads(read("package.json")), lock()["packages"][""]]

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert re.findall(r"^(\d+)\. ", text, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert text.endswith("require the production of a new EUPL version.\n")
    assert {row["license"] for row in (project(), *packages)} == {"EUPL-1.2"}
    assert "EUPL-1.2" in read("README.md")


def test_the_version_is_the_same_everywhere():
    versions = {
        "package.json": json.loads(read("package.json"))["version"],
        "package-lock.json": lock()["version"],
        "package-lock.json, the root": lock()["packages"][""]["version"],
        "CHANGELOG.md": re.search(r"^## ([\d.]+)", read("CHANGELOG.md"), re.MULTILINE)[1],
    }

    assert versions == dict.fromkeys(versions, project()["version"])
