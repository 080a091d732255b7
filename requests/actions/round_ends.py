"""The coordinator ends a round before its deadline, or reminds those who are missing."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.workdays import local_date
from gsvo.links.models import Link
from gsvo.reminders.models import claim_day
from requests.actions.entered_answers import refuse_closed
from requests.actions.mandate import check_writer
from requests.actions.outcomes import asked_seats, has_answered
from requests.actions.reminding import remind_seat
from requests.actions.rounds import close_round, issue_link
from requests.actions.transitions import record
from requests.emails import mandate as emails
from requests.models import Round, Seat
from requests.round_rules import Ending
from requests.workflow import WorkflowRole


@transaction.atomic
def close_early(round_: Round, *, by: User, reason: str) -> Round:
    """Close a round before its deadline, and say why to everybody who has not answered."""
    check_writer(round_.version.mandate.support_request, by)
    round_ = _read_anew(round_)
    refuse_closed(round_)
    tell_of_end(round_, Ending.EARLY, reason)
    return close_round(round_, by=by, role=WorkflowRole.OFFICE, ending=Ending.EARLY, reason=reason)


def tell_of_end(round_: Round, ending: Ending, reason: str = "") -> None:
    """Mail those who were asked by a link that still waits: nothing has to be answered any more."""
    seats = {seat.pk: seat for seat in asked_seats(round_) if not has_answered(seat)}
    for link in Link.objects.usable().to_many(Seat, seats, Seat.LINK_PURPOSE).order_by("pk"):
        emails.round_ended(seats[link.object_id], link, ending, reason)


@transaction.atomic
def remind_round(round_: Round, *, by: User) -> int:
    """Remind everybody who is missing and got no mail today. Return how many."""
    support_request = round_.version.mandate.support_request
    check_writer(support_request, by)
    round_ = _read_anew(round_)
    refuse_closed(round_)
    seats = {seat.pk: seat for seat in to_remind(asked_seats(round_))}
    valid = {
        link.object_id: link
        for link in Link.objects.usable().to_many(Seat, seats, Seat.LINK_PURPOSE).order_by("pk")
    }
    reminded = 0
    for key, seat in seats.items():
        link = valid.get(key) or issue_link(seat)
        if local_date(link.created_at) < timezone.localdate() and claim_day(link.email, timezone.localdate()):
            remind_seat(seat, link)
            reminded += 1
    if not reminded:
        raise ActionRefused(_("Wer noch fehlt, hat heute schon eine Mail bekommen. Morgen geht es wieder."))
    record(support_request, "reminded", by=by, role=WorkflowRole.OFFICE, data={"members": reminded})
    return reminded


def to_remind(seats: Iterable[Seat]) -> list[Seat]:
    """Return the seats that are awaited and whose member was not reminded today. Asks nothing."""
    today = timezone.localdate()
    return [
        seat
        for seat in seats
        if not (seat.statement or seat.not_responsible_at or seat.member.left_at)
        and not (seat.reminded_at and local_date(seat.reminded_at) == today)
    ]


def _read_anew(round_: Round) -> Round:
    return Round.objects.select_related("version__mandate__support_request__office").get(pk=round_.pk)
