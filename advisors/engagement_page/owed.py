"""What is still owed: the rows of the part, which papers a reader may open, and what the next action says."""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.bookings import ENTERING
from advisors.actions.follow_up import may_follow_up
from advisors.actions.looking_back import may_look_back
from advisors.models import FollowUp, Side
from advisors.owed import LOOKING_BACK, REPORTS, OwedKind, PaperKind, oldest_barring
from advisors.owed_items import end_of_work_in, items_of, papers_of, waivers_in, with_answers
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


def owed_part(engagement, events, user, side):
    """Return the lines for the engagement's own page. `side`: on which the reader acts, or None.
    `events`: those of the request, newest first.

    With one query besides the assignments, or two where something was waived, and after the work with what
    `with_answers` fetches.
    """
    papers = papers_of(engagement)
    items = _items(engagement, events, papers)
    may_hand_in = engagement.is_advised_by(user) and engagement.support_request.state in ENTERING
    drafts = {row.kind for row in papers if not row.handed_in_at and row.advisor_id == _advisor_of(user)}
    open_to = readable(engagement, papers, user)
    reader = {Side.ADVISOR: WaitingOn.ADVISOR, Side.OFFICE: WaitingOn.OFFICE}.get(side)
    lines = [_line(item, open_to, reader, engagement, _portal_links) for item in items]
    for line in lines:
        if not line.item.row.is_paper:
            line.act = _own_answer(engagement, line.item, reader)
        elif may_hand_in:
            line.act = _own_act(engagement, line.item, line.item.kind in drafts)
    return {"lines": lines, "items": items}


def own_papers(engagement, user):
    """Return (label, links) of what somebody handed in who advised before."""
    found = sorted(readable(engagement, papers_of(engagement), user), key=lambda row: row.handed_in_at)
    return [(_title(row), _portal_links(engagement, row)) for row in found]


def owed_part_for_gib(engagement, events, *, may_hand_in, may_waive):
    """Return the lines for G.I.B., who reads every paper, with the same queries."""
    papers = papers_of(engagement)
    items = _items(engagement, events, papers)
    handed_in = [row for row in papers if row.version]
    lines = [_line(item, handed_in, None, engagement, _case_links) for item in items]
    is_possible = engagement.support_request.state in ENTERING
    case = engagement.support_request
    for line in lines:
        acts = []
        if may_hand_in and is_possible and line.item.kind == PaperKind.CONTRACT:
            words = _("Vertrag ablegen") if line.item.is_open else _("Neue Fassung ablegen")
            acts.append((words, reverse("admin:file-contract", args=[case.oid])))
        if may_waive and line.item.is_open and (is_possible or not line.item.row.is_paper):
            acts.append((_("Verzichten …"), reverse("admin:waive-paper", args=[case.oid, line.item.kind])))
        line.act = tuple(acts)
    return {"lines": lines, "items": items}


def _items(engagement, events, papers):
    with_answers(engagement)
    waivers = waivers_in(events, engagement)
    return items_of(engagement, papers, waivers=waivers, end_of_work=end_of_work_in(events))


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


def _line(item, papers, reader, engagement, links_of):
    of_kind = sorted((row for row in papers if row.kind == item.kind), key=lambda row: -row.version)
    newest = next((row for row in of_kind if item.paper and row.pk == item.paper.pk), None)
    is_mine = reader == item.owner and not _asked_later(item, engagement)
    line = Line(
        item=item,
        mark=_mark(item, is_mine),
        who=_("Sie") if is_mine and item.is_open else item.owner.label,
        note=_note(item, engagement),
        until=_until(item),
    )
    if newest:
        line.links = links_of(item.paper.engagement, newest)
    line.older = [(_title(row), links_of(row.engagement, row)) for row in of_kind if row is not newest]
    return line


def _asked_later(item, engagement):
    """Return the day on which the question comes, while it is still ahead, else None."""
    asked_on = FollowUp.asked_on(engagement) if item.kind == OwedKind.FOLLOW_UP else None
    return asked_on if asked_on and asked_on > timezone.localdate() else None


def _mark(item, is_mine):
    if not item.is_open:
        return "done"
    if item.is_late(timezone.localdate()):
        return "heed"
    return "waiting_on_you" if is_mine else "open"


def _note(item, engagement):
    if item.paper:
        return _("liegt vor, Fassung %(version)s") % {"version": item.paper.version}
    if item.waiver:
        return _("Die Leitung der G.I.B. verzichtet darauf.")
    if item.answers:
        counts = {"given": item.answers.given, "asked": item.answers.asked}
        return _("%(given)s von %(asked)s haben geantwortet") % counts
    if item.given:
        return _("beantwortet")
    if asked_on := _asked_later(item, engagement):
        return _("gefragt wird am %(day)s") % {"day": dates.day(asked_on)}
    if item.is_late(timezone.localdate()):
        return _("überfällig")
    if item.row.gates:
        return _("nötig für den Abschluss")
    return _("noch nicht abgegeben") if item.row.is_paper else _("noch nicht beantwortet")


def _until(item):
    if item.paper:
        return dates.day(item.paper.handed_in_at)
    if item.waiver:
        return dates.day(item.waiver.at)
    if item.given:
        return dates.day(item.given.answered_at) if item.given is not item.answers else "–"
    if item.due_on is None:
        return _("%(days)s Tage nach dem Ende der Arbeit") % {"days": settings.FINAL_REPORT_WITHIN_DAYS}
    return _("bis %(day)s") % {"day": dates.day(item.due_on)}


def _own_answer(engagement, item, reader):
    """Return the way to the page on which the reader answers, while it is open and can be answered."""
    if reader != item.owner or not item.is_open:
        return ()
    if item.kind in LOOKING_BACK and may_look_back(engagement):
        return ((_("Zurückblicken"), reverse("advisors:look_back", args=[engagement.oid])),)
    if item.kind == OwedKind.FOLLOW_UP and may_follow_up(engagement):
        return ((_("Antworten"), reverse("advisors:follow_up", args=[engagement.oid])),)
    return ()


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
