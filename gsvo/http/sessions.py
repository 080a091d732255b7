"""Limit how long a login lasts, idle and in total.

A login ends after a while without any request, and some hours after its beginning in any case. Both times
stand in the session itself, and the server decides: its row lives on for days, so that a form that comes
too late is known to be the former account's (gsvo/unsent_forms). What ends a login at once – password
changed, account closed, office left – changes the account, and its sessions no longer fit
(gsvo/accounts/models.py).
"""

import math
import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY as ACCOUNT
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.dispatch import Signal, receiver
from django.http import JsonResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

BEGAN, SEEN, FORMER = "login_began", "login_seen", "former_account"
OUTLIVE_AN_ACCOUNT = ("language",)  # each has an end or an owner of its own
OUTLIVE_A_LOGIN = ("links", "links_opened", *OUTLIVE_AN_ACCOUNT)
login_seen = Signal()  # request: somebody who is logged in does something; once a minute at most
WARN_BEFORE = 5 * 60  # seconds; a fifth of a short login


@receiver(user_logged_in, dispatch_uid="gsvo.http.sessions")
def begin(request, user, **_kwargs):
    request.session[BEGAN] = request.session[SEEN] = time.time()
    request.session.pop(FORMER, None)


def idle_seconds(user):
    """Return how many seconds somebody may be idle: fewer for staff, who see everything."""
    return (settings.SESSION_IDLE_STAFF if user.is_staff else settings.SESSION_IDLE).total_seconds()


def seconds_left(request):
    """Return (seconds until idle end, seconds until the end in any case); 0 or less: it is over."""
    now = time.time()
    idle = request.session.get(SEEN, 0) + idle_seconds(request.user) - now
    return idle, request.session.get(BEGAN, 0) + settings.SESSION_LIFE.total_seconds() - now


def rounded_up(seconds):
    """Round up so that the page's countdown never ends early."""
    return max(0, math.ceil(seconds))


class ForgivingSessionMiddleware(SessionMiddleware):
    """Django's middleware, but a redirect is sent even if another request ended the session meanwhile.

    A double click on a form that logs in does that: the first request gives the session a new key, the
    second finds its own gone. Django answers 400. What the second had to say was where to go on. A page
    that was rendered for a session that ended stays an error: it may belong to whoever has logged out.
    """

    def process_response(self, request, response):
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            if response.has_header("Location"):
                return response
            raise


class Sessions:
    """Middleware between messages and LoginRequired: end expired logins and remember whose they were."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        account = request.session.get(ACCOUNT)  # asked first: a login that no longer fits is flushed silently
        if account is not None and (request.user.is_anonymous or min(seconds_left(request)) <= 0):
            _end(request, account)
        response = self.get_response(request)
        if account is not None and ACCOUNT not in request.session:
            request.session[FORMER] = account  # a form that stands open in another window knows whose it is
        return response

    def process_view(self, request, view, args, kwargs):
        if request.user.is_authenticated and (view is not state or request.method == "POST"):
            _note_activity(request)


def _note_activity(request):
    """Write the time of the last request, at most once a minute to save writes."""
    now, idle = time.time(), idle_seconds(request.user)
    if now - request.session[SEEN] > min(60, idle / 60):
        request.session[SEEN] = now
        login_seen.send(sender=None, request=request)


def _end(request, account):
    """End the login of this browser.

    Links from mails stay open in it if only the time is over. Who was stopped or logged out from elsewhere
    reads nothing more here.
    """
    keys = OUTLIVE_A_LOGIN if request.user.is_authenticated else OUTLIVE_AN_ACCOUNT
    rest = {key: request.session[key] for key in keys if key in request.session}
    request.session.flush()
    request.session.update(rest)
    request.session[FORMER] = account
    request.user = AnonymousUser()
    messages.info(request, _("Ihre Sitzung ist zu Ende. Bitte melden Sie sich neu an, um weiterzuarbeiten."))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def state(request):
    """Return the seconds left for session.js. GET does not count as activity, POST ("Angemeldet bleiben")
    does.

    JSON {"idle": seconds, "life": seconds}; both 0 for somebody who is not logged in.
    """
    idle, life = seconds_left(request) if request.user.is_authenticated else (0, 0)
    if request.method == "POST" and request.user.is_authenticated:
        request.session[SEEN] = time.time()
        idle = idle_seconds(request.user)
    response = JsonResponse({"idle": rounded_up(idle), "life": rounded_up(life)})
    add_never_cache_headers(response)
    return response
