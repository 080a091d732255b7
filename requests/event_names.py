"""Names in the history: events store keys of records, names are looked up when they are shown.

So no name outlives its record: after deletion the marker stands in the sentence.
"""

from collections import defaultdict

from django.utils.translation import gettext as _

from gsvo.accounts.models import AddressChange, User
from gsvo.offices.models import CommitteeMember
from gsvo.outbox.models import OutgoingMail
from gsvo.retention.rules import ERASED_TEXT
from requests.models import Attachment, FundingPeriod, Seat

_table = {}


def register_name(key, placeholder, look_up):
    """Register how to show `data[key]`; `look_up(keys)` returns {key: text of the sentence}."""
    _table[key] = (placeholder, look_up)


def with_names(events, words_of=None, known=None):
    """Set `names` ({placeholder: text}) on each event, with one query for each key. Return the events.

    `words_of(event)`: the sentence with placeholders; names that do not stand in it are not looked up.
    `known`: {key: {number: name}} of what the page has read anyway.
    """
    known = known or {}
    keys = {event: _keys(event, words_of) for event in events}
    wanted = defaultdict(set)
    for event, of_event in keys.items():
        for key in of_event:
            wanted[key].add(event.data[key])
    found = {key: _looked_up(key, numbers, known.get(key, {})) for key, numbers in wanted.items()}
    for event, of_event in keys.items():
        event.names = {_table[key][0]: found[key].get(event.data[key]) or ERASED_TEXT for key in of_event}
    return list(keys)


def _looked_up(key, numbers, known):
    missing = numbers - known.keys()
    return known | _table[key][1](missing) if missing else known


def _keys(event, words_of):
    keys = _table.keys() & event.data.keys()
    words = words_of(event) if words_of and keys else ""
    return [key for key in keys if words_of is None or f"%({_table[key][0]})s" in words]


def names_of(event):
    """Return the names of one event, looked up now unless `with_names` did it."""
    if "names" not in event.__dict__:
        with_names([event])
    return event.names


def _people(numbers):
    return {row.pk: str(row) for row in User.objects.filter(pk__in=numbers)}


def _institutions(numbers):
    return dict(Seat.objects.filter(pk__in=numbers).values_list("pk", "institution"))


def _files(numbers):
    return dict(Attachment.objects.filter(pk__in=numbers).values_list("pk", "file__name"))


def _subjects(numbers):
    return dict(OutgoingMail.objects.filter(pk__in=numbers).values_list("pk", "subject"))


def _members(numbers):
    return dict(CommitteeMember.objects.filter(pk__in=numbers).values_list("pk", "institution"))


def _replaced(numbers):
    """Return who was replaced and by whom, as long as that is stored."""
    return {
        row.pk: _("Bisher: %(former)s. Jetzt: %(now)s.")
        % {
            "former": _person(row.former_name, row.former_email),
            "now": _person(row.name, row.email),
        }
        for row in AddressChange.objects.filter(pk__in=numbers)
    }


def _person(name, email):
    return f"{name} ({email})" if name and email else name or email


def _periods(numbers):
    return dict(FundingPeriod.objects.filter(pk__in=numbers).values_list("pk", "name"))


register_name("period_id", "period", _periods)
register_name("member_id", "institution", _members)
register_name("address_change", "replaced", _replaced)
register_name("to_id", "to", _people)
register_name("from_id", "former", _people)
register_name("seat_id", "institution", _institutions)
register_name("attachment_id", "name", _files)
register_name("mail_id", "subject", _subjects)
