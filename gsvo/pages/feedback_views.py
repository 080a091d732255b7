"""The public feedback page."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe

from gsvo.http.ratelimit import is_allowed
from gsvo.http.referrer import referring_page
from gsvo.lib.forms import form_data
from gsvo.observability.redaction import redact_tokens
from gsvo.pages import actions
from gsvo.pages.forms import TOO_MANY, FeedbackForm


@login_not_required
def feedback(request):
    initial = {"page": _page(request), "sending": uuid.uuid4(), "kind": request.GET.get("art")}
    form = FeedbackForm(form_data(request), initial=initial)
    if form.is_valid():
        if is_allowed(request, "feedback"):
            actions.give_feedback(**form.cleaned_data)
            return redirect("feedback_thanks")
        form.add_error(None, TOO_MANY)
    return render(request, "pages/feedback.html", {"form": form}, status=form.status)


@login_not_required
@require_safe
def feedback_thanks(request):
    context = {"answer_days": settings.ANSWER_FEEDBACK_WITHIN_DAYS}
    return render(request, "pages/feedback_thanks.html", context)


def _page(request):
    """Return the path of the page of ours that the visitor came from, without query and token, or ""."""
    path = urlsplit(referring_page(request)).path
    try:
        is_another = resolve(path).view_name != "feedback"
    except Resolver404:
        return ""
    return redact_tokens(path)[:300] if is_another else ""
