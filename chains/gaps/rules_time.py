"""Rules about when steps happen: windows, their order, and weeks in which nobody does anything."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from chains.content import ChainContent, StepContent
from chains.gaps.gap import Facts, Finding
from chains.gaps.graph import handovers, into_next_chain
from chains.windows import Window, runs_back, window
from gsvo.lib import dates

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)


def no_window(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    for step in content.steps:
        if window(step, content.school_year) is None:
            yield Finding(_("Wann das geschieht, steht nicht mit Monat oder Tag fest."), step)


def window_reversed(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    for step in content.steps:
        when = window(step, content.school_year)
        if when and when.last < when.first:
            words = {"last": dates.day(when.last), "first": dates.day(when.first)}
            yield Finding(_("Der Zeitraum endet am %(last)s und beginnt erst am %(first)s.") % words, step)


def runs_backwards(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    """Steps may overlap; the receiving one may neither begin nor end before the one that gives."""
    for giver, receiver in handovers(content):
        gives = _forward(giver, content.school_year)
        years = giver.year_offset - receiver.year_offset if into_next_chain(giver, receiver) else 0
        takes = _forward(receiver, content.school_year + years)
        if not (gives and takes and runs_back(gives, takes)):
            continue
        words = {"number": receiver.number}
        if takes.last < gives.last:
            words |= {"own": dates.day(gives.last), "other": dates.day(takes.last)}
            sentence = _("Endet am %(own)s, Schritt %(number)s aber schon am %(other)s.") % words
        else:
            words |= {"own": dates.day(gives.first), "other": dates.day(takes.first)}
            sentence = _("Beginnt am %(own)s, Schritt %(number)s aber schon am %(other)s.") % words
        yield Finding(sentence, giver, about=(receiver.id,))


def weeks_uncovered(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    """Seven days or more, from 1 February to 31 October, in no step that somebody leads or takes part in."""
    year = content.school_year + 1
    end = dt.date(year, 10, 31)
    day = dt.date(year, 2, 1)
    done = [_forward(step, content.school_year) for step in content.steps if step.lead or step.participants]
    for when in (*sorted(filter(None, done)), Window(end + DAY, end + DAY)):
        until = min(when.first - DAY, end)
        if until - day + DAY >= WEEK:
            words = {"first": dates.day(day), "last": dates.day(until)}
            yield Finding(
                _("Vom %(first)s bis %(last)s ist kein Schritt vorgesehen, den jemand übernimmt.") % words,
                about=(day.isoformat(), until.isoformat()),
            )
        day = max(day, when.last + DAY)


def _forward(step: StepContent, school_year: int) -> Window | None:
    """Return a step's window; None without one, and where it ends before it begins."""
    when = window(step, school_year)
    return when if when and when.first <= when.last else None
