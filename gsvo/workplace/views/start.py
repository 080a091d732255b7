"""The start page: what waits, longest first; what waits for others; and what needs a look."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gsvo.workplace import agenda


@require_safe
def start(request):
    if not request.user.has_perm("requests.view_supportrequest"):
        raise PermissionDenied
    today = timezone.localdate()
    ours, (others, more) = agenda.for_gib(today), agenda.for_others()
    may_see_mail = request.user.has_perm("outbox.view_outgoingmail")
    mail = [*agenda.failed_mail(), *agenda.late_mail()] if may_see_mail else []
    context = {
        "title": _("Was ansteht"),
        "today": today,
        "promise": settings.ANSWER_WITHIN_WORKING_DAYS,
        "waiting": ours[: agenda.AT_ONCE],
        "more_waiting": len(ours) > agenda.AT_ONCE,
        "others": others,
        "more": more,
        "heed": [*agenda.little_room(), *mail, *agenda.overdue(today), *agenda.periods(today)],
    }
    return render(request, "admin/index.html", admin.site.each_context(request) | context)
