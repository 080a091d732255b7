"""Acceptances that G.I.B. has to agree to, and answers that it records for whoever it called."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import Absence, Engagement, Invitation
from gsvo.outbox.models import OutgoingMail
from requests.workflow import State, WaitingOn
from tests import factories

pytestmark = pytest.mark.django_db


def _without_days(case, advisor):
    advisor.quarters_per_period = 10
    advisor.save()


def _away(case, advisor):
    today = timezone.localdate()
    Absence.objects.create(advisor=advisor, from_on=today, to_on=today)


def _excluded(case, advisor):
    case.preferences.create(advisor=advisor, kind="exclude", reason="Streit")


OBSTACLES = {"days": _without_days, "away": _away, "excluded": _excluded}
every = pytest.mark.parametrize("obstacle", OBSTACLES)


def _asked(gib, obstacle="", count=2):
    case = factories.invited(gib, [factories.advisor(name=f"Ada {number}") for number in range(count)])
    invitation = case.invitations.select_related("advisor").get(state="open")
    if obstacle:
        OBSTACLES[obstacle](case, invitation.advisor)
    return case, invitation


def _link(invitation):
    return factories.invitation_link(invitation)


def _offered(gib, obstacle="away"):
    case, invitation = _asked(gib, obstacle)
    actions.offer(invitation, by=_link(invitation), no_conflict=True, deputy="Vera")
    case.refresh_from_db()
    return case, Invitation.objects.get(pk=invitation.pk)


@every
def test_alone_she_does_not_accept_and_nothing_happens(gib, obstacle):
    _case, invitation = _asked(gib, obstacle)

    with pytest.raises(actions.NeedsStaffError):
        actions.accept(invitation, by=_link(invitation), no_conflict=True)

    assert not Engagement.objects.exists()


@every
def test_by_her_page_it_becomes_a_task_of_gib(gib, obstacle):
    case, invitation = _asked(gib, obstacle)
    browser = Client()
    page = browser.get(_link(invitation).url(), follow=True)
    address = page.request["PATH_INFO"]
    assert "Sie können trotzdem annehmen." in " ".join(page.content.decode().split())
    answer = {"answer": "accept", "no_conflict": "on", "scope": case.granted_quarters}

    browser.post(address, answer | {"step": "check"}, follow=True)
    shown = browser.post(address, answer | {"step": "send"}, follow=True)

    case.refresh_from_db()
    html = shown.content.decode()
    assert "liegt bei der G.I.B." in html
    assert "Streit" not in html
    assert "Einwände" not in html  # what the office says of her is between it and G.I.B.
    assert (case.state, case.waiting_on) == (State.MATCHING, WaitingOn.GIB)
    assert OutgoingMail.objects.filter(kind="advisors/acceptance_offered").count() == 1
    assert not Engagement.objects.exists()


def test_without_an_obstacle_she_accepts_as_ever(gib):
    case, invitation = _asked(gib)

    with pytest.raises(actions.ActionRefused, match="geht es doch"):
        actions.offer(invitation, by=_link(invitation), no_conflict=True)
    actions.accept(invitation, by=_link(invitation), no_conflict=True)

    case.refresh_from_db()
    assert case.state == State.ENGAGED


def test_an_offer_does_not_run_out_and_its_link_stays(gib):
    _case, invitation = _offered(gib)
    Invitation.objects.update(answer_by=timezone.localtime() - dt.timedelta(days=3))

    assert actions.expire_overdue() == 0
    assert Client().get(_link(invitation).url(), follow=True).status_code == 200
    with pytest.raises(actions.ActionRefused, match="liegt schon bei der"):
        actions.accept(Invitation.objects.get(pk=invitation.pk), by=_link(invitation), no_conflict=True)


def test_gib_agrees_and_the_engagement_begins(gib):
    case, invitation = _offered(gib, "days")

    actions.accept_for(case, by=gib, note="Zwei Tage zusätzlich vereinbart.")

    invitation.refresh_from_db()
    event = case.events.get(act="accept")
    assert case.state == State.ENGAGED
    assert (invitation.state, invitation.answered_by) == ("accepted", "Vera")
    assert event.by_user == gib
    assert event.reason == "Zwei Tage zusätzlich vereinbart."
    assert [row.state for row in case.invitations.order_by("position")] == ["accepted", "recalled"]
    assert OutgoingMail.objects.filter(kind="advisors/engagement_confirmed").exists()


def test_gib_does_not_agree_and_says_why(gib):
    case, invitation = _offered(gib)

    actions.recall(case, by=gib, reason="Wir brauchen jemanden vor Ort.")

    mail = OutgoingMail.objects.get(kind="advisors/invitation_recalled")
    assert "jemanden vor Ort" in mail.text
    assert mail.to_email == invitation.advisor.email


def test_while_somebody_would_accept_nobody_else_is_invited_and_the_days_stay(gib):
    case, _invitation = _offered(gib)

    with pytest.raises(actions.ActionRefused, match="möchte annehmen"):
        actions.invite(case, by=gib, advisors=[factories.advisor()])
    with pytest.raises(actions.ActionRefused, match="möchte annehmen"):
        actions.decline_for(case, by=gib, reason="no_time")


def test_gib_records_what_was_said_on_the_telephone(gib, client):
    case, first = _asked(gib)
    client.force_login(gib)
    page = reverse("admin:act", args=[case.oid, "decline"])
    sent = {"revision": case.revision, "reason": "distance", "text": "Am Telefon, 3. Mai"}

    assert client.post(page, sent).status_code == 302
    case.refresh_from_db()
    page = reverse("admin:act", args=[case.oid, "accept"])
    assert "Ada 1" in client.get(page).content.decode()
    assert client.post(page, {"revision": case.revision, "no_conflict": "on"}).status_code == 302

    first.refresh_from_db()
    case.refresh_from_db()
    assert (first.state, first.decline_reason, first.decline_text) == (
        "declined", "distance", "Am Telefon, 3. Mai",
    )  # fmt: skip
    assert case.state == State.ENGAGED
    assert case.engagement.advisor.name == "Ada 1"


def test_without_anybody_asked_there_is_nothing_to_record(gib, client):
    case, _invitation = _asked(gib)
    actions.recall(case, by=gib, reason="x")

    for act in (actions.accept_for, actions.decline_for):
        with pytest.raises(actions.ActionRefused):
            act(case, by=gib, **({"reason": "no_time"} if act is actions.decline_for else {}))


def test_the_task_is_named_on_the_start_page_and_leads_to_the_case(gib, client):
    case, _invitation = _offered(gib)
    client.force_login(gib)

    start = client.get(reverse("admin:index")).content.decode()
    page = client.get(reverse("admin:case", args=[case.oid])).content.decode()

    assert "Zusage prüfen" in start
    assert "Zusage eintragen" in page
    assert "Absage eintragen" not in page
