"""Mandates before the committee, answers by link, invitations, made by the acts themselves."""

import datetime as dt

from django.utils import timezone

from advisors.actions import invite
from advisors.models import Invitation
from gsvo.links.models import Link
from gsvo.offices.models import CommitteeMember
from requests import actions
from requests.models import Goal, RemarkAnswer, Round, Seat, Statement
from requests.sections import SECTIONS
from requests.workflow import State
from tests.factories.cases import support_request
from tests.factories.people import advisor, committee


def filled(version, *, goals=("Alle Schulen melden bis 31. Mai.",)):
    """Write what a version needs before the committee can be asked. Returns the version."""
    version.sections = {
        section.key: f"{section.title} in Bielefeld." for section in SECTIONS if section.has_text
    }
    version.save()
    for position, text in enumerate(goals, 1):
        Goal.objects.create(version=version, position=position, text=text, criterion="Zwölf Meldungen.")
    return version


def opened_round(of_request, *, by=None, days=14, rule=""):
    """The committee is asked about a filled version, by the act itself: seats, links and mails included."""
    version = of_request.mandate.latest
    if not version.is_frozen and version.missing():
        version.goals.all().delete()
        filled(version)
    if not CommitteeMember.objects.current().filter(committee__office=of_request.office).exists():
        committee(of_request.office)
    answer_by = timezone.localdate() + dt.timedelta(days=days)
    return actions.open_round(of_request, by=by or of_request.created_by, answer_by=answer_by, rule=rule)


def statement_link(seat):
    """The link that the member on a seat got last."""
    return Link.objects.to(seat, "statement").latest("pk")


def answer(seat, said="agree", *, name="Mia Mitglied", remarks=None):
    """A member's answer by the own link."""
    words = {"change": "Bitte auch die Förderschulen.", "agree_remarks": "Gut so."}
    remarks = remarks or ({"scope": words[said]} if said in words else {})
    return actions.state_opinion(seat, by=statement_link(seat), answer=said, name=name, remarks=remarks)


def answered_remark(of_request, *, by, said="agree_remarks", section="scope", **fields):
    """A closed round in which one member remarked something, and the office's answer. Returns the answer."""
    member = (
        of_request.committee_members().filter(is_chair=False).first()
        or committee(of_request.office).members.last()
    )
    now = timezone.now()
    round_ = Round.objects.create(
        version=of_request.mandate.latest,
        opened_by=by,
        answer_by=timezone.localdate(),
        closed_at=now,
        outcome=Round.Outcome.AGREED,
    )
    seat = Seat.objects.create(round=round_, member=member, institution=member.institution)
    link = Link.objects.issue("statement", seat, email=member.email, name=member.name, expires_at=now)
    statement = Statement.objects.create(
        seat=seat,
        link=link,
        answer=said,
        name=member.name,
        remarks={section: "Bitte auch die Förderschulen."},
    )
    defaults = {"verdict": RemarkAnswer.Verdict.TAKEN_OVER, "changed_by": by}
    return RemarkAnswer.objects.create(statement=statement, section=section, **defaults | fields)


# --- invitations ---------------------------------------------------------------------------------
def invited(by, advisors=None, *, count=1, at_once=False, **fields):
    """A request whose advisors are asked in order or at once, by the act itself: link and mail included."""
    row = support_request(State.MANDATED, **fields)
    people = advisors or [advisor() for _number in range(count)]
    invite(row, by=by, advisors=people, at_once=at_once)
    return row


def in_line(case):
    """Somebody else who waits behind whoever is asked for a request."""
    last = case.invitations.order_by("position").last()
    return Invitation.objects.create(
        support_request=case,
        advisor=advisor(),
        position=last.position + 1,
        answer_days=last.answer_days,
        invited_by=last.invited_by,
    )


def invitation_link(invitation):
    """The link that an invited advisor got last."""
    return Link.objects.to(invitation, "invitation").latest("pk")
