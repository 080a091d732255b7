"""An advisor keeps her own profile and says when she is away; G.I.B. sees what changed."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import Absence, Advisor, ProfileChange
from gsvo.offices.models import Office
from gsvo.retention.purge import purge
from tests import factories
from tests.helpers.admin_forms import standing

pytestmark = pytest.mark.django_db
PAGE, AWAY = "advisors:my_profile", "advisors:absences"


@pytest.fixture
def browser(pool_person):
    client = Client()
    client.force_login(pool_person)
    return client


def _advisor():
    return Advisor.objects.get(email="bea@pool.example")


def _saved(browser, **changed):
    """Send the page's own form with these changes."""
    address = reverse(PAGE)
    sent = standing(browser.get(address).content.decode(), address, "phone")
    return browser.post(address, sent | changed)


def test_she_changes_everything_about_herself(browser):
    topic = factories.topic("Moderation")
    unna = factories.office(factories.UNNA)

    answer = _saved(
        browser, organisation="Büro", profile="Lebenslauf", methods="Werkstatt", languages="Deutsch",
        topics=[topic.pk], mode="online", where="some", offices=[unna.pk], quarters_per_period="10,5",
        paused_until=(timezone.localdate() + dt.timedelta(days=3)).isoformat(), phone="0201 1",
    )  # fmt: skip

    row = _advisor()
    assert answer.status_code == 302
    assert (row.organisation, row.profile, row.methods, row.languages) == (
        "Büro", "Lebenslauf", "Werkstatt", "Deutsch",
    )  # fmt: skip
    assert (row.mode, row.quarters_per_period, row.phone) == ("online", 42, "0201 1")
    assert list(row.topics.all()) == [topic]
    assert list(row.offices.all()) == [unna]
    assert not row.is_in_pool
    assert Advisor.objects.search("moderation werkstatt").get() == row


def test_everywhere_forgets_the_places(browser):
    row = _advisor()
    row.offices.add(factories.office(factories.UNNA))

    _saved(browser, where="everywhere")

    assert not row.offices.exists()


def test_places_without_one_are_refused_at_their_field(browser):
    answer = _saved(browser, where="some", offices=[])

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["offices"]
    assert 'href="#id_offices_0"' in answer.content.decode()


def test_places_stand_by_regierungsbezirk_and_all_offices_are_there(browser):
    for office in (factories.office(factories.BIELEFELD), factories.office(factories.UNNA)):
        _advisor().offices.add(office)

    form = browser.get(reverse(PAGE)).context["form"]

    assert {district.name for district in form.districts} == set(
        Office.objects.values_list("district_government", flat=True)
    )
    assert sum(len(district.boxes) for district in form.districts) == Office.objects.count()
    assert sum(district.checked for district in form.districts) == 2


def test_a_pause_that_is_over_does_not_stand_in_the_way(browser):
    Advisor.objects.update(paused_until=timezone.localdate() - dt.timedelta(days=1))

    assert _saved(browser, phone="0201 2").status_code == 302
    assert _advisor().phone == "0201 2"


def test_a_public_change_holds_at_once_and_stands_on_the_start_page_until_seen(browser, gib, client):
    _saved(browser, profile="Neu", mode="on_site", phone="1")
    change = ProfileChange.objects.get()
    client.force_login(gib)
    start, page = reverse("admin:index"), reverse("admin:profile-changes", args=[_advisor().oid])

    assert [row["field"] for row in change.changes] == ["profile", "mode"]
    assert change.changes[1] == {"field": "mode", "old": "vor Ort und online", "new": "vor Ort"}
    assert "Bea Beratung hat das Profil geändert" in client.get(start).content.decode()
    html = client.get(page).content.decode()
    assert "vor Ort und online" in html
    assert "Neu" in html
    assert client.post(page, {"last": change.pk}).status_code == 302
    change.refresh_from_db()
    assert change.seen_by == gib
    assert "hat das Profil geändert" not in client.get(start).content.decode()


def test_private_changes_are_no_news(browser):
    _saved(browser, phone="0201 3", quarters_per_period="5")

    assert not ProfileChange.objects.exists()


def test_what_changed_after_the_page_was_shown_stays_unseen(browser, gib):
    _saved(browser, profile="Eins")
    shown = ProfileChange.objects.get()
    _saved(browser, profile="Zwei")

    actions.note_seen(_advisor(), by=gib, last=shown.pk)

    assert [row.changes[0]["new"] for row in ProfileChange.objects.unseen()] == ["Zwei"]


def test_controlling_looks_and_notes_nothing(browser, controlling, client):
    _saved(browser, profile="Eins")
    client.force_login(controlling)
    page = reverse("admin:profile-changes", args=[_advisor().oid])

    assert client.get(page).status_code == 200
    assert client.post(page, {"last": ProfileChange.objects.get().pk}).status_code == 403
    assert ProfileChange.objects.unseen().exists()


@pytest.mark.parametrize("who", ["koko", "gib"])
def test_nobody_else_has_a_profile(who, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(PAGE)).status_code == 404
    assert client.get(reverse(AWAY)).status_code == 404


# --- when she is away ----------------------------------------------------------------------------------
def _days(first, last):
    today = timezone.localdate()
    return {
        "from_on": (today + dt.timedelta(days=first)).isoformat(),
        "to_on": (today + dt.timedelta(days=last)).isoformat(),
    }


def test_she_says_when_she_is_away_and_takes_it_back(browser):
    assert browser.post(reverse(AWAY), _days(5, 9)).status_code == 302
    absence = Absence.objects.get()
    assert absence.advisor == _advisor()

    browser.post(reverse("advisors:drop_absence", args=[absence.pk]))
    again = browser.post(reverse("advisors:drop_absence", args=[absence.pk]))

    assert again.status_code == 302
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(5, 4, "to_on"), (-9, -1, "to_on"), (3, 999, "to_on"), (9, 12, "from_on"), (1, 5, "from_on")],
)
def test_impossible_days_are_refused_at_their_field(browser, first, last, field):
    actions.add_absence(
        _advisor(),
        from_on=timezone.localdate() + dt.timedelta(days=5),
        to_on=timezone.localdate() + dt.timedelta(days=9),
    )

    answer = browser.post(reverse(AWAY), _days(first, last))

    assert list(answer.context["form"].errors) == [field]
    assert Absence.objects.count() == 1


def test_the_database_holds_no_absence_that_ends_before_it_begins(pool_person):
    today = timezone.localdate()

    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(advisor=_advisor(), from_on=today, to_on=today - dt.timedelta(days=1))


def test_nobody_deletes_somebody_elses_absence(browser):
    today = timezone.localdate()
    other = Absence.objects.create(advisor=factories.advisor(), from_on=today, to_on=today)

    browser.post(reverse("advisors:drop_absence", args=[other.pk]))

    assert Absence.objects.get() == other


def test_absences_that_are_over_are_neither_shown_nor_kept(browser):
    today = timezone.localdate()
    for ago in (5, 0):
        Absence.objects.create(
            advisor=_advisor(),
            from_on=today - dt.timedelta(days=9),
            to_on=today - dt.timedelta(days=ago),
        )

    assert [row.to_on for row in browser.get(reverse(AWAY)).context["absences"]] == [today]
    purge()
    assert [row.to_on for row in Absence.objects.all()] == [today]
