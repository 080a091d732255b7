"""The part "Ziele" of an engagement's page: where each goal stands, as both sides see it over time."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.sides import WORKING
from advisors.engagement_page.course import Course, course_of
from advisors.invitation_context import mandate_of
from advisors.models import GoalRating, Side
from gsvo.lib import dates

COLUMNS = (
    "oid", "held_on", "next_on", "begun_at", "ratings__goal__text", "ratings__side", "ratings__standing",
    "ratings__sentence", "ratings__rated_at", "ratings__rated_by",
)  # fmt: skip


@dataclass
class View:
    """Where one goal stands in the eyes of one side."""

    standing: str
    sentence: str

    @property
    def label(self):
        return GoalRating.Standing(self.standing).label


@dataclass
class Review:
    oid: str
    held_on: object
    next_on: object
    views: dict = field(default_factory=dict)  # {(goal's text, side): View}
    said_by: dict = field(default_factory=dict)  # {side: who said it last}

    def of(self, text, side):
        return self.views.get((text, side))


@dataclass
class Line:
    """A goal with both views in the latest review, and its course over all."""

    number: int
    text: str
    office: View | None = None
    advisor: View | None = None
    rows: list = field(default_factory=list)  # (day, office's View, advisor's View) of each review
    course: Course | None = None


@dataclass
class GoalsPart:
    """`hides`: the side whose view the reader sees only after her own, or ""."""

    reviews: list[Review]
    lines: list[Line]
    former: list[Line]  # goals of earlier versions
    acts: list  # (label, address)
    hides: str = ""
    is_snapshot: bool = False

    @property
    def latest(self):
        return self.reviews[-1] if self.reviews else None

    @property
    def with_course(self):
        """Return the goals that have a course to show, those of earlier versions last."""
        return [line for line in (*self.lines, *self.former) if line.course or line in self.former]

    @property
    def sentence(self):
        if self.latest is None:
            return _("Noch haben sich beide Seiten die Ziele nicht zusammen angesehen.")
        day = {"day": dates.day(self.latest.held_on)}
        missing = [side for side in Side if side not in self.latest.said_by]
        if not missing:
            return _("Zuletzt zusammen angesehen am %(day)s. Beide Seiten haben gesagt, wo sie stehen.") % day
        if len(missing) == 2:
            return _("Zielgespräch am %(day)s: Noch hat keine Seite gesagt, wo die Ziele stehen.") % day
        words = {
            Side.OFFICE: _("Zielgespräch am %(day)s: Die Sicht der Koordinierungsstelle fehlt noch."),
            Side.ADVISOR: _("Zielgespräch am %(day)s: Die Sicht der Beratung fehlt noch."),
        }
        return words[missing[0]] % day

    @property
    def next_sentence(self):
        """Return when the goals are looked at again, "" where no day is agreed."""
        day = self.latest and self.latest.next_on
        if not day or self.is_snapshot:
            return ""
        if day < timezone.localdate():
            return _("Das nächste Zielgespräch war für den %(day)s vorgesehen.") % {"day": dates.day(day)}
        return _("Das nächste Zielgespräch ist am %(day)s.") % {"day": dates.day(day)}

    @property
    def hidden_words(self):
        return _("Zu lesen, sobald Sie selbst gesagt haben, wo die Ziele stehen.")


def goals_part(engagement, mandate, *, user, side, until=None, is_complete=False):
    """Return the GoalsPart of an engagement with one query, or None without goals.

    `mandate`: of `mandate_of`. `side`: on which the reader acts, None for who only reads. `until`: the moment
    to which a former advisor reads. `is_complete`: leave out reviews in which one side has not spoken.
    """
    goals = [goal.text for content in (mandate or {}).get("contents", ()) for goal in content.goals]
    if not goals:
        return None
    reviews = reviews_of(engagement, until)
    if is_complete:
        reviews = [review for review in reviews if set(Side) == set(review.said_by)]
    is_working = engagement.support_request.state in WORKING and until is None
    side = side if is_working else None
    latest = reviews[-1] if reviews else None
    hides = ""
    if latest and side and side not in latest.said_by:
        hides = Side.ADVISOR if side == Side.OFFICE else Side.OFFICE
        for key in [key for key in latest.views if key[1] == hides]:
            del latest.views[key]
    known = {text for review in reviews for text, _side in review.views}
    return GoalsPart(
        reviews=reviews,
        lines=[_line(number, text, reviews) for number, text in enumerate(goals, 1)],
        former=[_line(0, text, reviews) for text in sorted(known - set(goals))],
        acts=_acts(engagement, latest, side, user) if side else [],
        hides=hides if latest and hides in latest.said_by else "",
        is_snapshot=until is not None,
    )


def goals_for_committee(engagement):
    """Return the GoalsPart that members of the committee read by link, None before there is anything to read.

    Of a review it needs both views: as long as one side has not spoken, nobody else reads the other's.
    """
    mandate = mandate_of(engagement.support_request)
    part = goals_part(engagement, mandate, user=None, side=None, is_complete=True)
    return part if part and part.reviews else None


def reviews_of(engagement, until=None):
    """Return the reviews, the first first, each with what was said (up to a moment)."""
    found = {}
    rows = engagement.goal_reviews.order_by("pk", "ratings__goal__position").values(*COLUMNS)
    for row in rows:
        if until and row["begun_at"] > until:
            continue
        review = found.setdefault(row["oid"], Review(row["oid"], row["held_on"], row["next_on"]))
        side = row["ratings__side"]
        if side is None or (until and row["ratings__rated_at"] > until):
            continue
        view = View(row["ratings__standing"], row["ratings__sentence"])
        review.views[row["ratings__goal__text"], side] = view
        review.said_by[side] = row["ratings__rated_by"]
    return list(found.values())


def _line(number, text, reviews):
    rows = [
        (review.held_on, review.of(text, Side.OFFICE), review.of(text, Side.ADVISOR)) for review in reviews
    ]
    line = Line(number, text, rows=[row for row in rows if row[1] or row[2]])
    if reviews:
        _day, line.office, line.advisor = rows[-1]
    if len(line.rows) > 1:
        standings = [[view and view.standing for view in views] for _day, *views in line.rows]
        line.course = course_of(standings)
    return line


def _acts(engagement, latest, side, user):
    """Return (label, address) of what somebody may do on her side."""
    acts = []
    if latest and _may_rate(latest, side, user):
        label = (
            _("Eigene Sicht ändern") if side in latest.said_by else _("Sagen, wo die Ziele für Sie stehen")
        )
        acts.append((label, reverse("advisors:rate_goals", args=[engagement.oid, latest.oid])))
    label = _("Neues Zielgespräch beginnen") if latest else _("Zielgespräch beginnen")
    acts.append((label, reverse("advisors:begin_review", args=[engagement.oid])))
    if latest:
        url = reverse("advisors:change_review", args=[engagement.oid, latest.oid])
        acts.append((_("Tage des Zielgesprächs berichtigen"), url))
    return acts


def _may_rate(review, side, user):
    """Return whether the reader may say or correct where the goals stand: no advisor for another one."""
    return side == Side.OFFICE or review.said_by.get(side) in (None, user.pk)
