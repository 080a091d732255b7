"""The public page that says whether a paper belongs to an agreed mandate."""

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.shortcuts import redirect, render
from django.urls import reverse

from gsvo.http.ratelimit import is_allowed
from gsvo.lib.forms import form_data
from gsvo.retention.rules import ERASED_TEXT
from requests.forms.fingerprint import TOO_MANY, CheckMandateForm
from requests.models import MandateVersion

RESULT, SALT, A_DAY = "ergebnis", "requests.check_mandate", 24 * 60 * 60
TYPED, UNTOUCHED, CHANGED = "typed", "untouched", "changed"  # how the fingerprint came


@login_not_required
def check_mandate(request):
    """Ask for a fingerprint or the file. The result is a page of its own, which can be loaded again."""
    form = CheckMandateForm(form_data(request), request.FILES or None)
    if form.is_valid():
        if is_allowed(request, "check_mandate"):
            return _lead_to_result(form)
        form.add_error(None, TOO_MANY)
    context = {"form": form, "result": _result(request) if request.method != "POST" else None}
    return render(request, "requests/check_mandate.html", context, status=form.status)


def _lead_to_result(form):
    seal = form.seal()
    if seal is None:
        found, came = form.cleaned_data["fingerprint"], TYPED
    else:
        known = MandateVersion.objects.filter(fingerprint__in=seal.fingerprints).first()
        found, came = known.fingerprint if known else "", UNTOUCHED if seal.is_untouched else CHANGED
    told = signing.dumps([found, came], salt=SALT)
    return redirect(f"{reverse('requests:check_mandate')}?{RESULT}={told}")


def _result(request):
    """Return what the page says of a check made before, or None: the address alone makes no result."""
    try:
        found, came = signing.loads(request.GET.get(RESULT, ""), salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        return None
    versions = MandateVersion.objects.exclude(fingerprint="").select_related("mandate__support_request")
    version = versions.filter(fingerprint=found).first()
    return {
        "version": version,
        "is_file": came != TYPED,
        "is_changed": came == CHANGED,
        "is_erased": version is not None and version.mandate.support_request.title == ERASED_TEXT,
    }
