"""The part "Rückblick" of an engagement's page and of its case, with the follow-up."""

from advisors.actions.follow_up import may_follow_up
from advisors.actions.looking_back import ENDED, may_look_back
from advisors.models import Side
from advisors.owed_items import follow_up_of
from requests.workflow import State

SHOWN_FROM = 3  # answers of the committee: of fewer one could guess whose they are


def looking_back_of(engagement, *, side=None, reads_follow_up=False):
    """Return the context of the part, or None before the work has ended.

    The part with what is owed has fetched the answers. `side`: on which the reader acts. `reads_follow_up`:
    the office itself and G.I.B.
    """
    state = engagement.support_request.state
    if state not in (State.CLOSING, *ENDED):
        return None
    rows = list(engagement.looking_back.all())
    committee = [row for row in engagement.committee_looking_back.all() if row.answered_at]
    return {
        "rows": rows,
        # Sorted by what they say: their order in the database is that of the members.
        "committee": sorted(committee, key=lambda row: row.different) if len(committee) >= SHOWN_FROM else [],
        "asks_committee": engagement.support_request.state in (State.CLOSING, State.COMPLETED),
        "may_answer": side is not None and may_look_back(engagement),
        "has_answered": any(row.side == side for row in rows),
        "follow_up": follow_up_of(engagement) if reads_follow_up and state == State.COMPLETED else None,
        "may_follow_up": side == Side.OFFICE and may_follow_up(engagement),
    }
