"""How often something may be tried: counted in the shared cache, one after the other, whoever asks at once.

An address on the net counts as our own proxies tell it (TRUSTED_PROXIES), and what callers claim beyond that
changes nothing. Names and addresses reach the cache only as keyed hashes (`hashed_key`), for minutes.
"""

import logging
import unicodedata

from allauth.core.internal import ratelimit
from django.conf import settings
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
PAUSE = 5 * 60  # seconds; what the page says


def normalised(name):
    """One spelling for all that a database might take for the same: case, accents, look-alike letters."""
    letters = unicodedata.normalize("NFKD", name.strip())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", plain.upper().casefold())


def allowed(request, action, key=None):
    """Count one try of an action of settings.LIMITS. Whether it is still within the limit.

    `key` is whose tries they are where the limit is per key. Without its cache the portal stays open.
    """
    try:
        usage = ratelimit.consume(
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
    return allowed(request, "mail_asked_for", key=f"{address} {ratelimit.get_ip(request)}")


def may_begin_session(request):
    """Whether a visitor whose browser brings no session may get one: nobody fills the table by asking."""
    return request.session.session_key is not None or allowed(request, "new_session")


def too_many(request):
    """The page for whoever tried too often."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = PAUSE
    return response


def hashed_key(key, key_prefix, version):
    """KEY_FUNCTION of the cache: whoever reads it finds no name and no address, and cannot guess one."""
    return salted_hmac("gsvo.limits", f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()
