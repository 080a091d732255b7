"""When and where a session is, in words; the same on pages, in mails and in calendars."""

from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.lib import dates
from gsvo.lib.workdays import local_date


def when_of(session):
    """Return "Freitag, 15. Januar 2027, 9:00 bis 12:30 Uhr"."""
    begin, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    words = {
        "day": dates.weekday(local_date(session.starts_at)),
        "begin": f"{begin.hour}:{begin.minute:02}",
        "end": f"{end.hour}:{end.minute:02}",
    }
    return _("%(day)s, %(begin)s bis %(end)s Uhr") % words


def place_of(session):
    """Return "vor Ort: Rathaus, Raum 12" or "online"."""
    form = str(session.get_form_display())
    return f"{form}: {session.place}" if session.place else form
