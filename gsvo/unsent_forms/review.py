"""A form that is shown for review before it is sent: kept, so that the review is a page of its own.

The POST of "check" keeps the form and redirects to `?pruefen=1`; that page can be reloaded and gone back to.
The POST of "edit" leads to `?eingabe=1`, the form with what was typed. Sending or discarding it deletes it.
"""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from gsvo.unsent_forms import storage

REVIEW, TYPED = "pruefen", "eingabe"  # in the query


def answer(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    page: Callable[[], HttpResponse],
    summary: Callable[[], HttpResponse],
    send: Callable[[], HttpResponse],
) -> HttpResponse:
    """Answer a POST: "check" leads to the review, "edit" back to the form, "send" sends it.

    `page` shows the form, `summary` what it says; also where there is no room to keep it.
    """
    if not form.is_valid():
        return page()
    step = request.POST.get("step")
    if step == "send":
        return send()
    if step == "edit":
        return _keep_and_lead(request, TYPED) or page()
    return _keep_and_lead(request, REVIEW) or summary()


def _keep_and_lead(request, to):
    """Keep the form of this POST and redirect to its page with `to`; None where there is no room for it."""
    owner, request.unsent_owner = request.unsent_owner, ""  # the middleware deletes what is not kept any more
    try:
        is_kept = storage.keep(request, owner, request.path)
    except storage.TooMuch:
        is_kept = False
    if not is_kept:
        request.unsent_owner = owner
        return None
    return redirect(f"{request.path}?{to}=1")


def reviewed(request: HttpRequest) -> QueryDict | None:
    """Return the kept form where its review is asked for, or None."""
    return storage.draft_data(request) if REVIEW in request.GET else None


def typed_before(request: HttpRequest) -> dict[str, str]:
    """Return what was typed, as initial values of the form to change it in."""
    data = storage.draft_data(request) if TYPED in request.GET else None
    return data.dict() if data else {}
