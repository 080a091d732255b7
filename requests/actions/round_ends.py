"""The coordinator ends a round before its deadline, or reminds those who are missing."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.workdays import local_date
from gsvo.links.models import Link
from gsvo.outbox.queue import queue_mails
from gsvo.reminders.models import claim_day
from requests.actions.entered_answers import refuse_closed
from requests.actions.mandate import check_asker
from requests.actions.outcomes import asked_seats, has_answered
from requests.actions.reminding import remind_seats
from requests.actions.rounds import close_round, end, issue_link
from requests.actions.transitions import record
from requests.emails import mandate as emails
from requests.models import Round, Seat, SupportRequest
from requests.round_rules import Ending, Outcome
from requests.workflow import WorkflowRole


@transaction.atomic
def close_early(round_: Round, *, by: User, reason: str) -> Round:
    """Close a round before its deadline, and say why to everybody who has not answered."""
    check_asker(round_.version.mandate.support_request, by)
    round_ = _read_anew(round_)
    refuse_closed(round_)
    tell_of_end(round_, Ending.EARLY, reason)
    return close_round(round_, by=by, role=WorkflowRole.OFFICE, ending=Ending.EARLY, reason=reason)


def tell_of_end(round_: Round, ending: Ending, reason: str = "") -> None:
    """Mail those who were asked by a link that still waits: nothing has to be answered any more."""
    waiting = [seat for seat in asked_seats(round_) if not has_answered(seat)]
    _mail_end(waiting, ending.value, reason)


def overtake_rounds(support_request: SupportRequest) -> None:
    """Close the open round on a change without outcome, because the engagement ended; tell who was asked.

    The caller holds the lock.
    """
    rounds = Round.objects.of(support_request).open()
    for round_ in rounds.select_related("version__mandate__support_request__office", "opened_by"):
        round_.version.mandate.support_request = support_request
        tally, version = round_.tally(), round_.version
        in_force = version.replaces
        _mail_end(asked_seats(round_), "overtaken")
        end(round_, Outcome.NONE)
        counts = {name: getattr(tally, name) for name in ("agree", "change", "abstain", "open")}
        data = {"version": version.number, **counts, "outcome": Outcome.NONE.value, "overtaken": True}
        if in_force is not None:
            data["in_force"] = in_force.number
        record(support_request, "round_closed", by=None, role=WorkflowRole.CLOCK, data=data)


def _mail_end(told: Iterable[Seat], ending: str, reason: str = "") -> None:
    """Mail these seats, as far as their links are good, that the round is over."""
    seats = {seat.pk: seat for seat in told}
    links = Link.objects.usable().to_many(Seat, seats, Seat.LINK_PURPOSE).order_by("pk")
    queue_mails(
        [
            mail
            for link in links
            for mail in emails.round_ended.mails(
                seats[link.object_id], link, ending, reason, has_answered=has_answered(seats[link.object_id])
            )
        ]
    )


@transaction.atomic
def remind_round(round_: Round, *, by: User) -> int:
    """Remind everybody who is missing and got no mail today. Return how many."""
    support_request = round_.version.mandate.support_request
    check_asker(support_request, by)
    round_ = _read_anew(round_)
    refuse_closed(round_)
    seats = {seat.pk: seat for seat in to_remind(asked_seats(round_))}
    valid = {
        link.object_id: link
        for link in Link.objects.usable().to_many(Seat, seats, Seat.LINK_PURPOSE).order_by("pk")
    }
    told = []
    for key, seat in seats.items():
        link = valid.get(key) or issue_link(seat)
        if local_date(link.created_at) < timezone.localdate() and claim_day(link.email, timezone.localdate()):
            told.append((seat, link))
    if not told:
        raise ActionRefused(_("Wer noch fehlt, hat heute schon eine Mail bekommen. Morgen geht es wieder."))
    remind_seats(told)
    record(support_request, "reminded", by=by, role=WorkflowRole.OFFICE, data={"members": len(told)})
    return len(told)


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
