"""The workplace's menu: what staff may see, with figures where a figure asks for work."""

from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from gsvo.outbox.models import OutgoingMail
from gsvo.pages.models import Feedback
from requests.models import SupportRequest
from requests.workflow import Ball

WORK = (
    (_("Was ansteht"), "index", "requests.view_supportrequest"),
    (_("Fälle"), "cases", "requests.view_supportrequest"),
    (_("Einladungen"), "advisors_invitation_changelist", "advisors.view_invitation"),
    (_("Begleitungen"), "advisors_engagement_changelist", "advisors.view_engagement"),
    (_("Post"), "outbox_outgoingmail_changelist", "outbox.view_outgoingmail"),
    (_("Rückmeldungen"), "pages_feedback_changelist", "pages.view_feedback"),
)
RECORDS = (
    (_("Orte"), "offices_office_changelist", "offices.view_office"),
    (_("Beratende"), "advisors_advisor_changelist", "advisors.view_advisor"),
    (_("Förderzeiträume"), "requests_fundingperiod_changelist", "requests.view_fundingperiod"),
    (_("Themen"), "requests_topic_changelist", "requests.view_topic"),
    (_("Kettenvorlage"), "chains_chaintemplate_changelist", "chains.view_chaintemplate"),
    (_("Konten der G.I.B."), "accounts_user_changelist", "accounts.view_user"),
)
GROUPS = ((_("Arbeit"), WORK), (_("Stammdaten"), RECORDS))


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    count: int | None
    current: bool


def groups(request):
    """The menu as a list of (heading, entries); empty for whoever may see nothing."""
    if not admin.site.has_permission(request):
        return []
    figures = _figures()
    menu = [(heading, _entries(request, rows, figures)) for heading, rows in GROUPS]
    if request.user.is_superuser:
        menu.append((_("Technik"), [_entry(request, _("Alle Tabellen"), "all", None)]))
    return [(heading, entries) for heading, entries in menu if entries]


def _figures():
    running = SupportRequest.objects.submitted().open()
    counts = running.aggregate(all=Count("pk"), here=Count("pk", filter=Q(ball=Ball.GIB)))
    return {
        "index": counts["here"],
        "cases": counts["all"],
        "outbox_outgoingmail_changelist": OutgoingMail.objects.unsettled().count() or None,
        "pages_feedback_changelist": Feedback.objects.filter(is_answered=False).count() or None,
    }


def _entries(request, rows, figures):
    found = []
    for label, name, permission in rows:
        if request.user.has_perm(permission):
            try:
                found.append(_entry(request, label, name, figures.get(name)))
            except NoReverseMatch:
                continue  # its app shows no such table
    return found


def _entry(request, label, name, count):
    url = reverse(f"admin:{name}")
    here = request.path == url if name == "index" else request.path.startswith(url)
    return Entry(label, url, count, here)
