import pytest
from django.apps import apps
from django.test import Client

from gsvo.links.models import Link
from tests import factories


@pytest.fixture(autouse=True)
def urls(settings):
    settings.ROOT_URLCONF = "tests.links.urls"


@pytest.fixture
def person(db):
    return factories.user("mitglied@example.org", name="offen")


@pytest.fixture
def link(person):
    return Link.objects.issue("question", person, email=person.email)


@pytest.fixture
def opened(link):
    """A browser in which the mail's link was opened."""
    browser = Client()
    browser.get(address(link))
    return browser


def address(link):
    """The path of a mail's link."""
    return link.url().removeprefix("http://localhost:8000")


def business_rows():
    """Every row of every table but the browsers' sessions."""
    return {
        model._meta.label: sorted(map(str, model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.label != "sessions.Session"
    }
