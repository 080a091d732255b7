"""What somebody typed and sent after the login had ended: kept in that browser until the next login.

Only the account that was logged in sees it, sends it again or throws it away. No password, no code and no
file is kept. It rests encrypted, and goes with the session's row at the latest.
"""

import json
import re
import secrets

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gsvo.sealed import Broken, seal, unseal
from gsvo.whence import is_from_here, page_before

KEY = "kept"
MARK = "_kept"  # in the form that sends something again: what it is
MANY, SIZE = 3, 100_000  # forms of one browser; characters of one form
NEVER = re.compile(r"password|passwort|secret|credential|^(csrfmiddlewaretoken|code|_kept)$", re.IGNORECASE)
WORDS = re.compile(r"\s")


def keep_until_login(request, account):
    """Keep the form of this POST for an account, and lead to the login. Returns the answer."""
    if keep(request, account):
        return redirect_to_login(reverse("kept"))
    # Back to the page on which the form stood: its own address may answer to nothing but a POST.
    return redirect_to_login(page_before(request) or reverse(settings.LOGIN_REDIRECT_URL))


def keep(request, account):
    """Whether something was typed that could be kept for the account; says so if it was too much."""
    fields = [
        (name, text) for name, texts in request.POST.lists() if not NEVER.search(name) for text in texts
    ]
    if not any(text.strip() for _name, text in fields):
        return False
    form = json.dumps(
        {
            "account": str(account),
            "path": request.get_full_path(),
            "at": timezone.now().isoformat(),
            "fields": fields,
            "had_files": bool(request.FILES),
        }
    )
    if len(form) > SIZE:
        messages.error(request, _("Ihre Eingaben waren zu umfangreich, um sie bis zur Anmeldung aufzuheben."))
        return False
    forms = {**request.session.get(KEY, {}), secrets.token_hex(8): seal(form, KEY)}
    request.session[KEY] = dict(list(forms.items())[-MANY:])
    return True


def forms_of(session, account):
    """{id: form} of what is kept in this session for the account."""
    found = {key: _open(sealed) for key, sealed in session.get(KEY, {}).items()}
    return {key: form for key, form in found.items() if form and form["account"] == str(account)}


def forget_others(session, account):
    """Somebody has logged in: what other accounts left in this browser goes."""
    if KEY in session:
        mine = forms_of(session, account)
        session[KEY] = {key: sealed for key, sealed in session[KEY].items() if key in mine}


def sent_again(request, response):
    """A form that was sent again and answered is kept no longer; the way to the login is no answer."""
    key = request.method == "POST" and KEY in request.session and request.POST.get(MARK)
    if key and request.user.is_authenticated and response.status_code < 400:
        request.session[KEY] = {other: form for other, form in request.session[KEY].items() if other != key}


def after_csrf_failure(request):
    """A form that a login in another window has made stale: kept as well, if it came from a page of ours.

    Returns the answer, or None: then the form is refused as any forged one.
    """
    if not request.user.is_authenticated or not is_from_here(request):
        return None
    if request.path == reverse(settings.LOGIN_URL):
        return redirect(settings.LOGIN_REDIRECT_URL)  # logged in already, in another window
    return redirect("kept") if keep(request, request.user.pk) else None


@require_safe
def page(request):
    """ "Ihre Eingaben sind noch da": read, send again, or throw away."""
    forms = [
        {**form, "id": key, "at": parse_datetime(form["at"]), "texts": _texts(form)}
        for key, form in forms_of(request.session, request.user.pk).items()
    ]
    return render(request, "kept.html", {"forms": forms[::-1], "mark": MARK})


@require_POST
def throw_away(request):
    forms = dict(request.session.get(KEY, {}))
    if request.POST.get("form") in forms_of(request.session, request.user.pk):
        del forms[request.POST["form"]]
        request.session[KEY] = forms
        messages.success(request, _("Die Eingaben sind gelöscht."))
    return redirect("kept" if forms else settings.LOGIN_REDIRECT_URL)


def _texts(form):
    """What a person wrote; choices, ticks and figures go along unseen, their codes say nothing to anybody."""
    return [text for _name, text in form["fields"] if WORDS.search(text.strip())]


def _open(sealed):
    try:
        return json.loads(unseal(sealed, KEY))
    except Broken:
        return None  # the key has changed since
