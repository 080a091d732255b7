"""When and where a session is, in words; the same on pages, in mails and in calendars."""

from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.lib import dates
from gsvo.lib.workdays import local_date


def when_of(session):
    """Return "Freitag, 15. Januar 2027, 9:00 bis 12:30 Uhr"."""
    words = {
        "day": dates.weekday(local_date(session.starts_at)),
        "begin": _clock(session.starts_at),
        "end": _clock(session.ends_at),
    }
    return _("%(day)s, %(begin)s bis %(end)s Uhr") % words


def begin_of(session):
    """Return "15. Januar, 9:00", for the subject of a mail."""
    return f"{dates.short_day(local_date(session.starts_at))}, {_clock(session.starts_at)}"


def _clock(moment):
    local = timezone.localtime(moment)
    return f"{local.hour}:{local.minute:02}"


def place_of(session):
    """Return "vor Ort: Rathaus, Raum 12" or "online"."""
    form = str(session.get_form_display())
    return f"{form}: {session.place}" if session.place else form
