"""The part "Termine" of an engagement's page."""

from advisors.actions.sessions import PLANNABLE
from advisors.session_words import place_of, when_of

MARKS = {"planned": "open", "held": "done", "not_held": "cancelled", "cancelled": "cancelled"}
PAST_SHOWN = 5  # the latest; all others stand behind a fold


def sessions_of(engagement, *, may_act, until=None, has_pages=True):
    """Return the context of the part: what is asked about, what comes, what was; with one query.

    `may_act`: whether the reader may plan and settle. `until`: the moment to which a former advisor reads.
    `has_pages`: whether the reader opens each one's page; to others the part says more of each.
    """
    rows = engagement.sessions.all()
    if until:
        rows = rows.filter(starts_at__lte=until)
    lines = [_line(row, engagement) for row in rows]
    coming = [line for line in lines if line["session"].is_planned and not line["session"].is_over]
    asked = [line for line in lines if line["session"].is_unanswered]
    past = [line for line in reversed(lines) if line not in coming and line not in asked]
    return {
        "coming": coming,
        "asked": asked,
        "past": past[:PAST_SHOWN],
        "older": past[PAST_SHOWN:],
        "may_act": may_act and until is None,
        "may_plan": may_act and until is None and engagement.support_request.state in PLANNABLE,
        "has_pages": has_pages and until is None,
        "says_all": not has_pages,
    }


def _line(row, engagement):
    row.engagement = engagement
    return {
        "session": row,
        "mark": "waiting_on_you" if row.is_unanswered else MARKS[row.state],
        "when": when_of(row),
        "where": place_of(row),
    }
