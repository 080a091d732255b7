"""Goals and milestones of the demo's engagement "three_codes", by the real acts at times before today."""

import datetime as dt

from django.utils import timezone

from advisors import actions
from advisors.models import GoalReview
from gsvo.demo import cast
from gsvo.demo.cases import ago, user_of
from gsvo.demo.sessions import engagement_of
from gsvo.demo.time_travel import workday_ago
from gsvo.lib.workdays import add_workdays
from gsvo.links.models import Link

REASON = "Das erste Zielgespräch sollte noch vor den Ferien sein."
# For each goal: the office's word and sentence, then the advisor's.
FIRST = (
    (("under_way", "In zwei von fünf Stadtbezirken gibt es einen festen Tag."),
     ("not_begun", "Ein fester Tag ist noch keine Fallberatung.")),
    (("not_begun", "Dazu kamen wir noch nicht."),
     ("not_begun", "Erst nach der Werkstatt möglich.")),
)  # fmt: skip
SECOND = (
    (("partly", "In vier von fünf Stadtbezirken läuft sie."),
     ("partly", "Ja; im Norden fehlt für den Sommer noch eine Vertretung.")),
    (("under_way", "Der Entwurf liegt dem Jobcenter vor."),
     ("not_begun", "Im Entwurf steht noch niemand, der den nächsten Schritt tut.")),
)  # fmt: skip

# Who takes note of the milestone: so many working days ago, the member's place, the remark.
TAKE_NOTE = (
    (24, 0, "Danke. Bitte nehmen Sie die Schulaufsicht beim nächsten Mal von Anfang an mit."),
    (24, 2, ""),
    (22, 3, "Das Blatt hilft uns im Jobcenter schon jetzt."),
)


def play():
    """Create two reviews with views that differ, a milestone that is reached and one that is moved."""
    running = engagement_of("three_codes", cast.BIELEFELD)
    koko, advisor = user_of("koko.bielefeld"), running.advisor.user
    kickoff, workshop = running.support_request.mandate.agreed.milestones.all()[:2]
    first = begin(running, koko, 33, workday_ago(14))
    rated(first, koko, 33, FIRST, 0)
    rated(first, advisor, 32, FIRST, 1)
    sentence = "Alle drei Rechtskreise haben die Abläufe auf einem Blatt beschrieben und bestätigt."
    take_note(reached(running, kickoff, koko, 25, sentence), TAKE_NOTE)
    with ago(18, 15):
        actions.move_milestone(
            running,
            workshop,
            by=advisor,
            due_on=workshop.due_on + dt.timedelta(days=21),
            reason="Im Jobcenter beginnt erst im neuen Jahr eine neue Leitung. Sie soll dabei sein.",
        )
    second = begin(running, advisor, 12, add_workdays(timezone.localdate(), 30))
    rated(second, advisor, 12, SECOND, 1)
    rated(second, koko, 10, SECOND, 0)


def reached(engagement, milestone, by, on, sentence, reason=REASON):
    """Say that a milestone was reached the day before. Return its result."""
    with ago(on, 15):
        return actions.reach_milestone(
            engagement,
            milestone,
            by=by,
            reached_on=workday_ago(1),
            sentence=sentence,
            date_reason=reason,
        )


def take_note(result, rows):
    """Let members of the committee take note of a milestone. `rows`: as TAKE_NOTE."""
    for on, number, remark in rows:
        row = result.notice.acknowledgements.all()[number]
        with ago(on, 11):
            actions.acknowledge(row, by=Link.objects.to(row, row.LINK_PURPOSE).get(), remark=remark)


def begin(engagement, by, on, next_on, reason=REASON):
    with ago(on, 14):
        return actions.begin_review(
            engagement, by=by, held_on=timezone.localdate(), next_on=next_on, date_reason=reason
        )


def rated(review, by, on, views, side):
    goals = GoalReview.objects.get(pk=review.pk).version.goals.all()
    ratings = {goal.pk: pair[side] for goal, pair in zip(goals, views, strict=False)}
    with ago(on, 16):
        actions.rate_goals(review, by=by, ratings=ratings)
