"""Store unsent forms encrypted, for one owner and one address.

An owner is an account, an opened link, or a visitor's browser. Who owns a page's form stands in the form
itself, sealed: so what one person typed is never kept for the next who logs in in the same browser.
"""

import json
import secrets
import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gsvo.http import post_data, ratelimit
from gsvo.http.referrer import referring_page
from gsvo.lib.encryption import DecryptionError, decrypt, encrypt
from gsvo.links.views import OPENED_AT, SESSION_KEY
from gsvo.unsent_forms.models import UnsentForm

PURPOSE, OWNER_PURPOSE = "unsent form", "owner of a form"
VISITOR = "visitor"  # in the session of somebody who is not logged in
MANY, SIZE = 30, 500_000  # forms of one owner; characters of one form
MANY_OF_VISITOR, SIZE_OF_VISITOR = 3, 20_000
ACCOUNT = "account:"
# Whoever stands before these pages is not known yet, and the next at this browser must not read the address.
NOT_KEPT = ("account_login", "account_request_login_code", "account_reset_password")


class TooMuch(ValueError):  # noqa: N818  says what it is
    """Raised when a form exceeds what is kept."""


# --- owners --------------------------------------------------------------------------------------
def owner_of(request, path):
    """Return who fills in a form sent to an address: "account:5", "link:…", "visitor:…", or ""."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    if "links" in match.namespaces:
        oid = match.kwargs.get("oid", "")
        opened_at = request.session.get(OPENED_AT, {}).get(oid, 0)
        nonce = request.session.get(SESSION_KEY, {}).get(oid)
        is_open = nonce and time.time() - opened_at <= settings.SESSION_LIFE.total_seconds()
        return f"link:{oid}:{nonce}" if is_open else ""
    if request.user.is_authenticated:
        return f"{ACCOUNT}{request.user.pk}"
    if match.view_name in NOT_KEPT or getattr(match.func, "login_required", True):
        return ""
    return f"visitor:{request.session.get(VISITOR, '')}"


def named_owner(request):
    """Return the owner that a form names itself, or ""."""
    try:
        return decrypt(request.POST.get(post_data.OWNER, ""), OWNER_PURPOSE)
    except DecryptionError:
        return ""


def owner_mark(owner):
    """Return the mark for the form's page. A visitor has none before there is something to keep."""
    return "" if owner.startswith("visitor:") else encrypt(owner, OWNER_PURPOSE)


def may_log_in(owner):
    """Return whether an account can still log in to fetch its text."""
    key = owner.removeprefix(ACCOUNT)
    people = get_user_model().objects.filter(is_active=True)
    return owner.startswith(ACCOUNT) and key.isdecimal() and people.filter(pk=int(key[:18])).exists()


# --- keeping -------------------------------------------------------------------------------------
def keep(request, owner, path, *, is_late=False):
    """Keep the form of this POST. Whether anything was kept; TooMuch if it was too large."""
    fields = post_data.fields(request)
    if not owner or not any(text.strip() for _name, text in fields):
        return False
    content = json.dumps(
        {
            "fields": fields,
            "texts": post_data.text_names(request),
            "had_files": bool(request.FILES),
            "page": referring_page(request) or path,
            "address": request.get_full_path(),
        }
    )
    many, size = (MANY, SIZE) if not owner.startswith("visitor:") else (MANY_OF_VISITOR, SIZE_OF_VISITOR)
    if len(content) > size or len(path) > 500:
        raise TooMuch
    if owner == "visitor:":
        owner = _new_visitor(request)
    if not owner:
        return False
    values = {"content": encrypt(content, PURPOSE), "at": timezone.now()}
    if is_late:
        UnsentForm.objects.create(owner=_hashed(owner), path=path, is_late=True, **values)
    else:
        UnsentForm.objects.update_or_create(
            owner=_hashed(owner), path=path, is_late=False, defaults=values, create_defaults=values
        )
    rows = UnsentForm.objects.filter(owner=_hashed(owner)).order_by("-at", "-pk")
    old = list(rows.values_list("pk", flat=True)[many:])
    if old:
        UnsentForm.objects.filter(pk__in=old).delete()
    return True


def forget(owner, path, late=""):
    """Delete a kept form. `late`: the id of a form that was sent too late."""
    if owner and owner != "visitor:":
        UnsentForm.objects.filter(owner=_hashed(owner), path=path, is_late=False).delete()
        if late:
            throw_away(owner, late)


def throw_away(owner, oid):
    return UnsentForm.objects.filter(owner=_hashed(owner), oid=oid).delete()[0]


# --- reading -------------------------------------------------------------------------------------
def forms_of(owner):
    """Return all forms of an owner, the newest first."""
    return _opened(UnsentForm.objects.filter(owner=_hashed(owner)))


def drafts(request, paths):
    """Return {path: form} of what the visitor typed at these addresses and did not send."""
    owners = {path: owner_of(request, path) for path in paths}
    names = {_hashed(owner) for owner in owners.values() if owner and owner != "visitor:"}
    if not names:
        return {}
    rows = UnsentForm.objects.filter(owner__in=names, path__in=owners, is_late=False)
    found = {form["path"]: form for form in _opened(rows) if form["owner"] == _hashed(owners[form["path"]])}
    return {path: form for path, form in found.items() if not _is_stale(owners[path], form)}


def draft_data(request):
    """Return what was typed on this page and not sent, as a QueryDict, or None."""
    form = drafts(request, [request.path]).get(request.path)
    if form is None:
        return None
    data = QueryDict(mutable=True)
    for name, text in form["fields"]:
        data.appendlist(name, text)
    return data


def texts_of(form):
    """Return what a person wrote, without choices and ticks."""
    named = set(form["texts"])
    return [
        text
        for name, text in form["fields"]
        if text.strip() and (name in named if named else len(text.split()) > 1)
    ]


def _is_stale(owner, form):
    """Return whether a visitor's form is older than an hour: anybody may use that browser next."""
    return owner.startswith("visitor:") and form["at"] < timezone.now() - settings.SESSION_IDLE


def _opened(rows):
    found = []
    for row in rows.order_by("-at", "-pk"):
        try:
            content = json.loads(decrypt(row.content, PURPOSE))
        except DecryptionError:
            continue  # the key has changed since
        rest = {"id": row.oid, "owner": row.owner, "path": row.path, "at": row.at, "is_late": row.is_late}
        found.append(content | rest)
    return found


def _new_visitor(request):
    if not ratelimit.may_begin_session(request):
        return ""
    request.session[VISITOR] = secrets.token_hex(16)
    return f"visitor:{request.session[VISITOR]}"


def _hashed(owner):
    return salted_hmac("gsvo.unsent", owner, algorithm="sha256").hexdigest()
