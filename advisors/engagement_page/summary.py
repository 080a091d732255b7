"""An engagement in a line each, for the page of its case: advisor, days, next session, goals, papers."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.committee_contact import quiet_day
from advisors.engagement_page.goals import reviews_of
from advisors.engagement_page.page import was_asked
from advisors.models import GoalRating, Side
from advisors.owed_items import end_of_work_in, items_of, waivers_in
from advisors.session_words import when_of
from gsvo.lib import dates, days


def summary_of(engagement, events, *, reads_concerns):
    """Return (label, words) of each line.

    `events`: those of the request, newest first. `reads_concerns`: whether the reader may know of them.
    """
    lines = [
        (_("Berater:in"), _advisor(engagement)),
        (_("Beratungstage"), _days(engagement, events)),
        (_("Nächster Termin"), _next_session(engagement)),
        (_("Ziele"), _goals(engagement)),
        (_("Es fehlt noch"), _missing(engagement, events)),
        (_("Steuerungsgremium"), _quiet(engagement, events)),
        (_("Es stockt"), _concerns(engagement) if reads_concerns else ""),
    ]
    return [(label, words) for label, words in lines if words]


def _advisor(engagement):
    advisor = engagement.advisor
    if advisor is None:
        return _("Es wird eine neue Person gesucht.")
    if engagement.is_abandoned:
        return _("%(name)s, nicht mehr im Pool") % {"name": advisor.name}
    return advisor.name


def _days(engagement, events):
    case = engagement.support_request
    figures = {
        "left": days.as_words(case.granted_quarters - case.booked_quarters),
        "granted": days.as_words(case.granted_quarters),
    }
    if case.is_ended:
        return _("genutzt: %(granted)s") % figures
    left = _("%(left)s frei, zugesagt: %(granted)s") % figures
    asked = engagement.asked_for_days if was_asked(events) else None
    if asked is None:
        return left
    more = _("Angefragt am %(day)s: %(days)s mehr.")
    return f"{left}. " + more % {"day": dates.day(asked.asked_at), "days": days.as_words(asked.quarters)}


def _next_session(engagement):
    session = engagement.sessions.coming().first()
    if session is None:
        return "" if engagement.ended_at else _("keiner vereinbart")
    return _("%(when)s: %(title)s") % {"when": when_of(session), "title": session.title}


def _goals(engagement):
    """Return how many goals stand where at the latest review, in the eyes of each side."""
    latest = next(reversed(reviews_of(engagement)), None)
    if latest is None:
        return "" if engagement.ended_at else _("noch nicht zusammen angesehen")
    sides = [words for side in Side if (words := _standings(latest, side))]
    day = dates.day(latest.held_on)
    return _("am %(day)s: %(sides)s") % {"day": day, "sides": "; ".join(sides) or _("noch keine Sicht")}


def _standings(review, side):
    found = Counter(view.standing for (_text, of), view in review.views.items() if of == side)
    parts = [
        f"{found[standing]}\N{NO-BREAK SPACE}{standing.label}"
        for standing in GoalRating.Standing
        if found[standing]
    ]
    return f"{side.label}: {', '.join(parts)}" if parts else ""


def _missing(engagement, events):
    if engagement.ended_at:
        return ""
    items = items_of(engagement, waivers=waivers_in(events, engagement), end_of_work=end_of_work_in(events))
    names = [f"{item.label} ({item.owner.label})" for item in items if item.is_open]
    return ", ".join(names) or _("nichts")


def _quiet(engagement, events):
    day = quiet_day(engagement, events=events)
    return _("seit %(day)s ohne Kontakt") % {"day": dates.day(day)} if day else ""


def _concerns(engagement):
    count = engagement.concerns.open().count()
    words = ngettext("eine offene Nachricht", "%(count)s offene Nachrichten", count)
    return words % {"count": count} if count else ""
