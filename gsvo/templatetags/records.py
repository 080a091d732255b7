"""Template tags for lists of records in the workplace."""

import re
from collections import Counter
from html import unescape

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

register = template.Library()
TAG = re.compile("<[^<>]*>")  # in cells that Django and we wrote: no attribute there holds a bare < or >


@register.simple_tag
def rows(headers, results):
    """The rows of Django's `result_list`. Each cell knows its column's name, which a phone shows beside it;
    a link whose words stand in several rows says for the ear what else its row is about."""
    names = [_words(row[0]) for row in results]
    often = Counter(names)
    labels = [format_html('<td data-label="{}"', capfirst(header["text"])) for header in headers]
    return [
        _cells(_named(row) if often[name] > 1 else row, labels)
        for name, row in zip(names, results, strict=True)
    ]


def _cells(row, labels):
    return [
        mark_safe(label + cell[3:]) if cell.startswith("<td") else cell  # noqa: S308  Django escaped it
        for cell, label in zip(row, labels, strict=False)
    ]


def _named(row):
    """Return a row whose link says to the ear what else the row is about."""
    about = ", ".join(text for text in map(_words, row[1:]) if text not in ("", "-"))
    hidden = format_html('<span class="gs-vh">: {}</span></a>', about)
    return [mark_safe(cell.replace("</a>", hidden)) for cell in row]  # noqa: S308  the same


def _words(cell):
    """Return a cell's text, as it was before Django escaped it."""
    return unescape(TAG.sub("", cell))
