"""Whoever advises leaves the pool or is stopped: office and G.I.B. are told, and G.I.B. has to act."""

import datetime as dt

import pytest
from django.utils import timezone

from advisors import actions
from advisors.models import Advisor, Engagement, Invitation
from advisors.reminders import inactive_engagements
from gsvo.accounts import access
from gsvo.outbox.models import OutgoingMail
from gsvo.workplace import dashboard
from requests import timeline
from requests.models import Event, SupportRequest
from requests.workflow import State, WaitingOn, WorkflowRole
from tests import factories

pytestmark = pytest.mark.django_db
ACTS = ("advisor_left", "advisor_returned")


def events(row):
    return list(row.events.filter(act__in=ACTS).order_by("pk").values_list("act", flat=True))


def mailed(kind):
    return sorted(OutgoingMail.objects.filter(kind=f"advisors/{kind}").values_list("to_email", flat=True))


def advised_by(advisor, state=State.ENGAGED, **fields):
    """A request in a state after the acceptance, with this advisor."""
    row = factories.support_request(state, **fields)
    Advisor.objects.filter(pk=row.engagement.advisor_id).update(name="Ersetzt")
    row.engagement.assignments.update(advisor=advisor)
    row.invitations.update(advisor=advisor)
    row.engagement.papers.update(advisor=advisor)
    Engagement.objects.filter(pk=row.engagement.pk).update(advisor=advisor)
    return SupportRequest.objects.get(pk=row.pk)


@pytest.fixture
def bea(db):
    return factories.advisor(name="Bea Beratung", account=True, email="bea@example.net")


def leaves(advisor, gib):
    actions.leave(advisor, by=gib)


def is_stopped(advisor, gib):
    access.stop(advisor.user, by=gib)


WAYS = pytest.mark.parametrize("way", [leaves, is_stopped])


# --- what happens to the cases ------------------------------------------------------------------------
@WAYS
def test_each_running_engagement_says_so_and_waits_for_the_gib(way, bea, koko, gib):
    rows = [advised_by(bea, state, by=koko) for state in (State.ENGAGED, State.INTERRUPTED, State.CLOSING)]
    until = timezone.localdate() + dt.timedelta(days=20)
    SupportRequest.objects.filter(pk=rows[1].pk).update(due_on=until)
    over = advised_by(bea, State.COMPLETED, by=koko)
    others = factories.support_request(State.ENGAGED, by=koko)

    way(bea, gib)

    assert [events(row) for row in rows] == [["advisor_left"]] * 3
    assert events(over) == events(others) == []
    for row in rows:
        row.refresh_from_db()
    assert [row.state for row in rows] == [State.ENGAGED, State.INTERRUPTED, State.CLOSING]
    assert [row.waiting_on for row in rows] == [WaitingOn.GIB] * 3
    assert [row.due_on for row in rows] == [None, until, None]
    told = rows[0].events.first()
    assert (told.by_user, told.by_role, told.waiting_on) == (gib, WorkflowRole.CASEWORK, WaitingOn.GIB)
    assert told.data == {"advisor_id": bea.pk}
    assert timeline.sentence(told) == (
        "Bea Beratung ist nicht mehr im Pool. Die G.I.B. klärt, wie es weitergeht."
    )
    assert rows[0].engagement.advisor == bea


@WAYS
def test_office_and_gib_are_told_for_each_case_and_the_advisor_once(way, bea, koko, gib, settings):
    rows = [advised_by(bea, by=koko, title=title) for title in ("Erstes", "Zweites")]

    way(bea, gib)

    assert mailed("advisor_left") == [koko.email] * 2
    assert mailed("advisor_left_notice") == [settings.CONTACT_EMAIL] * 2
    mail = OutgoingMail.objects.filter(kind="advisors/advisor_left").first()
    assert "Vereinbaren Sie bis dahin bitte nichts Neues" in mail.text
    if way is is_stopped:
        assert mailed("pool_left") == []
        assert OutgoingMail.objects.filter(kind="accounts/access_stopped", to_email=bea.email).count() == 1
        return
    assert mailed("pool_left") == [bea.email]
    hers = OutgoingMail.objects.get(kind="advisors/pool_left").text
    assert all(f"{row.title} ({row.number})" in hers for row in rows)


def test_in_the_close_nobody_is_told_to_wait(bea, koko, gib):
    advised_by(bea, State.CLOSING, by=koko)
    leaves(bea, gib)

    office = OutgoingMail.objects.get(kind="advisors/advisor_left")
    assert "den Abschluss macht die G.I.B. wie geplant" in office.text
    assert "nichts Neues" not in office.text
    assert (
        "Bitte schließen Sie den Fall ab."
        in OutgoingMail.objects.get(kind="advisors/advisor_left_notice").text
    )


@WAYS
def test_an_open_invitation_and_a_running_engagement_at_once(way, bea, koko, gib):
    second = factories.advisor()
    running = advised_by(bea, by=koko)
    asked = factories.invited(gib, [bea, second])

    way(bea, gib)

    assert events(running) == ["advisor_left"]
    assert asked.events.first().act == "leave_pool"
    assert asked.invitations.get(state=Invitation.State.OPEN).advisor == second
    assert mailed("pool_left") == ([bea.email] if way is leaves else [])


