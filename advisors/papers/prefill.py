"""A report's texts as the portal can write them: from sessions, days and goals, for its advisor to amend."""

from collections import defaultdict

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.invitation_context import mandate_of
from advisors.models import LONGEST_TEXT, GoalRating, Session, Side, TimeEntry
from gsvo.lib import dates, days


def texts_from(engagement):
    """Return {field of Paper: text} for a new report, in German like the report."""
    with translation.override("de"):
        texts = {
            "summary": "",
            "goals": _goals(engagement),
            "sessions": _sessions(engagement),
            "days": _days(engagement),
            "outlook": "",
        }
    return {name: text[:LONGEST_TEXT] for name, text in texts.items()}


def _goals(engagement):
    """Return the goals, each with its course. Where all does not fit, the oldest sentences are left out."""
    mandate = mandate_of(engagement.support_request)
    goals = list(mandate["version"].goals.all()) if mandate else []
    views = _views(engagement)
    reviews = list(dict.fromkeys(view.review for view in views))
    for first in range(len(reviews) + 1):
        told = set(reviews[first:])
        text = "\n\n".join(_goal(number, goal, views, told) for number, goal in enumerate(goals, 1))
        if first:
            text += "\n\n" + _("Was beide Seiten früher dazu schrieben, steht auf der Seite der Begleitung.")
        if len(text) <= LONGEST_TEXT:
            break
    return text


def _goal(number, goal, views, told):
    lines = [f"{number}. {goal.text}"]
    if goal.criterion:
        lines.append(_("Woran es sich zeigt: %(criterion)s") % {"criterion": goal.criterion})
    lines.append(_("Erreicht ist: "))
    seen = [_view(view, with_sentence=view.review in told) for view in views if view.goal.text == goal.text]
    if seen:
        lines += [_("So sahen es beide Seiten:"), *seen]
    return "\n".join(lines)


def _view(view, *, with_sentence):
    """Return a side's view as one item of a list, whatever lines its sentence has."""
    words = f"- {dates.day(view.review.held_on)}, {Side(view.side).label}: {view.get_standing_display()}"
    sentence = " ".join(view.sentence.split())
    return f"{words}. „{sentence}“" if with_sentence and sentence else words


def _views(engagement):
    """Return what was said in each review in which both sides have spoken, the first first, the office first.

    As long as one side has not spoken, the other's view is not for her to read.
    """
    spoken = {"review__engagement": engagement, "review__office_revision__gt": 0}
    ratings = GoalRating.objects.filter(review__advisor_revision__gt=0, **spoken).select_related(
        "review", "goal"
    )
    return list(ratings.order_by("review__held_on", "review_id", "-side", "goal__position"))


def _sessions(engagement):
    held = engagement.sessions.filter(state=Session.State.HELD).order_by("starts_at", "pk")
    return "\n".join(f"- {_session(row)}" for row in held)


def _session(row):
    words = _("%(day)s, %(form)s: %(title)s") % {
        "day": dates.day(row.day),
        "form": row.get_form_display(),
        "title": row.title,
    }
    if row.participants is None:
        return words
    count = ngettext("%(count)s Teilnehmende:r", "%(count)s Teilnehmende", row.participants)
    return f"{words} ({count % {'count': row.participants}})"


def _days(engagement):
    """Return the sum, then the days by milestone and by kind of work."""
    case = engagement.support_request
    first = _("Gebucht: %(booked)s. Zugesagt: %(granted)s.") % {
        "booked": days.as_words(case.booked_quarters),
        "granted": days.as_words(case.granted_quarters),
    }
    by_milestone, by_kind = defaultdict(int), defaultdict(int)
    for title, kind, quarters in engagement.time_entries.order_by("milestone__position", "pk").values_list(
        "milestone__title", "kind", "quarters"
    ):
        by_milestone[title or _("ohne Meilenstein")] += quarters
        by_kind[str(TimeEntry.Kind(kind).label)] += quarters
    parts = [first]
    for heading, sums in ((_("Nach Meilensteinen:"), by_milestone), (_("Nach Art der Arbeit:"), by_kind)):
        if sums:
            lines = [f"- {label}: {days.as_words(quarters)}" for label, quarters in sums.items()]
            parts.append("\n".join([heading, *lines]))
    return "\n\n".join(parts)
