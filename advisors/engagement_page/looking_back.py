"""The part "Rückblick" of an engagement's page and of its case."""

from advisors.actions.looking_back import ENDED, may_look_back
from advisors.models import LookingBack
from requests.workflow import State


def looking_back_of(engagement, *, side=None):
    """Return the context of the part, or None before the work has ended. `side`: on which the reader acts."""
    if engagement.support_request.state not in (State.CLOSING, *ENDED):
        return None
    rows = list(engagement.looking_back.select_related("by_user"))
    may_answer = side is not None and may_look_back(engagement)
    return {
        "rows": rows,
        "may_answer": may_answer,
        "has_answered": any(row.side == side for row in rows),
        "last_day": LookingBack.last_day(engagement) if may_answer else None,
    }
