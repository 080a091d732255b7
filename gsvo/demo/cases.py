"""Steps of the demo's requests, made by the real acts at times before today."""

import datetime as dt
import itertools

from django.utils import timezone

from advisors import actions as advisor_actions
from advisors.models import Advisor, Invitation
from chains.models import Actor, ChainTemplate
from gsvo.accounts.models import User
from gsvo.demo import cast
from gsvo.demo.texts import CHANGE, NO_TIME, PERSONAL, REMARK, TEXTS
from gsvo.demo.time_travel import days_ago
from gsvo.links.models import Link
from gsvo.offices.models import Membership, Office
from requests import actions
from requests.models import Round, Topic
from requests.sections import BY_KEY, SECTIONS

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
            checked=BY_KEY,
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


def round_opened(row, on, *, by="koko.bielefeld", days=14, rule=""):
    with ago(on, 12):
        answer_by = timezone.localdate() + dt.timedelta(days=days)
        actions.open_round(row, by=user_of(by), answer_by=answer_by, rule=rule, personal_line=PERSONAL)


def answered(row, on, *answers, remarks=None):
    """Let the committee answer seat by seat, as far as the answers reach. `remarks`: of whoever has some."""
    said = {"change": CHANGE, "agree_remarks": remarks or REMARK}
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
                remarks=said.get(answer, {}),
            )


def mandated(key, text, on, *, by="koko.bielefeld"):
    """Bring a request from submission to an agreed mandate within twenty working days."""
    row = granted(key, text, on, by=by)
    mandate_written(row, on - 8, by=by)
    round_opened(row, on - 10, by=by)
    answered(row, on - 13, *["agree", "agree_remarks", "agree", "agree", "agree"])
    row.refresh_from_db()
    return row


def invited(row, on, *numbers, days=7, at_once=False):
    with ago(on, 11):
        advisors = [Advisor.objects.get(email=cast.advisor_address(number)) for number in numbers]
        advisor_actions.invite(
            row,
            by=user_of("sachbearbeitung"),
            advisors=advisors,
            answer_days=days,
            at_once=at_once,
            message="Die Koordinierungsstelle freut sich auf ein erstes Gespräch.",
        )


def open_invitation(row):
    """Return the open invitation with its link; of several asked at once the first."""
    invitation = row.invitations.open().order_by("position").first()
    return invitation, Link.objects.to(invitation, invitation.LINK_PURPOSE).usable().get()


def declined(row, on):
    with ago(on, 15):
        invitation, link = open_invitation(row)
        advisor_actions.decline(invitation, by=link, reason=Invitation.DeclineReason.NO_TIME, text=NO_TIME)


def engaged(key, text, on, advisor, *, beside=(), by="koko.bielefeld"):
    """Bring a request from submission to an accepted engagement within twenty-five working days.

    `beside`: the numbers of those who are asked at once with the one who accepts.
    """
    row = mandated(key, text, on, by=by)
    invited(row, on - 16, advisor, *beside, at_once=bool(beside))
    with ago(on - 18, 16):
        invitation, link = open_invitation(row)
        advisor_actions.accept(invitation, by=link, no_conflict=True)
    row.refresh_from_db()
    return row
