"""The demo's requests, made by the real acts at times before today."""

import datetime as dt
import itertools

from django.utils import timezone

from advisors import actions as advisor_actions
from advisors.models import Advisor, Invitation
from chains.models import Actor, ChainTemplate
from gsvo.accounts.models import User
from gsvo.demo import cast
from gsvo.demo.texts import ANSWER, CHANGE, NO_TIME, QUESTION, TEXTS
from gsvo.demo.time_travel import days_ago
from gsvo.links.models import Link
from gsvo.offices.models import Membership, Office
from requests import actions
from requests.models import Round, Topic
from requests.sections import SECTIONS

_minutes = itertools.cycle((5, 40, 15, 25, 50, 10, 35))


def user_of(name):
    return User.objects.get(email=f"{name}@example.org")


def ago(count, hour=10):
    return days_ago(count, hour, next(_minutes))


# --- what every case begins with -------------------------------------------------------------------
def file(key, text, on, *, by="koko.bielefeld"):
    """Create a draft with all its answers, so many working days ago."""
    text, person = TEXTS[text], user_of(by)
    with ago(on, 9):
        office = Office.objects.get(key=key)
        row = actions.create(office=office, by=person, creation_key=f"demo {text.title}")
        actions.save_answers(row, by=person, expected_revision=row.revision, values=_answers(text, office))
    return row


def _answers(text, office):
    today = timezone.localdate()
    colleague = Membership.objects.filter(office=office).exclude(role="lead").first()
    topics = list(Topic.objects.all())
    goals = dict(zip(("goal_1", "goal_2", "goal_3"), text.goals, strict=False))
    return goals | {
        "title": text.title,
        "occasion": text.occasion,
        "occasion_text": text.situation,
        "deputy_name": colleague.user.name,
        "deputy_email": colleague.user.email,
        "chain_status": text.chain_status,
        "chain_agreed_on": today - dt.timedelta(days=500) if text.chain_status == "agreed" else None,
        "chain_steps": ChainTemplate.objects.current().steps.filter(number__in=text.steps),
        "period_from": today + dt.timedelta(days=70),
        "period_to": today + dt.timedelta(days=280),
        "period_alternative": "Auch ein halbes Jahr später wäre möglich.",
        "wanted_quarters": text.days * 4,
        "mode": text.mode,
        "committee_status": "decided",
        "committee_on": today - dt.timedelta(days=30),
        "partners": Actor.objects.filter(name__in=text.partners),
        "topics": [topics[place] for place in text.topics if place < len(topics)],
        "method_wishes": "Wenige, gut vorbereitete Termine; Ergebnisse auf höchstens zwei Seiten.",
    }


def submitted(key, text, on, *, by="koko.bielefeld"):
    row = file(key, text, on + 2, by=by)
    with ago(on):
        actions.submit(row, by=user_of(by), privacy_read=True)
    return row


def granted(key, text, on, *, by="koko.bielefeld", conditions=""):
    """Submit a request and grant days a week later."""
    row = submitted(key, text, on, by=by)
    with ago(on - 5, 11):
        actions.grant(
            row, by=user_of("sachbearbeitung"), quarters=TEXTS[text].days * 4, conditions=conditions
        )
    return row


def mandate_written(row, on, *, by="koko.bielefeld"):
    """Write version 1: fifteen sections, goals, three milestones."""
    person = user_of(by)
    with ago(on, 14):
        actions.start_mandate(row, by=person)
        version = row.mandate.latest
        sections = {
            section.key: version.sections.get(section.key) or str(section.example)
            for section in SECTIONS
            if section.has_text
        }
        part = row.granted_quarters // 4
        start = timezone.localdate()
        actions.save_mandate(
            row,
            by=person,
            expected_revision=version.revision,
            sections=sections,
            goals=[
                {"text": goal, "criterion": "Das Gremium stellt es in seiner nächsten Sitzung fest."}
                for goal in row.goals
            ],
            milestones=[
                {
                    "title": title,
                    "result": result,
                    "due_on": start + dt.timedelta(days=days),
                    "quarters": part,
                }
                for title, result, days in (
                    ("Auftakt mit allen Partnern", "Ein gemeinsames Bild der Abläufe", 90),
                    ("Werkstatt zu den Übergaben", "Beschriebene Übergaben mit Zuständigkeiten", 160),
                    ("Beschluss im Gremium", "Beschlossene Kette mit Terminplan", 230),
                )
            ],
        )


def round_opened(row, on, *, by="koko.bielefeld", days=14):
    with ago(on, 12):
        actions.open_round(row, by=user_of(by), answer_by=timezone.localdate() + dt.timedelta(days=days))


def answered(row, on, *answers):
    """Let the committee answer seat by seat, as far as the answers reach."""
    open_round = Round.objects.of(row).open().get()
    for number, (seat, answer) in enumerate(zip(open_round.seats.order_by("pk"), answers, strict=False)):
        if answer is None:
            continue
        with ago(on, 9 + number):
            actions.state_opinion(
                seat,
                by=Link.objects.to(seat, seat.LINK_PURPOSE).usable().get(),
                answer=answer,
                name=seat.member.name,
                remarks=CHANGE if answer == "change" else {},
            )


def mandated(key, text, on, *, by="koko.bielefeld"):
    """Bring a request from submission to an agreed mandate within twenty working days."""
    row = granted(key, text, on, by=by)
    mandate_written(row, on - 8, by=by)
    round_opened(row, on - 10, by=by)
    answered(row, on - 13, *["agree", "agree_remarks", "agree", "agree", "agree"])
    row.refresh_from_db()
    return row


