"""Middleware for every answer: headers, unreadable addresses and lengths, wrong methods."""

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
ALWAYS = {
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Resource-Policy": "same-origin",
    # Django's middleware sets these as well, but not when it refuses a host itself on the way to https.
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
}


def default_headers(get_response):
    """Outermost middleware: set the headers of ALWAYS, and keep shared caches from storing cookies."""

    def middleware(request):
        response = get_response(request)
        for name, value in ALWAYS.items():
            response.setdefault(name, value)
        if response.cookies and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware


def reject_nul_in_address(get_response):
    """Answer 404 for an address with the character NUL, which PostgreSQL answers with an error."""

    def middleware(request):
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return get_response(request)

    return middleware


class RejectUncomputableAddress:
    """Middleware: answer 400 where a number or day in the address is too large to compute with.

    Pages look themselves at what they read; this is the net below them. What somebody sends in a form stays
    an error: forms have limits, and one that lets such a value through has a fault that must be seen.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if request.method in ("GET", "HEAD") and isinstance(exception, (OverflowError, DataError)):
            raise BadRequest("The address holds what cannot be computed.") from exception


def normalize_content_length(get_response):
    """Middleware: treat a Content-Length that is no number as 0 and refuse an impossible one; form parsers
    break on both.
    """

    def middleware(request):
        length = request.META.get("CONTENT_LENGTH", "0")
        if not length.isdecimal():
            request.META["CONTENT_LENGTH"] = "0"
        elif len(length) > 15:
            raise RequestDataTooBig
        return get_response(request)

    return middleware


def drop_unreadable_session_cookie(get_response):
    """Middleware before the session: drop a session cookie with the character NUL, on which PostgreSQL
    breaks.
    """

    def middleware(request):
        if "\0" in request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        return get_response(request)

    return middleware


def no_store_behind_login(get_response):
    """Middleware: forbid caching of pages behind a login or link, so that Back after logout shows nothing."""

    def middleware(request):
        response = get_response(request)
        if (request.user.is_authenticated or request.session.get("links")) and not response.has_header(
            "Cache-Control"
        ):
            add_never_cache_headers(response)
        return response

    return middleware


def method_not_allowed(get_response):
    """Middleware: answer 405 for methods that no view uses, and give a 405 without content a page."""

    def middleware(request):
        known = request.method in METHODS
        response = get_response(request) if known else HttpResponseNotAllowed(METHODS)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    return middleware
