"""The few tags and filters that pages need: signs, days, dates, lists."""

import datetime as dt

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html

from gsvo import days as days_in_words
from gsvo import marks

register = template.Library()

register.simple_tag(marks.svg, name="mark")


@register.simple_tag
def state(value, word):
    """Sign and word of a request's state: `{% state sr.state sr.get_state_display %}`."""
    return format_html('<span class="gs-state">{}<span>{}</span></span>', marks.svg(str(value)), word)


@register.filter
def days(quarters):
    """Quarters of a day in words: 21 -> "5,25 Tage"."""
    return "" if quarters in (None, "") else days_in_words.as_words(quarters)


def _local(value):
    """Dates, moments (in Europe/Berlin) and their ISO strings, as events keep them."""
    if isinstance(value, str) and value:
        value = dt.datetime.fromisoformat(value) if "T" in value else dt.date.fromisoformat(value)
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return value


def _formatted(value, pattern):
    return formats.date_format(_local(value), pattern) if value else ""


@register.filter
def day(value):
    """15. Januar 2027"""
    return _formatted(value, "j. F Y")


@register.filter
def weekday(value):
    """Freitag, 15. Januar 2027"""
    return _formatted(value, "l, j. F Y")


@register.filter
def short_day(value):
    """15. Januar"""
    return _formatted(value, "j. F")


@register.filter
def moment(value):
    """12. November, 09:05"""
    return _formatted(value, "j. F, H:i")


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """The query string of this page with changes; None or "" takes a parameter away: `{% query page=2 %}`."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            parameters.pop(name, None)
        else:
            parameters[name] = value
    return "?" + parameters.urlencode()


@register.simple_tag
def pages_around(page):
    """Numbers for the foot of a list; gaps come as the paginator's ellipsis."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
