"""Names in addresses of what stands in the demo's engagement "three_codes": time entries and sessions."""

import datetime as dt

from django.utils import timezone

from advisors import actions
from advisors.models import Concern, Engagement, GoalReview, Session, TimeEntry
from gsvo.accounts.models import User
from gsvo.demo.texts import TEXTS
from requests.models import SupportRequest

OF_THREE_CODES = {"engagement__support_request__title": TEXTS["three_codes"].title}


def _entry(state):
    return lambda: TimeEntry.objects.filter(state=state, **OF_THREE_CODES).first().oid


def _sessions():
    return Session.objects.filter(**OF_THREE_CODES)


def _open_milestone():
    """Return the last milestone, which is neither moved nor reached."""
    cases = SupportRequest.objects.filter(title=TEXTS["three_codes"].title, engagement__isnull=False)
    return cases.get().mandate.agreed.milestones.last()


def _concern():
    return Concern.objects.filter(**OF_THREE_CODES).latest("told_at")


def resolve_concern(*_args):
    """G.I.B. resolves what the demo's advisor told."""
    staff = User.objects.get(email="sachbearbeitung@example.org")
    actions.resolve_concern(_concern(), by=staff, resolution="Ab Montag ruft eine andere Person an.")


def closed_long_ago(*_args):
    """The demo's closed engagement is so old that its office is asked what lasted."""
    closed = Engagement.objects.filter(support_request__title=TEXTS["figures"].title)
    closed.update(ended_at=timezone.localtime() - dt.timedelta(days=200))


NAMES = {
    "concern": lambda: _concern().oid,
    "waiting_entry": _entry(TimeEntry.State.WAITING),
    "signed_entry": _entry(TimeEntry.State.SIGNED),
    "review": lambda: GoalReview.objects.filter(**OF_THREE_CODES)[0].oid,
    "milestone": lambda: _open_milestone().pk,
    "coming_session": lambda: _sessions().coming()[0].oid,
    "asked_session": lambda: _sessions().unanswered()[0].oid,
    "held_session": lambda: _sessions().filter(state=Session.State.HELD)[0].oid,
}
