"""Read what somebody typed from a POST: what may be kept, and what is shown to copy.

No password, no code and no file is kept or shown, and nothing that a foreign page sent here.
"""

import re

from django.core.exceptions import SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from gsvo.http.referrer import is_same_origin
from gsvo.lib.ids import ID_PATTERN

OWNER, TEXTS = "_owner", "_texts"  # in a page's forms: for whom it was made; names of the fields for text
KEEP, GO = "_keep", "_go"  # in a POST: keep this form; keep it and go to that page
LATE = "_kept"  # in a form that is sent again: what it is
NEVER = re.compile(r"passw|secret|credential|token|(^|[-_])(otp|code|pin)$|^_", re.IGNORECASE)
UNTYPED = re.compile(
    r"^(revision|expected_(role|handler|resends)|creation_key|next|step|do|action|language)$|_FORMS$|-id$"
)
MOST = 200 * 1024 * 1024  # bytes of a POST with all its files

_keeper = []


def register(keeper):
    """Register `keeper(request, account)`, which keeps what was sent until its account comes back for it."""
    _keeper[:] = [keeper]


def keep(request, account):
    """Keep the form of this POST for an account, to be sent again. Whether there was anything to keep."""
    return any(keeper(request, account) for keeper in _keeper)


def fields(request):
    """Return [(name, text)] of a POST, without what is never kept."""
    return [
        (name, text) for name, texts in _post(request).lists() if not NEVER.search(name) for text in texts
    ]


def text_names(request):
    """Return the names of the text fields, as the page itself lists them, in one place or in several."""
    return " ".join(_post(request).getlist(TEXTS)).split()


def typed_texts(request):
    """Return what somebody wrote, to copy it: single words as well, but no choices from the page."""
    if request is None or request.method != "POST" or not comes_from_here(request):
        return []
    named = set(text_names(request)) if TEXTS in _post(request) else None
    return [
        text
        for name, text in fields(request)
        if text.strip() and (name in named if named is not None else _looks_typed(name, text))
    ]


def comes_from_here(request):
    """Return whether a form was sent by a page of ours; a foreign page's texts are not shown."""
    return "Origin" not in request.headers or is_same_origin(request)


def _looks_typed(name, text):
    is_ours = text.strip().isdecimal() or text == "on" or re.fullmatch(ID_PATTERN, text)
    return not UNTYPED.search(name) and not is_ours


def _post(request):
    if request.META.get("CONTENT_LENGTH", "").isdecimal() and int(request.META["CONTENT_LENGTH"][:20]) > MOST:
        return type(request.GET)()  # no page of ours sends so much: an error page does not wait for it
    try:
        return request.POST
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return type(request.GET)()  # too much, or broken off: nothing arrived that could be kept
