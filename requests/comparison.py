"""Compare two versions of a mandate: section by section, word by word, goals and milestones row by row.

Pure: reads the versions, writes nothing.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from gsvo.lib import dates
from gsvo.lib.comparison import Columns, Part, RowDifference, parts_of, rows_of
from requests.models import MandateVersion
from requests.models.mandate import Content
from requests.sections import Section


@dataclass(frozen=True)
class SectionDifference:
    """What became of one section. `content`: the new version's."""

    content: Content
    is_changed: bool
    parts: list[Part] = field(default_factory=list)
    rows: list[RowDifference] = field(default_factory=list)

    @property
    def section(self) -> Section:
        return self.content.section


def compare(old: MandateVersion, new: MandateVersion) -> list[SectionDifference]:
    """Return the fifteen sections in order. Prefetch goals and milestones of both."""
    return [_section(before, after) for before, after in zip(old.contents(), new.contents(), strict=True)]


def _section(before: Content, after: Content) -> SectionDifference:
    return SectionDifference(
        content=after,
        is_changed=before.wording != after.wording,
        parts=parts_of(before.text, after.text),
        rows=[
            *rows_of(before.goals, after.goals, goal_columns),
            *rows_of(before.milestones, after.milestones, milestone_columns),
        ],
    )


def goal_columns(goal: Any) -> Columns:
    return [(_("Ziel"), goal.text, True), (_("Zu sehen an"), goal.criterion, True)]


def milestone_columns(milestone: Any) -> Columns:
    return [
        (_("Meilenstein"), milestone.title, True),
        (_("Was dann vorliegt"), milestone.result, True),
        (_("Bis wann"), dates.day(milestone.due_on), False),
        (_("Umfang"), milestone.days, False),
    ]
