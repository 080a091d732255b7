"""The pages of sessions: the part on the engagement's page, the forms, what they refuse, who may."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.forms.sessions import moment_of
from advisors.models import Session
from requests import actions as request_actions
from tests import factories
from tests.advisors.sessions import at, fields
from tests.helpers.page_text import words

pytestmark = pytest.mark.django_db
PAGES = ("session", "change_session", "cancel_session", "settle_session", "session_file")


@pytest.fixture
def session(engagement, koko):
    return actions.plan_session(engagement, by=koko, **fields())


def typed(**changes):
    day = at(14).date()
    return {
        "title": "Werkstatt",
        "day": day.isoformat(),
        "begins": "9:00",
        "ends": "12:30",
        "form": "on_site",
        "place": "Rathaus",
        "video_link": "",
        "note": "",
        "date_reason": "",
        **changes,
    }


def plan(client, engagement, **changes):
    return client.post(reverse("advisors:plan_session", args=[engagement.oid]), typed(**changes))


def page(session, name):
    return reverse(f"advisors:{name}", args=[session.engagement.oid, session.oid])


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_a_session_is_planned_and_stands_on_the_engagements_page(client, engagement, koko, advisor_user):
    client.force_login(koko)

    response = plan(client, engagement)

    assert response.url == engagement.get_absolute_url()
    for person in (koko, advisor_user):
        client.force_login(person)
        shown = words(client.get(engagement.get_absolute_url()).content.decode())
        assert "Werkstatt" in shown
        assert "9:00 bis 12:30 Uhr" in shown


REFUSED = {
    "ends before it begins": ({"ends": "8:00"}, "ends"),
    "takes no time": ({"ends": "9:00"}, "ends"),
    "no time of day": ({"begins": "halb neun"}, "begins"),
    "no such time": ({"begins": "25:00"}, "begins"),
    "no day": ({"day": "31.02.2027"}, "day"),
    "the year is mistyped": ({"day": "0027-03-03"}, "day"),
    "on site without a place": ({"place": " "}, "place"),
    "a link that is none": ({"form": "online", "video_link": "Raum 7"}, "video_link"),
    "a link that is not encrypted": (
        {"form": "online", "video_link": "http://example.org/raum"},
        "video_link",
    ),
    "a link that runs a program": ({"form": "online", "video_link": "javascript:alert(1)"}, "video_link"),
    "no title": ({"title": "​"}, "title"),
    "neither on site nor online": ({"form": "mixed"}, "form"),
    "the hour that the clock skips": ({"day": "2027-03-28", "begins": "2:30", "ends": "4:00"}, "begins"),
    "outside the agreed period": ({"day": (at(300)).date().isoformat()}, "date_reason"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(case, client, engagement, koko):
    changes, field = REFUSED[case]
    client.force_login(koko)

    response = plan(client, engagement, **changes)

    assert list(errors(response)) == [field]
    assert len(errors(response)[field]) == 1  # said once
    assert not Session.objects.exists()
    assert 'value="12:30"' in response.content.decode() or "ends" in changes or "begins" in changes


def test_an_hour_that_comes_twice_is_taken_as_the_first():
    moment = moment_of(dt.date(2026, 10, 25), dt.time(2, 30))
    assert moment.astimezone(dt.UTC).hour == 0


def test_times_may_be_typed_as_people_write_them(client, engagement, koko):
    client.force_login(koko)

    plan(client, engagement, begins="9.15", ends="12")

    found = timezone.localtime(Session.objects.get().starts_at)
    assert (found.hour, found.minute) == (9, 15)


def test_the_slower_of_two_sees_what_stands_there_and_can_send_again(client, session, koko, advisor_user):
    client.force_login(koko)
    shown = client.get(page(session, "change_session"))
    revision = shown.context["form"]["revision"].value()
    actions.change_session(session, by=advisor_user, expected_revision=1, **fields(15, title="Kickoff"))

    sent = typed(revision=revision)
    response = client.post(page(session, "change_session"), sent)

    assert "Bea Beratung hat das inzwischen geändert" in words(response.content.decode())
    assert ("Worum geht es?", "Kickoff") in [(str(a), b) for a, b in response.context["stored"]]
    sent["revision"] = response.context["form"]["revision"].value()
    assert client.post(page(session, "change_session"), sent).status_code == 302
    assert Session.objects.get().title == "Werkstatt"


def test_cancel_and_settle_have_pages_of_their_own(client, session, engagement, koko):
    client.force_login(koko)
    assert list(errors(client.post(page(session, "cancel_session"), {}))) == ["reason"]
    client.post(page(session, "cancel_session"), {"reason": "Krank"})
    assert Session.objects.get().state == "cancelled"

    past = actions.plan_session(engagement, by=koko, **fields(-1))
    asked = words(client.get(past.get_absolute_url()).content.decode())
    assert "Hat der Termin stattgefunden?" in asked
    wrong = client.post(page(past, "settle_session"), {"was_held": "no", "participants": "3"})
    assert list(errors(wrong)) == ["participants"]
    client.post(page(past, "settle_session"), {"was_held": "yes", "participants": "14", "note": "Gut"})
    assert "14 Teilnehmende" in words(client.get(engagement.get_absolute_url()).content.decode())


def test_readers_see_it_and_may_do_nothing(client, session, engagement, reader, gib):
    request_actions.share(
        engagement.support_request,
        by=engagement.support_request.handled_by,
        office=factories.office(factories.UNNA),
    )
    client.force_login(reader)
    assert [client.get(page(session, name)).status_code for name in PAGES] == [200, 403, 403, 403, 200]
    assert client.get(reverse("advisors:plan_session", args=[engagement.oid])).status_code == 403
    shown = client.get(engagement.get_absolute_url()).content.decode()
    assert reverse("advisors:plan_session", args=[engagement.oid]) not in shown


def test_partners_who_read_along_get_no_link_to_the_video(client, engagement, koko, other_koko):
    online = fields(form="online", place="", video_link="https://video.example.org/r/7")
    session = actions.plan_session(engagement, by=koko, **online)
    case = engagement.support_request
    request_actions.share(case, by=koko, office=factories.office(factories.UNNA))

    client.force_login(other_koko)
    assert "video.example.org" not in client.get(page(session, "session")).content.decode()
    assert client.get(page(session, "session_file")).status_code == 403
    client.force_login(koko)
    assert "video.example.org" in client.get(page(session, "session")).content.decode()


def test_for_strangers_and_former_advisors_it_is_not_there(
    client, session, engagement, gib, other_koko, advisor_user
):
    client.force_login(other_koko)
    assert {client.get(page(session, name)).status_code for name in PAGES} == {404}
    actions.change_advisor(engagement.support_request, by=gib, reason="Umzug")
    client.force_login(advisor_user)
    assert {client.get(page(session, name)).status_code for name in PAGES} == {404}
    assert client.get(engagement.get_absolute_url()).status_code == 200


def test_a_session_of_another_engagement_is_not_found_under_this_one(client, session, koko, gib):
    other = factories.support_request("engaged").engagement
    client.force_login(koko)

    address = reverse("advisors:session", args=[other.oid, session.oid])

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_engagements_page_asks_equally_often(rows, client, engagement, koko, django_assert_num_queries):
    for number in range(rows):
        actions.plan_session(engagement, by=koko, **fields(10 + number))
    client.force_login(koko)
    client.get(engagement.get_absolute_url())
    with django_assert_num_queries(19):
        client.get(engagement.get_absolute_url())


def test_staff_read_sessions_on_their_own_page_of_the_engagement(client, session, engagement, gib):
    client.force_login(gib)

    shown = client.get(reverse("admin:engagement", args=[engagement.support_request.oid])).content.decode()

    assert "Auftakt mit dem Steuerungsgremium" in shown
    assert session.get_absolute_url() not in shown
