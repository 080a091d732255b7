"""Why a committee member's link is closed, and which round is asked about now."""

from django.utils.translation import gettext as _

from gsvo.lib import dates
from gsvo.links.endings import Ending, general_ending
from gsvo.links.models import Link
from requests.actions.statements import is_awaited
from requests.models import Round, Seat
from requests.workflow import State


def ending(link: Link) -> Ending:
    """Return why the link to a seat is closed: another person, another round, a request that ended."""
    seat = link.target
    assert isinstance(seat, Seat)
    support_request = seat.round.version.mandate.support_request
    contact = support_request.contact
    whom = {"email": contact.email, "phone": contact.phone}
    if seat.member.left_at:
        return Ending(
            _("Sie sind nicht mehr als Mitglied des Gremiums eingetragen. Zu antworten ist nichts mehr."),
            can_renew=False,
            **whom,
        )
    if not link.is_same_person:
        words = _("Für %(institution)s ist inzwischen jemand anderes eingetragen.")
        return Ending(words % {"institution": seat.institution}, can_renew=False, **whom)
    ended = (State.WITHDRAWN, State.CANCELLED, State.REJECTED, State.ANSWERED_OTHERWISE)
    if support_request.state in ended:
        words = {
            State.WITHDRAWN: _("Die Koordinierungsstelle hat ihre Anfrage zurückgezogen."),
            State.CANCELLED: _("Das Vorhaben ist abgebrochen."),
            State.REJECTED: _("Die Anfrage ist abgelehnt."),
            State.ANSWERED_OTHERWISE: _("Die G.I.B. hat die Anfrage anders beantwortet."),
        }[State(support_request.state)]
        words = " ".join((words, _("Zu antworten ist nichts mehr.")))
        return Ending(words, can_renew=False, **whom)
    if is_awaited(seat):
        return Ending(general_ending(link).reason, **whom)
    return Ending(_why_over(seat), can_renew=False, **whom)


def _why_over(seat: Seat) -> str:
    """Return since when a seat's round takes no answer any more."""
    over = seat.round.closed_at or seat.round.deadline
    return _("Die Runde zu Fassung %(number)s endete am %(day)s. Antworten kann zu ihr niemand mehr.") % {
        "number": seat.round.version.number,
        "day": dates.day(over),
    }


def newer(link: Link) -> Link | None:
    """Return the valid link of the same person to a later open round on the same mandate, or None."""
    seat = link.target
    if not isinstance(seat, Seat) or not link.is_same_person:
        return None
    later = Round.objects.open().filter(version__mandate=seat.round.version.mandate_id, pk__gt=seat.round_id)
    seats = Seat.objects.filter(round__in=later, member=seat.member_id)
    return Link.objects.to_many(Seat, seats.values_list("pk", flat=True), Seat.LINK_PURPOSE).usable().last()
