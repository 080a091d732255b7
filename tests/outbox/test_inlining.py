"""The look of mails is written into the elements of the layout, and the layout stays a template."""

import re

import pytest
from django.template import Context

from gsvo.outbox import rendering
from gsvo.outbox.inlining import inline_styles, styles_in
from tests.helpers.source_tree import ROOT

CSS = '.ink { color: #131525; font: 17px/26px "Segoe UI", Arial; } .btn { background-color: #2044aa; }'


def inlined(body):
    return inline_styles(
        f"<!doctype html><html><head><title>{{{{ subject }}}}</title></head><body>{body}", CSS
    )


@pytest.mark.parametrize(
    "body",
    [
        '<p class="ink">{{ name }}</p>',
        '<a class="ink" href="{{ address }}">{{ address }}</a>',
        '{% if due %}<p class="ink">{{ due }}</p>{% endif %}',
        '<p class="ink">{{ a }}<br>{% blocktranslate %}<b>{{ x }}</b>{% endblocktranslate %}</p>',
    ],
)
def test_each_tag_comes_back_where_it_was(body):
    assert re.sub(r' style="[^"]*"', "", inlined(body)).split("<body>")[1] == f"{body}</body></html>"
    assert 'class="ink"' in inlined(body)
    assert "color:#131525" in inlined(body)


def test_a_loop_over_rows_stays_inside_of_its_table():
    rows = '{% for row in rows %}<tr><td class="ink">{{ row }}</td></tr>{% endfor %}'
    source = inlined(f"<table><tbody>{rows}</tbody></table>")
    html = rendering._engine().from_string(source).render(Context({"rows": ["eins", "zwei"], "subject": "S"}))

    assert "<title>S</title>" in html
    assert html.count("<tr>") == html.count("</tr>") == 2
    assert html.index("<tbody>") < html.index("eins") < html.index("zwei") < html.index("</tbody>")


def test_a_style_that_is_to_stay_and_comments_for_outlook_stay():
    kept = '<style data-css-inline="keep">@media (max-width: 9px) { .ink { color: red !important; } }</style>'
    outlook = '<!--[if mso]><table width="600"><tr><td><![endif]-->'
    source = inlined(f'{kept}{outlook}<p class="ink">x</p>')

    assert kept.replace(' data-css-inline="keep"', "") in source
    assert outlook in source
    assert styles_in(source)[0].startswith("@media")
    assert len(styles_in(source)) == 2


def test_the_layout_says_all_that_outlook_and_programs_without_style_need():
    layout = rendering._layout().source
    bare = re.sub(r"<style\b.*?</style>|<!--.*?-->", "", layout, flags=re.DOTALL)

    for element in re.findall(r"<(?:p|h1|th|li|a)\b[^>]*>", bare):
        assert re.search(r'style="[^"]*color:#[0-9a-f]{6}', element), element
    for element in re.findall(r"<(?:p|h1|th|li)\b[^>]*>", bare):
        assert "Segoe UI" in element
        assert "padding:" in element
    assert re.search(r"\[if mso\]>\s*<table [^>]*width=\"600\"", layout)
    cell, link = re.search(r'(<td class="btn"[^>]*>)(<a [^>]*>)', layout).groups()
    assert 'bgcolor="#2044aa"' in cell
    assert "padding:12px 24px" in cell
    assert "padding" not in link
    assert "color:#ffffff" in link
    assert "data:" not in layout
    assert layout.count('role="presentation"') == layout.count("<table") - 1  # the table of facts is one


def test_nobody_writes_a_style_by_hand():
    for path in (ROOT / "templates/email").iterdir():
        assert 'style="' not in path.read_text(encoding="utf-8"), path


def test_the_layout_is_made_once():
    assert rendering._layout() is rendering._layout()
