"""Require a second factor of the G.I.B.'s staff for every page behind a login.

The gate stands before every page that needs a login, not before the login: a link from a mail, a new
password, a session from before the rule lead to it as well. settings.STAFF_SECOND_FACTOR turns it off (demo).
"""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse

from gsvo.accounts.mfa import factors_of, is_proven

OUT = {"account_logout"}
SET_UP = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_reauthenticate_code",
}
PROVE = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


class StaffMfaMiddleware:
    """Middleware, after LoginRequiredMiddleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.STAFF_SECOND_FACTOR or not getattr(view, "login_required", True):
            return None
        user = request.user
        if not user.is_authenticated or not (user.is_staff or user.is_superuser):
            return None
        return _way_in(request, request.resolver_match.view_name)


def is_behind(request):
    """Return whether a member of staff has proven the second factor: public pages tell staff more."""
    return request.user.is_staff and (not settings.STAFF_SECOND_FACTOR or is_proven(request))


def _way_in(request, page):
    """Return where to go first, or None if the page may be seen."""
    if page in OUT:
        return None
    factors = factors_of(request.user)
    if not factors:
        return None if page in SET_UP else redirect("mfa_index")
    if is_proven(request, factors) or page in PROVE:
        return None
    way = "mfa_reauthenticate" if factors.app else "mfa_reauthenticate_webauthn"
    wanted = request.get_full_path() if request.method == "GET" else reverse("arrive")
    return redirect(f"{reverse(way)}?{urlencode({'next': wanted})}")
