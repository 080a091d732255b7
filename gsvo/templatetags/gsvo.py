"""Shared template tags and filters: icons, days, dates, lists."""

import re

from django import template
from django.conf import settings
from django.template.defaultfilters import linebreaks_filter, linebreaksbr
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import normalize_newlines
from django.utils.translation import get_language

from gsvo.lib import dates, icons, listing
from gsvo.lib import days as days_in_words
from gsvo.lib.case_numbers import unbroken
from gsvo.lib.phone import dialled
from gsvo.lib.text import unbroken_numbers
from requests.states import STATES
from requests.workflow import State

register = template.Library()

register.simple_tag(icons.svg, name="mark")
register.filter(dialled)
register.filter(unbroken)


@register.simple_tag
def state(value, word):
    """Return icon and label of a request's state: `{% state sr.state sr.get_state_display %}`."""
    return format_html(
        '<span class="gs-state">{}<span>{}</span></span>', icons.svg(STATES[State(value)].icon), word
    )


@register.filter
def days(quarters):
    """Return quarters of a day in words: 21 -> "5,25 Tage"."""
    return "" if quarters in (None, "") else days_in_words.as_words(quarters)


@register.filter
def days_figure(quarters):
    """Return quarters of a day as a number for a column headed "Tage": -2 -> "−0,5"."""
    return "" if quarters is None else days_in_words.as_number(quarters).replace("-", "−")


@register.filter
def typed(text):
    """Say that a text is German where the page is not: people here write German, whoever reads it.

    A record is shown by its title; one without says so in the page's own language.
    """
    if not text or get_language() == settings.LANGUAGE_CODE or getattr(text, "title", text) == "":
        return text
    return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, text)


@register.filter
def typed_lines(text):
    """Return a typed text as paragraphs, each in German where the page is not."""
    if not text or get_language() == settings.LANGUAGE_CODE:
        return linebreaks_filter(text or "", autoescape=True)
    paragraphs = re.split("\n{2,}", normalize_newlines(str(text)))
    return format_html_join(
        "\n\n",
        '<p lang="{}">{}</p>',
        ((settings.LANGUAGE_CODE, linebreaksbr(part, autoescape=True)) for part in paragraphs),
    )


@register.filter
def breakable(address):
    """Allow an e-mail address to break after its @."""
    return format_html_join(mark_safe("@<wbr>"), "{}", ((part,) for part in str(address).split("@")))


@register.filter(is_safe=True)
def whole_days(text):
    """Keep numbers in a sentence on one line with what they count: "8. Dezember", "5 Tage"."""
    return unbroken_numbers(str(text))


def _shown(words):
    return lambda value: whole_days(words(value))


register.filter("day", _shown(dates.day))
register.filter("weekday", _shown(dates.weekday))
register.filter("short_day", _shown(dates.short_day))
register.filter("moment", _shown(dates.short_moment))


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """Return this page's query string with changes; None or "" removes a parameter: `{% query page=2 %}`."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            parameters.pop(name, None)
        else:
            parameters[name] = value
    return "?" + parameters.urlencode()


@register.simple_tag(takes_context=True)
def page_url(context, page, key):
    """Return this page's query string with another page of its list; "" is the first."""
    return query(context, **{page.name: key})


@register.simple_tag(takes_context=True)
def list_url(context, name):
    """Return the address of a list as it was seen last: `{% list_url "requests:list" as url %}`."""
    return listing.way_back(context["request"], name) if "request" in context else reverse(name)
