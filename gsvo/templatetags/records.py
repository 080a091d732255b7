"""Template tags for lists of records in the workplace."""

from collections import Counter
from html import unescape

from django import template
from django.utils.html import format_html, strip_tags
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

register = template.Library()


@register.simple_tag
def rows(headers, results):
    """The rows of Django's `result_list`. Each cell knows its column's name, which a phone shows beside it;
    a link whose words stand in several rows says for the ear what else its row is about."""
    words = Counter(_words(row[0]) for row in results)
    return [
        [
            _cell(_named(cell, row[1:]) if words[_words(row[0])] > 1 else cell, header["text"])
            for cell, header in zip(row, headers, strict=False)
        ]
        for row in results
    ]


def _cell(cell, label):
    if not cell.startswith("<td"):
        return cell
    return format_html('<td data-label="{}"{}', capfirst(label), mark_safe(cell[3:]))  # noqa: S308  Django escaped it


def _named(cell, others):
    about = ", ".join(text for text in map(_words, others) if text not in ("", "-"))
    hidden = format_html('<span class="gs-vh">: {}</span></a>', about)
    return mark_safe(cell.replace("</a>", hidden))  # noqa: S308  the same


def _words(cell):
    """Return a cell's text, as it was before Django escaped it."""
    return unescape(strip_tags(cell))
