"""What is still owed: the rows of the part, which papers a reader may open, and what the next action says."""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.bookings import ENTERING
from advisors.owed import REPORTS, PaperKind, oldest_barring
from advisors.owed_items import items_of, papers_of
from gsvo.lib import dates
from requests.roles import works_in
from requests.workflow import WaitingOn, WorkflowRole


@dataclass
class Line:
    """A row as one reader sees it. `links`: (label, address); `act`: what the reader does about it."""

    item: object
    mark: str
    who: str
    note: str
    until: str
    links: list = field(default_factory=list)
    older: list = field(default_factory=list)
    act: tuple = ()


def readable(engagement, papers, user):
    """Return the versions that a reader of the engagement's page may open.

    The office reads reports, the advisor her contract as well, and her own drafts are on their form. Who
    advised before reads her own papers until the close. Partner offices read none.
    """
    found = [row for row in papers if row.handed_in_at]
    if getattr(engagement, "readable_until", None) is not None:
        mine = [row for row in found if row.advisor_id == _advisor_of(user)]
        return mine if engagement.ended_at is None else []
    mine = _advisor_of(user) if engagement.is_advised_by(user) else None
    is_office = works_in(user, engagement.support_request)
    return [
        row
        for row in found
        if (row.advisor_id == mine if row.kind == PaperKind.CONTRACT else is_office or mine is not None)
    ]


def owed_part(engagement, user, *, finished_on=None):
    """Return the lines for the engagement's own page, with two queries besides the assignments."""
    papers = papers_of(engagement)
    items = items_of(engagement, papers, finished_on=finished_on)
    may_hand_in = engagement.is_advised_by(user) and engagement.support_request.state in ENTERING
    drafts = {row.kind for row in papers if not row.handed_in_at and row.advisor_id == _advisor_of(user)}
    open_to = readable(engagement, papers, user)
    reader = WaitingOn.ADVISOR if engagement.is_advised_by(user) else None
    lines = [_line(item, open_to, reader, _portal_links) for item in items]
    if may_hand_in:
        for line in lines:
            line.act = _own_act(engagement, line.item, line.item.kind in drafts)
    return {"lines": lines, "items": items}


def own_papers(engagement, user):
    """Return (label, links) of what somebody handed in who advised before."""
    found = sorted(readable(engagement, papers_of(engagement), user), key=lambda row: row.handed_in_at)
    return [(_title(row), _portal_links(engagement, row)) for row in found]


def owed_part_for_gib(engagement, *, may_hand_in, may_waive):
    """Return the lines for G.I.B., who reads every paper, with the same two queries."""
    papers = papers_of(engagement)
    items = items_of(engagement, papers)
    lines = [_line(item, [row for row in papers if row.version], None, _case_links) for item in items]
    is_possible = engagement.support_request.state in ENTERING
    case = engagement.support_request
    for line in lines:
        acts = []
        if may_hand_in and is_possible and line.item.kind == PaperKind.CONTRACT:
            words = _("Vertrag ablegen") if line.item.is_open else _("Neue Fassung ablegen")
            acts.append((words, reverse("admin:file-contract", args=[case.oid])))
        if may_waive and is_possible and line.item.is_open:
            acts.append((_("Verzichten …"), reverse("admin:waive-paper", args=[case.oid, line.item.kind])))
        line.act = tuple(acts)
    return {"lines": lines, "items": items}


def what_closes(shown, items, roles):
    """Return (text, deadline, button) of the next action while a paper bars the close, or None."""
    item = oldest_barring(items)
    if item is None:
        return None
    names = {"paper": item.label, "owner": item.owner.label}
    day = dates.day(item.due_on)
    deadline = _("Bis %(day)s.") % {"day": day} if item.due_on else ""
    if shown.waiting_on == WaitingOn.ADVISOR and WorkflowRole.ADVISOR in roles:
        button = _("%(paper)s abgeben") % names, _hand_in_url(shown.engagement, item)
        return (
            _("Zum Abschluss fehlt noch: %(paper)s.") % names,
            _("Bitte bis %(day)s.") % {"day": day},
            button,
        )
    return _("Zum Abschluss fehlt noch: %(paper)s (von: %(owner)s).") % names, deadline, None


def _line(item, papers, reader, links_of):
    of_kind = sorted((row for row in papers if row.kind == item.kind), key=lambda row: -row.version)
    newest = next((row for row in of_kind if item.paper and row.pk == item.paper.pk), None)
    line = Line(
        item=item,
        mark=_mark(item, reader),
        who=_("Sie") if reader == item.owner and item.is_open else item.owner.label,
        note=_note(item),
        until=_until(item),
    )
    if newest:
        line.links = links_of(item.paper.engagement, newest)
    line.older = [(_title(row), links_of(row.engagement, row)) for row in of_kind if row is not newest]
    return line


def _mark(item, reader):
    if not item.is_open:
        return "done"
    if item.is_late(timezone.localdate()):
        return "heed"
    return "waiting_on_you" if reader == item.owner else "open"


def _note(item):
    if item.paper:
        return _("liegt vor, Fassung %(version)s") % {"version": item.paper.version}
    if item.waiver:
        return _("Die Leitung der G.I.B. verzichtet darauf.")
    if item.is_late(timezone.localdate()):
        return _("überfällig")
    if item.row.gates:
        return _("nötig für den Abschluss")
    return _("noch nicht abgegeben")


def _until(item):
    if item.paper:
        return dates.day(item.paper.handed_in_at)
    if item.waiver:
        return dates.day(item.waiver.at)
    if item.due_on is None:
        return _("%(days)s Tage nach dem Ende der Arbeit") % {"days": settings.FINAL_REPORT_WITHIN_DAYS}
    return _("bis %(day)s") % {"day": dates.day(item.due_on)}


def _own_act(engagement, item, has_draft):
    if item.kind not in REPORTS or (item.waiver and not item.paper):
        return ()
    words = _("Entwurf weiterschreiben") if has_draft else _("Abgeben")
    if item.paper and not has_draft:
        words = _("Neue Fassung abgeben")
    return ((words, _hand_in_url(engagement, item)),)


def _hand_in_url(engagement, item):
    return reverse("advisors:hand_in", args=[engagement.oid, item.kind])


def _title(paper):
    return _("%(paper)s, Fassung %(version)s vom %(day)s") % {
        "paper": paper.get_kind_display(),
        "version": paper.version,
        "day": dates.day(paper.handed_in_at),
    }


def _portal_links(engagement, paper):
    return _links(paper, lambda form: reverse("advisors:paper", args=[engagement.oid, paper.oid, form]))


def _case_links(engagement, paper):
    case = engagement.support_request.oid
    return _links(paper, lambda form: reverse("admin:paper", args=[case, paper.oid, form]))


def _links(paper, url_of):
    labels = {"pdf": "PDF", "docx": "DOCX"}
    if paper.file_id:
        return [(paper.file.name, url_of("datei"))]
    return [(labels[form], url_of(form)) for form in paper.forms]


def _advisor_of(user):
    return getattr(getattr(user, "advisor", None), "pk", None)
