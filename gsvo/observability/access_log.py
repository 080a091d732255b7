"""Log one line a request, and security events, with the account's number at most.

The route as the code writes it, never the address as it came: that may hold anything.
"""

import logging
import time

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_save
from django.dispatch import receiver

from gsvo.http.middleware import METHODS
from gsvo.observability import request_id

requests_log = logging.getLogger("gsvo.observability.access_log")
security_log = logging.getLogger("gsvo.security")
HEADER = "X-Request-ID"
QUIET = ("livez", "readyz")  # asked every few seconds
ADMIN_ACTS = {1: "add", 2: "change", 3: "delete"}


def log_requests(get_response):
    """Outermost middleware: give the request an id and log how it was answered."""

    def middleware(request):
        request.number = request_id.begin()
        begin = time.monotonic()
        try:
            response = get_response(request)
            response[HEADER] = request.number
            _write(request, response, begin)
        finally:
            request_id.end()
        return response

    return middleware


def _write(request, response, begin):
    match = request.resolver_match
    if request.path_info.startswith(settings.STATIC_URL) or (match and match.url_name in QUIET):
        return
    fields = {
        "method": request.method if request.method in METHODS else "?",
        "route": match.route if match else "?",
        "status": response.status_code,
        "ms": round((time.monotonic() - begin) * 1000),
    }
    requests_log.info("request", extra={"fields": fields})
    for event in _events(request, response, match):
        log_security_event(
            event, route=fields["route"], status=response.status_code, account=_account(request)
        )


def _events(request, response, match):
    if response.status_code in (401, 403, 429):
        yield "denied"
    if match and match.namespace == "links" and response.status_code < 400:
        yield "link used"
    if "attachment" in response.get("Content-Disposition", ""):
        yield "export"


def _account(request):
    """Return the id of the account, if the request has loaded it already; the log must not cost a query."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)


def log_security_event(event, **fields):
    """Write down an event for whoever looks after security. No names, no addresses: numbers of accounts."""
    security_log.info(event, extra={"fields": fields})


@receiver(user_logged_in, dispatch_uid="gsvo.observability.access_log.in")
def logged_in(user, **_):
    log_security_event("login", account=user.pk)


@receiver(user_logged_out, dispatch_uid="gsvo.observability.access_log.out")
def logged_out(user, **_):
    log_security_event("logout", account=getattr(user, "pk", None))


@receiver(post_save, sender=LogEntry, dispatch_uid="gsvo.observability.access_log.admin")
def admin_changed(instance, created, **_):
    if created:
        log_security_event(
            "admin",
            act=ADMIN_ACTS.get(instance.action_flag, "?"),
            table=f"{instance.content_type.app_label}.{instance.content_type.model}"
            if instance.content_type
            else "?",
            record=instance.object_id,
            account=instance.user_id,
        )
