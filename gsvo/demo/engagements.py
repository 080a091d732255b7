"""Engagements of the demo: closed with everything, late, taken over, and one that waits for G.I.B.'s word."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from advisors import actions
from advisors.models import Advisor
from gsvo.demo import cast, days, goals, papers, sessions
from gsvo.demo.cases import ago, engaged, invited, mandated, open_invitation, user_of
from gsvo.demo.time_travel import workday_ago
from gsvo.offices.models import Office
from requests.models import FundingPeriod

QUERIES_SUMMARY = "Alle Schulen fragen mit demselben Bogen und in denselben beiden Wochen."
QUERIES_OUTLOOK = "Den Bogen pflegt die Koordinierungsstelle. Die Schulen melden, was sich nicht bewährt."
BEFORE_SUMMER = "Das Gremium wollte vor der Sommerpause beginnen."
# (the milestone's place, so many working days ago, what came of it, the members who took note)
REACHED = (
    (0, 169, "Alle Partner nennen dieselben vier Zahlen.", ((168, 0, ""), (167, 2, "Gern mit Vorjahr."))),
    (1, 148, "Für jede Zahl steht fest, wer sie erhebt und bis wann.", ((147, 1, ""), (147, 3, ""))),
    (2, 117, "Das Gremium hat zum ersten Mal danach entschieden.", ((116, 0, "Danke!"), (115, 4, ""))),
)
UNDER_WAY = (
    (("under_way", "Zwei der vier Zahlen liegen vor."),
     ("under_way", "Bei den beiden anderen fehlt noch, wer sie erhebt.")),
)  # fmt: skip
DONE = (
    (("reached", "Das Gremium hat zum ersten Mal danach entschieden."),
     ("reached", "Ja. Die Vertretung bei der Auswertung ist noch zu klären.")),
)  # fmt: skip
PLANNED = (
    (("partly", "Elf von vierzehn Schulen sind dabei."),
     ("partly", "Die drei übrigen haben einen Termin zugesagt.")),
    (("not_begun", "Die Kammern warten auf den Kalender."),
     ("under_way", "Die Handwerkskammer nennt seit Oktober ihre Plätze.")),
)  # fmt: skip
TAKEN_OVER_TITLE = "Von der Schule in die Jugendberufsagentur"
TALK = "Das Gremium möchte die Schulen im Norden dazunehmen. Dafür fehlen ein Auftakt und ein halber Tag."


def closed():
    """Close "figures" with all that belongs to an engagement."""
    row = engaged(cast.BIELEFELD, "figures", 200, 6)
    engagement, koko = row.engagement, user_of("koko.bielefeld")
    advisor, milestones = engagement.advisor.user, list(row.mandate.agreed.milestones.all())
    papers.contract(row, 178)
    kickoff = sessions.plan(engagement, koko, 177, workday_ago(170), "Auftakt mit allen Partnern")
    sessions.held(kickoff, advisor, 170, 17)
    workshop = sessions.plan(engagement, advisor, 156, workday_ago(150), "Werkstatt zu den Übergaben")
    sessions.held(workshop, koko, 149, 12, "Das Jobcenter bringt seine Zahlen zum nächsten Mal mit.")
    days.play(row, days.FIGURES)
    for number, on, sentence, took_note in REACHED:
        result = goals.reached(engagement, milestones[number], koko, on, sentence, BEFORE_SUMMER)
        goals.take_note(result, took_note)
    for on, views, next_on in ((147, UNDER_WAY, workday_ago(116)), (116, DONE, None)):
        review = goals.begin(engagement, koko, on, next_on, BEFORE_SUMMER)
        goals.rated(review, koko, on, views, 0)
        goals.rated(review, advisor, on - 1, views, 1)
    with ago(112):
        actions.finish(row, by=koko)
    papers.final_report(row, 108)
    with ago(105):
        actions.complete(row, by=user_of("sachbearbeitung"))


def just_asked():
    """Close "queries" of Unna four months ago, so that its office is asked now what lasted."""
    row = engaged(cast.UNNA, "queries", 170, 5, by="koko.unna")
    papers.contract(row, 148)
    days.play(row, days.QUERIES, by="koko.unna")
    with ago(110):
        actions.finish(row, by=user_of("koko.unna"))
    papers.final_report(row, 100, summary=QUERIES_SUMMARY, outlook=QUERIES_OUTLOOK)
    with ago(88):
        actions.complete(row, by=user_of("sachbearbeitung"))


def late():
    """Use nearly all days of "practice", so that its advisor asks for more. Three were asked at once."""
    row = engaged(cast.UNNA, "practice", 76, 3, beside=(4, 8), by="koko.unna")
    engagement, koko = row.engagement, user_of("koko.unna")
    advisor = engagement.advisor.user
    papers.contract(row, 54)
    there = {"place": "Kreishaus"}
    workshop = sessions.plan(engagement, advisor, 45, workday_ago(38), "Werkstatt Kalender", **there)
    sessions.held(workshop, koko, 37, 19)
    days.play(row, days.PRACTICE, by="koko.unna")
    first, second = row.mandate.agreed.milestones.all()[:2]
    goals.reached(engagement, first, koko, 47, "Alle Schulen haben ihre Wochen genannt.", BEFORE_SUMMER)
    goals.reached(engagement, second, advisor, 20, "Zwei Schulen planen probeweise im Kalender.")
    review = goals.begin(engagement, advisor, 20, sessions.ahead(7), BEFORE_SUMMER)
    goals.rated(review, advisor, 20, PLANNED, 1)
    goals.rated(review, koko, 18, PLANNED, 0)
    sessions.plan(engagement, koko, 6, sessions.ahead(7), "Beschluss im Gremium", **there)
    with ago(2):
        actions.ask_for_days(row, by=advisor, quarters=6, reason=TALK)


def taken_over():
    """Enter an engagement that began before the portal did, and go on with it here."""
    today = timezone.localdate()
    with ago(50):
        engagement = actions.enter_taken_over(
            Office.objects.get(key=cast.UNNA),
            by=user_of("sachbearbeitung"),
            title=TAKEN_OVER_TITLE,
            mode="mixed",
            paper=SimpleUploadedFile("Auftrag.pdf", papers.mandate(TAKEN_OVER_TITLE)),
            advisor=Advisor.objects.get(email=cast.advisor_address(7)),
            period=FundingPeriod.objects.open().get(),
            granted=10 * 4,
            used=5 * 4 + 2,
            began_on=today - dt.timedelta(days=160),
            until=today + dt.timedelta(days=80),
            decided_on=today - dt.timedelta(days=175),
        )
    row = engagement.support_request
    papers.contract(row, 46)
    days.play(row, days.TAKEN_OVER, by="koko.unna")
    sessions.plan(engagement, user_of("koko.unna"), 5, sessions.ahead(11), "Fallwerkstatt mit dem Jobcenter")


def offered():
    """Let an advisor want to accept "arrival" although she has too few days left."""
    row = mandated(cast.UNNA, "arrival", 21, by="koko.unna")
    invited(row, 4, 7, 8)
    with ago(1, 9):
        invitation, link = open_invitation(row)
        actions.offer(invitation, by=link, no_conflict=True)
