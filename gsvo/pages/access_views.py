"""The public page on which an office without people asks for access."""

import uuid

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from gsvo.http.ratelimit import is_allowed
from gsvo.lib.forms import form_data
from gsvo.pages import actions
from gsvo.pages.forms import TOO_MANY, AccessForm
from gsvo.retention import terms


@login_not_required
def ask_access(request):
    """Take the wish. The answer is the same for every office and every address, known or not."""
    form = AccessForm(form_data(request), initial={"sending": uuid.uuid4()})
    if form.is_valid():
        if is_allowed(request, "access", key=form.cleaned_data["email"]):
            actions.ask_for_access(**form.cleaned_data)
            return redirect("access_asked")
        form.add_error(None, TOO_MANY)
    context = {"form": form, "keep": terms.ACCESS_REQUEST.length}
    return render(request, "pages/ask_access.html", context, status=form.status)


@login_not_required
@require_safe
def access_asked(request):
    context = {"answer_days": settings.ANSWER_WITHIN_WORKING_DAYS}
    return render(request, "pages/access_asked.html", context)
