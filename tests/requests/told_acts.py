"""Every act on a request as the walk over who is told what does it: act(world, outcome)."""

import datetime as dt

from django.utils import timezone

from advisors import actions as pool
from advisors.actions.invitations import skip
from gsvo.accounts import access
from gsvo.offices import actions as offices
from gsvo.offices import committee_actions
from gsvo.offices.models import AccountInvitation, Role
from gsvo.outbox.models import OutgoingMail
from gsvo.reminders.models import Reminder
from requests import actions
from requests.actions import inactivity
from requests.models import Event, SupportRequest
from tests import factories
from tests.requests import told_days, told_rounds
from tests.requests.told_engagement import ENGAGEMENT_ACTS
from tests.requests.told_world import P, S, soon


def _open_invitation(world):
    """Return the invitation that is open, of several the first."""
    found = world.case.invitations.open().select_related("advisor", "support_request")
    return found.order_by("position").first()


def _hand_over(world, outcome):
    by = {"by_handler": world.handler, "by_colleague": world.third}.get(outcome, world.colleague)
    world.know(P.SUCCESSOR, world.colleague)
    actions.hand_over(world.case, by=by, to=world.colleague)


def _handler_leaves(world, outcome):
    if outcome != "without_lead":
        _another_lead(world)
    if outcome in ("stopped", "without_lead"):
        access.stop(world.handler, by=world.gib)
        return
    by = factories.member(role=Role.LEAD, name="Lars Leitung") if outcome == "removed" else world.handler
    offices.leave(world.handler.memberships.get(), by=by)


def _contact_leaves(world, outcome):
    SupportRequest.objects.filter(pk=world.case.pk).update(contact_email=world.third.email)
    by = world.handler if outcome == "removed" else world.third
    offices.leave(world.third.memberships.get(), by=by)


def _contact_returns(world, outcome):
    SupportRequest.objects.filter(pk=world.case.pk).update(contact_email=world.third.email)
    access.stop(world.third, by=world.gib)
    OutgoingMail.objects.all().delete()
    access.reopen(world.third, by=world.gib)


def _another_lead(world):
    """Somebody else leads the office as well and has sent its open invitation, so that it stays open."""
    lead = factories.member(role=Role.LEAD, name="Lore Leitung")
    AccountInvitation.objects.update(invited_by=lead)
    world.know(P.SUCCESSOR, lead)


def _handler_returns(world, outcome):
    _another_lead(world)
    access.stop(world.handler, by=world.gib)
    OutgoingMail.objects.all().delete()
    access.reopen(world.handler, by=world.gib)


def _invite(world, outcome):
    chosen = [factories.advisor(), factories.advisor()] if outcome == "at_once" else [factories.advisor()]
    later = [address for address, party in world.parties.items() if party == P.NEXT]
    world.know(P.WAITING, *later)
    world.know(P.NEXT, *chosen)
    pool.invite(world.case, by=world.gib, advisors=chosen, at_once=outcome == "at_once")


def _lapse(world):
    then = timezone.now() - dt.timedelta(days=800)
    Event.objects.filter(support_request=world.case).update(at=then)
    SupportRequest.objects.filter(pk=world.case.pk).update(changed_at=then, due_on=None)
    if hasattr(world.case, "mandate"):
        world.case.mandate.versions.update(changed_at=then)
    row = inactivity.inactive_cases(0).get(pk=world.case.pk)
    Reminder.objects.create(kind="asleep", matter=row.oid, anchor=inactivity.ends_on(row), step=-14)
    Reminder.objects.update(created_at=timezone.now() - dt.timedelta(days=20))
    assert actions.lapse(world.case)


def _member_act(**changes):
    def change(world, member):
        names = ("institution", "function", "name", "email", "is_voting", "is_chair")
        values = {name: getattr(member, name) for name in names} | changes
        committee_actions.change_member(member, by=world.handler, expected_revision=member.revision, **values)

    return change


def _about_member(act, *, is_chair=False):
    def run(world, outcome):
        member = next(row for row in world.members() if row.is_voting and row.is_chair == is_chair)
        world.know(P.MEMBER, member)
        act(world, member)

    return run


def _add_member(world, outcome):
    world.know(P.MEMBER, "dazu@example.org")
    committee_actions.add_member(
        world.case.office, by=world.handler, institution="Hochschule", function="", name="Dazu",
        email="dazu@example.org", is_voting=True, is_chair=False,
    )  # fmt: skip


def _decline(world, outcome):
    invitation = _open_invitation(world)
    pool.decline(invitation, by=factories.invitation_link(invitation))


def _expire(world, outcome):
    invitation = _open_invitation(world)
    invitation.answer_by = timezone.now()
    invitation.save()
    assert pool.expire(invitation)


def _accept(world, outcome):
    invitation = _open_invitation(world)
    pool.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)


def _offer(world, outcome):
    """With an exclusion that came after the invitation, she cannot accept alone."""
    invitation = _open_invitation(world)
    world.case.preferences.create(advisor=invitation.advisor, kind="exclude")
    pool.offer(invitation, by=factories.invitation_link(invitation), no_conflict=True)


def _take_over(world, outcome):
    advisor = factories.advisor()
    world.know(P.ADVISOR, advisor)
    pool.take_over_engagement(world.case, by=world.gib, advisor=advisor, **factories.earlier())


def _finish(world, outcome):
    advisor = getattr(world.case.engagement.advisor, "user", None)
    by = {"by_advisor": advisor, "by_office": world.handler}.get(outcome, world.gib)
    pool.finish(world.case, by=by)


