"""Acts of a committee's member behind the link."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused
from gsvo.links.models import Link
from gsvo.offices.models import CommitteeMember
from gsvo.outbox.failures import failures_to
from requests.actions.office import check_writer
from requests.actions.rounds import ask, close_round
from requests.actions.transitions import lock, record
from requests.emails import mandate as emails
from requests.models import Round, Seat, Statement, SupportRequest
from requests.workflow import WorkflowRole


@transaction.atomic
def state_opinion(
    seat: Seat,
    *,
    by: Link,
    answer: str,
    name: str,
    remarks: Mapping[str, str] | None = None,
    deputising_for: str = "",
) -> Statement:
    """Record a member's answer; `by` is the seat's link. A change is a new row, the same answer is not.

    Raise LinkClosed when the link is revoked, ActionRefused when the round is over.
    """
    said = {key: text for key, text in (remarks or {}).items() if text}
    given = Statement.Answer.of(answer, said)
    answered = {
        "answer": given,
        "remarks": said,
        "name": name,
        "deputising_for": deputising_for,
    }
    if given == Statement.Answer.CHANGE and not answered["remarks"]:
        raise ActionRefused(_("Schreiben Sie bitte dazu, was sich ändern soll."))
    support_request, seat = _claim(seat, by)
    before = seat.statement
    if before and all(getattr(before, key) == value for key, value in answered.items()):
        return before  # a double click, or the same answer sent again
    _check_open(seat)
    statement = Statement.objects.create(seat=seat, link=by, **answered)
    marked = {"entry_changed": True} if seat.entry_changed_at else {}
    _mark(seat, None)
    record(
        support_request,
        "statement",
        by=by,
        role=WorkflowRole.COMMITTEE,
        data={
            "seat_id": seat.pk,
            "answer": given.value,
            "deputy": bool(deputising_for),
            **marked,
        },
    )
    is_over = seat.round.tally().is_complete
    emails.statement_receipt(statement, seat, is_over=is_over)
    if is_over:
        close_round(seat.round, by=by, role=WorkflowRole.COMMITTEE, ending=Round.Ending.ANSWERED)
    return statement


@transaction.atomic
def not_responsible(seat: Seat, *, by: Link, successor: str = "") -> Seat:
    """Record that a member is not (or no longer) responsible; it gets no more mail.

    The office is mailed, with the named successor; names stay out of the timeline.
    """
    support_request, seat = _claim(seat, by)
    if seat.not_responsible_at:
        return seat
    _check_open(seat)
    _mark(seat, timezone.now())
    record(
        support_request,
        "not_responsible",
        by=by,
        role=WorkflowRole.COMMITTEE,
        data={"seat_id": seat.pk},
    )
    emails.not_responsible(support_request, seat, successor)
    return seat


@transaction.atomic
def ask_again(seat: Seat) -> None:
    """Mail a new link to today's address, if an answer is still wanted."""
    lock(seat.round.version.mandate.support_request)
    seat = Seat.objects.select_related("round__version__mandate__support_request", "member").get(pk=seat.pk)
    if is_awaited(seat):
        ask(seat)


@transaction.atomic
def ask_after_failure(seat: Seat, *, by: User) -> None:
    """Mail the member's current address again after a mail that did not arrive."""
    support_request = seat.round.version.mandate.support_request
    lock(support_request)
    check_writer(support_request, by)
    seat = Seat.objects.select_related("round__version__mandate__support_request", "member").get(pk=seat.pk)
    failure = failures_to([seat.member.email]).get(seat.member.email.lower())
    if failure is None or seat.statement or not is_awaited(seat):
        raise ActionRefused(_("Diese Mail ist schon noch einmal gesendet, oder niemand braucht sie mehr."))
    ask(seat)
    record(
        support_request,
        "asked_again",
        by=by,
        role=WorkflowRole.OFFICE,
        data={"institution": seat.institution},
    )


@transaction.atomic
def mail_again(link: Link) -> None:
    """Mail the member's valid link once more, if an answer is still wanted."""
    seat = link.target
    assert isinstance(seat, Seat)
    if is_awaited(seat):
        emails.statement_asked(seat, link)


def is_awaited(seat: Seat) -> bool:
    """Return whether a seat can still be answered for by the member on it."""
    member = seat.member
    is_open = seat.round.is_open and seat.round.deadline > timezone.now()
    return is_open and member.left_at is None and member.not_responsible_at is None


def _claim(seat: Seat, link: Link) -> tuple[SupportRequest, Seat]:
    """Lock the request, then the link, and read the seat anew."""
    if (link.purpose, link.object_id) != (Seat.LINK_PURPOSE, seat.pk):
        raise PermissionDenied
    support_request = seat.round.version.mandate.support_request
    lock(support_request)
    Link.objects.claim(link)
    return support_request, Seat.objects.select_related("round__version__mandate").get(pk=seat.pk)


def _check_open(seat: Seat) -> None:
    if not seat.round.is_open or seat.round.deadline < timezone.now():
        raise ActionRefused(_("Die Runde ist beendet. Ihre Antwort lässt sich nicht mehr ändern."))


def _mark(seat: Seat, moment: dt.datetime | None) -> None:
    seat.not_responsible_at = moment
    seat.save(update_fields=["not_responsible_at"])
    CommitteeMember.objects.filter(pk=seat.member_id).update(not_responsible_at=moment)
