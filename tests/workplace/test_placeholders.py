"""Placeholders of mails are an allow-list: a template that names anything else fails here, in every branch,
also in one that no sample takes, and not on the day on which somebody's decision needs it."""

import re

import pytest
from django.template.base import Lexer, TokenType

from gsvo.outbox import rendering
from gsvo.workplace import mail_previews, mail_types
from tests.helpers.source_tree import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.once]
KINDS = sorted(mail_types.KINDS)
ALWAYS = {"name", "base_url", "contact_email", "contact_phone", "language", "mail"}
WORDS = {
    "and",
    "or",
    "not",
    "in",
    "is",
    "with",
    "count",
    "trimmed",
    "context",
    "as",
    "noop",
    "on",
    "off",
    "asvar",
}
NAME = re.compile(r"""(?<![\w.|"'])[a-z_]\w*(?=[\s.|),]|$)""")
STRING = re.compile(r"""_?\(?(?:"[^"]*"|'[^']*')\)?""")


@pytest.fixture(scope="module")
def given(django_db_setup, django_db_blocker):
    """{kind: the contexts that the portal's own functions hand to its template}"""
    found, compose = {}, rendering.compose

    def noted(kind, context, **more):
        found.setdefault(kind, []).append(context)
        return compose(kind, context, **more)

    patch = pytest.MonkeyPatch()
    patch.setattr("gsvo.outbox.queue.compose", noted)
    with django_db_blocker.unblock():
        mail_previews.mails()
    patch.undo()
    return found


def placeholders(source):
    """The names that a template looks up from outside, in every branch."""
    found, own = set(), {"forloop", "block"}
    for token in Lexer(source).tokenize():
        words = STRING.sub(" ", token.contents)
        if token.token_type == TokenType.VAR:
            found |= set(NAME.findall(words)[:1])
        elif token.token_type == TokenType.BLOCK:
            tag, _, rest = words.partition(" ")
            if tag == "for":
                loop, _, rest = rest.partition(" in ")
                own |= set(NAME.findall(loop))
            own |= set(re.findall(r"(\w+)=", rest)) | set(re.findall(r"\bas(?:var)? (\w+)", rest))
            if tag in ("if", "elif", "for", "with", "blocktranslate", "translate", "note"):
                found |= set(NAME.findall(re.sub(r"\w+=", " ", rest))) - WORDS
    return found - own


def sources(name, context):
    """A mail's template, what it extends and what it includes."""
    source = (ROOT / "templates" / name).read_text(encoding="utf-8")
    yield source
    named = re.findall(r"{% (?:extends|include) (\S+)", source)
    for other in named:
        yield from sources(other.strip('"') if '"' in other else context[other], context)


def sources_of(kind, context):
    return sources(kind.replace("/", "/email/") + ".txt", context)


def test_a_template_names_only_what_its_mail_is_given(given):
    for kind in KINDS:
        for context in given[kind]:
            for source in sources_of(kind, context):
                assert placeholders(source) - ALWAYS - set(context) == set(), kind


def test_the_portals_templates_do_name_something(given):
    named = set()
    for kind in KINDS:
        named = named.union(*map(placeholders, sources_of(kind, given[kind][0])))
    assert {"office", "number", "reason", "until", "secret", "waiting", "support_request"} <= named


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("{{ a.name|lower }} {% if b and not c.x %}{{ d }}{% else %}{{ e }}{% endif %}", "a b c d e"),
        ("{% for line in lines %}{{ line }}{{ forloop.counter }}{% endfor %}", "lines"),
        ('{% blocktranslate with day=until|day count n=days %}{{ day }}{{ n }}{{ x }}{% endblocktranslate %}',
         "until days x"),
        ('{% translate "not a name" %}{% if state == "also none" %}{% endif %}', "state"),
        ('{% translate "not a name" as word %}{{ word }}{{ block.super }}', ""),
        ('{% fact _("not a name") %}{{ place }}{% endfact %}', "place"),
    ],
)  # fmt: skip
def test_a_name_is_found_wherever_it_stands(source, named):
    assert placeholders(source) == set(named.split())
