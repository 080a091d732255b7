"""What tests need of second factors: an account that has one, and the code that its app shows now."""

import re

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth

from gsvo.outbox.deliver import deliver


def with_app(user):
    """Set up an app for an account, and codes for emergencies. Returns the app's key."""
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def app_shows(secret):
    """The six digits that an app with this key shows now."""
    now = list(auth.yield_hotp_counters_from_time())[1]
    return auth.format_hotp_value(auth.hotp_value(secret, now))


def code_in(message):
    """The login code in a mail as it went out, or None."""
    found = re.search(r"\b\d{4}-\d{4}\b", message.body)
    return found and found[0]


def delivered(mailoutbox):
    """Send what waits; the mails that went out by that."""
    before = len(mailoutbox)
    deliver()
    return mailoutbox[before:]
