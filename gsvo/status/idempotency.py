"""Run a creating form once, however often its button is pressed, at once or hours later.

The token against forged requests is another one on each page that is made. So it is the key of the page: who
sends the same text from the same page again gets the answer of the first time, and nothing is made anew.
"""

import hashlib
from functools import wraps
from urllib.parse import urlsplit

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from gsvo.status.models import AnsweredForm

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the field's name


def makes_once(view):
    """Decorate a view whose POST creates something and redirects: the same form sent again gets the same
    answer.
    """

    @wraps(view)
    def once(request, *args, **kwargs):
        return answer_once(request, lambda: view(request, *args, **kwargs))

    return once


def answer_once(request, answer):
    """Return `answer()`, or for the same form again the way to which the first answer led.

    Two at once: the second waits at the key of the first, and finds it done or taken back.
    """
    if request.method != "POST" or not request.POST.get(TOKEN):
        return answer()
    with transaction.atomic():
        row, is_new = AnsweredForm.objects.get_or_create(key=_key(request))
        if not is_new:
            messages.info(request, _("Das war schon gespeichert. Es ist nicht doppelt angelegt."))
            return HttpResponseRedirect(row.location)
        response = answer()
        if _has_made(response):
            AnsweredForm.objects.filter(pk=row.pk).update(location=response.url)
        else:
            row.delete()
    return response


def _has_made(response):
    """Return whether a response is the redirect after the act, and not one to a reauthentication."""
    if response.status_code != 302 or len(response.url) > 500:
        return False
    try:
        name = resolve(urlsplit(response.url).path).view_name
    except Resolver404:
        return False
    return not name.startswith(("account_", "mfa_"))


def _key(request):
    digest = hashlib.sha256()
    for name, texts in sorted(request.POST.lists()):
        digest.update(repr((name, texts)).encode(errors="replace"))
    for name, files in sorted(request.FILES.lists()):
        digest.update(repr((name, [(file.name, file.size) for file in files])).encode(errors="replace"))
    sender = f"{request.user.pk} {request.path}"
    return salted_hmac(
        "gsvo.operation.once", f"{sender} {digest.hexdigest()}", algorithm="sha256"
    ).hexdigest()
