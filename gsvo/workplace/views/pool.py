"""What advisors changed of their public profiles."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from advisors import actions
from advisors.models import Advisor
from gsvo.lib.forms import sent_number

SHOWN = 20  # of the changes that were looked at already


def profile_changes(request, oid):
    """Show an advisor's changes, old and new beside each other; a POST notes that somebody looked."""
    may_note = request.user.has_perm("advisors.change_advisor")
    if not (may_note if request.method == "POST" else request.user.has_perm("advisors.view_advisor")):
        raise PermissionDenied
    advisor = get_object_or_404(Advisor, oid=oid)
    if request.method == "POST":
        if actions.note_seen(advisor, by=request.user, last=sent_number(request.POST, "last") or 0):
            messages.success(request, _("Vermerkt. Auf der Startseite steht es nicht mehr."))
        return redirect("admin:profile-changes", oid)
    unseen = list(advisor.profile_changes.unseen())
    context = {
        "title": _("Änderungen am Profil"),
        "advisor": advisor,
        "unseen": unseen,
        "seen": advisor.profile_changes.exclude(seen_at=None).select_related("seen_by")[:SHOWN],
        "last": unseen[0].pk if unseen else None,
        "may_note": may_note,
    }
    return render(request, "admin/profile_changes.html", admin.site.each_context(request) | context)