def _advisor_changed(world, outcome):
    advisor = (
        _open_invitation(world).advisor if world.case.state == S.MATCHING else world.case.engagement.advisor
    )
    party = world.parties[advisor.email]
    pool.change_address(advisor, "umgezogen@example.net", by=world.gib)
    world.know(party, "umgezogen@example.net")


def _advisor_leaves(world, outcome):
    advisor = world.case.engagement.advisor
    if outcome == "stopped":
        access.stop(pool.account_for(advisor), by=world.gib)
    else:
        pool.leave(advisor, by=world.gib)


def _advisor_returns(world, outcome):
    advisor = world.case.engagement.advisor
    pool.leave(advisor, by=world.gib)
    OutgoingMail.objects.all().delete()
    pool.come_back(advisor, by=world.gib)


def _recall_one(world, outcome):
    pool.recall_one(world.case, by=world.gib, invitation=_open_invitation(world), reason="Falsch.")


def _skip(world, outcome):
    skip(world.case, world.case.invitations.waiting().first())


def _case_act(act, who, **values):
    return lambda world, outcome: act(world.case, by=getattr(world, who), **values)


ACTS = {
    "submit": _case_act(actions.submit, "handler", privacy_read=True),
    "revise": _case_act(actions.revise, "handler"),
    "answer": _case_act(actions.answer, "handler", reason="Neun."),
    "withdraw": _case_act(actions.withdraw, "handler", reason="Anders."),
    "change_mandate": _case_act(actions.change_mandate, "handler", reason="Neues Ziel."),
    "reopen_mandate": _case_act(actions.reopen_mandate, "handler", reason="Neues Ziel."),
    "hand_over": _hand_over,
    "contact_left": _contact_leaves,
    "contact_returned": _contact_returns,
    "handler_left": _handler_leaves,
    "handler_returned": _handler_returns,
    "grant": _case_act(actions.grant, "gib", quarters=8),
    "ask_back": _case_act(actions.ask_back, "gib", question="Wie viele?"),
    "defer": _case_act(actions.defer, "gib", until=soon(), reason="Später."),
    "reject": _case_act(actions.reject, "gib", reason="Nein."),
    "answer_otherwise": _case_act(
        actions.answer_otherwise, "gib", kind="talk", with_whom="Kammer", on=soon(), reason="Besser so."
    ),
    "return_mandate": _case_act(actions.return_mandate, "gib", reason="Ziel fehlt."),
    "extend_query": _case_act(actions.extend_query, "gib", until=soon(), reason="Ferien."),
    "extend_clarification": _case_act(actions.extend_clarification, "gib", until=soon(), reason="Ferien."),
    "extend_invitation": _case_act(pool.extend_invitation, "gib", until=soon(), reason="Ferien."),
    "change_grant": _case_act(actions.change_grant, "gib", quarters=20, reason="Vertippt."),
    "cancel": _case_act(actions.cancel, "leitung", reason="Ende."),
    "reopen_case": _case_act(actions.reopen_case, "leitung", reason="Versehen."),
    **told_rounds.ACTS,
    "member_added": _add_member,
    "member_removed": _about_member(
        lambda world, member: committee_actions.remove_member(member, by=world.handler)
    ),
    "member_vote": _about_member(_member_act(is_voting=False)),
    "member_chair": _about_member(_member_act(is_chair=False), is_chair=True),
    "member_renamed": _about_member(_member_act(institution="Anders")),
    "committee_renamed": lambda world, outcome: committee_actions.rename(
        world.case.office, by=world.handler, name="Beirat", expected_revision=1
    ),
    "committee_rule": lambda world, outcome: committee_actions.set_rule(
        world.case.office,
        by=world.handler,
        expected_revision=1,
        rule="majority",
        quorum=2,
        allows_silence=False,
        rule_reference="",
        rule_decided_on=None,
        shares_remarks=False,
    ),
    "invite": _invite,
    "ask_at_once": _case_act(pool.ask_at_once, "gib"),
    "recall_one": _recall_one,
    "accept": _accept,
    "acceptance_offered": _offer,
    "take_over": _take_over,
    "decline": _decline,
    "expire": _expire,
    "leave_pool": lambda world, outcome: pool.leave(_open_invitation(world).advisor, by=world.gib),
    "advisor_left": _advisor_leaves,
    "advisor_returned": _advisor_returns,
    "skipped": _skip,
    "recall": _case_act(pool.recall, "gib", reason="Falsch."),
    "advisor_changed": _advisor_changed,
    "interrupt": _case_act(pool.interrupt, "gib", reason="Ruht.", until=soon(20)),
    "extend_interruption": _case_act(pool.extend_interruption, "gib", reason="Noch krank.", until=soon(60)),
    "resume": _case_act(pool.resume, "gib"),
    "change_advisor": _case_act(pool.change_advisor, "gib", reason="Elternzeit."),
    **ENGAGEMENT_ACTS,
    "finish": _finish,
    "complete": lambda world, outcome: pool.complete(factories.settle_owed(world.case), by=world.gib),
    "reopen": _case_act(pool.reopen, "leitung", reason="Ein Termin fehlt."),
    "lapse": lambda world, outcome: _lapse(world),
    "share": lambda world, outcome: actions.share(
        world.case, by=world.handler, office=factories.office("05913")
    ),
    "unshare": lambda world, outcome: actions.unshare(
        world.case, by=world.handler, office=factories.office(factories.UNNA)
    ),
    **told_days.ACTS,
}
