"""The start page: what waits for G.I.B. and for others, and warnings."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gsvo.workplace import contracts, dashboard, dashboard_days
from gsvo.workplace.case_action import page_of
from gsvo.workplace.dashboard_committees import quiet_committees
from gsvo.workplace.dashboard_concerns import open_concerns
from gsvo.workplace.dashboard_invitations import undelivered_invitations
from gsvo.workplace.dashboard_periods import periods
from requests.roles import staff_roles_of


@require_safe
def start(request):
    if not request.user.has_perm("requests.view_supportrequest"):
        raise PermissionDenied
    today = timezone.localdate()
    ours, (others, more) = dashboard.for_gib(today), dashboard.for_others()
    may_see_mail = request.user.has_perm("outbox.view_outgoingmail")
    mail = [*dashboard.failed_mail(), *dashboard.late_mail()] if may_see_mail else []
    asked = dashboard.access_asked() if request.user.has_perm("pages.view_accessrequest") else []
    concerns = open_concerns() if staff_roles_of(request.user) else []  # in confidence: not for Controlling
    profiles = dashboard.changed_profiles() if request.user.has_perm("advisors.view_advisor") else []
    context = {
        "title": _("Was ansteht"),
        "today": today,
        "promise": settings.ANSWER_WITHIN_WORKING_DAYS,
        "waiting": ours[: dashboard.AT_ONCE],
        "more_waiting": len(ours) > dashboard.AT_ONCE,
        "others": [(case, page_of(case)[0]) for case in others],
        "more": more,
        "heed": [
            *dashboard.silence(),
            *dashboard.low_disk_space(),
            *concerns,
            *undelivered_invitations(),
            *mail,
            *asked,
            *dashboard.unhandled(),
            *dashboard.abandoned(),
            *dashboard_days.days_asked(),
            *dashboard_days.unsigned(),
            *contracts.missing(today),
            *quiet_committees(today),
            *dashboard.overdue(today),
            *profiles,
            *periods(today),
        ],
    }
    return render(request, "admin/index.html", admin.site.each_context(request) | context)
