"""Builders: one plain function per thing that tests need, with believable defaults."""

import csv
import datetime as dt
import itertools

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from advisors.actions import invite
from advisors.models import Advisor, Assignment, Engagement, Invitation
from gsvo.accounts.models import User
from gsvo.links.models import Link
from gsvo.offices.models import Committee, CommitteeMember, Membership, Office, Role
from requests import actions, workflow
from requests.models import (
    Event,
    FundingPeriod,
    Goal,
    LedgerEntry,
    Mandate,
    MandateVersion,
    NumberSeries,
    SupportRequest,
    Topic,
)
from requests.sections import SECTIONS
from requests.workflow import State, Who

PASSWORD = "demo-gsvo-2026"
BIELEFELD, UNNA = "05711", "05978"
_count = itertools.count(1)


# --- people and places ---------------------------------------------------------------------------
def user(email=None, *, name="", password=PASSWORD, **fields):
    email = email or f"person{next(_count)}@example.org"
    return User.objects.create_user(email, password, name=name or email.partition("@")[0].title(), **fields)


def office(key=BIELEFELD):
    """One of the 53, as the data has it."""
    with (settings.BASE_DIR / "gsvo/offices/data/offices.csv").open(newline="", encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["key"] == key)
    return Office.objects.get_or_create(key=key, defaults=row)[0]


def _bielefeld():
    return office(BIELEFELD)


def member(office=None, role=Role.MEMBER, *, email=None, name=""):
    """A person with an account who works in an office."""
    person = user(email, name=name)
    Membership.objects.create(office=office or _bielefeld(), user=person, role=role)
    return person


def staff(group, *, email=None, name=""):
    """A person of the G.I.B. in one of the three groups, which come by migration."""
    person = user(email, name=name, is_staff=True)
    row, is_new = Group.objects.get_or_create(name=group)
    if is_new:
        wanted = {
            "Sachbearbeitung": ["review_supportrequest"],
            "Leitung": ["review_supportrequest", "lead_supportrequest"],
        }
        row.permissions.set(Permission.objects.filter(codename__in=wanted.get(group, [])))
    person.groups.add(row)
    return person


def committee(office=None, *, members=3):
    """The steering committee of an office; the first member has the chair, all have a vote."""
    body = Committee.objects.get_or_create(office=office or _bielefeld())[0]
    institutions = ["Schulaufsicht", "Agentur für Arbeit", "Jobcenter", "Kammer", "Jugendamt", "Berufskolleg"]
    for number in range(members):
        CommitteeMember.objects.create(
            committee=body,
            institution=institutions[number % len(institutions)],
            name=f"Mitglied {number + 1}",
            email=f"mitglied{number + 1}.{body.office.key}@example.org",
            is_chair=number == 0,
        )
    return body


def topic(name="Übergänge gestalten"):
    return Topic.objects.get_or_create(name=name)[0]


def advisor(*, name=None, account=False, topics=(), offices=(), **fields):
    """An advisor of the pool; `account=True` gives a login of her own as well."""
    number = next(_count)
    fields.setdefault("email", f"beratung{number}@example.net")
    name = name or f"Berater:in {number}"
    person = user(fields["email"], name=name, password=None) if account else None
    row = Advisor.objects.create(name=name, user=person, **fields)
    row.topics.set(topics)
    row.offices.set(offices)
    return row


# --- money and requests --------------------------------------------------------------------------
def funding_period(*, budget_quarters=400, **fields):
    """A funding period around today in which requests may be submitted."""
    today = timezone.localdate()
    defaults = {
        "name": f"Förderzeitraum {next(_count)}",
        "submission_from": today - dt.timedelta(days=60),
        "submission_until": today + dt.timedelta(days=200),
        "service_from": today - dt.timedelta(days=30),
        "service_until": today + dt.timedelta(days=330),
        "accounting_until": today + dt.timedelta(days=420),
    }
    return FundingPeriod.objects.create(budget_quarters=budget_quarters, **defaults | fields)


