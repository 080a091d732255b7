"""The files of a public product agree with one another: licence, version, description, pipeline."""

import json
import re
import tomllib

import pytest
import yaml
from django.conf import settings
from django.urls import reverse

from tests.helpers.source_tree import ROOT

# The standard publiccode.yml 0.4: what must be there, and what may stand in it.
MANDATORY = (
    "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
    "description", "legal.license", "maintenance.type", "maintenance.contacts",
    "localisation.localisationReady", "localisation.availableLanguages",
)  # fmt: skip
OPTIONAL = {"softwareVersion", "logo", "intendedAudience", "dependsOn"}
CHOICES = {
    "publiccodeYmlVersion": {"0.4"},
    "developmentStatus": {"concept", "development", "beta", "stable", "obsolete"},
    "softwareType": {
        *(f"standalone/{kind}" for kind in ("mobile", "iot", "desktop", "web", "backend", "other")),
        *("addon", "library", "configurationFiles"),
    },
    "maintenance.type": {"internal", "contract", "community", "none"},
}
SCOPES = {
    "agriculture", "culture", "defence", "education", "emergency-services", "employment", "energy",
    "environment", "finance-and-economic-development", "foreign-affairs", "government", "healthcare",
    "infrastructures", "justice", "local-authorities", "manufacturing", "research",
    "science-and-technology", "security", "society", "sport", "tourism", "transportation", "welfare",
}  # fmt: skip
PLACEHOLDERS = ("example.org", "Name der verantwortlichen Person")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def project():
    return tomllib.loads(read("pyproject.toml"))["project"]


def lock():
    return json.loads(read("package-lock.json"))


def publiccode():
    return yaml.safe_load(read("publiccode.yml"))


def value(path):
    """What stands in publiccode.yml under a dotted path."""
    found = publiccode()
    for key in path.split("."):
        found = found[key]
    return found


def test_the_licence_is_whole_and_the_same_everywhere():
    text = read("LICENSE")
    packages = [json.loads(read("package.json")), lock()["packages"][""]]

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert re.findall(r"^(\d+)\. ", text, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert text.endswith("require the production of a new EUPL version.\n")
    assert {row["license"] for row in (project(), publiccode()["legal"], *packages)} == {"EUPL-1.2"}
    assert "EUPL-1.2" in read("README.md")


def test_the_version_is_the_same_everywhere():
    versions = {
        "package.json": json.loads(read("package.json"))["version"],
        "package-lock.json": lock()["version"],
        "package-lock.json, the root": lock()["packages"][""]["version"],
        "publiccode.yml": publiccode()["softwareVersion"],
        "CHANGELOG.md": re.search(r"^## ([\d.]+)", read("CHANGELOG.md"), re.MULTILINE)[1],
    }

    assert versions == dict.fromkeys(versions, project()["version"])


@pytest.mark.parametrize("path", MANDATORY)
def test_the_public_description_has_what_its_standard_demands(path):
    assert value(path) not in (None, "", [], {})


def test_the_public_description_has_only_keys_and_choices_of_its_standard():
    assert publiccode().keys() == {path.partition(".")[0] for path in MANDATORY} | OPTIONAL
    assert [path for path, allowed in CHOICES.items() if value(path) not in allowed] == []
    assert set(value("intendedAudience.scope")) <= SCOPES
    assert value("intendedAudience.countries") == ["DE"]
    assert value("localisation.localisationReady") is True
    assert value("localisation.availableLanguages") == [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_public_description_fits_its_limits_and_its_pictures_are_there(language):
    text = value(f"description.{language}")

    assert text.keys() == {"shortDescription", "longDescription", "features", "screenshots"}
    assert 0 < len(text["shortDescription"]) <= 150
    assert 150 <= len(text["longDescription"]) <= 10_000
    assert 5 <= len(text["features"]) <= 20
    assert [name for name in [value("logo"), *text["screenshots"]] if not (ROOT / name).is_file()] == []


def test_whatever_is_invented_in_the_public_description_says_so():
    lines = read("publiccode.yml").splitlines()
    invented = [line for line in lines if any(name in line for name in PLACEHOLDERS)]

    assert len(invented) == len(PLACEHOLDERS)
    assert [line for line in invented if "# PLACEHOLDER: " not in line] == []
    assert "://" not in "".join(line for line in lines if line not in invented)


def test_a_flaw_is_reported_where_the_portal_says_and_to_nobody_invented():
    text = read("SECURITY.md")
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", text))
    rows = set(re.findall(r"^#?([A-Z_]+)=", read(".env.example"), re.MULTILINE))

    assert reverse("security") in text
    assert {"CONTACT_EMAIL", "OPERATOR_DATA_PROTECTION"} <= named <= rows
    assert "@" not in text
    assert "://" not in text


def test_the_version_of_today_gets_security_fixes():
    supported = re.search(r"^\| (\d+\.\d+)\.x \| ja \|$", read("SECURITY.md"), re.MULTILINE)[1]

    assert project()["version"].startswith(f"{supported}.")
