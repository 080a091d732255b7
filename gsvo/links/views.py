"""What happens when a link is opened: the token leaves the address bar, and nothing else changes.

A browser that opened the mail's link keeps (link id, nonce) in its session, never the token. The session
proves the opening; whether the link still holds is asked of its row each time.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.defaults import page_not_found

from gsvo.http import ratelimit
from gsvo.http.post_data import typed_texts
from gsvo.links import tokens
from gsvo.links.models import Link, LinkClosed
from gsvo.links.purposes import Purpose, ending_of, is_link_path, newer_than

Response = TypeVar("Response", bound=HttpResponseBase)
SESSION_KEY, OPENED_AT = "links", "links_opened"
LINKS_PER_SESSION = 20
CLOSE = "close_page"  # what the button "Seite schließen" of each page sends
# In the query of a page that follows a button, to be reloaded as often as one likes.
LEFT, RENEWED, TOLD = "geschlossen", "gesendet", "danke"


class NotGenuine(Http404):
    """What came as a token is none: cut off, or guessed."""


@login_not_required
@require_http_methods(["GET", "HEAD", "OPTIONS"])
def enter(request: HttpRequest, purpose: Purpose, raw: str) -> HttpResponse:
    """The mail's link: check the token, remember the opening, go to an address without the token."""
    oid = tokens.split(raw) or ""
    link = Link.objects.filter(oid=oid, purpose=purpose.name).first()
    # An unknown id costs the same hashes as a known one.
    if not tokens.is_genuine(raw, purpose.name, oid, link.nonce if link else "") or link is None:
        if ratelimit.is_allowed(request, "guessed_link"):
            raise NotGenuine
        return discreet(ratelimit.too_many_requests(request))
    if request.method == "GET":
        _remember(request.session, link)
    response = discreet(redirect(link.page_url()))
    response["Referrer-Policy"] = "no-referrer"  # this address holds the token
    return response


