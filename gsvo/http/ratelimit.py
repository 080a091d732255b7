"""Limit how often something may be tried, counted in the shared cache and safe for concurrent requests.

An address on the net counts as our own proxies tell it (TRUSTED_PROXIES), and what callers claim beyond that
changes nothing. Names and addresses reach the cache only as keyed hashes (`hashed_key`), for minutes.
"""

import logging
import time
import unicodedata
from contextvars import ContextVar

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from gsvo.http import post_data
from gsvo.lib import allauth_internals
from gsvo.lib.exceptions import ActionRefused

logger = logging.getLogger(__name__)
PAUSE = 5 * 60  # seconds; what the page says


def normalised(name):
    """Return one spelling for names that a database might treat as equal: case, accents, look-alikes."""
    letters = unicodedata.normalize("NFKD", name.strip())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", plain.upper().casefold())


def is_allowed(request, action, key=None):
    """Count one try of an action of settings.LIMITS. Whether it is still within the limit.

    `key` is whose tries they are where the limit is per key. Without its cache the portal stays open.
    """
    try:
        usage = allauth_internals.consume_limit(
            request,
            app="gsvo",
            action=action,
            config=settings.LIMITS,
            key=key and normalised(key),
            limit_get=True,
        )
    except RedisError as error:
        logger.error("Nothing is counted: the cache does not answer (%s)", type(error).__name__)
        return True
    if not usage:
        logger.warning("Too many tries: %s", action)
    return bool(usage)


def may_ask_for_mail(request, address):
    """Count one wish of this caller for a code or link to an address, before the wishes of all are counted:
    so nobody alone fills a mailbox, or keeps its owner from asking.
    """
    return is_allowed(request, "mail_asked_for", key=f"{address} {allauth_internals.get_ip(request)}")


def may_begin_session(request):
    """Return whether a visitor without session may get one; otherwise asking alone would fill the table."""
    return request.session.session_key is not None or is_allowed(request, "new_session")


def too_many_requests(request):
    """Return the 429 page."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = PAUSE
    return response


def hashed_key(key, key_prefix, version):
    """Return a keyed hash for the cache (KEY_FUNCTION), so that its readers find and guess no names and
    addresses.
    """
    return salted_hmac("gsvo.limits", f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()


# --- mails that one account causes -------------------------------------------------------------------
_request = ContextVar("request", default=None)


class TooManyMails(ActionRefused):
    """Raised when an account has caused too many mails; rolls back the decision that caused this one."""


class MailLimitMiddleware:
    """Middleware: tell `count_mail` who acts, and answer TooManyMails with a page where the view does not."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)

    def process_exception(self, request, error):
        if not isinstance(error, TooManyMails):
            return None
        is_kept = post_data.keep(request, request.user.pk)
        context = {"sentence": str(error), "is_kept": is_kept}
        return render(request, "too_many_mails.html", context, status=429)


def count_mail(kind, to):
    """Count a mail for whoever is logged in here. TooManyMails beyond settings.LIMITS.

    Generous for real work: it stops a script, or somebody else at the account. Mails to oneself and about
    accounts (somebody is stopped, a password is new) never wait. Nobody is logged in where the clock acts, or
    behind a link, which has limits of its own.
    """
    user = getattr(_request.get(), "user", None)
    if user is None or not user.is_authenticated or kind.startswith("accounts/") or to == user.email:
        return
    action = "mails_of_staff" if user.is_staff else "mails_of_account"
    for rate in allauth_internals.parse_rates(settings.LIMITS[action]):
        if _counted(f"{action}:{user.pk}", rate.duration) > rate.amount:
            logger.warning("Too many mails of one account")
            # lazy: mails are built in their own language, and the reader may have chosen another
            raise TooManyMails(lazy(_pause, str)(rate.duration))


def _counted(key, seconds):
    """Count one more in this hour or day and return how many there are; 0 without the cache."""
    key = f"{key}:{int(time.time() // seconds)}"
    try:
        cache.add(key, 0, timeout=seconds)
        return cache.incr(key)
    except (RedisError, ValueError) as error:  # ValueError: it ran out at this very moment
        logger.error("No mail is counted: the cache does not answer (%s)", type(error).__name__)
        return 0


def _pause(seconds):
    when = _("in einer Stunde") if seconds <= 3600 else _("morgen")
    return _(
        "Von Ihrem Konto gingen schon sehr viele Mails hinaus. Zum Schutz der Postfächer machen wir eine "
        "Pause: Versuchen Sie es bitte %(when)s noch einmal, oder rufen Sie die G.I.B. an (%(phone)s)."
    ) % {"when": when, "phone": settings.CONTACT_PHONE}
