"""Public pages and error pages."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from gsvo import kept
from gsvo.offices.models import Membership
from requests.models import FundingPeriod


@login_not_required
def home(request):
    context = {
        "periods": FundingPeriod.objects.open(),
        "may_ask": _may_ask(request.user),
        "answer_within": _number_word(settings.ANSWER_WITHIN_WORKING_DAYS),
    }
    return render(request, "pages/home.html", context)


def _may_ask(user):
    """Strangers are sent to the login first; somebody logged in needs an office to ask for."""
    return user.is_anonymous or Membership.objects.current().writing().filter(user=user).exists()


def _number_word(number):
    """The promise reads better in words; other numbers stay figures."""
    return {5: _("fünf"), 10: _("zehn"), 15: _("fünfzehn"), 20: _("zwanzig")}.get(number, str(number))


@login_not_required
def imprint(request):
    funder_lines = FundingPeriod.objects.open().exclude(funder_line="").values_list("funder_line", flat=True)
    context = {"operator": settings.OPERATOR, "funder_lines": funder_lines}
    return render(request, "pages/imprint.html", context)


@login_not_required
def privacy(request):
    return render(request, "pages/privacy.html", {"operator": settings.OPERATOR})


@login_not_required
def accessibility(request):
    return render(request, "pages/accessibility.html", {"operator": settings.OPERATOR})


# --- when something is wrong: without any context where the request may be broken or the database away ---
def bad_request(request, exception):
    return HttpResponse(render_to_string("400.html"), status=400)


def server_error(request):
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request, reason=""):
    """Stale after a login in another window: what was typed is kept. Else: forged, or without cookies."""
    answer = kept.after_csrf_failure(request)
    return answer or render(request, "403_csrf.html", status=403)
