"""`{{ parts|compared }}` says what was inserted and removed in words as well: nobody needs colours."""

from collections.abc import Iterable

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gsvo.lib.comparison import INSERTED, SAME, Part

register = template.Library()


@register.filter
def compared(parts: Iterable[Part]) -> str:
    """Return parts of gsvo.lib.comparison as one text with <ins> and <del>, German where the page is not."""
    shown = format_html_join("", "{}", ((_shown(part),) for part in parts))
    if get_language() == settings.LANGUAGE_CODE:
        return shown
    return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, shown)


def _shown(part: Part) -> str:
    if part.kind == SAME:
        return part.words
    is_new = part.kind == INSERTED
    return format_html(
        '<{tag} class="gs-{tag}"><span class="gs-vh"{lang}>{begin} </span>'
        '{words}<span class="gs-vh"{lang}>{end}</span></{tag}>',
        tag="ins" if is_new else "del",
        begin=_("[eingefügt:") if is_new else _("[entfernt:"),
        words=part.words if part.words.strip() else _blank(part.words),
        end="]",
        lang=_language(),
    )


def _blank(words: str) -> str:
    """Name what nobody sees, and keep it."""
    name = _("(Zeilenumbruch)") if "\n" in words else _("(Leerzeichen)")
    return format_html('<span class="gs-small"{}>{}</span>{}', _language(), name, words)


def _language() -> str:
    language = get_language()
    return "" if language == settings.LANGUAGE_CODE else format_html(' lang="{}"', language)
