"""Offices of one story each, beside the demo's own: people, committee, cases, made by the real acts.

Runs in the process of the demo's portal (`DemoPortal.prepares`), never in that of the tests.
"""

from advisors import actions as advisor_actions
from advisors.models import Advisor
from gsvo.demo import cases, people
from gsvo.demo.time_travel import days_ago
from gsvo.links.models import Link
from gsvo.offices.models import Committee, CommitteeMember, Membership, Office
from requests import actions
from requests.models import Round

SEATS = (
    "Schulamt",
    "Agentur für Arbeit",
    "Jobcenter",
    "Jugendamt",
    "Handwerkskammer",
    "Berufskollegs",
    "Kreishandwerkerschaft",
    "Arbeitgeberverband",
    "Kommunales Integrationszentrum",
)


def place(key, town, *, votes=3, guests=0):
    """An office with a lead, a colleague and a committee: koko.TOWN, kollegin.TOWN, gremium1.TOWN …"""
    office = Office.objects.get(key=key)
    with days_ago(people.BEFORE_ALL_CASES):
        for role, name in (("lead", "koko"), ("member", "kollegin")):
            user = people.person(
                f"{name}.{town}@example.org", f"{name.title()} {town.title()}", phone="0211 0"
            )
            Membership.objects.create(office=office, user=user, role=role)
        committee = Committee.objects.create(office=office)
        for number, seat in enumerate(SEATS[: votes + guests], 1):
            CommitteeMember.objects.create(
                committee=committee,
                email=f"gremium{number}.{town}@example.org",
                institution=f"{seat} {office}",
                name=f"Mitglied {number}",
                is_chair=number == 1,
                is_voting=number <= votes,
            )


def all_agree(row):
    """Everybody with a vote who was asked agrees today."""
    for seat in Round.objects.of(row).open().get().seats.filter(is_voting=True).order_by("pk"):
        _says(seat, "agree")


def some_say(row, answers):
    """Members of the open round answer today. `answers`: {number of the seat: answer}"""
    seats = Round.objects.of(row).open().get().seats.order_by("pk")
    for number, answer in answers.items():
        _says(seats[number - 1], answer)


def _says(seat, answer):
    link = Link.objects.to(seat, seat.LINK_PURPOSE).usable().get()
    wishes = {"overall": "Bitte früher."} if answer == "change" else {}
    actions.state_opinion(seat, by=link, answer=answer, name=seat.member.name, remarks=wishes)


def agreed(key, text, *, by):
    """A case of three weeks ago to whose mandate the committee agrees today."""
    row = cases.granted(key, text, 15, by=by)
    cases.mandate_written(row, 5, by=by)
    cases.round_opened(row, 4, by=by)
    all_agree(row)
    row.refresh_from_db()
    return row


def accepted(row, advisor):
    """The advisor of this number is asked and accepts today."""
    row.refresh_from_db()
    person = Advisor.objects.get(email=f"beratung{advisor}@example.org")
    advisor_actions.invite(row, by=cases.user_of("sachbearbeitung"), advisors=[person], answer_days=7)
    invitation, link = cases.open_invitation(row)
    advisor_actions.accept(invitation, by=link, no_conflict=True)
    return row
