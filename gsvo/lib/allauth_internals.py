"""What this portal uses of allauth's private names. Nothing else may import them.

After an update of django-allauth look here first. `tests/repo_rules/test_allauth.py` finds other uses.
It stands in `lib` because rate limits, which all apps pass, count with allauth as well.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.internal.stagekit import unstash_login
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.core.internal.ratelimit import consume as consume_limit
from allauth.core.internal.ratelimit import get_ip, parse_rates
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.http import HttpRequest

__all__ = [
    "SECRET_SESSION_KEY",  # the app's key waits here in clear; allauth has no hook to encrypt it
    "begin_registration",  # allauth's own page asks for keys that are a second factor only
    "consume_limit",  # the public `consume` counts by allauth's own settings only, not by settings.LIMITS
    "get_authentication_records",  # nothing public tells when and by what a login was proven
    "get_ip",  # mails count for the same address as allauth's own limits
    "get_reauthentication_flows",  # nothing public tells whether an account has any way to confirm
    "normalize_user_code",  # a code passes once, however it is spelled; allauth compares this spelling
    "parse_rates",  # limits of mails are written as all others and counted without waiting for a lock
    "record_authentication",  # nothing public notes that somebody has just set up a factor, or typed a code
    "unstash_login",  # nothing public ends a login that waits for its second factor
]


class LoginAttemptsKeyMixin:
    """Let an account adapter choose whose failures are counted: allauth counts for address and host name."""

    _delete_login_attempts_cached_email: Callable[..., None]

    def login_attempts_key(self, email: str) -> str:
        raise NotImplementedError

    def forget_login_attempts(self, request: HttpRequest, email: str) -> None:
        """Delete the count of failures; allauth does so after its own reset of passwords only."""
        self._delete_login_attempts_cached_email(request, email=email)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return self.login_attempts_key(credentials.get("email") or "")


class TimingMitigationMixin:
    """Let a backend spend the time of a wrong password its own way: ours tries several spellings."""

    def mitigate_timing(self, password: str) -> None:
        raise NotImplementedError

    def _mitigate_timing_attack(self, password: str) -> None:
        self.mitigate_timing(password)


class LeaveLoginStageMixin:
    """Show the login page to whoever waits for a code: allauth would send them back to the page for it."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        return None


def account_of(form: Any) -> Any:
    """Return the account that a form for login codes has found, or None."""
    return form._user


def code_sent_to(view: Any) -> str:
    """Return the address that the code went to for which a view asks."""
    return view._process.state["email"]
