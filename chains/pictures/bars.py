"""A step as a bar: its number and name in or beside it, the signs of its gaps after it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from chains import periods
from chains.content import StepContent
from chains.models import ChainStep
from chains.pictures.shapes import Bar, Diamond, Text
from chains.pictures.texts import plain, short_names, text_width, wrap

LINE = 17
BASE = 19  # of the first line, under the bar's top
WRAPS_INSIDE = 150  # a bar with less room for its name has it beside it
BESIDE = 200  # the widest line there
SAID = 6  # so many gaps stand in words in a picture; of more there are the letters, and the legend says them
SHOWN = 8


class GapMark(NamedTuple):
    """A gap of a step as the picture shows it: letter and two or three words."""

    step_id: str
    letter: str
    words: str


class Room(NamedTuple):
    left: int
    right: int


def css_of(step: StepContent) -> str:
    """Return how a bar looks: solid what is agreed, outlined what is in talks, dashed what has not begun."""
    if step.status in (ChainStep.Status.AGREED, ChainStep.Status.PRACTISED):
        return "s-bar"
    return "s-bar-soft" if step.status == ChainStep.Status.IN_TALKS else "s-bar-new"


def least_width(step: StepContent) -> int:
    return text_width(str(step.number), 14) + 18


def make_bar(
    step: StepContent, span: tuple[int, int], room: Room, marks: Sequence[GapMark], next_year: str, year: int
) -> Bar:
    """Return a step's bar with its texts and gaps, all within the room from left to right."""
    bar = Bar(step, *span, css_of(step), next_year=next_year, taken_from=span[0], taken_to=span[1])
    if next_year:  # a short arrow stands first, at the bar's end
        bar.taken_to += 22 + text_width(next_year, 14)
        bar.texts.append(Text(bar.right + 22, BASE, next_year, "s-name s-b"))
    _name(bar, room)
    bar.deep = bar.height
    for text in bar.texts:
        bar.deep = max(bar.deep, text.y + 9)
    _gaps(bar, room, marks)
    words = [f"{step.number} {plain(step.title)}", plain(periods.in_words(step, year)), plain(step.lead)]
    bar.hint = " · ".join(filter(None, [*words, str(ChainStep.Status(step.status).label)]))
    return bar


def _name(bar: Bar, room: Room) -> None:
    """Write the number into the bar, and the name after it or, where it does not fit, beside the bar."""
    solid = bar.css == "s-bar"
    bar.texts.append(Text(bar.x + 8, BASE, str(bar.step.number), "s-num s-left" if solid else "s-name s-b"))
    x = bar.x + 8 + text_width(str(bar.step.number), 14) + 6
    inside = bar.right - 5 - x
    names = short_names(plain(bar.step.title))
    fits = next((name for name in names if text_width(name, 14) <= inside), None)
    if fits is not None or inside >= WRAPS_INSIDE:
        lines = [fits] if fits is not None else wrap(names[-1], inside, 14)
        bar.height += LINE * max(len(lines) - 1, 0)
        css = "s-in" if solid else "s-name"
        bar.texts += [Text(x, BASE + LINE * k, line, css) for k, line in enumerate(lines) if line]
        return
    lines = wrap(names[-1], BESIDE, 14)
    if not lines:
        return
    width = max(text_width(line, 14) for line in lines)
    is_right = bar.taken_to + 8 + width <= room.right
    x = bar.taken_to + 8 if is_right else bar.taken_from - 8
    bar.texts += [
        Text(x, BASE + LINE * k, line, "s-name s-clear", not is_right) for k, line in enumerate(lines)
    ]
    if is_right:
        bar.taken_to += 8 + width
    else:
        bar.taken_from -= 8 + width


def _gaps(bar: Bar, room: Room, marks: Sequence[GapMark]) -> None:
    """Put the gaps to the right of the bar, else to its left, else under it."""
    if not marks:
        return
    parts, width = _laid_out(marks, room.right - room.left)
    y = BASE - 5
    if bar.taken_to + 8 + width <= room.right:
        x = bar.taken_to + 8
        bar.taken_to += 8 + width
    elif bar.taken_from - 8 - width >= room.left:
        x = bar.taken_from - 8 - width
        bar.taken_from = x
    else:
        x = max(room.left, min(bar.x, room.right - width))
        y = bar.deep + 18
        bar.below = (x, x + width)
        bar.taken_from, bar.taken_to = min(bar.taken_from, x), max(bar.taken_to, x + width)
    for part in parts:
        if isinstance(part, Diamond):
            bar.gaps.append(Diamond(x + part.x, y, part.reach, part.letter))
        else:
            bar.texts.append(Text(x + part.x, y + 5, part.words, part.css))
    bar.deep = max(bar.deep, y + 16)


def _laid_out(marks: Sequence[GapMark], room: int) -> tuple[list[Diamond | Text], int]:
    """Return the signs and words of a step's gaps side by side, from 0 on, and how wide they are."""
    said = [plain(mark.words) for mark in marks]
    if sum(text_width(words, 13) + 50 for words in said) > room:
        said = []
    parts: list[Diamond | Text] = []
    x = 0
    shown = marks if any(said) else marks[: min(SHOWN, (room - 90) // 36)]
    for k, mark in enumerate(shown):
        letter = plain(mark.letter)
        reach = max(13, 9 + (text_width(letter, 13) + 1) // 2)
        parts.append(Diamond(x + reach, 0, reach, letter))
        x += 2 * reach + 4
        if said and said[k]:
            parts.append(Text(x + 2, 0, said[k], "s-gap-w s-clear"))
            x += 2 + text_width(said[k], 13) + 10
    if len(shown) < len(marks):
        count = _("%(number)d Lücken") % {"number": len(marks)}
        parts.append(Text(x + 2, 0, count, "s-gap-w s-clear"))
        x += 2 + text_width(count, 13)
    return parts, x
