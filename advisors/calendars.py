"""Write sessions as iCalendar (RFC 5545, 5546): the part of a mail, a file to download, a feed.

All times are in Europe/Berlin with the rules of that zone beside them, so that a calendar in another zone
shows the right hour.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress

from gsvo.lib.text import ascii_email

ZONE = "Europe/Berlin"
_HOUR = dt.timedelta(hours=1)
# When the clocks change since 1996, as every calendar program reads it: the library's own list of single days
# begins summer an hour late, and Outlook takes no list.
_CHANGES = (
    (TimezoneDaylight, "CEST", dt.datetime.fromisoformat("1996-03-31T02:00"), 3, _HOUR, 2 * _HOUR),
    (TimezoneStandard, "CET", dt.datetime.fromisoformat("1996-10-27T03:00"), 10, 2 * _HOUR, _HOUR),
)


def invitation(session, *, organizer, attendees):
    """Return the calendar part of a mail about a session as (text, method).

    The method is "REQUEST", or "CANCEL" once the session is off.
    `organizer` and `attendees`: people with `name` and `email`; the former may be None. Nobody is asked to
    answer, so that no mailbox fills with acceptances.
    """
    is_off = session.state in (session.State.CANCELLED, session.State.NOT_HELD)
    method = "CANCEL" if is_off else "REQUEST"
    event = _event(session)
    if organizer is not None:
        event.add("organizer", _address(organizer))
    for person in attendees:
        address = _address(person)
        address.params |= {"rsvp": "FALSE", "role": "REQ-PARTICIPANT", "partstat": "ACCEPTED"}
        event.add("attendee", address)
    return _text([event], method), method


def calendar_file(sessions):
    """Return the text of a file or feed with sessions; they need `engagement__support_request__office`."""
    return _text([_event(session) for session in sessions], "PUBLISH")


def _text(events, method):
    calendar = Calendar()
    calendar.add("prodid", "-//Gemeinsam.Stark.VorOrt.//DE")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("x-wr-calname", "Gemeinsam.Stark.VorOrt.")
    calendar.add_component(_timezone())
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical().decode()


def _event(session):
    case = session.engagement.support_request
    event = Event()
    event.add("uid", session.calendar_uid)
    event.add("sequence", session.calendar_sequence)
    event.add("dtstamp", session.changed_at.astimezone(dt.UTC))
    event.add("last-modified", session.changed_at.astimezone(dt.UTC))
    for name, moment in (("dtstart", session.starts_at), ("dtend", session.ends_at)):
        event.add(name, _local(moment), parameters={"TZID": ZONE})
    is_off = session.state in (session.State.CANCELLED, session.State.NOT_HELD)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("summary", f"{session.title} ({case.office})")
    event.add("location", session.place or session.video_link or _("online"))
    event.add("description", "\n".join(_description(session, case)))
    event.add("url", settings.BASE_URL + session.get_absolute_url())
    return event


def _description(session, case):
    yield _("Begleitung „%(title)s“, %(number)s") % {"title": case.title, "number": case.number}
    if session.video_link:
        yield _("Videogespräch: %(link)s") % {"link": session.video_link}
    yield _("Verlegen oder absagen: %(url)s") % {"url": settings.BASE_URL + session.get_absolute_url()}


def _local(moment):
    """Return the wall clock's time in Berlin, without a zone: the parameter names it."""
    return timezone.localtime(moment).replace(tzinfo=None)


def _timezone():
    zone = Timezone()
    zone.add("tzid", ZONE)
    for kind, name, begins, month, before, after in _CHANGES:
        part = kind()
        part.add("dtstart", begins)
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone


def _address(person):
    address = vCalAddress(f"mailto:{ascii_email(person.email)}")
    address.params["cn"] = person.name
    return address
