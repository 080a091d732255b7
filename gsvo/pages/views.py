"""Public pages and error pages."""

import sys

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from gsvo.http import post_data
from gsvo.http.referrer import referring_page
from gsvo.observability import request_id
from gsvo.offices.models import Membership
from gsvo.pages.easy_language import easy_language as easy_text
from gsvo.pages.easy_language import sign_language_video
from gsvo.pages.map import counted, named, tiles
from gsvo.pages.operator import TEXTS, hours
from gsvo.retention.terms import TERMS
from gsvo.unsent_forms.middleware import after_csrf_failure
from requests.models import FundingPeriod
from requests.states import PROGRESS, STATES

FORBIDDEN = gettext_lazy("Das dürfen Sie mit diesem Konto nicht")


@login_not_required
@require_safe
def home(request):
    periods = list(FundingPeriod.objects.open())
    context = {
        "periods": periods,
        "next_opening": None if periods else FundingPeriod.objects.next_opening(),
        "may_ask": _may_ask(request.user),
        "answer_days": settings.ANSWER_WITHIN_WORKING_DAYS,
        "answer_within": _number_word(settings.ANSWER_WITHIN_WORKING_DAYS),
    }
    return render(request, "pages/home.html", context)


def _may_ask(user):
    """Return whether the user may file a request: strangers log in first, others need an office."""
    return user.is_anonymous or Membership.objects.current().writing().filter(user=user).exists()


def _number_word(number):
    """Return a small number as a word, others as digits."""
    return {5: _("fünf"), 10: _("zehn"), 15: _("fünfzehn"), 20: _("zwanzig")}.get(number, str(number))


@login_not_required
@require_safe
def how(request):
    """Show the way of a request, from the workflow table."""
    stands = [
        {"state": state, "waiting_on": STATES[state].waiting_on.label, "next": STATES[state].next_step}
        for state in PROGRESS[1:]
    ]
    figures = {
        "answer_days": settings.ANSWER_WITHIN_WORKING_DAYS,
        "answer_within": _number_word(settings.ANSWER_WITHIN_WORKING_DAYS),
        "clarify_weeks": settings.CLARIFY_WITHIN_DAYS // 7,
        "round_days": settings.ROUND_DAYS,
        "invitation_days": settings.INVITATION_DAYS,
    }
    periods = FundingPeriod.objects.accounted()
    return render(request, "pages/how.html", {"stands": stands, "periods": periods, **figures})


@login_not_required
@require_safe
def places(request):
    """Show map and table of the places that agreed, and nothing of the others."""
    places = named()
    context = {"places": places, "tiles": tiles(places), "counts": counted(places)}
    return render(request, "pages/places.html", context)


@login_not_required
@require_safe
def workshops(request):
    return render(request, "pages/workshops.html", {"texts": TEXTS})


@login_not_required
@require_safe
def contact(request):
    return render(request, "pages/contact.html", {"texts": TEXTS, "hours": hours()})


@login_not_required
@require_safe
def imprint(request):
    funded = FundingPeriod.objects.accounted().exclude(funder_line="")
    funder_lines = dict.fromkeys(funded.values_list("funder_line", flat=True))  # each once
    return render(request, "pages/imprint.html", {"texts": TEXTS, "funder_lines": funder_lines})


@login_not_required
@require_safe
def privacy(request):
    return render(request, "pages/privacy.html", {"texts": TEXTS, "terms": TERMS})


@login_not_required
@require_safe
def accessibility(request):
    context = {
        "texts": TEXTS,
        "answer_days": settings.ANSWER_FEEDBACK_WITHIN_DAYS,
        "has_video": sign_language_video() is not None,
    }
    return render(request, "pages/accessibility.html", context)


@login_not_required
@require_safe
def easy_language(request):
    return render(request, "pages/easy_language.html", {"sections": easy_text()})


@login_not_required
@require_safe
def sign_language(request):
    return render(request, "pages/sign_language.html", {"video": sign_language_video()})


# --- when something is wrong: without any context where the request may be broken or the database away ---
def bad_request(request, exception):
    return HttpResponse(render_to_string("400.html", {"typed": post_data.typed_texts(request)}), status=400)


def forbidden(request, exception):
    """Answer a missing right, in the frame of where it was missed, with the way back."""
    came_from = referring_page(request)
    context = {"back": came_from if came_from != request.get_full_path() else ""}
    if request.path.startswith(reverse("admin:index")) and admin.site.has_permission(request):
        page = admin.site.each_context(request) | {"title": FORBIDDEN} | context
        return render(request, "admin/403.html", page, status=403)
    return render(request, "403.html", context, status=403)


def server_error(request):
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError, RedisError)):
        page = render_to_string("503.html", _to_quote(request))
        return HttpResponse(page, status=503, headers={"Retry-After": "60"})
    return HttpResponse(render_to_string("500.html", _to_quote(request)), status=500)


def _to_quote(request):
    """Return what error pages show: the request's id and what was typed."""
    return {"number": request_id.current(), "typed": post_data.typed_texts(request)}


def csrf_failure(request, reason=""):
    """Answer a failed CSRF check: keep a form that a login in another window made stale, else refuse."""
    answer = after_csrf_failure(request)
    return answer or render(request, "403_csrf.html", status=403)
