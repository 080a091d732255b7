"""The part "Meilensteine" of an engagement's page: until when, and what came of each."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.actions.sides import WORKING
from requests.models import MilestoneMove
from requests.states import ENDS


@dataclass
class Line:
    milestone: object
    result: object  # a MilestoneResult or None
    acts: list  # (label, address)
    is_over: bool = False  # the work has ended: nothing is late any more

    @property
    def is_late(self):
        due = self.milestone.due_today
        return not self.is_over and self.result is None and due is not None and due < timezone.localdate()

    @property
    def mark(self):
        return "done" if self.result else "heed" if self.is_late else "open"


@dataclass
class MilestonesPart:
    lines: list[Line]
    is_snapshot: bool = False
    is_over: bool = False

    @property
    def sentence(self):
        reached = sum(line.result is not None for line in self.lines)
        if not reached and self.is_over:
            return _("Kein Meilenstein ist als erreicht eingetragen.")
        if not reached:
            return _("Noch ist kein Meilenstein erreicht.")
        if reached == len(self.lines):
            return _("Alle Meilensteine sind erreicht.")
        return ngettext(
            "Von %(all)s Meilensteinen ist einer erreicht.",
            "Von %(all)s Meilensteinen sind %(reached)s erreicht.",
            reached,
        ) % {"all": len(self.lines), "reached": reached}


def milestones_part(engagement, mandate, *, side, until=None):
    """Return the MilestonesPart of an engagement with one query, or None without milestones.

    `mandate`: of `mandate_of`. `side`: on which the reader acts. `until`: the moment to which a former
    advisor reads; then the days are set back to those of that moment.
    """
    found = [row for content in (mandate or {}).get("contents", ()) for row in content.milestones]
    if not found:
        return None
    if until:
        _set_back(found, until)
    results = engagement.milestone_results.select_related("milestone")
    results = {row.milestone.title: row for row in results if until is None or row.made_at <= until}
    is_over = until is None and engagement.support_request.state in ENDS
    may_act = side is not None and until is None and engagement.support_request.state in WORKING
    lines = []
    for milestone in found:
        result = results.get(milestone.title)
        acts = _acts(engagement, milestone, result) if may_act else []
        lines.append(Line(milestone, result, acts, is_over))
    return MilestonesPart(lines, until is not None, is_over)


def _set_back(milestones, until):
    """Let milestones have the days that held at a moment."""
    moves = MilestoneMove.objects.filter(milestone__in=milestones, moved_at__lte=until).order_by("pk")
    days = {move.milestone_id: move.moved_to for move in moves}
    for milestone in milestones:
        milestone.moved_to = days.get(milestone.pk)


def _acts(engagement, milestone, result):
    """Return what may be done: a result of an earlier version's milestone of that name stays as it is."""
    if result and result.milestone_id != milestone.pk:
        return []
    names = (
        [("reach_milestone", _("Ergebnis berichtigen"))]
        if result
        else [("reach_milestone", _("Ergebnis eintragen")), ("move_milestone", _("Verschieben"))]
    )
    return [
        (label, reverse(f"advisors:{name}", args=[engagement.oid, milestone.pk])) for name, label in names
    ]
