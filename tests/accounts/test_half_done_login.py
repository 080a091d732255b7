"""What ends an account's logins ends one that waits for its second factor as well."""

import pytest
from django.urls import reverse

from gsvo.accounts import access, actions
from gsvo.accounts.email_changes import change_login_address
from tests import factories
from tests.accounts.mfa import app_shows, with_app

pytestmark = pytest.mark.django_db
ENDS = {
    "a new password": lambda user, by: actions.set_password(user, "krumme Leiter Senf Ozean"),
    "logged out everywhere": lambda user, by: access.end_sessions(user, by=by),
    "stopped": lambda user, by: access.stop(user, by=by),
    "a new address": lambda user, by: change_login_address(user, "neu@kreis.example", by=by),
}


def first_factor(client, user):
    """The password was right; returns the app's key."""
    secret = with_app(user)
    answer = client.post(reverse("account_login"), {"login": user.email, "password": factories.PASSWORD})
    assert answer.url.startswith(reverse("mfa_authenticate"))
    return secret


def is_in(client):
    return client.get("/konto/").status_code == 200


def test_the_second_factor_completes_a_login(client, koko):
    secret = first_factor(client, koko)
    client.post(reverse("mfa_authenticate"), {"code": app_shows(secret)})
    assert is_in(client)


@pytest.mark.parametrize("what", ENDS)
def test_a_login_that_was_ended_meanwhile_begins_anew(client, koko, leitung, what):
    secret = first_factor(client, koko)
    ENDS[what](koko, leitung)

    answer = client.post(reverse("mfa_authenticate"), {"code": app_shows(secret)})

    assert answer.url == reverse("account_login")
    assert not is_in(client)
    assert client.get(reverse("mfa_authenticate")).status_code == 302, "nothing waits there any more"
