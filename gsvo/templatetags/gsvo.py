"""The few tags and filters that pages need: signs, days, dates, lists."""

from django import template
from django.utils.html import format_html

from gsvo import dates, marks
from gsvo import days as days_in_words

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


register.filter("day", dates.day)
register.filter("weekday", dates.weekday)
register.filter("short_day", dates.short_day)
register.filter("moment", dates.short_moment)


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
