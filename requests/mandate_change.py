"""A change of the mandate while its engagement runs: which version is in force, and what of the next."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gsvo.lib import dates
from requests.models import MandateVersion, Round, SupportRequest
from requests.workflow import State

WRITING = (State.CLARIFYING, State.ENGAGED, State.INTERRUPTED)  # versions are written, and rounds opened
ASKING = (*WRITING, State.MATCHING)  # an open round runs on, also while another advisor is sought


@dataclass(frozen=True)
class Change:
    """The version in force during or after an engagement, and a later one with its last round."""

    in_force: MandateVersion
    later: MandateVersion | None = None
    round: Round | None = None

    @property
    def is_draft(self) -> bool:
        return self.later is not None and not self.later.is_frozen

    @property
    def is_asked(self) -> bool:
        return self.round is not None and self.round.is_open

    @property
    def sentence(self) -> str:
        """Return what holds, and what is under way."""
        number = {"number": self.in_force.number, "later": self.later.number if self.later else ""}
        if self.later is None:
            return _("Es gilt Fassung %(number)s.") % number
        if self.is_draft:
            return _("Es gilt Fassung %(number)s. Fassung %(later)s ist in Arbeit.") % number
        if self.round is not None and self.round.is_open:
            words = _(
                "Es gilt Fassung %(number)s. Über Fassung %(later)s stimmt das Gremium ab, offen bis %(day)s."
            )
            return words % (number | {"day": dates.day(self.round.answer_by)})
        return _("Es gilt weiter Fassung %(number)s. Fassung %(later)s kam nicht zustande.") % number


def change_among(support_request: SupportRequest, versions: Iterable[MandateVersion]) -> Change | None:
    """Return the Change of a request whose versions (newest first) and rounds are read; None before it."""
    rows = list(versions)
    in_force = next((row for row in rows if row.agreed_at), None)
    if in_force is None or not support_request.engaged_at:
        return None
    later = rows[0] if rows[0].number > in_force.number else None
    if later is not None and not later.is_frozen and support_request.state not in ASKING:
        later = None  # a draft of which nothing became
    return Change(in_force, later, next(iter(later.rounds.all()), None) if later else None)


def change_of(support_request: SupportRequest, known: MandateVersion | None = None) -> Change | None:
    """Return the same, read now. `known`: the version in force, where a page has read it."""
    found = MandateVersion.objects.filter(mandate__support_request=support_request).prefetch_related("rounds")
    if known is None:
        return change_among(support_request, found)
    return change_among(support_request, [*found.filter(number__gt=known.number), known])


def is_unsettled(support_request: SupportRequest, latest: MandateVersion | None) -> bool:
    """Return whether the committee will be asked about the mandate (again), as far as anybody has decided."""
    if support_request.state == State.CLARIFYING:
        return True
    return support_request.state in WRITING and latest is not None and not latest.is_frozen
