"""What the templates of mails are written with; `gsvo.outbox.rendering` reads what they collect."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.template.base import FilterExpression, NodeList, Parser, TextNode, Token

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
