"""What the templates of mails are written with; `gsvo.outbox.rendering` reads what they collect."""

import re

from django import template
from django.template.base import TextNode

register = template.Library()
_BREAK = re.compile(r"\s*\n\s*")
_SOFT = "\x1f"  # a line break of the template while a paragraph is rendered; mails hold no control characters


@register.tag
def part(parser, token):
    """{% part subject %}…{% endpart %}: collect a part of the mail on one line, the body on its own."""
    _tag, name = token.split_contents()
    return PartNode(name, _inside(parser, "endpart"))


@register.tag
def paragraph(parser, token):
    """{% paragraph %}…{% endparagraph %}: line breaks of the template are blanks, those of values stay."""
    nodes = _inside(parser, "endparagraph")
    for node in nodes.get_nodes_by_type(TextNode):
        node.s = _BREAK.sub(_SOFT, node.s)
    return ParagraphNode(nodes)


@register.tag
def fact(parser, token):
    """{% fact _("Label") %}value{% endfact %}: a row of the mail's table; none where the value is empty."""
    _tag, label = token.split_contents()
    return FactNode(parser.compile_filter(label), _inside(parser, "endfact"))


@register.filter
def points(lines):
    """Return lines as a list in the body of a mail."""
    return "\n".join(f"- {line}" for line in lines)


class PartNode(template.Node):
    def __init__(self, name, nodelist):
        self.name, self.nodelist = name, nodelist

    def render(self, context):
        text = self.nodelist.render(context)
        context["mail"][self.name] = text if self.name == "body" else _on_one_line(text)
        return text


class ParagraphNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        text = re.sub(rf"[ {_SOFT}]*{_SOFT}[ {_SOFT}]*", " ", self.nodelist.render(context)).strip()
        return f"\n\n{text}\n\n"


class FactNode(template.Node):
    def __init__(self, label, nodelist):
        self.label, self.nodelist = label, nodelist

    def render(self, context):
        value = _on_one_line(self.nodelist.render(context))
        if value:
            context["mail"]["facts"].append((self.label.resolve(context), value))
        return value


def _inside(parser, end):
    nodes = parser.parse([end])
    parser.delete_first_token()
    return nodes


def _on_one_line(text):
    return _BREAK.sub(" ", text).strip()
