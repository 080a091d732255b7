"""SECRET_KEY changes: with the old one in SECRET_KEY_FALLBACKS everything holds, without it nothing does."""

import pytest
from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, Signer
from django.test import Client

from gsvo.lib import encryption
from gsvo.links.models import Link
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OLD, NEW = "old-" + "0123456789abcdefghijklmnop" * 2, "new-" + "zyxwvutsrqponmlkjihgfedcba" * 2


@pytest.fixture
def old_things(settings, koko):
    """A link from a mail, a login, a second factor's secret and a signature, all made with the old key."""
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    link = Link.objects.issue("password", factories.user("nele@example.net"), email="nele@example.net")
    browser = Client()
    browser.force_login(get_user_model().objects.get(pk=koko.pk))
    return {
        "link": link.url().removeprefix(settings.BASE_URL),
        "browser": browser,
        "sealed": encryption.encrypt("123456", "test"),
        "signed": Signer().sign("x"),
    }


def still_good(things):
    found = set()
    if Client().get(things["link"]).status_code == 302:
        found.add("link")
    if things["browser"].get("/konto/").status_code == 200:
        found.add("browser")
    for name, use in (
        ("sealed", lambda: encryption.decrypt(things["sealed"], "test")),
        ("signed", lambda: Signer().unsign(things["signed"])),
    ):
        try:
            use()
        except (encryption.DecryptionError, BadSignature):
            continue
        found.add(name)
    return found


def test_with_the_old_key_among_the_fallbacks_everything_holds(old_things, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]

    assert still_good(old_things) == set(old_things)


def test_once_the_old_key_is_gone_nothing_of_it_opens_anything(old_things, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, []

    assert still_good(old_things) == set()


def test_what_is_resealed_before_survives_the_old_keys_end(old_things, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    fresh = encryption.rotate(old_things["sealed"], "test")
    settings.SECRET_KEY_FALLBACKS = []

    assert encryption.decrypt(fresh, "test") == "123456"
