"""The swimlanes of a chain: lanes of actors by months, ready for the template."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chains.content import ChainContent
from chains.periods import FIRST_MONTH
from chains.pictures.bars import GapMark
from chains.pictures.gap_marks import legend_of
from chains.pictures.layout import HEAD, Layout, day_line, lay_out
from chains.pictures.shapes import Box, Text
from chains.pictures.style import resolved_style
from chains.pictures.texts import plain, text_width

YEAR_LINE = 14  # baselines of the head
MONTH_LINE = 60
PAGE = 1152  # as wide as a page: a picture a little wider is drawn a little smaller, and needs no scrolling


def draw(content: ChainContent, marks: Sequence[GapMark], today: dt.date, name: str) -> dict[str, Any]:
    """Return what templates/chains/lanes.svg draws: a chain, the gaps marked in it, and a day."""
    layout = lay_out(content, marks)
    today_x = day_line(layout.calendar, today)
    flag = _flag(today_x, today, layout.width) if today_x is not None else None
    return {
        "layout": layout,
        "legend": legend_of(marks),
        "width": f"{(PAGE if layout.width <= PAGE * 1.04 else layout.width) / 16:g}rem",
        "title": _("Verantwortungskette %(name)s, Schuljahr %(year)s")
        % {"name": plain(name), "year": _year(content.school_year)},
        "description": _describe(content, marks),
        "grid": [x for x, _text in _months(layout)],
        "years": _years(layout),
        "texts": [*layout.labels(), *(text for _x, text in _months(layout)), *_year_names(layout)],
        "untimed": layout.untimed and Text(layout.untimed.x + 6, MONTH_LINE, _("ohne Zeitraum"), "s-month"),
        "today_x": today_x,
        "flag": flag,
        "head": HEAD - 22,
    }


def as_file(svg: str, width: int, height: int) -> str:
    """Return a drawn picture as a file of its own, with the look that the page gives it and a background."""
    own = f'<style>{resolved_style()}</style><rect class="s-paper" width="{width}" height="{height}"/>'
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + svg.strip().replace("</desc>", f"</desc>{own}", 1)


def texts_of(picture: dict[str, Any]) -> list[Text]:
    """Return every text of a picture, for whoever asks whether one covers another."""
    layout = picture["layout"]
    texts = [*picture["texts"], *layout.taking_part.texts]
    texts += [sign.text for sign in layout.taking_part.signs]
    for bar in layout.bars:
        texts += [*bar.texts, *(gap.text for gap in bar.gaps)]
    return texts + [text for text in (picture["untimed"], picture["flag"] and picture["flag"][1]) if text]


def _describe(content: ChainContent, marks: Sequence[GapMark]) -> str:
    """Return the result in a sentence, and where the same stands in words."""
    count, leads = len(content.steps), len({step.lead for step in content.steps if step.lead})
    parts = [
        ngettext(
            "%(count)d Schritt auf den Bahnen der federführenden Stellen (%(leads)d), Übergaben als Pfeile.",
            "%(count)d Schritte auf den Bahnen der federführenden Stellen (%(leads)d), Übergaben als Pfeile.",
            count,
        )
        % {"count": count, "leads": leads}
    ]
    numbers = {step.id: step.number for step in content.steps}
    said = [
        _("%(letter)s bei Schritt %(number)d (%(words)s)")
        % {"letter": plain(mark.letter), "number": numbers[mark.step_id], "words": plain(mark.words)}
        for mark in marks
        if mark.step_id in numbers
    ]
    if said:
        parts.append(_("Lücken: %(gaps)s.") % {"gaps": ", ".join(said)})
    return " ".join([*parts, _("Die Tabelle darunter sagt dasselbe in Worten.")])


def _months(layout: Layout) -> list[tuple[int, Text]]:
    return [
        (x, Text(x + 6, MONTH_LINE, str(MONTHS_3[month.month]), "s-month"))
        for month in layout.calendar.months()
        for x in [layout.calendar.at(month)]
    ]


def _new_years(layout: Layout) -> list[tuple[int, int]]:
    """Return where a new school year begins, and which."""
    return [
        (layout.calendar.at(month), month.year)
        for month in layout.calendar.months()[1:]
        if month.month == FIRST_MONTH
    ]


def _years(layout: Layout) -> list[int]:
    return [x for x, _year_ in _new_years(layout)]


def _year_names(layout: Layout) -> list[Text]:
    texts: list[Text] = []
    for x, year in _new_years(layout):
        before = _("Schuljahr %(year)s") % {"year": _year(year - 1)}
        if not texts and text_width(before, 14) < x - layout.calendar.x:
            texts.append(Text(x - 8, YEAR_LINE, before, "s-actor", ends=True))
        texts.append(Text(x + 8, YEAR_LINE, _year(year), "s-actor"))
    return texts


def _year(school_year: int) -> str:
    return f"{school_year}/{(school_year + 1) % 100:02}"


def _flag(x: int, today: dt.date, width: int) -> tuple[Box, Text]:
    words = _("heute, %(day)s") % {"day": f"{today.day}.{today.month}."}
    half = text_width(words, 13) // 2 + 8
    middle = min(x, width - half - 2)
    return Box(middle - half, 20, middle + half, 42), Text(middle, 36, words, "s-today-t")
