"""What the templates of mails are written with."""

import pytest
from django.template import Context

from gsvo.outbox.rendering import _engine, blocks
from tests.helpers.source_tree import templates


def written(source, **context):
    """What a template collects, rendered as mails are."""
    parts = {"facts": [], "notes": []}
    template = _engine().from_string("{% load i18n mails %}" + source)
    text = template.render(Context({**context, "mail": parts}, autoescape=False))
    return text, parts


PARAGRAPH = """
{% paragraph %}
  {% if first %}
    {{ first }}
  {% endif %}
  {{ second }}
{% endparagraph %}
"""


@pytest.mark.parametrize(
    ("first", "second", "lines"),
    [
        ("Eins.", "Zwei.", ["Eins. Zwei."]),
        ("", "Zwei.", ["Zwei."]),
        ("Eins.\nmit  Zeile", "Zwei.", ["Eins.", "mit  Zeile Zwei."]),
        ("Eins.", "\x1fZwei.", ["Eins. Zwei."]),
    ],
)
def test_a_paragraph_keeps_the_lines_of_values_and_none_of_the_template(first, second, lines):
    text, _parts = written(PARAGRAPH, first=first, second=second)
    assert blocks(text) == [{"lines": lines}]


def test_what_somebody_wrote_keeps_its_paragraphs_and_lists():
    source = (
        "{% paragraph %}Der Grund:{% endparagraph %}\n  {{ reason }}\n{% paragraph %}Ende.{% endparagraph %}"
    )
    text, _parts = written(source, reason="Eins\nzwei\n\n- drei\n- vier")
    assert blocks(text) == [
        {"lines": ["Der Grund:"]},
        {"lines": ["Eins", "zwei"]},
        {"points": ["drei", "vier"]},
        {"lines": ["Ende."]},
    ]


def test_lines_become_a_list():
    text, _parts = written("{{ lines|points }}", lines=["eins", "zwei"])
    assert blocks(text) == [{"points": ["eins", "zwei"]}]


def test_facts_come_in_their_order_and_none_is_empty():
    source = '{% fact _("Ort") %}\n  {{ place }}\n{% endfact %}{% fact "Leer" %}{{ nothing }}{% endfact %}'
    _text, parts = written(source, place="Unna &\n Kreis", nothing="")
    assert parts["facts"] == [("Ort", "Unna &\n Kreis")]


def test_a_part_stands_on_one_line_and_the_body_as_it_is():
    source = "{% part heading %}\n  {% if 1 %}\n    Eins\n  {% endif %}\n  zwei\n{% endpart %}"
    _text, parts = written(source + "{% part body %}a\n\nb{% endpart %}")
    assert (parts["heading"], parts["body"]) == ("Eins zwei", "a\n\nb")


def test_mails_are_written_one_element_a_line_and_no_line_is_long():
    mails = {name: text for name, text in templates().items() if "email/" in name}
    long = [f"{name}: {line}" for name, text in mails.items() for line in text.split("\n") if len(line) > 120]
    crowded = [
        f"{name}: {line}"
        for name, text in mails.items()
        for line in text.split("\n")
        if line.lstrip().startswith("{% block ") and "endblock" in line and name != "email/mail.txt"
    ]

    assert len(mails) > 80
    assert long == []
    assert crowded == [], "a block stands on lines of its own"