def test_whoever_advises_nobody_is_told_herself_alone(bea, gib):
    leaves(bea, gib)

    assert mailed("pool_left") == [bea.email]
    assert OutgoingMail.objects.count() == 1
    assert "Zu tun ist für Sie nichts" in OutgoingMail.objects.get().text


def test_a_stopped_advisor_who_is_taken_out_of_the_pool_is_told_of_once(bea, koko, gib):
    row = advised_by(bea, by=koko)
    is_stopped(bea, gib)
    leaves(Advisor.objects.get(pk=bea.pk), gib)

    assert events(row) == ["advisor_left"]
    assert mailed("advisor_left") == [koko.email]


def test_after_a_change_of_advisor_it_concerns_the_former_one_no_more(bea, koko, gib):
    row = advised_by(bea, by=koko)
    actions.change_advisor(row, by=gib, reason="Umzug")
    leaves(bea, gib)

    assert events(row) == []


# --- and back -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("way", ["the pool", "the account"])
def test_whoever_comes_back_goes_on_and_everybody_knows(way, bea, koko, gib):
    rows = [advised_by(bea, state, by=koko) for state in (State.ENGAGED, State.CLOSING)]
    if way == "the pool":
        leaves(bea, gib)
        actions.come_back(bea, by=gib)
    else:
        is_stopped(bea, gib)
        access.reopen(bea.user, by=gib)

    for row in rows:
        row.refresh_from_db()
        assert events(row) == ["advisor_left", "advisor_returned"]
    assert [row.waiting_on for row in rows] == [WaitingOn.ADVISOR, WaitingOn.GIB]
    assert mailed("advisor_returned") == sorted([koko.email, bea.email] * 2)
    assert "begleitet weiter" in timeline.sentence(rows[0].events.first())
    assert list(dashboard.abandoned()) == []


@pytest.mark.parametrize("first", ["pool", "account"])
def test_whoever_left_in_two_ways_comes_back_with_the_second(first, bea, koko, gib):
    row = advised_by(bea, by=koko)
    leaves(bea, gib)
    is_stopped(bea, gib)
    bea.refresh_from_db()
    acts = [lambda: actions.come_back(bea, by=gib), lambda: access.reopen(bea.user, by=gib)]
    one, other = acts if first == "pool" else reversed(acts)
    one()
    assert events(row) == ["advisor_left"]
    bea.refresh_from_db()
    other()
    assert events(row) == ["advisor_left", "advisor_returned"]


def test_whoever_was_replaced_meanwhile_does_not_come_back_to_it(bea, koko, gib):
    row = advised_by(bea, by=koko)
    leaves(bea, gib)
    row.refresh_from_db()
    actions.change_advisor(row, by=gib, reason="Nicht mehr im Pool")
    actions.come_back(bea, by=gib)

    assert events(row) == ["advisor_left"]
    assert row.waiting_on == WaitingOn.GIB


# --- what can be done ---------------------------------------------------------------------------------
def test_an_interrupted_engagement_goes_on_with_somebody_else_only(bea, koko, gib, leitung):
    row = advised_by(bea, State.INTERRUPTED, by=koko)
    leaves(bea, gib)

    with pytest.raises(actions.ActionRefused, match="Bea Beratung ist nicht mehr im Pool"):
        actions.resume(row, by=gib)
    assert "resume" in actions.pointless_acts(row)
    actions.change_advisor(row, by=gib, reason="Nicht mehr im Pool")
    assert (row.state, row.waiting_on) == (State.MATCHING, WaitingOn.GIB)


def test_a_close_is_not_taken_back_without_anybody_to_go_on(bea, koko, gib, leitung):
    row = advised_by(bea, State.CLOSING, by=koko)
    leaves(bea, gib)

    with pytest.raises(actions.ActionRefused, match="niemanden mehr, der berät"):
        actions.reopen(row, by=leitung, reason="Ein Termin fehlt.")
    assert "reopen" in actions.pointless_acts(row)
    actions.complete(row, by=gib)
    assert row.state == State.COMPLETED


def test_a_pause_changes_nothing(bea, koko):
    row = advised_by(bea, State.INTERRUPTED, by=koko)
    Advisor.objects.update(paused_until=timezone.localdate() + dt.timedelta(days=9))

    assert not Engagement.objects.get().is_abandoned
    assert list(dashboard.abandoned()) == []
    assert "resume" not in actions.pointless_acts(row)


def test_nobody_reminds_whoever_left_of_an_inactive_engagement(bea, koko, gib):
    row = advised_by(bea, by=koko)
    then = timezone.localtime() - dt.timedelta(days=720)

    def reminded():
        Event.objects.filter(support_request=row).update(at=then)
        SupportRequest.objects.filter(pk=row.pk).update(changed_at=then)
        row.mandate.versions.update(changed_at=then)
        return len(list(inactive_engagements(timezone.localdate())))

    assert reminded() == 1
    leaves(bea, gib)
    assert reminded() == 0
