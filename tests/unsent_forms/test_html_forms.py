"""Which pages are parsed for forms with text: none is left out that has one."""

import pytest

from gsvo.unsent_forms.html_forms import Page, may_have_forms

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


def test_what_stands_outside_the_main_part_counts_for_nothing():
    html = f'<form method="post">{TEXTS[0]}</form><main><form method="post"></form></main>{TEXTS[0]}'
    assert Page(html).forms == []
    assert not may_have_forms(html)
