"""Rows of Django's lists as ours: each cell knows its column, and no two links sound the same."""

from django.utils.safestring import SafeString

from gsvo.templatetags.records import rows

HEADERS = [{"text": "Betreff"}, {"text": "an <wen>"}, {"text": "Stand"}]


def row(subject, to, state):
    first = f'<th class="x"><a href="/1/?a=1&amp;b=2">{subject}</a></th>'
    return [SafeString(cell) for cell in (first, f"<td>{to}</td>", f"<td class='s'>{state}</td>")]


def test_a_cell_names_its_column():
    shown = rows(HEADERS, [row("A", "b", "c")])

    assert shown == [
        [
            '<th class="x"><a href="/1/?a=1&amp;b=2">A</a></th>',
            '<td data-label="An &lt;wen&gt;">b</td>',
            "<td data-label=\"Stand\" class='s'>c</td>",
        ]
    ]
    assert all(isinstance(cell, SafeString) for cell in shown[0])


def test_links_of_the_same_words_say_what_else_their_rows_are_about():
    mark = '<svg class="m"><path d="M1 1"/></svg>'
    twice = "M &amp; &lt;K&gt;"
    shown = rows(HEADERS, [row(twice, "Ida &lt;3", mark + "offen"), row("B", "x", "y"), row(twice, "-", "")])

    hidden = [cells[0].partition("</a>")[0].partition(twice)[2] for cells in shown]
    assert hidden == ['<span class="gs-vh">: Ida &lt;3, offen</span>', "", '<span class="gs-vh">: </span>']
    assert "gs-vh" not in shown[1][0]
