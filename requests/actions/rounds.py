"""Acts on rounds: ask the committee about a frozen version, count its answers, close.

Every act locks the request first, then links, then the rest; otherwise deadlock.
"""

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.models import AddressChange, User
from gsvo.lib.exceptions import ActionRefused
from gsvo.links.models import Link
from gsvo.offices.models import CommitteeMember
from gsvo.outbox.failures import failures_to
from gsvo.outbox.queue import queue_mails
from requests.actions.changes import agree_change
from requests.actions.mandate import check_state, check_writer, mark_agreed
from requests.actions.outcomes import tell_outcome
from requests.actions.remarks import tell
from requests.actions.round_checks import check_ready, members_to_ask, refuse_deadline, refuse_rule
from requests.actions.transitions import Performer, lock, move, record
from requests.emails import mandate as emails
from requests.models import Event, MandateVersion, Round, Seat, SupportRequest
from requests.round_rules import Ending, Outcome
from requests.workflow import State, WaitingOn, WorkflowRole

logger = logging.getLogger(__name__)


@transaction.atomic
def open_round(
    support_request: SupportRequest,
    *,
    by: User,
    answer_by: dt.date,
    rule: str = "",
    personal_line: str = "",
) -> Round:
    """Freeze the latest version and ask each member about it by mail. Without `rule` the committee's own."""
    round_ = begin_round(support_request, by=by, answer_by=answer_by, rule=rule, personal_line=personal_line)
    tell(support_request, round_)
    mails = []
    for seat in round_.seats.select_related("member"):
        seat.round = round_
        mails += emails.statement_asked.mails(seat, issue_link(seat))
    queue_mails(mails)
    return round_


def begin_round(
    support_request: SupportRequest,
    *,
    by: User,
    answer_by: dt.date,
    rule: str = "",
    personal_line: str = "",
    is_meeting: bool = False,
) -> Round:
    """Freeze the latest version, its rule and its seats, and record it. Nobody is mailed.

    `is_meeting`: it is decided at once, so its deadline is no matter.
    """
    check_writer(support_request, by)
    version = support_request.mandate.latest
    members = members_to_ask(support_request)
    check_ready(support_request, version)
    committee = members[0].committee
    voting = sum(member.is_voting for member in members)
    rule = Round.Rule(rule or committee.rule)
    refuse_rule(committee, rule, voting)
    if not is_meeting:
        refuse_deadline(answer_by, rule)
    if not version.is_frozen:
        version.frozen_at = timezone.now()
        version.save()
    round_ = Round.objects.create(
        version=version,
        opened_by=by,
        answer_by=answer_by,
        personal_line=personal_line,
        rule=rule,
        quorum=committee.quorum if rule == Round.Rule.MAJORITY else 0,
        rule_reference=committee.rule_reference,
        rule_decided_on=committee.rule_decided_on,
        shares_remarks=committee.shares_remarks,
    )
    _seat_members(support_request, round_, members)
    data = {"version": version.number, "seats": len(members), "voting": voting, "rule": rule.value}
    record(
        support_request,
        "round_opened",
        by=by,
        role=WorkflowRole.OFFICE,
        # The turn of a running engagement is its own.
        waiting_on=None if is_meeting or round_.is_change else WaitingOn.COMMITTEE,
        due_on=answer_by,
        data=data if is_meeting else data | {"answer_by": answer_by.isoformat()},
    )
    return round_


def _seat_members(support_request: SupportRequest, round_: Round, members: list[CommitteeMember]) -> None:
    for member in members:
        Seat.objects.create(
            round=round_,
            member=member,
            institution=member.institution,
            function=member.function,
            is_voting=member.is_voting,
            entry_changed_at=_entry_changed_at(member, support_request, round_),
        )


def _entry_changed_at(
    member: CommitteeMember, support_request: SupportRequest, round_: Round
) -> dt.datetime | None:
    """Return since when a member's name or address is new: since this clarification or a former round.

    So an entry changed just before a round and set back just after it stays marked.
    """
    begun = support_request.events.filter(to_state=State.CLARIFYING).order_by("pk").first()
    changes = AddressChange.objects.of(member)
    last = changes.filter(at__gte=begun.at).first() if begun else None
    moments = [last.at] if last else []
    former = Round.objects.of(support_request).exclude(pk=round_.pk).order_by("pk").first()
    if former and member.joined_at > former.opened_at:
        moments.append(member.joined_at)
    return max(moments, default=None)


def round_obstacle(support_request: SupportRequest, reader: User) -> str:
    """Return why the committee cannot be asked now, as a sentence for the reader, or ""."""
    try:
        check_state(support_request, reader)
        check_ready(support_request, support_request.mandate.latest)
        members_to_ask(support_request)
    except ActionRefused as reason:
        return str(reason)
    return ""


