"""What a change of the committee's list means for requests: events, new links, a lasting mark."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from gsvo.accounts.models import AddressChange, User
from gsvo.lib.text import collapse, fold
from gsvo.links.models import Link
from gsvo.offices.models import Committee, CommitteeMember
from requests.actions.rounds import ask
from requests.actions.transitions import lock, lock_all, record
from requests.models import Round, Seat, SupportRequest
from requests.workflow import WorkflowRole


def follow_member(
    member: CommitteeMember,
    *,
    before: Mapping[str, Any] | None,
    change: AddressChange | None,
    person_changed: bool,
    by: User,
) -> bool:
    """Record a member's arrival, change or departure on each running case. Return whether there is one.

    Names stay out of the events, `change` leads to them.
    """
    cases = _cases_of(member.committee.office_id)
    for act, data in _acts(member, before, change):
        for support_request in cases:
            is_open = Round.objects.of(support_request).open().exists()
            data = {"member_id": member.pk, **data, **({"in_round": True} if is_open else {})}
            record(support_request, act, by=by, role=WorkflowRole.OFFICE, data=data)
    if before is None:
        _take_vacant_seats(member)
    elif person_changed:
        _reseat(member, change)
    return bool(cases)


def follow_committee(committee: Committee, *, former: str, by: User) -> None:
    """Record the committee's new name on each running case."""
    for support_request in _cases_of(committee.office_id):
        data = {"former": former, "name": committee.name}
        record(support_request, "committee_renamed", by=by, role=WorkflowRole.OFFICE, data=data)


def follow_rule(committee: Committee, *, by: User) -> None:
    """Record the committee's new rule on each running case. A round that is open keeps its own."""
    data = {"committee_rule": committee.rule, "quorum": committee.quorum, "silence": committee.allows_silence}
    for support_request in _cases_of(committee.office_id):
        record(support_request, "committee_rule", by=by, role=WorkflowRole.OFFICE, data=data)


def _cases_of(office: int) -> list[SupportRequest]:
    """Lock and return the running requests with a mandate."""
    return lock_all(SupportRequest.objects.open().filter(office=office, mandate__isnull=False))


def _acts(
    member: CommitteeMember, before: Mapping[str, Any] | None, change: AddressChange | None
) -> list[tuple[str, dict[str, Any]]]:
    """Return (act, data of its event) for everything that changed."""
    if before is None:
        return [("member_added", {"vote": member.is_voting})]
    if member.left_at:
        return [("member_removed", {"vote": before["is_voting"]})]
    acts = [("member_changed", {"address_change": change.pk})] if change else []
    if before["is_voting"] != member.is_voting:
        acts.append(("member_vote", {"vote": member.is_voting}))
    if before["is_chair"] != member.is_chair:
        acts.append(("member_chair", {"chair": member.is_chair}))
    if before["institution"] != member.institution:
        acts.append(("member_renamed", {}))
    return acts


def _reseat(member: CommitteeMember, change: AddressChange | None) -> None:
    """Revoke all links to the former person and ask the new person or address on seats without an answer.

    A seat whose member left stays vacant until the deadline, or until a successor is entered.
    """
    seats = Seat.objects.filter(member_id=member.pk, round__closed_at=None)
    for seat in seats.select_related("round__version__mandate__support_request").order_by("pk"):
        lock(seat.round.version.mandate.support_request)
        seat.round.refresh_from_db()
        if seat.round.is_open:
            _reseat_one(seat, member, change)
    over = Seat.objects.filter(member_id=member.pk).exclude(round__closed_at=None)
    Link.objects.to_many(Seat, over.values_list("pk", flat=True), Seat.LINK_PURPOSE).revoke()


def _reseat_one(seat: Seat, member: CommitteeMember, change: AddressChange | None) -> None:
    Link.objects.to(seat, Seat.LINK_PURPOSE).revoke()
    if change and seat.entry_changed_at is None:  # the first change counts: setting back takes nothing away
        seat.entry_changed_at = change.at
        seat.save(update_fields=["entry_changed_at"])
    if seat.statement:
        return
    seat.not_responsible_at = timezone.now() if member.left_at else None
    seat.reminders, seat.reminded_at = 0, None
    seat.save(update_fields=["not_responsible_at", "reminders", "reminded_at"])
    if not member.left_at:
        seat.member = member
        ask(seat)


def _take_vacant_seats(member: CommitteeMember) -> None:
    """Ask a new member on an open round's vacant seat of the same institution, with the same vote."""
    seats = Seat.objects.filter(round__closed_at=None, is_voting=member.is_voting)
    seats = seats.filter(member__committee=member.committee_id, not_responsible_at__isnull=False)
    institution = collapse(fold(member.institution))
    for seat in seats.select_related("round__version__mandate__support_request").order_by("pk"):
        if collapse(fold(seat.institution)) == institution:
            Link.objects.to(seat, Seat.LINK_PURPOSE).revoke()
            seat.member, seat.function, seat.not_responsible_at = member, member.function, None
            seat.entry_changed_at = seat.entry_changed_at or member.joined_at
            seat.reminders, seat.reminded_at = 0, None
            seat.save()
            ask(seat)
            return
