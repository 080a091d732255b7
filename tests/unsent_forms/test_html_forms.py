"""Which pages are read for forms with text: none is left out that has one; tags as a parser finds them."""

import pytest
from django.test import RequestFactory

from gsvo.http.post_data import typed_texts
from gsvo.unsent_forms.html_forms import Page, mark_wordless, may_have_forms
from tests.unsent_forms.parsed import assert_tags_as_parsed

POSTED = '<body><a href="/x">x</a><main><form method="post">{}</form></main></body>'
TEXTS = [
    '<textarea name="a"></textarea>',
    '<input name="a">',
    '<input type="email" name="a" value="x">',
    '<INPUT NAME="a" TYPE="TEXT">',
    "<input name=a type=text>",
    '<input type="text" name="a" value="type=&quot;hidden&quot; x">',
    '<input type="hidden" name="b"><button type="submit">Los</button><input type="date" name="a">',
]
NO_TEXTS = [
    '<button type="submit" name="a">Los</button>',
    '<input type="hidden" name="a" value="<textarea">'.replace("<t", "&lt;t"),
    '<input name="a" type="checkbox"><input type="radio" name="b"><INPUT TYPE="SUBMIT" name="c">',
    '<input class="x" type="file" name="a"><select name="b"></select>',
]


@pytest.mark.parametrize("control", TEXTS)
def test_a_form_with_text_is_found(control):
    html = POSTED.format(control)
    assert Page(html).forms
    assert may_have_forms(html)


@pytest.mark.parametrize("control", NO_TEXTS)
def test_a_page_with_buttons_and_choices_only_is_not_parsed(control):
    html = POSTED.format(control)
    assert Page(html).forms == []
    assert not may_have_forms(html)


def test_each_form_with_choices_only_is_marked_and_nothing_else():
    html = '<form method="post"></form><main><form method="post" class="x"></form><form></form></main>'
    assert mark_wordless(html, "!") == html.replace('class="x">', 'class="x">!')


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"_texts": "", "reason": "no_time", "entries": "a1b2.3"}, []),
        ({"_texts": "text", "reason": "no_time", "text": "Im Herbst."}, ["Im Herbst."]),
        (
            {"_texts": ["text", "deputy"], "text": "Im Herbst.", "deputy": "Vera", "x": "y"},
            ["Im Herbst.", "Vera"],
        ),
        ({"text": "Eine Seite ohne Angabe"}, ["Eine Seite ohne Angabe"]),
    ],
)
def test_only_what_the_form_names_as_text_counts_as_typed(sent, shown):
    assert typed_texts(RequestFactory().post("/", sent)) == shown


def test_what_stands_outside_the_main_part_counts_for_nothing():
    html = f'<form method="post">{TEXTS[0]}</form><main><form method="post"></form></main>{TEXTS[0]}'
    assert Page(html).forms == []
    assert not may_have_forms(html)


def test_a_page_whose_form_is_sent_by_get_is_not_parsed():
    html = f'<main><form method="get">{TEXTS[0]}</form><form method="post"></form></main>'
    assert Page(html).forms == []
    assert not may_have_forms(html)


ODD = [
    '<INPUT NAME="A" Value="&quot;&gt;&amp;auml; ä" required>',
    "<input name='a' value='say \"no\"' data-x=''>",
    "<input\n  name=a\n  value = b/c?d=1\n  disabled\n>",
    '<input name="a" value="a > b"/><input name=b />',
    '<a href="/x?y=1&amp;z=2#here" title="<input name=b>">x</a>',
    '<!-- <input name="a"> --><script src="x"><input name="b"></script><style>a > b {}</style>',
    '<abbr title="a">a</abbr><article><aside></aside></article><formula></formula><optgroup label="x">',
    '<textarea name="a">&lt;input name="b"&gt; "</textarea><option value>',
    "<details><summary>x</summary><p>It's 3 < 4 and 5 > 4</p></details>",
]


@pytest.mark.parametrize("html", [*ODD, *TEXTS, *NO_TEXTS])
def test_tags_are_those_that_a_parser_finds(html):
    assert_tags_as_parsed(POSTED.format(html))