def behind_link(name: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Decorator for the pages behind a purpose's links: `view(request, oid, …)` gets a usable `request.link`.

    A decision's POST calls `Link.objects.claim(request.link)` in its transaction and lets LinkClosed pass.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @login_not_required
        @wraps(view)
        def page(request: HttpRequest, oid: str, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and CLOSE in request.POST:
                return _forget(request, oid)
            link = _opened(request, name, oid)
            if link is None:
                return _not_opened(request)
            if not link.is_usable:
                return _closed(request, link)
            request.link = link  # type: ignore[attr-defined]  # for the views behind links
            try:
                return discreet(view(request, oid=oid, **kwargs))
            except LinkClosed:
                link.refresh_from_db()
                return _closed(request, link)

        return page

    return decorate


@login_not_required
@require_POST
def renew(request: HttpRequest, purpose: Purpose, oid: str) -> HttpResponse:
    """Send the link that holds today, to the mailbox that is registered; nothing for a link that was revoked.

    Where a newer link to the same mailbox or of a newer matter holds, that one is mailed again: whoever keeps
    an old mail ends nobody's link. Counted by the record, whoever asks.
    """
    link = _opened(request, purpose.name, oid)
    if link is None:
        return _wrong_browser(request)
    following = _following(link)
    if link.is_usable and not following:
        return discreet(redirect(link.page_url()))
    if not (following or may_be_renewed(link)):
        return _closed(request, link)
    record = following or link
    key = f"{purpose.name} {record.content_type_id} {record.object_id}"
    if ratelimit.is_allowed(request, "mailed_link", key=key):
        with transaction.atomic():
            purpose.resend(following) if following else purpose.renew(link)
    if link.is_usable:  # its page can still be read
        messages.success(request, _("Die Mail ist noch einmal unterwegs. Bitte sehen Sie in Ihr Postfach."))
        return discreet(redirect(link.page_url()))
    return discreet(redirect(f"{link.page_url()}?{RENEWED}=1"))


def _following(link: Link) -> Link | None:
    """Return the link that stands in the place of this one: of a newer matter, else to the same record."""
    return newer_than(link) or (None if link.is_usable else link.successor)


def told(link: Link) -> HttpResponse:
    """Lead to the page that thanks somebody who said not to be meant, once the link is revoked."""
    return redirect(f"{link.page_url()}?{TOLD}=1")


def may_be_renewed(link: Link) -> bool:
    """A link that only ran out may bring a fresh one, while it is still the same person's open matter."""
    is_replaced = Link.objects.to(link.target, link.purpose).usable().exists()
    is_theirs = link.revoked_at is None and not is_replaced and link.is_same_person
    return is_theirs and ending_of(link).can_renew


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer an address that does not exist; one that begins as a mail's link does was cut off.

    The same page whether anything is behind the link or not.
    """
    if isinstance(exception, (NotGenuine, Resolver404)) and is_link_path(request.path_info):
        return discreet(render(request, "links/cut.html", status=404))
    return page_not_found(request, exception)


def discreet(response: Response) -> Response:
    """Such a page belongs to one person: no cache, no search engine, no trace of its address elsewhere.

    Not "no-referrer": with it browsers send "Origin: null", and the page's own form is refused as foreign.
    """
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response.setdefault("Referrer-Policy", "same-origin")
    return response


def _remember(session: SessionBase, link: Link) -> None:
    """Keep the opening, the newest last, under a new session key: one that was planted here opens nothing."""
    opened = dict(session.get(SESSION_KEY, {}))
    if opened.pop(link.oid, None) != link.nonce:
        session.cycle_key()
    opened[link.oid] = link.nonce
    session[SESSION_KEY] = dict(list(opened.items())[-LINKS_PER_SESSION:])
    since = {**session.get(OPENED_AT, {}), link.oid: time.time()}
    session[OPENED_AT] = {oid: since[oid] for oid in session[SESSION_KEY] if oid in since}


def _opened(request: HttpRequest, name: str, oid: str) -> Link | None:
    """The link that was opened in this browser of late, or None. Without an opening no row is looked for."""
    nonce = request.session.get(SESSION_KEY, {}).get(oid)
    age = time.time() - request.session.get(OPENED_AT, {}).get(oid, 0)
    if nonce is None or age > settings.SESSION_LIFE.total_seconds():
        return None
    link = Link.objects.filter(oid=oid, purpose=name, nonce=nonce).first()
    if link is not None and link.target is None:
        raise Http404  # the record itself is gone
    return link


def _forget(request: HttpRequest, oid: str) -> HttpResponse:
    """This browser opens the page no more; the mail's link does. The same answer for every id."""
    for key in (SESSION_KEY, OPENED_AT):
        kept = {other: value for other, value in request.session.get(key, {}).items() if other != oid}
        if key in request.session:
            request.session[key] = kept
    return discreet(redirect(f"{request.path}?{LEFT}=1"))


def _not_opened(request: HttpRequest) -> HttpResponse:
    """Answer a browser that opened nothing here, or closed it: the same for every id, known or not."""
    if request.method == "GET" and LEFT in request.GET:
        return discreet(render(request, "links/left.html"))
    return _wrong_browser(request)


def _wrong_browser(request: HttpRequest) -> HttpResponse:
    """One and the same page for every id, known or not."""
    context = {"typed": typed_texts(request)}
    return discreet(render(request, "links/wrong_browser.html", context, status=403))


def _closed(request: HttpRequest, link: Link) -> HttpResponse:
    request.link = link  # type: ignore[attr-defined]  # the page can be closed on this device, as every page behind a link
    after = {RENEWED: "links/renewed.html", TOLD: "links/told.html"}
    for name, template in after.items():
        if request.method == "GET" and name in request.GET:
            return discreet(render(request, template, {"link": link, "ending": ending_of(link)}))
    newer, successor, ending = newer_than(link), link.successor, ending_of(link)
    context = {
        "link": link,
        "heading": "" if newer or successor else ending.heading,
        "renew_url": reverse(f"links:{link.purpose}-renew", args=[link.oid]),
        "newer": newer,
        "successor": successor,
        "may_be_renewed": may_be_renewed(link),
        "ending": ending,
        "typed": typed_texts(request),
    }
    return discreet(render(request, "links/closed.html", context, status=410))
