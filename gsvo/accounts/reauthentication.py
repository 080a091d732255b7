"""Require a recent login or confirmation for acts on accounts, rights or money.

A login left open on a desk, or stolen, is good for reading and for cases; it makes no new Leitung.
"""

import time
from functools import wraps
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from django.shortcuts import redirect
from django.urls import reverse

from gsvo.http import post_data
from gsvo.http.sessions import BEGAN
from gsvo.lib.allauth_internals import get_authentication_records
from gsvo.lib.forms import changes_in_words
from gsvo.outbox.language import in_mail_language


def is_fresh(request):
    """Return whether login or last confirmation are a few minutes old at most."""
    shown = [record["at"] for record in get_authentication_records(request, request.user)]
    last = max([*shown, request.session.get(BEGAN, 0)])
    return time.time() - last < app_settings.REAUTHENTICATION_TIMEOUT


def ask(request):
    """Return a redirect to confirm, or None if the login is fresh. The POST is kept meanwhile."""
    if is_fresh(request):
        return None
    way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    is_kept = request.method == "POST" and post_data.keep(request, request.user.pk)
    back = reverse("kept") if is_kept else request.get_full_path()
    return redirect(f"{way}?{urlencode({'next': back})}")


def required(view):
    """Decorate a view or an admin's method: (…, request, …) comes first as `request`."""

    @wraps(view)
    def proven(request, *args, **kwargs):
        return ask(request) or view(request, *args, **kwargs)

    return proven


class RequiresReauthentication:
    """Mixin for a ModelAdmin: require a fresh login for changes and record old and new values."""

    def needs_proof(self, request):
        return request.method == "POST"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        may = self.has_change_permission if object_id else self.has_add_permission
        if self.needs_proof(request) and may(request):
            way = ask(request)
            if way:
                return way
        return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        if self.has_delete_permission(request):
            way = ask(request)
            if way:
                return way
        return super().delete_view(request, object_id, extra_context)

    @in_mail_language
    def construct_change_message(self, request, form, formsets, add=False):
        """Write the record in the language of mails, because it stays."""
        return changes_in_words(form) or super().construct_change_message(request, form, formsets, add)