def invited(row, on, *numbers, days=7):
    with ago(on, 11):
        advisors = [Advisor.objects.get(email=cast.advisor_address(number)) for number in numbers]
        advisor_actions.invite(
            row,
            by=user_of("sachbearbeitung"),
            advisors=advisors,
            answer_days=days,
            message="Die Koordinierungsstelle freut sich auf ein erstes Gespräch.",
        )


def open_invitation(row):
    invitation = row.invitations.get(state=Invitation.State.OPEN)
    return invitation, Link.objects.to(invitation, invitation.LINK_PURPOSE).usable().get()


def declined(row, on):
    with ago(on, 15):
        invitation, link = open_invitation(row)
        advisor_actions.decline(invitation, by=link, reason=Invitation.DeclineReason.NO_TIME, text=NO_TIME)


def engaged(key, text, on, advisor, *, by="koko.bielefeld"):
    """Bring a request from submission to an accepted engagement within twenty-five working days."""
    row = mandated(key, text, on, by=by)
    invited(row, on - 16, advisor)
    with ago(on - 18, 16):
        invitation, link = open_invitation(row)
        advisor_actions.accept(invitation, by=link, no_conflict=True)
    row.refresh_from_db()
    return row


# --- the cases ------------------------------------------------------------------------------------
def play():
    """Create all cases, the oldest first, so that numbers follow the calendar."""
    gib, lead = user_of("sachbearbeitung"), user_of("leitung")
    bielefeld, unna = cast.BIELEFELD, cast.UNNA

    row = engaged(bielefeld, "figures", 110, 6)
    with ago(22):
        advisor_actions.finish(row, by=user_of("koko.bielefeld"))
    with ago(15):
        advisor_actions.complete(row, by=gib, used=14)

    row = engaged(unna, "agreement", 100, 8, by="koko.unna")
    with ago(12):
        advisor_actions.interrupt(
            row,
            by=gib,
            reason="Die Koordinierungsstelle ist bis zum Frühjahr nur halb besetzt.",
            until=timezone.localdate() + dt.timedelta(days=75),
        )

    row = engaged(bielefeld, "inclusion", 92, 1)
    with ago(4):
        advisor_actions.finish(row, by=user_of("koko.bielefeld"))

    engaged(bielefeld, "three_codes", 80, 2)

    row = submitted(bielefeld, "newcomers", 70)
    with ago(64):
        actions.cancel(
            row, by=lead, reason="Der Bedarf ist in eine gemeinsame Anfrage mit dem Nachbarkreis aufgegangen."
        )

    row = submitted(unna, "parents", 62, by="koko.unna")
    with ago(56):
        actions.reject(
            row, by=gib, reason="Elternarbeit an einzelnen Schulen fördert ein anderes Programm des Landes."
        )

    row = granted(bielefeld, "agreement", 58)
    with ago(50):
        actions.withdraw(
            row, by=user_of("kollegin.bielefeld"), reason="Wir erneuern die Vereinbarung ohne Begleitung."
        )

    engaged(unna, "chambers", 48, 7, by="koko.unna")

    row = mandated(bielefeld, "vocational", 36)
    invited(row, 9, 3, 4, 1, days=14)
    declined(row, 3)

    mandated(bielefeld, "summer", 26)

    _second_version_before_the_committee(granted(bielefeld, "queries", 24))
    granted(
        unna,
        "newcomers",
        15,
        by="koko.unna",
        conditions="Bitte die Nachbarkreise über den Beginn informieren.",
    )

    row = submitted(bielefeld, "chambers", 9)
    with ago(4):
        actions.ask_back(row, by=gib, question=QUESTION)
    wishes(row)

    row = submitted(unna, "summer", 8, by="koko.unna")
    with ago(7):
        actions.ask_back(row, by=gib, question=QUESTION)
    with ago(3):
        actions.answer(row, by=user_of("koko.unna"), reason=ANSWER)

    row = submitted(bielefeld, "parents", 6)
    with ago(5):
        actions.share(row, by=user_of("koko.bielefeld"), office=Office.objects.get(key=unna))

    wishes(file(bielefeld, "draft", 1, by="kollegin.bielefeld"))


def _second_version_before_the_committee(row):
    """Create a round about version 2 that is half answered, after version 1 was refused."""
    koko = user_of("koko.bielefeld")
    mandate_written(row, 16)
    round_opened(row, 14, days=10)
    answered(row, 11, "agree", "change", "agree", "agree", "agree_remarks")
    with ago(6, 13):
        row.refresh_from_db()
        version = actions.new_version(row, by=koko)
        sections = version.sections | {
            "scope": f"{version.sections['scope']} Die Förderschulen gehören dazu."
        }
        actions.save_mandate(
            row,
            by=koko,
            expected_revision=version.revision,
            sections=sections,
            goals=list(version.goals.values("text", "criterion")),
            milestones=list(version.milestones.values("title", "result", "due_on", "quarters")),
        )
    round_opened(row, 4)
    answered(row, 2, "agree", None, "agree")


def wishes(row):
    """Create preferences for and against advisors."""
    first, second = Advisor.objects.order_by("pk")[:2]
    advisor_actions.prefer(row, by=row.created_by, advisor=first, kind="wish", reason="Kennt unsere Schulen.")
    advisor_actions.prefer(
        row, by=row.created_by, advisor=second, kind="exclude", reason="Berät schon einen Partner."
    )
