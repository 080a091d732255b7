"""The part "Ziele" on an engagement's page, and the pages of reviews."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.engagement_page.course import course_of
from advisors.models import GoalRating, GoalReview
from gsvo.demo.time_travel import days_ago
from tests import factories
from tests.advisors.reviews import agree_goals, begin_review, rate_all
from tests.helpers.page_text import words

pytestmark = pytest.mark.django_db


def shown(client, engagement, user):
    client.force_login(user)
    return words(client.get(engagement.get_absolute_url()).content.decode())


def page(name, engagement, *rest):
    return reverse(f"advisors:{name}", args=[engagement.oid, *(row.oid for row in rest)])


def answers(standing="partly", sentence="Sieben von neun Schulen.", **more):
    return {"standing_1": standing, "sentence_1": sentence, **more}


def test_a_review_is_begun_and_leads_to_the_own_view(client, engagement, koko):
    agree_goals(engagement)
    client.force_login(koko)
    today = timezone.localdate().isoformat()

    response = client.post(
        page("begin_review", engagement),
        {"held_on": today, "next_on": "", "session": "", "date_reason": "", "revision": "0"},
    )

    review = GoalReview.objects.get()
    assert response.url == page("rate_goals", engagement, review)
    response = client.post(response.url, answers(revision="0"))
    assert response.url == f"{engagement.get_absolute_url()}#h-goals"
    assert GoalRating.objects.get().standing == "partly"


def test_who_has_not_spoken_reads_the_other_view_only_afterwards(client, engagement, koko, advisor_user, gib):
    review = begin_review(engagement, by=koko)
    rate_all(review, by=koko, sentence="Das sagt die Stelle.")

    assert "Das sagt die Stelle." in shown(client, engagement, koko)
    hidden = shown(client, engagement, advisor_user)
    assert "Das sagt die Stelle." not in hidden
    assert "gesagt, noch nicht zu lesen" in hidden
    rate_all(review, by=advisor_user, sentence="Das sagt die Beratung.")
    for person in (koko, advisor_user):
        both = shown(client, engagement, person)
        assert "Das sagt die Stelle." in both
        assert "Das sagt die Beratung." in both


def test_readers_read_both_and_get_no_button(client, engagement, koko, advisor_user, reader):
    review = begin_review(engagement, by=koko)
    rate_all(review, by=koko, sentence="Das sagt die Stelle.")

    text = shown(client, engagement, reader)

    assert "Das sagt die Stelle." in text
    assert "Die Sicht der Beratung fehlt noch." in text
    assert "Zielgespräch beginnen" not in text
    assert client.get(page("rate_goals", engagement, review)).status_code == 403


def test_the_course_stands_over_all_reviews(client, engagement, koko, advisor_user):
    for standing in ("not_begun", "under_way"):
        review = begin_review(engagement, by=koko)
        rate_all(review, by=koko, standing=standing)
        rate_all(review, by=advisor_user, standing=standing)

    text = shown(client, engagement, koko)

    assert "Verlauf über 2 Zielgespräche" in text
    assert "nicht begonnen" in text
    assert "unterwegs" in text


def test_the_picture_has_a_rung_below_only_for_what_is_not_pursued():
    course = course_of([("not_begun", "under_way"), ("reached", None)])
    assert [y for _x, y in course.office] == [91, 13]
    assert len(course.rungs) == 4
    assert course.office_path
    assert not course.advisor_path
    assert len(course_of([("dropped", "dropped"), ("dropped", "reached")]).rungs) == 5


def test_what_is_missing_is_said_at_its_field_and_the_rest_stays(client, engagement, koko):
    review = begin_review(engagement, by=koko)
    client.force_login(koko)

    response = client.post(page("rate_goals", engagement, review), {"sentence_1": "Nur der Satz."})

    assert list(response.context["form"].errors) == ["standing_1"]
    assert "Nur der Satz." in response.content.decode()


def test_the_slower_of_two_sees_what_stands_there_and_sends_again(client, engagement, koko):
    review = begin_review(engagement, by=koko)
    colleague = factories.member(engagement.support_request.office, name="Kim Kolleg")
    rate_all(review, by=colleague, standing="reached")
    client.force_login(koko)

    response = client.post(page("rate_goals", engagement, review), answers(revision="0"))

    text = words(response.content.decode())
    assert "Kim Kolleg hat das inzwischen geändert" in text
    assert "Sieben von neun Schulen." in text
    assert ("Wo steht Ziel 1?", "erreicht") in response.context["stored"]
    again = response.context["form"]["revision"].value()
    client.post(page("rate_goals", engagement, review), answers(revision=again))
    assert GoalRating.objects.get().standing == "partly"


def test_a_former_advisor_reads_what_stood_there_at_her_end(client, engagement, koko, gib, advisor_user):
    with days_ago(2):
        review = begin_review(engagement, by=koko)
        rate_all(review, by=advisor_user, sentence="Von damals.")
    with days_ago(1):
        actions.change_advisor(engagement.support_request, by=gib, reason="Umzug")
    case = engagement.support_request
    actions.invite(case, by=gib, advisors=[factories.advisor()])
    invitation = case.invitations.get(state="open")
    actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    later = begin_review(engagement, by=koko)
    rate_all(later, by=koko, sentence="Von heute.")

    text = shown(client, engagement, advisor_user)

    assert "Von damals." in text
    assert "Von heute." not in text
    assert client.get(page("begin_review", engagement)).status_code == 404


def test_the_page_costs_the_same_however_many_reviews(client, engagement, koko):
    client.force_login(koko)

    def cost(reviews):
        for _number in range(reviews):
            rate_all(begin_review(engagement, by=koko), by=koko)
        client.get(engagement.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(engagement.get_absolute_url())
        return len(queries)

    assert cost(1) == cost(2)
