"""The workplace's menu: what staff may see, with counts of open work."""

from dataclasses import dataclass, replace
from functools import cache

from django.db.models import Subquery
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from gsvo.accounts.models import User
from gsvo.lib.paging import COUNTED, Counted
from gsvo.outbox.models import OutgoingMail
from gsvo.pages.models import AccessRequest, Feedback
from gsvo.status.models import SystemStatus
from requests.models import SupportRequest
from requests.workflow import WaitingOn

WORK = (
    (_("Was ansteht"), "index", "requests.view_supportrequest"),
    (_("Fälle"), "cases", "requests.view_supportrequest"),
    (_("Einladungen"), "advisors_invitation_changelist", "advisors.view_invitation"),
    (_("Begleitungen"), "advisors_engagement_changelist", "advisors.view_engagement"),
    (_("Ketten"), "chains", "chains.view_chaintemplate"),
    (_("Post"), "outbox_outgoingmail_changelist", "outbox.view_outgoingmail"),
    (_("Bitten um Zugang"), "pages_accessrequest_changelist", "pages.view_accessrequest"),
    (_("Rückmeldungen"), "pages_feedback_changelist", "pages.view_feedback"),
)
RECORDS = (
    (_("Orte"), "offices_office_changelist", "offices.view_office"),
    (_("Beratende"), "advisors_advisor_changelist", "advisors.view_advisor"),
    (_("Förderzeiträume"), "requests_fundingperiod_changelist", "requests.view_fundingperiod"),
    (_("Themen"), "requests_topic_changelist", "requests.view_topic"),
    (_("Kettenvorlage"), "chains_chaintemplate_changelist", "chains.view_chaintemplate"),
    (_("Konten der G.I.B."), "accounts_user_changelist", "accounts.view_user"),
    (_("Konto suchen"), "accounts_find", "offices.change_office"),
)
QUIET = (  # a zero asks for no work
    "outbox_outgoingmail_changelist",
    "pages_accessrequest_changelist",
    "pages_feedback_changelist",
)
GROUPS = ((_("Arbeit"), WORK), (_("Stammdaten"), RECORDS))


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    count: int | None  # at most one more than COUNTED
    current: bool

    counted = COUNTED

    @property
    def is_counted(self):
        return self.count is None or self.count <= COUNTED


def figures(request):
    """Return {name of an address or "paused": its count} of the menu, in one query."""
    figures = _figures().filter(pk=request.user.pk).get()
    for name in QUIET:
        figures[name] = figures[name] or None
    return figures


@cache  # the query, never what it finds: every page asks it, and to put it together takes as long as the rest
def _figures():
    running = SupportRequest.objects.submitted().open()
    return User.objects.values(
        index=Counted(running.filter(waiting_on=WaitingOn.GIB)),
        cases=Counted(running),
        outbox_outgoingmail_changelist=Counted(OutgoingMail.objects.unsettled()),
        pages_accessrequest_changelist=Counted(AccessRequest.objects.open()),
        pages_feedback_changelist=Counted(Feedback.objects.filter(is_answered=False)),
        paused=Subquery(SystemStatus.objects.values("paused_at")),
    )


def groups(request, figures):
    """Return the menu as a list of (heading, entries)."""
    menu = [(heading, _entries(request, rows, figures)) for heading, rows in GROUPS]
    if request.user.is_superuser:
        menu.append((_("Technik"), [_entry(request, _("Alle Tabellen"), "all", None)]))
    here = max((entry.url for _, entries in menu for entry in entries if entry.current), key=len, default="")
    return [
        (heading, [replace(entry, current=entry.url == here) for entry in entries])
        for heading, entries in menu
        if entries
    ]


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
