"""The same name twice: asked once, with who is there already; whoever confirms goes on."""

import pytest
from django.urls import reverse
from django.utils import timezone

from advisors.models import Advisor
from chains.models import Actor
from gsvo.accounts.models import User
from gsvo.lib.duplicates import name_key
from gsvo.offices.models import AccountInvitation, Role
from requests.models import FundingPeriod, Topic
from tests import factories
from tests.helpers.admin_forms import save
from tests.look.html_page import Page

pytestmark = pytest.mark.django_db
POOL = reverse("admin:advisors_advisor_add")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Müller", "Müller, Dr. Anna"),
        ("Anna Müller", "  ANNA   MÜLLER "),
        ("Anna Müller", "Anna Mu\u0308ller"),
        ("Anna Müller", "Anna Mueller"),
        ("Yücel Özgür", "Yuecel Oezguer"),
        ("Đorđe Łuczak", "Djordje Luczak"),
    ],
)
def test_names_are_the_same_however_they_are_typed(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Anna Müller", "Anna Meller"), ("Anna", "Anna Müller")])
def test_other_names_are_others(one, other):
    assert name_key(one) != name_key(other)


def advisor_fields(**more):
    return {
        "name": "Maxi Müller",
        "email": "maxi@example.net",
        "mode": "mixed",
        "quarters_per_period": "20,5",
    } | more


def tick_of(answer):
    """The tick that asks, or None."""
    found = Page(answer.content.decode()).all("input", type="checkbox")
    return next((box for box in found if box.attrs["name"] == "is_another"), None)


def test_the_same_name_twice_in_the_pool_is_asked_and_taken_after_a_tick(client, gib):
    there = factories.advisor(name="Müller, Maxi", email="m.mueller@example.net", organisation="Büro M")
    client.force_login(gib)

    asked = client.post(POOL, advisor_fields())
    tick = tick_of(asked)
    assert "Müller, Maxi, Büro M, m.mueller@example.net" in asked.content.decode()
    assert (Advisor.objects.count(), tick.attrs["value"], "checked" in tick.attrs) == (
        1,
        str(there.pk),
        False,
    )

    client.post(POOL, advisor_fields(is_another=tick.attrs["value"]))
    assert Advisor.objects.count() == 2


def test_a_tick_confirms_only_who_was_shown(client, gib):
    first = factories.advisor(name="Maxi Müller", email="eins@example.net")
    factories.advisor(name="Bo Berg", email="zwei@example.net")
    client.force_login(gib)

    asked = client.post(POOL, advisor_fields(name="Bo Berg", is_another=str(first.pk)))

    assert tick_of(asked) is not None
    assert Advisor.objects.count() == 2


def test_whoever_left_the_pool_is_named_as_such(client, gib):
    there = factories.advisor(name="Maxi Müller", email="eins@example.net")
    Advisor.objects.filter(pk=there.pk).update(left_at=timezone.now())
    client.force_login(gib)

    assert "nicht mehr im Pool" in client.post(POOL, advisor_fields()).content.decode()


def test_nothing_is_asked_of_who_keeps_her_name(client, gib):
    factories.advisor(name="Maxi Müller", email="eins@example.net")
    second = factories.advisor(name="Maxi Müller", email="zwei@example.net")
    client.force_login(gib)

    save(
        client,
        reverse("admin:advisors_advisor_change", args=[second.pk]),
        advisor_fields(phone="1", email="zwei@example.net"),
    )

    second.refresh_from_db()
    assert second.phone == "1"


def test_two_accounts_of_staff_with_one_name_are_asked(client, leitung, gib):
    client.force_login(leitung)
    group = gib.groups.get()
    fields = {"email": "neu@example.org", "name": gib.name, "is_active": "on", "groups": [group.pk]}
    address = reverse("admin:accounts_user_add")

    tick = tick_of(client.post(address, fields))
    assert not User.objects.filter(email="neu@example.org").exists()

    client.post(address, fields | {"is_another": tick.attrs["value"]})
    assert User.objects.filter(email="neu@example.org").exists()


@pytest.mark.parametrize("there", ["works here", "invited"])
def test_a_colleague_of_the_same_name_is_asked(client, koko, there):
    office = factories.office(factories.BIELEFELD)
    address = reverse("offices:invite", args=[office.key])
    fields = {"name": "Nele Neu", "email": "nele@example.org", "role": Role.MEMBER}
    client.force_login(koko)
    if there == "works here":
        factories.member(office, name="Nele Neu")
    else:
        client.post(address, fields | {"email": "n.neu@example.org"})
    before = AccountInvitation.objects.count()

    tick = tick_of(client.post(address, fields))
    assert AccountInvitation.objects.count() == before

    client.post(address, fields | {"is_another": tick.attrs["value"]})
    assert AccountInvitation.objects.count() == before + 1


def test_records_that_only_their_names_tell_apart_are_asked(client, admin_user):
    there = {Topic: "Übergänge gestalten", Actor: "Jugendamt Mitte"}
    for model, name in there.items():
        model.objects.create(name=name)
    period = factories.funding_period()
    client.force_login(admin_user)
    posts = {
        "requests_topic": {"name": "übergänge  gestalten", "position": "1"},
        "chains_actor": {"name": "JUGENDAMT Mitte", "position": "1"},
        "requests_fundingperiod": {"name": period.name},
    }
    for name, fields in posts.items():
        assert tick_of(client.post(reverse(f"admin:{name}_add"), fields)) is not None, name
    counts = [model.objects.filter(name=name).count() for model, name in there.items()]
    assert (counts, FundingPeriod.objects.count()) == ([1, 1], 1)