def ask(seat: Seat) -> None:
    """Mail the member on a seat a new link; the older one is revoked."""
    emails.statement_asked(seat, issue_link(seat))


def issue_link(seat: Seat) -> Link:
    """Issue the only valid link to a seat; it expires with the round."""
    member = seat.member
    return Link.objects.issue(
        Seat.LINK_PURPOSE, seat, email=member.email, name=member.name, expires_at=seat.round.deadline
    )


@transaction.atomic
def close_round(
    round_: Round,
    *,
    by: Performer = None,
    role: WorkflowRole = WorkflowRole.CLOCK,
    ending: Ending = Ending.DEADLINE,
    reason: str = "",
) -> Round:
    """Close a round: agree the mandate or give it back to the office. The deadline closes it as of then."""
    support_request = round_.version.mandate.support_request
    lock(support_request)
    round_.refresh_from_db()
    if not round_.is_open:
        raise ActionRefused(_("Die Runde ist schon beendet."))
    _discount_undelivered(round_)
    tally = round_.tally()
    outcome = tally.outcome_of(ending)
    marked = [seat.pk for seat in round_.seats.all() if seat.is_answer_marked]
    agreed = outcome == Outcome.AGREED
    is_kept = agreed or round_.is_change
    end(round_, outcome, ending)
    stays = round_.stays_in_force
    record(
        support_request,
        "round_closed",
        by=by,
        role=role,
        reason=reason,
        waiting_on=None if is_kept else WaitingOn.OFFICE,
        due_on=None if is_kept else support_request.clarify_by,
        data={
            "version": round_.version.number,
            "agree": tally.agree,
            "change": tally.change,
            "abstain": tally.abstain,
            "open": tally.open,
            "outcome": outcome.value,
            "ending": ending.value,
            **({"entries_changed": marked} if marked else {}),
            **({"in_force": stays.number} if stays else {}),
        },
    )
    tell_outcome(round_, tally, ending)
    if agreed:
        # Whoever wrote it down, the committee agreed.
        decided = WorkflowRole.CLOCK if role == WorkflowRole.CLOCK else WorkflowRole.COMMITTEE
        agree(support_request, by=by, role=decided, version=round_.version)
    else:
        emails.round_closed(support_request, round_, tally)
    return round_


def _discount_undelivered(round_: Round) -> None:
    """Take the reminders from silent seats whose mails do not arrive: what never came asks nobody."""
    if round_.rule != Round.Rule.SILENCE:
        return
    seats = round_.seats.select_related("member").prefetch_related("statements")
    silent = [seat for seat in seats if not seat.answer]
    failures = failures_to(seat.member.email for seat in silent)
    unreached = [seat.pk for seat in silent if seat.member.email.lower() in failures]
    round_.seats.filter(pk__in=unreached).update(reminders=0)


@transaction.atomic
def agree(
    support_request: SupportRequest, *, by: Performer, role: WorkflowRole, version: MandateVersion
) -> Event:
    """Settle the mandate in the version that the committee agreed to; while it runs, put it in force."""
    mark_agreed(version)
    if support_request.engaged_at:
        return agree_change(support_request, by=by, role=role, version=version)
    event = move(support_request, "agree", by=by, roles={role}, data={"version": version.number})
    emails.mandated(support_request, version)
    return event


def close_due_rounds() -> int:
    """Close the rounds whose last day is over, as of that day. Return how many."""
    closed = 0
    for round_ in Round.objects.due():
        try:
            close_round(round_)
            closed += 1
        except ActionRefused:
            continue  # the last answer came in between
        except Exception:  # one broken round must not hold up the others
            logger.exception("Round %s could not be closed", round_.oid)
    return closed


def abandon_rounds(support_request: SupportRequest) -> None:
    """End the open round of a request that left clarification, without outcome, and revoke its links."""
    for round_ in Round.objects.of(support_request).open():
        end(round_, Outcome.NONE)
        for seat in round_.seats.all():
            Link.objects.to(seat, Seat.LINK_PURPOSE).revoke()


def end(round_: Round, outcome: Outcome, ending: Ending | None = None) -> None:
    """Close a round, at its deadline as of then; links of given answers stay valid for reading."""
    answered = list(round_.seats.filter(statements__isnull=False).values_list("pk", flat=True))
    Link.objects.to_many(Seat, answered, Seat.LINK_PURPOSE).filter(revoked_at=None).update(expires_at=None)
    now = timezone.now()
    round_.closed_at = min(round_.deadline, now) if ending == Ending.DEADLINE else now
    round_.outcome, round_.ending = outcome, ending or ""
    round_.save(update_fields=["closed_at", "outcome", "ending"])
