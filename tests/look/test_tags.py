"""Template tags and components."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from gsvo.lib.paging import Page as ListPage
from gsvo.offices.models import Office
from gsvo.templatetags.gsvo import typed, typed_lines
from tests.look.html_page import Page


def shown(template, **context):
    return Template("{% load gsvo %}" + template).render(Context(context))


@pytest.mark.parametrize(
    ("quarters", "words"), [(4, "1 Tag"), (21, "5,25 Tage"), (32, "8 Tage"), (0, "0 Tage"), (None, "")]
)
def test_days_are_said_in_german(quarters, words):
    assert shown("{{ q|days }}", q=quarters) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("day", "15.\N{NO-BREAK SPACE}Januar 2027"),
        ("weekday", "Freitag, 15.\N{NO-BREAK SPACE}Januar 2027"),
        ("short_day", "15.\N{NO-BREAK SPACE}Januar"),
        ("moment", "15.\N{NO-BREAK SPACE}Januar, 09:05"),
    ],
)
def test_dates_are_said_in_german_time(name, words):
    at = dt.datetime(2027, 1, 15, 8, 5, tzinfo=dt.UTC)

    assert shown("{{ at|" + name + " }}", at=at) == words
    assert shown("{{ at|" + name + " }}", at=at.isoformat()) == words
    assert shown("{{ at|" + name + " }}", at=None) == ""


def test_a_moment_late_in_the_evening_falls_on_the_local_day():
    at = dt.datetime(2027, 1, 14, 23, 30, tzinfo=dt.UTC)

    assert shown("{{ at|day }}", at=at) == "15.\N{NO-BREAK SPACE}Januar 2027"


def test_a_date_as_events_keep_it_is_read():
    assert shown("{{ d|weekday }}", d="2027-01-15") == "Freitag, 15.\N{NO-BREAK SPACE}Januar 2027"


def test_days_within_a_sentence_stay_in_one_line_and_markup_stays_text():
    page = shown("{{ text|whole_days }}", text="Bitte bis 8. Dezember 2026, 18 Uhr: 5,25 Tage. <b>Zwei</b>")

    assert page == (
        "Bitte bis 8.\N{NO-BREAK SPACE}Dezember 2026, 18\N{NO-BREAK SPACE}Uhr: 5,25\N{NO-BREAK SPACE}Tage. "
        "&lt;b&gt;Zwei&lt;/b&gt;"
    )


def test_an_address_breaks_behind_its_at_and_markup_stays_text():
    assert shown("{{ a|breakable }}", a="koko@example.org") == "koko@<wbr>example.org"
    assert shown("{{ a|breakable }}", a="<b>@x") == "&lt;b&gt;@<wbr>x"


def test_a_state_is_a_sign_and_its_word():
    page = Page(shown('{% state "draft" word %}', word="Entwurf <neu>"))

    assert page.one("span", class_="gs-state").text == "Entwurf <neu>"
    assert len(page.all("svg")) == 1


def test_an_unknown_sign_is_a_mistake_of_the_page():
    with pytest.raises(KeyError):
        shown('{% mark "smiley" %}')


NEXT_ACTION = {
    "heading": "Das Gremium ist am Zug",
    "text": "Sie warten.",
    "button_url": "/x/",
    "button_label": "Erinnern",
}


def test_zug_of_somebody_else_has_no_primary_button():
    today = timezone.localdate()
    include = '{% include "components/next_action.html" %}'
    mine, others = (
        Page(shown(include, next_action={**NEXT_ACTION, "since": today, "mine": whose}))
        for whose in (True, False)
    )

    assert [link.text for link in mine.all("a", class_="kern-btn--primary")] == ["Erinnern"]
    assert others.all("a", class_="kern-btn--primary") == []
    assert (len(mine.all(class_="gs-next-action--mine")), len(others.all(class_="gs-next-action--mine"))) == (
        1,
        0,
    )
    assert others.dangling() == []


def test_the_way_marks_the_present_step_and_says_the_rest_in_words():
    steps = [
        {"label": "Entwurf", "mark": "done", "status": "done", "when": "2. Nov."},
        {"label": "Eingereicht", "mark": "submitted", "status": "now", "when": "seit 5. Nov."},
        {"label": "Abschluss", "mark": "open", "status": "open", "when": None},
    ]
    page = Page(shown('{% include "components/progress.html" %}', steps=steps))

    assert [step.text for step in page.all("li")] == [
        "erledigt: Entwurf 2. Nov.",
        "jetzt: Eingereicht seit 5. Nov.",
        "noch offen: Abschluss",
    ]
    assert page.one(**{"aria-current": "step"}).text.startswith("jetzt: Eingereicht")


def test_facts_leave_out_what_is_not_known_but_keep_zero():
    page = Page(shown('{% include "components/facts.html" %}', facts=[("A", "x"), ("B", ""), ("C", 0)]))

    assert [term.text for term in page.all("dt")] == ["A", "C"]


def links_of(**keys):
    request = RequestFactory().get("/anfragen/?q=kette&page=here")
    page = ListPage([1], Office.objects.none(), **keys)
    html = Page(shown('{% include "components/pagination.html" %}', page=page, request=request))
    return [(link.text, link.attrs["href"], link.attrs.get("rel")) for link in html.all("a")]


def test_a_short_list_has_no_pages():
    assert links_of() == []


def test_pages_keep_the_filter_and_lead_both_ways():
    first, before = ("Erste Seite", "?q=kette", None), ("Vorige Seite", "?q=kette&page=up", "prev")
    after = ("Nächste Seite", "?q=kette&page=down", "next")

    assert links_of(next_key="down") == [after]
    assert links_of(previous_key="up") == [first, before]
    assert links_of(previous_key="up", next_key="down") == [first, before, after]


def test_lists_of_records_have_another_parameter():
    assert links_of(name="p", next_key="down") == [("Nächste Seite", "?q=kette&page=here&p=down", "next")]


def test_a_number_within_a_text_stays_whole_and_the_text_a_text():
    words = shown("{{ text|unbroken }}", text="<b>Neu:</b> GSVO-2026-0015 & GSVO-20")
    number = '<span class="gs-nowrap">GSVO-2026-0015</span>'
    assert words == f"&lt;b&gt;Neu:&lt;/b&gt; {number} &amp; GSVO-20"


@pytest.mark.parametrize(("language", "shown"), [("de", "<p>"), ("en", '<p lang="de">')])
def test_typed_lines_are_paragraphs_that_say_that_they_are_german(language, shown):
    with translation.override(language):
        page = typed_lines("Erste <Zeile>\nzweite\n\nNeuer Absatz")
    assert page == f"{shown}Erste &lt;Zeile&gt;<br>zweite</p>\n\n{shown}Neuer Absatz</p>"
    assert typed_lines("") == typed_lines(None)


def test_typed_texts_are_marked_in_english_only_and_records_without_title_never():
    class Untitled:
        title = ""

        def __str__(self):
            return "Request without title"

    nameless = Untitled()
    with translation.override("en"):
        assert typed("Anna & Co") == '<span lang="de">Anna &amp; Co</span>'
        assert typed(nameless) is nameless
        assert typed("") == ""
    with translation.override("de"):
        assert typed("Anna & Co") == "Anna & Co"


def test_each_language_has_its_own_days():
    assert [shown("{{ d|short_day }}", d="2027-01-15") for _number in range(2)] == [
        "15.\N{NO-BREAK SPACE}Januar"
    ] * 2
    with translation.override("en"):
        assert "January" in shown("{{ d|short_day }}", d="2027-01-15")
    assert shown("{{ d|short_day }}", d="2027-01-15") == "15.\N{NO-BREAK SPACE}Januar"
