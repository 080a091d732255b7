"""Tell the members of a round what it brought; whom it asked."""

from gsvo.links.models import Link
from gsvo.outbox.queue import queue_mails
from requests.emails import mandate as emails
from requests.models import Round, Seat, Statement, Tally
from requests.round_rules import Ending


def tell_outcome(round_: Round, tally: Tally, ending: Ending) -> None:
    """Mail everybody who was asked and still sits there. Call it after the round is closed.

    Before the deadline only who answered: the others have a mail that they need not any more. Whoever
    answered gets the link along: it stays good for reading.
    """
    seats = asked_seats(round_)
    answered = {seat.pk for seat in seats if seat.statement}
    links = Link.objects.usable().to_many(Seat, answered, Seat.LINK_PURPOSE)
    link_of = {link.object_id: link for link in links}
    told = [seat for seat in seats if ending in (Ending.ANSWERED, Ending.DEADLINE) or has_answered(seat)]
    queue_mails(
        [
            mail
            for seat in told
            for mail in emails.round_outcome.mails(
                seat, link_of.get(seat.pk), tally, has_answered=seat.pk in answered
            )
        ]
    )


def asked_seats(round_: Round) -> list[Seat]:
    """Return the seats on which somebody sits who was asked, each with its statements, in two queries."""
    found = round_.seats.filter(not_responsible_at=None, member__left_at=None).select_related("member")
    seats = list(found.prefetch_related("statements"))
    for seat in seats:
        seat.round = round_
    return seats


def has_answered(seat: Seat) -> bool:
    """Return whether an answer came before any meeting, by link or through the office."""
    return any(statement.came_by != Statement.Way.MEETING for statement in seat.statements.all())
