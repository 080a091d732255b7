""" "Ihre Eingaben": list what an account typed and did not send."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gsvo.http import post_data
from gsvo.http.referrer import is_local_path
from gsvo.unsent_forms import storage


@require_safe
def unsent_forms(request):
    """Read, send again, go on writing, or throw away."""
    owner = f"{storage.ACCOUNT}{request.user.pk}"
    forms = [form | {"written": storage.texts_of(form)} for form in storage.forms_of(owner)]
    return render(request, "unsent_forms/list.html", {"forms": forms, "mark": post_data.LATE})


@login_not_required  # links and visitors throw away as well; whose it is decides `owner_of`
@require_POST
def throw_away(request):
    """Delete one form of whoever asks, and go back to its page or to the others."""
    path = request.POST.get("path", "")
    if is_local_path(path):
        storage.forget(storage.owner_of(request, path.partition("?")[0]), path)
        back = request.POST.get("back", "")
        messages.success(request, _("Die Eingaben sind gelöscht."))
        return redirect(back if is_local_path(back) else path)
    if request.user.is_anonymous:
        return redirect(settings.LOGIN_URL)
    owner = f"{storage.ACCOUNT}{request.user.pk}"
    if storage.throw_away(owner, request.POST.get("form", "")):
        messages.success(request, _("Die Eingaben sind gelöscht."))
    return redirect("kept" if storage.forms_of(owner) else settings.LOGIN_REDIRECT_URL)
