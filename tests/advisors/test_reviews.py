"""Reviews of goals: who says what, in which order, and what they refuse."""

import pytest
from django.utils import timezone

from advisors import actions
from advisors.models import GoalRating, GoalReview
from gsvo.lib.exceptions import StaleRecord
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.advisors.reviews import begin_review, rate_all, ratings_of
from tests.advisors.sessions import at

pytestmark = pytest.mark.django_db


def said(review):
    return {(row.side, row.standing) for row in GoalRating.objects.filter(review=review)}


def test_either_side_begins_and_the_other_is_asked(engagement, koko, advisor_user):
    begin_review(engagement, by=koko)
    begin_review(engagement, by=advisor_user)

    mails = OutgoingMail.objects.filter(kind="advisors/review_begun").order_by("pk")
    assert [mail.to_email for mail in mails] == [advisor_user.email, koko.email]
    assert GoalReview.objects.count() == 2


def test_each_side_speaks_for_itself_and_need_not_agree(engagement, koko, advisor_user):
    review = begin_review(engagement, by=koko)

    rate_all(review, by=koko, standing="reached")
    review = rate_all(review, by=advisor_user, standing="not_begun")

    assert review.has_both
    assert said(review) == {("office", "reached"), ("advisor", "not_begun")}
    acts = list(engagement.support_request.events.values_list("act", "by_role").order_by("-pk")[:2])
    assert acts == [("goals_rated", "advisor"), ("goals_rated", "office")]


def test_the_latest_review_is_corrected_and_an_earlier_one_is_not(engagement, koko):
    first = begin_review(engagement, by=koko)
    rate_all(first, by=koko)
    rate_all(first, by=koko, standing="partly", expected_revision=1)
    assert said(first) == {("office", "partly")}
    begin_review(engagement, by=koko)

    with pytest.raises(actions.ActionRefused, match="neues Zielgespräch begonnen"):
        rate_all(first, by=koko)
    with pytest.raises(actions.ActionRefused, match="neues Zielgespräch begonnen"):
        actions.change_review(first, by=koko, held_on=first.held_on)
    assert said(first) == {("office", "partly")}


def test_the_other_side_is_no_reason_to_be_slower(engagement, koko, advisor_user):
    review = begin_review(engagement, by=koko)
    rate_all(review, by=advisor_user)

    rate_all(review, by=koko, expected_revision=0)  # of a page from before the advisor spoke

    colleague = factories.member(engagement.support_request.office, name="Kim Kolleg")
    with pytest.raises(StaleRecord, match=koko.name):
        rate_all(review, by=colleague, expected_revision=0)


def test_the_slower_of_two_who_begin_reads_of_the_other(engagement, koko, advisor_user):
    begin_review(engagement, by=advisor_user)

    with pytest.raises(StaleRecord, match="schon jemand ein Zielgespräch begonnen") as refused:
        begin_review(engagement, by=koko, expected_reviews=0)
    begin_review(engagement, by=koko, expected_reviews=refused.value.record.revision)
    assert GoalReview.objects.count() == 2


def test_all_goals_are_spoken_of(engagement, koko):
    review = begin_review(engagement, by=koko)

    with pytest.raises(actions.ActionRefused, match="zu jedem Ziel"):
        actions.rate_goals(review, by=koko, ratings={})
    foreign = {0: ("reached", "Ja."), **ratings_of(review)}
    with pytest.raises(actions.ActionRefused, match="zu jedem Ziel"):
        actions.rate_goals(review, by=koko, ratings=foreign)


DATES = {
    "in the future": ({"held_on": at(1).date()}, "held_on"),
    "the next before this": ({"next_on": at(0).date()}, "next_on"),
    "before the one before": ({"held_on": at(-10).date()}, "held_on"),
    "outside the plan without a reason": ({"next_on": at(700).date(), "date_reason": ""}, "date_reason"),
}


@pytest.mark.parametrize("case", DATES)
def test_dates_that_cannot_be_are_refused_at_their_field(case, engagement, koko):
    changes, field = DATES[case]
    begin_review(engagement, by=koko)

    with pytest.raises(actions.ActionRefused) as refused:
        begin_review(engagement, by=koko, **changes)

    assert refused.value.field == field
    assert GoalReview.objects.count() == 1


def test_inside_the_plan_no_reason_is_kept(engagement, koko):
    case = engagement.support_request
    case.period_to = at(60).date()
    case.save()

    assert begin_review(engagement, by=koko, date_reason="Nur so.").date_reason == ""
    outside = begin_review(engagement, by=koko, next_on=at(90).date(), date_reason="Nach den Ferien.")
    assert outside.date_reason == "Nach den Ferien."


def test_only_the_two_sides_act_and_only_until_the_close(engagement, gib, reader, other_koko, koko):
    for person in (gib, reader, other_koko):
        with pytest.raises(actions.ActionRefused, match="wer gerade berät"):
            begin_review(engagement, by=person)
    case = engagement.support_request
    actions.finish(case, by=koko)
    review = begin_review(engagement, by=koko)
    actions.complete(factories.settle_owed(case), by=gib)
    with pytest.raises(actions.ActionRefused, match="läuft nicht mehr"):
        rate_all(review, by=koko)


def test_no_advisor_overwrites_what_another_said(engagement, koko, gib, advisor_user):
    review = begin_review(engagement, by=koko)
    rate_all(review, by=advisor_user)
    case = engagement.support_request
    actions.change_advisor(case, by=gib, reason="Umzug")
    actions.invite(case, by=gib, advisors=[factories.advisor(account=True)])
    invitation = case.invitations.get(state="open")
    actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    engagement.refresh_from_db()
    successor = engagement.advisor.user

    with pytest.raises(actions.ActionRefused, match="vor Ihnen beraten"):
        rate_all(review, by=successor)
    rate_all(begin_review(engagement, by=successor), by=successor)
    assert GoalReview.objects.filter(held_on=timezone.localdate()).count() == 2
