"""One request in any state with everybody around it, and every act, for the walk over who is told what."""

import datetime as dt
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone

from advisors import actions as pool
from gsvo.offices import actions as offices
from gsvo.offices.models import CommitteeMember, Role
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import SupportRequest
from requests.notifications import OF_ADDRESSES, Party
from requests.workflow import State
from tests import factories

P, S = Party, State


def changed_round(case, *, by):
    """Open a round on a change of the mandate. Return it."""
    actions.change_mandate(case, by=by, reason="Neues Ziel.")
    return factories.opened_round(case, by=by)


def soon(days=200):
    return timezone.localdate() + dt.timedelta(days=days)


@dataclass
class World:
    case: SupportRequest
    handler: object
    colleague: object
    third: object
    gib: object
    leitung: object
    parties: dict = field(default_factory=dict)  # {address: Party}

    def know(self, party, *people):
        self.parties.update({getattr(person, "email", person).lower(): party for person in people})

    def members(self):
        return list(self.case.committee_members())

    def mails(self):
        """The (party, kind) pairs of the mails since the world began, with how many of each."""
        found = {}
        for mail in OutgoingMail.objects.exclude(kind__startswith=OF_ADDRESSES):
            pair = (self.parties.get(mail.to_email.lower(), mail.to_email), mail.kind)
            found[pair] = found.get(pair, 0) + 1
        return found


# How a withdrawn request comes back, and from where it was withdrawn then.
WITHDRAWN_FROM = {"reviewed": S.SUBMITTED, "before_round": S.CLARIFYING, "asked": S.MANDATED}
IN_ROUND = {"extend_round", "statement", "round_closed", "agree", "not_responsible", "asked_again"} | {
    "statement_entered",
    "reminded",
    "meeting",
    "agree_change",
}


def way_to(state, outcome, act):
    """Return which way a request comes into the state for an act: acts with the same one share a world."""
    known = {
        S.WITHDRAWN: WITHDRAWN_FROM,
        S.MATCHING: ("changing", "asks", "used_up", "first", "others"),
        S.ENGAGED: (),
        S.INTERRUPTED: (),
        S.CLOSING: ("after_cancel",),
    }
    if act in IN_ROUND and outcome != "overtaken":
        return "in_round"
    if state in known:
        outcome = outcome.removesuffix("_by_office").removesuffix("_by_gib")
        return outcome if outcome in known[state] else ""
    if outcome == "in_round" or act in IN_ROUND:
        return "in_round"
    return "overdue" if state == S.QUERIED and act == "reject" else ""


def build(state, way=""):
    """Put a request into a state with all parties that can be there, and forget the mails of the way."""
    people = {
        "handler": factories.member(role=Role.LEAD, name="Hanna Hat"),
        "colleague": factories.member(name="Kim Kolleg"),
        "third": factories.member(name="Toni Dritt"),
        "gib": factories.staff("Sachbearbeitung"),
        "leitung": factories.staff("Leitung"),
    }
    people["leitung"].groups.add(*people["gib"].groups.all())
    office, partner = factories.office(), factories.office(factories.UNNA)
    _committee(office)
    case = _case(state, way, people)
    case.partner_offices.add(partner)
    case.refresh_from_db()
    world = World(case=case, **people)
    _parties(world, factories.member(partner, Role.LEAD))
    offices.invite(office, email="konto@example.org", name="Neu", role="member", by=people["handler"])
    world.know(P.ACCOUNTS, "konto@example.org")
    OutgoingMail.objects.all().delete()
    return world


def _committee(office):
    body = factories.committee(office, members=3)
    CommitteeMember.objects.create(
        committee=body, institution="Elternschaft", name="Gast", email="gast@example.org", is_voting=False
    )


def _parties(world, partner):
    world.know(P.HANDLER, world.handler)
    world.know(P.COLLEAGUES, world.colleague, world.third)
    world.know(P.PARTNERS, partner)
    world.know(P.NAMED, world.case.contact_email, world.case.deputy_email)
    world.know(P.GIB, settings.CONTACT_EMAIL)
    for member in world.members():
        party = P.CHAIR if member.is_chair else P.VOTING if member.is_voting else P.GUESTS
        world.know(party, member)
    engagement = getattr(world.case, "engagement", None)
    for assignment in engagement.assignments.all() if engagement else ():
        world.know(P.FORMER if assignment.ended_at else P.ADVISOR, assignment.advisor)
    for invitation in world.case.invitations.order_by("position"):
        if invitation.state == "open":
            is_first = P.INVITED not in world.parties.values()
            world.know(P.INVITED if is_first else P.BESIDE, invitation.advisor)
        elif invitation.state == "waiting":
            first = not any(party == P.NEXT for party in world.parties.values())
            world.know(P.NEXT if first else P.WAITING, invitation.advisor)
        elif world.case.state == S.WITHDRAWN and invitation.sent_at:
            world.know(P.UNINVITED, invitation.advisor)


def _case(state, way, people):
    fields = {
        "by": people["handler"],
        "contact_email": "kontakt@example.org",
        "deputy_name": "Dana Vertretung",
        "deputy_email": "vertretung@example.org",
    }
    if state == S.WITHDRAWN:
        case = _case(WITHDRAWN_FROM.get(way, S.MATCHING), "", people)
        actions.withdraw(case, by=people["handler"], reason="Anders.")
        return case
    if state == S.MATCHING and way not in ("changing", "asks", "in_round"):
        case = factories.support_request(S.MANDATED, **fields)
        in_order = 1 if way == "used_up" else 3
        advisors = [factories.advisor() for _number in range(in_order)]
        pool.invite(case, by=people["gib"], advisors=advisors, at_once=way in ("first", "others"))
        return case
    if state in (S.MATCHING, S.ENGAGED, S.INTERRUPTED, S.CLOSING):
        return _engaged(factories.support_request(S.ENGAGED, **fields), state, way, people)
    case = factories.support_request(state, **fields)
    if state == S.QUERIED:
        SupportRequest.objects.filter(pk=case.pk).update(due_on=soon(-1 if way == "overdue" else 5))
    if way == "in_round":
        case.refresh_from_db()
        factories.opened_round(case, by=people["handler"])
    return case


def _engaged(case, state, way, people):
    """An engagement whose advisor changed once; in matching again, or with the second one."""
    if way == "in_round":
        case.refresh_from_db()
        changed_round(case, by=people["handler"])
    pool.change_advisor(case, by=people["gib"], reason="Elternzeit.")
    if way == "asks":
        return case
    pool.invite(case, by=people["gib"], advisors=[factories.advisor(), factories.advisor()])
    if state == S.MATCHING:
        return case
    invitation = case.invitations.open().get()
    pool.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    case = SupportRequest.objects.get(pk=case.pk)
    if state == S.INTERRUPTED:
        pool.interrupt(case, by=people["gib"], reason="Ruht.", until=soon(20))
    elif state == S.CLOSING and way == "after_cancel":
        actions.cancel(case, by=people["leitung"], reason="Ende.")
    elif state == S.CLOSING:
        pool.finish(case, by=people["handler"])
    return SupportRequest.objects.get(pk=case.pk)
