"""One's own page: data, offices, password."""

import pytest
from django.urls import reverse

from gsvo.accounts.models import User
from gsvo.offices.models import Membership, Role
from tests import factories
from tests.helpers.admin_forms import save

pytestmark = pytest.mark.django_db
CHANGE = "/konto/passwort-aendern/"
NEW = "vier Wörter und ein Fluss"


def test_name_and_phone_can_be_changed_and_nothing_else(client, koko):
    client.force_login(koko)
    response = save(
        client,
        "/konto/",
        {"name": "Karla Neu", "phone": "0521 51-1", "email": "fremd@example.org", "is_staff": "on"},
    )
    assert response.url == "/konto/"
    koko.refresh_from_db()
    assert (koko.name, koko.phone, koko.email, koko.is_staff) == (
        "Karla Neu",
        "0521 51-1",
        "koko.bielefeld@example.org",
        False,
    )


def test_a_name_is_needed(client, koko):
    client.force_login(koko)
    response = save(client, "/konto/", {"name": " ", "phone": ""})
    assert response.context["form"].errors.keys() == {"name"}
    assert User.objects.get(pk=koko.pk).name == "Karla Koko"


def test_the_page_needs_a_login(client):
    assert client.get("/konto/").url == "/konto/login/?next=/konto/"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_one_office_as_for_three(client, django_assert_num_queries, rows):
    person = factories.user()
    for key in ("05711", "05978", "05111")[:rows]:
        Membership.objects.create(office=factories.office(key), user=person, role=Role.MEMBER)
    client.force_login(person)
    with django_assert_num_queries(7):  # session, user, menu, offices, factors, other logins, unsent forms
        response = client.get("/konto/")
    assert len(response.context["memberships"]) == rows


def test_changing_the_password_ends_other_sessions_and_keeps_this_one(client, koko):
    other = type(client)()
    other.force_login(koko)
    client.force_login(koko)
    response = client.post(CHANGE, {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW})
    assert response.url == reverse("accounts:account")
    assert client.get("/konto/").status_code == 200
    assert other.get("/konto/").status_code == 302
    koko.refresh_from_db()
    assert koko.check_password(NEW)


@pytest.mark.parametrize(
    ("old", "new", "again", "field"),
    [
        ("falsch", NEW, NEW, "oldpassword"),
        (factories.PASSWORD, "kurz", "kurz", "password1"),
        (factories.PASSWORD, "123456123456", "123456123456", "password1"),
        (factories.PASSWORD, "koko.bielefeld", "koko.bielefeld", "password1"),
        (factories.PASSWORD, NEW, NEW + "!", "password2"),
    ],
)
def test_a_bad_change_of_password_changes_nothing(client, koko, old, new, again, field):
    client.force_login(koko)
    response = client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again})
    assert response.context["form"].errors.keys() == {field}
    koko.refresh_from_db()
    assert koko.check_password(factories.PASSWORD)


def test_who_has_no_password_gets_one_by_link(client):
    client.force_login(factories.user(password=None))
    response = client.get(CHANGE, follow=True)
    assert response.redirect_chain[-1][0] == reverse("account_reset_password")


def test_reauthentication_knows_the_own_password(client, koko):
    client.force_login(koko)
    wrong = client.post("/konto/bestaetigen/", {"password": "falsch"})
    assert wrong.context["form"].errors == {"password": ["Das Passwort stimmt nicht."]}
    right = client.post("/konto/bestaetigen/?next=/konto/", {"password": factories.PASSWORD})
    assert right.url == "/konto/"


def test_an_address_is_taken_whatever_its_case(db):
    factories.user("eine@example.org")
    twin = User(email="EINE@example.org")
    with pytest.raises(Exception, match="schon ein Konto"):
        twin.full_clean(exclude=["password"])
