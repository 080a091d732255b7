"""Every purpose of links in mails is registered once, with all parts."""

import inspect
from dataclasses import fields, replace

import pytest
from django.apps import apps
from django.urls import resolve, reverse

from gsvo.lib.ids import opaque_id
from gsvo.links import purposes
from tests.helpers.source_tree import ROOT, modules

REGISTERED = {purpose.name: purpose for purpose in purposes.registered()}
NAMES = sorted(REGISTERED)


@pytest.fixture(autouse=True)
def urls(settings):
    settings.ROOT_URLCONF = "gsvo.urls"


def test_each_record_behind_a_link_has_its_purpose_and_the_other_way_round():
    named = [model.LINK_PURPOSE for model in apps.get_models() if hasattr(model, "LINK_PURPOSE")]
    assert (
        sorted(named)
        == NAMES
        == [
            "account",
            "acknowledgement",
            "invitation",
            "looking_back",
            "part_confirmation",
            "password",
            "statement",
        ]
    )


@pytest.mark.parametrize("name", NAMES)
def test_no_part_is_missing(name):
    purpose = REGISTERED[name]
    assert all(getattr(purpose, field.name) for field in fields(purpose))
    assert purpose.prefix.endswith("/")
    for act in (purpose.renew, purpose.resend):
        assert len(inspect.signature(act).parameters) == 1
    for view in (purpose.page, purpose.not_responsible):
        assert list(inspect.signature(view).parameters)[:2] == ["request", "oid"]


@pytest.mark.parametrize("name", NAMES)
def test_each_part_has_its_address(name):
    for part in ("", "-not-responsible", "-renew"):
        address = reverse(f"links:{name}{part}", args=[opaque_id()])
        assert address.startswith(f"/{REGISTERED[name].prefix}")
        assert resolve(address).url_name == f"{name}{part}"
    assert resolve(reverse(f"links:{name}-enter", args=["a" * 48])).kwargs["purpose"] == REGISTERED[name]


def test_no_purpose_is_registered_twice():
    purpose = REGISTERED["statement"]
    for other in (purpose, replace(purpose, name="other"), replace(purpose, prefix="anderes/")):
        with pytest.raises(ValueError, match="registered already"):
            purposes.register(other)
    assert purposes.registered() == list(REGISTERED.values())


def test_the_code_names_purposes_by_their_constants():
    wrong = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in modules().values()
        for line in path.read_text(encoding="utf-8").splitlines()
        if "Link.objects" in line and any(f'"{name}"' in line for name in NAMES)
    ]
    assert wrong == []
