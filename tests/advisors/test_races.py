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


# --- several asked at once ---------------------------------------------------------------------------
def _race(gib, count=4):
    case = factories.invited(gib, count=count, at_once=True)
    return case, list(case.invitations.order_by("position").values_list("pk", flat=True))


def _first_come(case, count):
    """The story in which one of several accepted: everybody else was told, once."""
    states = sorted(case.invitations.values_list("state", flat=True))
    mails = OutgoingMail.objects
    return (
        SupportRequest.objects.get(pk=case.pk).state == State.ENGAGED
        and Engagement.objects.count() == Assignment.objects.count() == _count(act="accept") == 1
        and states == ["accepted", *["beaten"] * (count - 1)]
        and mails.filter(kind="advisors/engagement_confirmed").count() == 1
        and mails.filter(kind="advisors/invitation_beaten").count() == count - 1
        and not mails.filter(kind="advisors/invitations_used_up").exists()
    )


def test_of_several_who_accept_at_once_one_gets_it_and_all_others_are_told(parallel_db, gib):
    case, keys = _race(gib)

    results = run_parallel(24, lambda number: _accept(keys[number % len(keys)]))

    assert _won(results) == 1
    assert _first_come(case, len(keys))
    assert Engagement.objects.get().advisor == case.invitations.get(state="accepted").advisor


def test_a_call_recorded_by_gib_and_an_answer_by_link_make_one_engagement(parallel_db, gib):
    case, keys = _race(gib)

    def act(number):
        if number % 2:
            return _accept(keys[number % len(keys)])
        mine = Invitation.objects.get(pk=keys[0])
        return actions.accept_for(SupportRequest.objects.get(pk=case.pk), by=gib, invitation=mine)

    results = run_parallel(16, act)

    assert _won(results) == 1
    assert _first_come(case, len(keys))


def test_an_offer_against_acceptances_never_keeps_the_engagement(parallel_db, gib):
    case, keys = _race(gib)
    case.preferences.create(advisor=Invitation.objects.get(pk=keys[0]).advisor, kind="exclude")

    def act(number):
        if number % 2:
            return _accept(keys[1 + number % 3])
        mine = Invitation.objects.select_related("support_request", "advisor").get(pk=keys[0])
        return actions.offer(mine, by=factories.invitation_link(mine), no_conflict=True)

    results = run_parallel(16, act)

    assert _won(results) in (1, 2)  # the offer may have come before
    assert _first_come(case, len(keys))


def test_when_all_say_no_at_once_gib_is_told_once(parallel_db, gib):
    case, keys = _race(gib, 6)

    def decline(number):
        mine = Invitation.objects.select_related("support_request", "advisor").get(pk=keys[number])
        return actions.decline(mine, by=factories.invitation_link(mine))

    results = run_parallel(6, decline)

    assert _won(results) == 6
    assert SupportRequest.objects.get(pk=case.pk).state == State.MANDATED
    assert OutgoingMail.objects.filter(kind="advisors/invitations_used_up").count() == 1


def test_asking_the_rest_at_once_against_an_acceptance_gives_one_story(parallel_db, gib):
    case = factories.invited(gib, count=4)
    first = case.invitations.get(position=1)

    def act(number):
        if number % 2:
            return _accept(first.pk)
        return actions.ask_at_once(SupportRequest.objects.get(pk=case.pk), by=gib)

    results = run_parallel(10, act)

    asked = _count(act="ask_at_once")
    assert _won(results) == 1 + asked
    assert SupportRequest.objects.get(pk=case.pk).state == State.ENGAGED
    after = "beaten" if asked else "recalled"
    assert [row.state for row in case.invitations.order_by("position")] == ["accepted", *[after] * 3]
    assert OutgoingMail.objects.filter(kind="advisors/invitation").count() == (4 if asked else 1)


def test_inviting_at_once_by_several_asks_nobody_twice(parallel_db, gib):
    support_request = factories.support_request(State.MANDATED)
    advisors = [factories.advisor() for _number in range(6)]

    results = run_parallel(
        6,
        lambda number: actions.invite(
            SupportRequest.objects.get(pk=support_request.pk),
            by=gib,
            advisors=[advisors[number], advisors[number - 1]],
            at_once=True,
        ),
    )

    asked = list(support_request.invitations.values_list("advisor", flat=True))
    assert _won(results) >= 1
    assert len(asked) == len(set(asked)) == support_request.invitations.filter(state="open").count()
    assert OutgoingMail.objects.filter(kind="advisors/invitation").count() == len(asked)