# The acts by which a request came into each state: (act, in whose part, state afterwards).
_SUBMITTED = [("submit", Who.OFFICE, State.SUBMITTED)]
_CLARIFYING = [*_SUBMITTED, ("grant", Who.CASEWORK, State.CLARIFYING)]
_MANDATED = [*_CLARIFYING, ("agree", Who.COMMITTEE, State.MANDATED)]
_MATCHING = [*_MANDATED, ("invite", Who.CASEWORK, State.MATCHING)]
_ENGAGED = [*_MATCHING, ("accept", Who.ADVISOR, State.ENGAGED)]
_CLOSING = [*_ENGAGED, ("finish", Who.OFFICE, State.CLOSING)]
HISTORY = {
    State.DRAFT: [],
    State.SUBMITTED: _SUBMITTED,
    State.QUERIED: [*_SUBMITTED, ("ask_back", Who.CASEWORK, State.QUERIED)],
    State.CLARIFYING: _CLARIFYING,
    State.MANDATED: _MANDATED,
    State.MATCHING: _MATCHING,
    State.ENGAGED: _ENGAGED,
    State.INTERRUPTED: [*_ENGAGED, ("interrupt", Who.CASEWORK, State.INTERRUPTED)],
    State.CLOSING: _CLOSING,
    State.COMPLETED: [*_CLOSING, ("complete", Who.CASEWORK, State.COMPLETED)],
    State.REJECTED: [*_SUBMITTED, ("reject", Who.CASEWORK, State.REJECTED)],
    State.WITHDRAWN: [*_SUBMITTED, ("withdraw", Who.OFFICE, State.WITHDRAWN)],
    State.CANCELLED: [*_SUBMITTED, ("cancel", Who.LEADERSHIP, State.CANCELLED)],
}


def support_request(
    state=State.DRAFT, *, office=None, by=None, quarters=24, period=None, answer_days=7, **fields
):
    """A request with a complete form, put into any state with what belongs to it: number, events, days,
    mandate, invitation, engagement. No mail, no link: those come by the acts."""
    state = State(state)
    office = office or _bielefeld()
    by = by or _somebody_of(office)
    today = timezone.localdate()
    form = {
        "contact_name": by.name,
        "contact_email": by.email,
        "contact_phone": "0521 000-0",
        "title": "Übergabe an der Schwelle zum Beruf",
        "occasion": "step",
        "occasion_text": "Zwischen Praktikum und Beratung gehen Informationen verloren.",
        "goal_1": "Alle Schulen übergeben ihre Ergebnisse bis zu den Herbstferien.",
        "chain_status": "in_work",
        "period_from": today + dt.timedelta(days=30),
        "period_to": today + dt.timedelta(days=210),
        "wanted_quarters": quarters,
        "mode": "mixed",
        "committee_status": "informed",
        "committee_on": today - dt.timedelta(days=20),
        "privacy_read": True,
    }
    row = SupportRequest(office=office, created_by=by, handled_by=by, **form | fields)
    if state != State.DRAFT:
        row.number, row.submitted_at = number(), timezone.now()
    row.state, row.ball = state, workflow.BALL[state]
    row.save()
    events = _history(row, by)
    if "grant" in events:
        _days(row, events, quarters, period or funding_period())
        mandate_version(row, agreed="agree" in events)
    if "invite" in events:
        _engagement(row, events, by, answer_days)
    return row


def number():
    """The next number of this year's series."""
    series = NumberSeries.objects.get_or_create(year=timezone.localdate().year)[0]
    series.last += 1
    series.save()
    return f"GSVO-{series.year}-{series.last:04d}"


def mandate_version(of_request, *, agreed=False, frozen=None, **fields):
    """The next version of a request's mandate, by default still in writing."""
    mandate = Mandate.objects.get_or_create(support_request=of_request)[0]
    now = timezone.now()
    return MandateVersion.objects.create(
        mandate=mandate,
        number=mandate.versions.count() + 1,
        frozen_at=now if agreed or frozen else None,
        agreed_at=now if agreed else None,
        **fields,
    )


