"""What the templates of mails are written with; `gsvo.outbox.rendering` reads what they collect."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.template.base import FilterExpression, NodeList, Parser, TextNode, Token
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from gsvo.lib import phone
from gsvo.lib.case_numbers import CASE_NUMBER
from gsvo.lib.text import unbroken_numbers

register = template.Library()
_BREAK = re.compile(r"\s*\n\s*")
_SOFT = "\x1f"  # a line break of the template while its values come in; mails hold no control characters


@register.tag
def part(parser: Parser, token: Token) -> PartNode:
    """{% part subject %}…{% endpart %}: collect a part of the mail on one line, the body on its own."""
    _tag, name = token.split_contents()
    return PartNode(name, _inside(parser, "endpart"))


@register.tag
def paragraph(parser: Parser, token: Token) -> ParagraphNode:
    """{% paragraph %}…{% endparagraph %}: line breaks of the template are blanks, those of values stay."""
    return ParagraphNode(_softened(_inside(parser, "endparagraph")))


@register.tag
def fact(parser: Parser, token: Token) -> FactNode:
    """{% fact _("Label") %}value{% endfact %}: a row of the mail's table; none where the value is empty."""
    _tag, label = token.split_contents()
    return FactNode(parser.compile_filter(label), _softened(_inside(parser, "endfact")))


@register.tag
def note(parser: Parser, token: Token) -> NoteNode:
    """{% note author %}…{% endnote %}: what a person wrote, quoted in its own place; nothing if empty."""
    _tag, author = token.split_contents()
    return NoteNode(parser.compile_filter(author), _inside(parser, "endnote"))


@register.tag
def linked(parser: Parser, token: Token) -> LinkedNode:
    """{% linked line %}<a href="{{ url }}">{{ shown }}</a>{% else %}<span>{{ shown }}</span>{% endlinked %}:
    a line, its addresses as links; what stands behind the "else" holds the numbers of requests and telephones
    on one line.
    """
    _tag, line = token.split_contents()
    link, number = parser.parse(["else", "endlinked"]), NodeList()
    if parser.next_token().contents == "else":
        number = _inside(parser, "endlinked")
    return LinkedNode(parser.compile_filter(line), link, number)


@register.filter
def points(lines: Iterable[str]) -> str:
    """Return lines as a list in the body of a mail."""
    return "\n".join(f"- {line}" for line in lines)


class PartNode(template.Node):
    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> str:
        text = self.nodelist.render(context)
        context["mail"][self.name] = text if self.name == "body" else _on_one_line(text)
        return text


class ParagraphNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        return f"\n\n{_hardened(self.nodelist.render(context))}\n\n"


class FactNode(template.Node):
    def __init__(self, label: FilterExpression, nodelist: NodeList) -> None:
        self.label, self.nodelist = label, nodelist

    def render(self, context: Context) -> str:
        value = _hardened(self.nodelist.render(context))
        if value:
            context["mail"]["facts"].append((self.label.resolve(context), value))
        return value


class NoteNode(template.Node):
    def __init__(self, author: FilterExpression, nodelist: NodeList) -> None:
        self.author, self.nodelist = author, nodelist

    def render(self, context: Context) -> str:
        text = self.nodelist.render(context).strip()
        if text:
            context["mail"]["notes"].append((text, str(self.author.resolve(context))))
        return ""


class LinkedNode(template.Node):
    child_nodelists = ("link", "number")

    def __init__(self, line: FilterExpression, link: NodeList, number: NodeList) -> None:
        self.line, self.link, self.number = line, link, number

    def render(self, context: Context) -> str:
        line = unbroken_numbers(str(self.line.resolve(context)))
        found, end = [], 0
        for match in _reachable().finditer(line):
            nodes = self.number if match["case"] else self.link
            with context.push(url=_url(match), shown=_unbroken(match)):
                shown = nodes.render(context).strip()
            if match["number"] and self.number:
                with context.push(shown=mark_safe(shown)):  # noqa: S308 (rendered above, escaped)
                    shown = self.number.render(context).strip()
            found += [conditional_escape(line[end : match.start()]), shown or conditional_escape(match[0])]
            end = match.end()
        if not found:
            return conditional_escape(line)
        return mark_safe("".join([*found, conditional_escape(line[end:])]))  # noqa: S308 (each part is escaped)


@cache
def _reachable() -> re.Pattern[str]:
    """Find pages of the portal, addresses of mail, numbers of telephones and of requests. Other pages stay
    words.
    """
    page = rf"(?P<page>{re.escape(settings.BASE_URL)}/[\w/%-]*)"
    mail = r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    case = f"(?P<case>{CASE_NUMBER.pattern})"
    return re.compile(f"{page}|{mail}|{case}|(?P<number>{phone.NUMBER.pattern})")


def _unbroken(found: re.Match[str]) -> str:
    """A telephone number stays on one line where it can."""
    return found[0].replace(" ", "\xa0") if found["number"] else found[0]


def _url(found: re.Match[str]) -> str:
    if found["case"]:
        return ""
    if found["number"]:
        return f"tel:{phone.dialled(found[0])}"
    return f"mailto:{found[0]}" if found["mail"] else found[0]


def _inside(parser: Parser, end: str) -> NodeList:
    nodes = parser.parse([end])
    parser.delete_first_token()
    return nodes


def _softened(nodes: NodeList) -> NodeList:
    """Mark the line breaks of the template, before values bring theirs."""
    node: Any
    for node in nodes.get_nodes_by_type(TextNode):
        node.s = _BREAK.sub(_SOFT, node.s)
    return nodes


def _hardened(text: str) -> str:
    return re.sub(rf"[ {_SOFT}]*{_SOFT}[ {_SOFT}]*", " ", text).strip()


def _on_one_line(text: str) -> str:
    return _BREAK.sub(" ", text).strip()
