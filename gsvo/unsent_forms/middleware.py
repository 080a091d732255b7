"""Keep form data that cannot be processed for its owner, or show it to copy."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gsvo.http import post_data
from gsvo.http.referrer import is_local_path, referring_page
from gsvo.http.sessions import FORMER
from gsvo.lib import exceptions
from gsvo.unsent_forms import rendering, storage

RETRIED = (429, 500, 503)  # the same form may be sent again later


class UnsentForms:
    """Middleware between Sessions and LoginRequired."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.unsent_owner = ""
        with exceptions.collect_refusals() as refused:
            response = self.get_response(request)
        paths = _dress(request, response)
        if request.method == "POST" and request.unsent_owner:
            _settle(request, response, paths, is_refused=bool(refused))
        elif refused and response.status_code == 302 and storage.drafts(request, [request.path]):
            _say_where(request)
        return response

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST":
            return None
        owner, here = storage.named_owner(request), storage.owner_of(request, request.path)
        needs_login = getattr(view, "login_required", True) and request.user.is_anonymous
        if needs_login and not here:
            owner = owner or _former(request)
            return sent_too_late(request, owner) if owner.startswith(storage.ACCOUNT) else None
        if owner.startswith(storage.ACCOUNT) and here.startswith(storage.ACCOUNT) and owner != here:
            return of_another(request, owner)
        request.unsent_owner = here
        if post_data.KEEP in request.POST or post_data.GO in request.POST:
            request.unsent_owner = ""
            return _keep_and_go(request, here)
        return None


def keep_for(request, account):
    """Keep a form for its account where a view cannot process it now (gsvo.http.post_data.keep)."""
    request.unsent_owner = ""  # this is all there is to do with it
    return _kept(request, f"{storage.ACCOUNT}{account}", request.path, is_late=True)


def sent_too_late(request, owner):
    """Keep a form sent after the login ended; show it to copy to who has no account any more."""
    if storage.may_log_in(owner):
        if post_data.KEEP in request.POST or post_data.GO in request.POST:
            return _keep_and_go(request, owner)
        if _kept(request, owner, request.path, is_late=True):
            return redirect_to_login(reverse("kept"))
    elif post_data.typed_texts(request):
        return _to_copy(request)
    # Back to the page on which the form stood: its own address may answer to nothing but a POST.
    return redirect_to_login(referring_page(request) or reverse(settings.LOGIN_REDIRECT_URL))


def of_another(request, owner):
    """Refuse a form of another account and keep it for that account."""
    is_kept = storage.may_log_in(owner) and _kept(request, owner, request.path, is_late=True)
    if post_data.KEEP in request.POST:
        return HttpResponse(status=204)
    return render(request, "unsent_forms/of_another.html", {"is_kept": is_kept}, status=403)


def after_csrf_failure(request):
    """Keep a form that a login in another window made stale, if it came from a page of ours.

    Returns the answer, or None: then the form is refused as any forged one.
    """
    if "Origin" not in request.headers or not post_data.comes_from_here(request):
        return None
    if request.path == reverse(settings.LOGIN_URL):
        return redirect(settings.LOGIN_REDIRECT_URL) if request.user.is_authenticated else None
    owner = storage.named_owner(request)
    if not owner.startswith(storage.ACCOUNT):
        return None
    if request.user.is_anonymous:
        return sent_too_late(request, owner)
    if owner != f"{storage.ACCOUNT}{request.user.pk}":
        return of_another(request, owner)
    if post_data.KEEP in request.POST or post_data.GO in request.POST:
        return _keep_and_go(request, owner)
    return redirect("kept") if _kept(request, owner, request.path, is_late=True) else None


def _keep_and_go(request, owner):
    """Keep what the page's script sends on leaving, or a button that leads elsewhere."""
    if not any(text.strip() for _name, text in post_data.fields(request)):
        storage.forget(owner, request.path)
    elif not _kept(request, owner, request.path):
        return _to_copy(request)
    if post_data.KEEP in request.POST:
        return HttpResponse(status=204)
    target = request.POST[post_data.GO]
    return redirect(target if is_local_path(target) else reverse("home"))


def _kept(request, owner, path, *, is_late=False):
    """Keep a form. Return whether there was room; otherwise tell its owner."""
    try:
        return storage.keep(request, owner, path, is_late=is_late)
    except storage.TooMuch:
        messages.error(request, _("Ihre Eingaben waren zu umfangreich, um sie aufzuheben."))
        return False


def _to_copy(request):
    if post_data.KEEP in request.POST:
        return HttpResponse(status=413)
    return render(request, "unsent_forms/to_copy.html", status=403)


def _former(request):
    account = request.session.get(FORMER)
    return f"{storage.ACCOUNT}{account}" if account is not None else ""


# --- after the view ------------------------------------------------------------------------------
def _dress(request, response):
    """Make the page's forms lose nothing. Returns the addresses of its forms."""
    kind = response.headers.get("Content-Type", "")
    if response.streaming or response.status_code != 200 or not kind.startswith("text/html"):
        return []
    if b'method="post"' not in response.content or not hasattr(request, "user"):
        return []
    before = response.content.decode()
    html, paths = rendering.dressed(request, before)
    if html != before:
        response.content = html
    return paths


def _settle(request, response, paths, *, is_refused):
    """Delete the kept form once it arrived; keep it if it is shown again or was refused.

    What a closed door turns back (403, 404, 410) is shown to copy instead: nothing is written there.
    """
    stays = request.path in paths if response.status_code == 200 else response.status_code in RETRIED
    try:
        if (stays and response.status_code == 200) or (
            (stays or is_refused) and post_data.typed_texts(request)
        ):
            is_kept = _kept(request, request.unsent_owner, request.path)
            if is_kept and is_refused and response.status_code == 302:
                _say_where(request)
        elif response.status_code < 400:
            storage.forget(request.unsent_owner, request.path, request.POST.get(post_data.LATE, ""))
    except DatabaseError:
        if response.status_code < 500:
            raise


def _say_where(request):
    """Tell where the text is found if the page that a refusal leads to has no form."""
    if storage.owner_of(request, request.path).startswith(storage.ACCOUNT):
        words = _("Was Sie geschrieben haben, ist noch da. Sie finden es unter „Ihre Eingaben“: %(address)s")
        messages.info(request, words % {"address": f"{settings.BASE_URL}{reverse('kept')}"})