# --- mandate and rounds --------------------------------------------------------------------------
def filled(version, *, goals=("Alle Schulen melden bis 31. Mai.",)):
    """Write what a version needs before the committee can be asked. Returns the version."""
    version.sections = {
        section.key: f"{section.title} in Bielefeld." for section in SECTIONS if section.has_text
    }
    version.save()
    for position, text in enumerate(goals, 1):
        Goal.objects.create(version=version, position=position, text=text, criterion="Zwölf Meldungen.")
    return version


def opened_round(of_request, *, by=None, days=14):
    """The committee is asked about a filled version, by the act itself: seats, links and mails included."""
    version = of_request.mandate.latest
    if not version.is_frozen and version.missing():
        version.goals.all().delete()
        filled(version)
    if not CommitteeMember.objects.current().filter(committee__office=of_request.office).exists():
        committee(of_request.office)
    answer_by = timezone.localdate() + dt.timedelta(days=days)
    return actions.open_round(of_request, by=by or of_request.created_by, answer_by=answer_by)


def statement_link(seat):
    """The link that the member on a seat got last."""
    return Link.objects.to(seat, "statement").latest("pk")


def answer(seat, said="agree", *, name="Mia Mitglied", remarks=None):
    """A member's answer by the own link."""
    remarks = remarks or ({"scope": "Bitte auch die Förderschulen."} if said == "change" else {})
    return actions.state_opinion(seat, by=statement_link(seat), answer=said, name=name, remarks=remarks)


# --- invitations ---------------------------------------------------------------------------------
def invited(by, advisors=None, *, count=1, **fields):
    """A request whose advisors are asked in order, by the act itself: link and mail included."""
    row = support_request(State.MANDATED, **fields)
    invite(row, by=by, advisors=advisors or [advisor() for _number in range(count)])
    return row


def invitation_link(invitation):
    """The link that an invited advisor got last."""
    return Link.objects.to(invitation, "invitation").latest("pk")


def _somebody_of(office):
    membership = Membership.objects.current().writing().filter(office=office).first()
    return membership.user if membership else member(office, Role.LEAD)


def _history(row, by):
    before, events = State.DRAFT, {}
    for act, part, after in HISTORY[row.state]:
        events[act] = Event.objects.create(
            support_request=row,
            act=act,
            from_state=before,
            to_state=after,
            ball=workflow.BALL[after],
            by_user=by if part in (Who.OFFICE, Who.CASEWORK, Who.LEADERSHIP) else None,
            by_role=part,
        )
        before = after
    return events


def _days(row, events, quarters, period):
    row.period, row.granted_quarters = period, quarters
    row.clarify_by = timezone.localdate() + dt.timedelta(days=settings.CLARIFY_WITHIN_DAYS)
    row.save()
    LedgerEntry.objects.create(
        period=period,
        support_request=row,
        event=events["grant"],
        kind=LedgerEntry.Kind.GRANT,
        quarters=quarters,
    )
    period.committed_quarters += quarters
    period.save()


def _engagement(row, events, by, answer_days):
    now = timezone.now()
    accepted = "accept" in events
    invitation = Invitation.objects.create(
        support_request=row,
        advisor=advisor(),
        position=1,
        state=Invitation.State.ACCEPTED if accepted else Invitation.State.OPEN,
        answer_days=answer_days,
        sent_at=now,
        answer_by=now + dt.timedelta(days=answer_days),
        answered_at=now if accepted else None,
        invited_by=by,
    )
    if accepted:
        row.engaged_at = now
        row.save()
        ended = now if row.is_ended else None
        engagement = Engagement.objects.create(
            support_request=row, advisor=invitation.advisor, ended_at=ended
        )
        Assignment.objects.create(
            engagement=engagement, advisor=invitation.advisor, invitation=invitation, ended_at=ended
        )
