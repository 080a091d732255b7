"""The calendar feed: its page, a new address, and the feed itself, which needs no login."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from advisors import calendar_feed as feeds
from advisors import calendars


@require_safe
def my_calendar(request):
    """Show the address of the own feed, or how to get one."""
    feed = feeds.feed_of(request.user)
    context = {"feed": feed, "address": feeds.address_of(feed) if feed else ""}
    return render(request, "advisors/calendar.html", context)


@require_POST
def replace_feed(request):
    is_new = feeds.feed_of(request.user) is None
    feeds.replace_feed(request.user)
    messages.success(
        request,
        _("Ihre Kalender-Adresse ist da.")
        if is_new
        else _("Sie haben eine neue Kalender-Adresse. Die bisherige gilt nicht mehr."),
    )
    return redirect("advisors:calendar")


@require_POST
def end_feed(request):
    feeds.end_feed(request.user)
    messages.success(request, _("Die Kalender-Adresse gilt nicht mehr."))
    return redirect("advisors:calendar")


@require_safe
@login_not_required
def feed(request, token):
    """Return the feed of a token; every other token is a missing page."""
    found = feeds.find(token)
    if found is None:
        raise Http404
    text = calendars.calendar_file(feeds.sessions_for(found.user))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    return response
