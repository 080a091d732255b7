"""A person's calendar feed: an address with a secret that can be replaced.

The secret is derived from a number in the database and SECRET_KEY, as the tokens of links are: whoever has
only the database can read no feed.
"""

import datetime as dt
import secrets

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from advisors.models import CalendarFeed, Engagement, Session
from gsvo.links import tokens

_PURPOSE = "calendar"
KEPT_FOR = dt.timedelta(days=366)  # sessions that ended before are in no feed


def feed_of(user):
    """Return the person's feed, or None while there is none."""
    return CalendarFeed.objects.filter(user=user).first()


def replace_feed(user):
    """Give the person a feed with a new secret; an address of before finds nothing any more. Return it."""
    values = {"nonce": secrets.token_urlsafe(24), "made_at": timezone.now()}
    return CalendarFeed.objects.update_or_create(user=user, defaults=values)[0]


def end_feed(user):
    CalendarFeed.objects.filter(user=user).delete()


def address_of(feed):
    """Return the absolute address of a feed."""
    token = tokens.make(_PURPOSE, feed.oid, feed.nonce)
    return settings.BASE_URL + reverse("advisors:calendar_feed", args=[token])


def find(token):
    """Return the feed of a token, or None: forged, replaced, or of somebody who may not log in any more."""
    oid = tokens.split(token)
    feed = CalendarFeed.objects.select_related("user").filter(oid=oid, user__is_active=True).first()
    if feed is None or not tokens.is_genuine(token, _PURPOSE, feed.oid, feed.nonce):
        return None
    return feed


def sessions_for(user):
    """Return the sessions of all engagements that a person reads as of today, also the cancelled ones."""
    engagements = Engagement.objects.visible_to(user).filter(readable_until=None)
    found = Session.objects.filter(
        engagement__in=engagements.values("pk"), ends_at__gt=timezone.now() - KEPT_FOR
    )
    return found.select_related("engagement__support_request__office")
