"""Many at once: whoever comes first wins, and everything tells the same story."""

import pytest

from advisors import actions
from advisors.capacity import free_quarters
from advisors.models import Assignment, Engagement, Invitation
from gsvo.links.models import LinkClosed
from gsvo.outbox.models import OutgoingMail
from requests import actions as request_actions
from requests.models import Event, SupportRequest
from requests.workflow import State
from tests import factories
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.parallel
KIND_NO = (actions.ActionRefused, LinkClosed)


def _accept(pk):
    invitation = Invitation.objects.select_related("support_request", "advisor").get(pk=pk)
    return actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)


def _count(**fields):
    return Event.objects.filter(**fields).count()


def _won(results):
    """How many got through; everybody else got a sentence."""
    lost = [result for result in results if isinstance(result, Exception)]
    assert [result for result in lost if not isinstance(result, KIND_NO)] == []
    return len(results) - len(lost)


def _one_engagement(support_request):
    """The story in which somebody accepted."""
    return (
        support_request.state == State.ENGAGED
        and support_request.engaged_at is not None
        and Engagement.objects.count() == Assignment.objects.count() == _count(act="accept") == 1
        and not OutgoingMail.objects.filter(kind="advisors/invitation_recalled").exists()
        and OutgoingMail.objects.filter(kind="advisors/engagement_confirmed").count() == 1
    )


def _no_engagement(support_request, state):
    """The story in which somebody was faster than the acceptance."""
    return (
        support_request.state == state
        and support_request.engaged_at is None
        and not Engagement.objects.exists()
        and _count(act="accept") == 0
        and OutgoingMail.objects.filter(kind="advisors/invitation_recalled").count() == 1
        and not OutgoingMail.objects.filter(kind="advisors/engagement_confirmed").exists()
    )


def test_twenty_acceptances_at_once_make_one_engagement(parallel_db, gib):
    invitation = factories.invited(gib, count=2).invitations.get(position=1)

    results = run_parallel(20, lambda _number: _accept(invitation.pk))

    assert _won(results) == 1
    assert _one_engagement(SupportRequest.objects.get())


@pytest.mark.parametrize("act", ["recall", "withdraw"])
def test_accepting_against_taking_back_gives_one_story(parallel_db, gib, koko, act):
    invitation = factories.invited(gib).invitations.get()
    take_back = {
        "recall": lambda row: actions.recall(row, by=gib, reason="Grund"),
        "withdraw": lambda row: request_actions.withdraw(row, by=koko, reason="Grund"),
    }[act]

    results = run_parallel(
        10, lambda number: _accept(invitation.pk) if number % 2 else take_back(SupportRequest.objects.get())
    )

    after = {"recall": State.MANDATED, "withdraw": State.WITHDRAWN}[act]
    support_request = SupportRequest.objects.get()
    assert _won(results) == 1
    assert _one_engagement(support_request) or _no_engagement(support_request, after)


def test_accepting_against_cancelling_gives_one_story(parallel_db, gib, leitung):
    invitation = factories.invited(gib).invitations.get()

    def act(number):
        if number % 2:
            return _accept(invitation.pk)
        return request_actions.cancel(SupportRequest.objects.get(), by=leitung, reason="Grund")

    results = run_parallel(10, act)

    support_request = SupportRequest.objects.get()
    if support_request.engaged_at is None:
        assert _won(results) == 1
        assert _no_engagement(support_request, State.CANCELLED)
    else:  # what had begun goes through the close
        assert _won(results) == 2
        assert support_request.state == State.CLOSING
        assert Engagement.objects.count() == _count(act="accept") == _count(act="cancel") == 1


def test_accepting_against_declining_is_one_answer(parallel_db, gib):
    support_request = factories.invited(gib, count=2)
    invitation = support_request.invitations.get(position=1)

    def answer(number):
        if number % 2:
            return _accept(invitation.pk)
        mine = Invitation.objects.get(pk=invitation.pk)
        return actions.decline(mine, by=factories.invitation_link(mine))

    results = run_parallel(12, answer)

    assert _won(results) == 1
    assert _count(act__in=["accept", "decline"]) == 1
    second = support_request.invitations.get(position=2)
    assert second.state == ("recalled" if Engagement.objects.exists() else "open")


def test_one_advisor_cannot_accept_more_than_her_days_at_once(parallel_db, gib):
    period = factories.funding_period()
    advisor = factories.advisor(quarters_per_period=50)
    invitations = [
        factories.invited(gib, [advisor], period=period, quarters=24).invitations.get().pk
        for _row in range(6)
    ]

    results = run_parallel(6, lambda number: _accept(invitations[number]))

    assert _won(results) == 2
    assert free_quarters(advisor, period) == 2


def test_inviting_twice_at_once_opens_one_invitation(parallel_db, gib):
    support_request = factories.support_request(State.MANDATED)
    advisors = [factories.advisor() for _number in range(8)]

    run_parallel(
        8,
        lambda number: actions.invite(
            SupportRequest.objects.get(pk=support_request.pk), by=gib, advisors=[advisors[number]]
        ),
    )

    states = list(support_request.invitations.order_by("position").values_list("state", flat=True))
    assert states == ["open"] + ["waiting"] * 7
    assert OutgoingMail.objects.filter(kind="advisors/invitation").count() == 1
