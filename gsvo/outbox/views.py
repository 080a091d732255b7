"""The demo's post office /postfach/: it shows mail files, knows no login and reads no database."""

import base64
import hashlib
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from gsvo.outbox import mailbox, rendering


@login_not_required
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    _only_in_demo()
    return _private(render(request, "outbox/mailbox.html", {"mails": mailbox.newest()}))


@login_not_required
@require_safe
def mail(request: HttpRequest, oid: str) -> HttpResponse:
    return _private(render(request, "outbox/mail.html", {"mail": _mail(oid)}))


@login_not_required
@require_safe
def html(request: HttpRequest, oid: str) -> HttpResponse:
    """The HTML part alone, in a sandbox: no scripts, no forms, nothing foreign, only our own style."""
    response = HttpResponse(_mail(oid).html)
    response["Content-Security-Policy"] = html_policy()
    return _private(response)


def html_policy(ancestors: str = "'none'") -> str:
    """What a mail's HTML may do in a browser: look as designed. `ancestors`: who may show it in a frame."""
    return (
        f"default-src 'none'; style-src 'unsafe-hashes' {_style_hashes()}; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors {ancestors}; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    )


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404


def _mail(oid: str) -> mailbox.Dropped:
    _only_in_demo()
    found = mailbox.find(oid)
    if found is None:
        raise Http404
    return found


def _private(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@cache
def _style_hashes() -> str:
    """Name each style of the layout by its hash; a `style=` that somebody smuggled in has no effect."""
    hashes = (hashlib.sha256(style.encode()).digest() for style in rendering.styles())
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes)
