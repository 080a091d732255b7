"""The gaps of a chain in the database: which are open, and which the office accepts for now."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chains.confirmations import confirmation_states
from chains.content import ChainContent, load
from chains.gaps.find import find_gaps
from chains.gaps.gap import Facts, Gap, Severity
from chains.models import AcceptedGap, Chain


@dataclass(frozen=True)
class ChainGaps:
    open: list[Gap]
    accepted: list[tuple[Gap, AcceptedGap]]

    @property
    def worst(self) -> list[Gap]:
        return [gap for gap in self.open if gap.severity == Severity.HIGH]

    @property
    def sentence(self) -> str:
        """Return how many gaps are open, and how many of them are severe."""
        if not self.open:
            return _("Diese Kette hat keine offenen Lücken.")
        number, severe = len(self.open), len(self.worst)
        if not severe:
            return ngettext(
                "Diese Kette hat eine offene Lücke.", "Diese Kette hat %(number)s offene Lücken.", number
            ) % {"number": number}
        return ngettext(
            "Diese Kette hat eine offene Lücke; sie ist schwer.",
            "Diese Kette hat %(number)s offene Lücken, davon schwere: %(severe)s.",
            number,
        ) % {"number": number, "severe": severe}

    def by_step(self) -> dict[str, list[Gap]]:
        """Return the open gaps of each step that has any, by its id."""
        steps: dict[str, list[Gap]] = {}
        for gap in self.open:
            steps.setdefault(gap.step_id, []).append(gap)
        return steps

    def by_severity(self) -> list[tuple[Severity, list[Gap]]]:
        groups = [(level, [gap for gap in self.open if gap.severity == level]) for level in Severity]
        return [(level, gaps) for level, gaps in groups if gaps]


def gaps_of(
    chain: Chain, content: ChainContent | None = None, states: Mapping[str, str] | None = None
) -> ChainGaps:
    """Return the gaps of a chain, with a fixed number of queries. What was read before may be given."""
    content = content or load(chain)
    found = find_gaps(content, facts_of(chain, content, states))
    rows = chain.accepted_gaps.filter(until__gte=timezone.localdate()).select_related("by_user")
    accepted = {row.key: row for row in rows}
    return ChainGaps(
        open=[gap for gap in found if gap.key not in accepted],
        accepted=[(gap, accepted[gap.key]) for gap in found if gap.key in accepted],
    )


def drop_mended(chain: Chain) -> None:
    """Delete the acceptances of gaps that are mended: should one open again, it counts anew."""
    if chain.accepted_gaps.exists():
        content = load(chain)
        keys = {gap.key for gap in find_gaps(content, facts_of(chain, content))}
        chain.accepted_gaps.exclude(key__in=keys).delete()


def facts_of(chain: Chain, content: ChainContent, states: Mapping[str, str] | None = None) -> Facts:
    """Return what the rules need beside the chain's content."""
    contacts = dict(chain.steps.values_list("oid", "contacts_confirmed_on"))
    if states is None:
        states = confirmation_states(chain, content)
    return Facts(timezone.localdate(), states, contacts)
