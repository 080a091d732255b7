"""The picture of a goal's course over all reviews: two lines on a ladder of words."""

from dataclasses import dataclass

from advisors.models import GoalRating

Standing = GoalRating.Standing
LADDER = (Standing.REACHED, Standing.PARTLY, Standing.UNDER_WAY, Standing.NOT_BEGUN)
RUNG, TOP = 26, 13  # of the view box: the words beside it are as high, and its first rung is there
BEGIN, END = 10, 110
APART = 4  # the two signs of one review, so that neither hides the other


@dataclass
class Course:
    height: int
    rungs: list  # (word, its y)
    office: list  # (x, y) of each sign
    advisor: list

    @property
    def office_path(self):
        return _path(self.office)

    @property
    def advisor_path(self):
        return _path(self.advisor)


def course_of(standings):
    """Return the Course of a goal. `standings`: for each review that of office and advisor, or None.

    "Not pursued any more" is no rung of the way: it stands below, and only where it was said.
    """
    is_dropped = any(Standing.DROPPED in pair for pair in standings)
    words = (*LADDER, Standing.DROPPED) if is_dropped else LADDER
    places = {standing.value: TOP + RUNG * number for number, standing in enumerate(words)}
    step = (END - BEGIN) / max(len(standings) - 1, 1)
    sides = [
        [
            (round(BEGIN + step * number + shift), places[pair[side]])
            for number, pair in enumerate(standings)
            if pair[side]
        ]
        for side, shift in enumerate((-APART, APART))
    ]
    rungs = [(standing.label, places[standing.value]) for standing in words]
    return Course(RUNG * len(words), rungs, *sides)


def _path(places):
    return "M" + "L".join(f"{x} {y}" for x, y in places) if len(places) > 1 else ""
