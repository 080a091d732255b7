"""An invitation whose mail did not arrive waits for G.I.B. instead of running out."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import Invitation
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.status.models import SystemStatus
from gsvo.workplace.dashboard_invitations import undelivered_invitations
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def _invited(gib, status, **mail):
    """A request with two in line; the first's mail is in this state and her time is over."""
    case = factories.invited(gib, [factories.advisor(name="Ada Eins"), factories.advisor(name="Bea Zwei")])
    mail |= {"sent_at": timezone.now()} if status == Status.SENT else {}
    OutgoingMail.objects.filter(kind="advisors/invitation").update(status=status, **mail)
    case.invitations.filter(position=1).update(answer_by=timezone.now() - dt.timedelta(hours=1))
    return case


def _states(case):
    return [row.state for row in case.invitations.order_by("position")]


@pytest.mark.parametrize("status", [Status.FAILED, Status.RETRY, Status.OBSOLETE])
def test_the_clock_does_not_end_what_nobody_got(gib, status):
    case = _invited(gib, status)

    assert actions.expire_overdue() == 0
    assert _states(case) == ["open", "waiting"]


@pytest.mark.parametrize("status", [Status.SENT, Status.QUEUED])
def test_the_clock_ends_what_arrived_or_is_on_its_way(gib, status):
    case = _invited(gib, status)

    assert actions.expire_overdue() == 1
    assert _states(case) == ["expired", "open"]


def test_while_sending_is_paused_nothing_that_waits_runs_out(gib):
    case = _invited(gib, Status.QUEUED)
    SystemStatus.objects.pause_sending()

    assert actions.expire_overdue() == 0

    SystemStatus.objects.resume_sending()
    assert actions.expire_overdue() == 1
    assert _states(case) == ["expired", "open"]


def test_a_failure_that_is_settled_counts_no_more(gib):
    _invited(gib, Status.FAILED, settled_at=timezone.now())

    assert actions.expire_overdue() == 1


def test_it_is_a_task_at_once(client, gib):
    case = factories.invited(gib, [factories.advisor(name="Ada Eins")])
    client.force_login(gib)
    start = reverse("admin:index")
    assert "kam nicht an" not in client.get(start).content.decode()
    OutgoingMail.objects.filter(kind="advisors/invitation").update(status=Status.FAILED)

    html = client.get(start).content.decode()

    assert "Die Einladung an Ada Eins kam nicht an" in html
    assert reverse("admin:case", args=[case.oid]) in html


def test_more_time_sends_it_again_and_then_it_runs_out_as_any_other(gib):
    case = _invited(gib, Status.FAILED)
    until = timezone.localdate() + dt.timedelta(days=14)
    case.refresh_from_db()

    actions.extend_invitation(case, by=gib, until=until, reason="Die Adresse war falsch.")

    mail = OutgoingMail.objects.get(kind="advisors/invitation_extended")
    assert mail.link.is_usable
    assert case.state == State.MATCHING
    assert not Invitation.objects.undelivered().exists()  # a newer mail is on its way
    OutgoingMail.objects.filter(pk=mail.pk).update(status=Status.SENT, sent_at=timezone.now())
    case.invitations.filter(position=1).update(answer_by=timezone.now() - dt.timedelta(hours=1))
    assert actions.expire_overdue() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_tasks_cost_equally_many_statements(gib, rows, django_assert_num_queries):
    for _row in range(rows):
        _invited(gib, Status.FAILED)

    with django_assert_num_queries(1):
        assert len(list(undelivered_invitations())) == rows
