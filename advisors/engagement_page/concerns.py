"""The part "Es stockt" of an engagement's page: to each side its own concerns, to G.I.B. all."""

from advisors.actions.concerns import TELLABLE


def concerns_of(engagement, user, roles):
    """Return the context of the part, or None. `roles`: those of the reader in which one may tell."""
    if engagement.readable_until is not None or not roles:
        return None
    own = engagement.concerns.filter(by_user=user, role__in=roles).order_by("-told_at", "-pk")
    may_tell = engagement.support_request.state in TELLABLE
    rows = list(own)
    for row in rows:
        row.engagement = engagement
    return {"rows": rows, "may_tell": may_tell} if rows or may_tell else None


def concerns_for_gib(engagement):
    """Return all concerns, the open ones first. Whoever may read them asks, never Controlling."""
    rows = list(engagement.concerns.select_related("by_user", "resolved_by").prefetch_related("steps__by"))
    return sorted(rows, key=lambda row: not row.is_open)
