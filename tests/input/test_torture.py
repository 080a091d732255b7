"""Hostile text in every field that takes words: no error of ours, and it comes back as text."""

import re

import pytest

from tests.input.places import PLACES, address
from tests.input.sheet import Sheet
from tests.long import LONG

pytestmark = pytest.mark.django_db
TEXTS = [
    "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}", "x" * 300, "x" * 100_000,
    "../../etc/passwd", "a\0b", "\0", "\x01\x02\x1b[31m", "\x7f", "a\r\nBcc: evil@example.org",
    "a\nSubject: x", "\u202eabc", "\u2066x\u2069", "\u200b\u200c\u200d", "\ufeff", "\u00ad",
    "\U0001f469\u200d\U0001f467", "e\u0301" * 30, "Z\u0351\u036b\u0343" * 9, "\ufb01", "\u0130i\u0307",
    "\U0001d56c", "\u4e2d\u6587", "\u05e2\u05d1", "\ud7ff", "\ufffd", "\uffff", "\U0010ffff",
    "<u>fett</u>", "</textarea><script>alert(3)</script>", "</title><script>alert(4)</script>", "<!--",
    "]]>", "&lt;&amp;", "&#0;", "javascript:alert(4)", "{{ 7*7 }}", "{% debug %}", "{% include 'x' %}",
    "{x.__init__}", "{0}", "{", "%s", "%(x)s", "%n%d", "%", "${7*7}", "#{7}", "' OR 1=1 --",
    "'; DROP TABLE x; --", '"', "`", "\\", "=1+1", "+49 211", "-0,5", "@SUM(1)", "\t=1", "null", "None",
    "NaN",
]  # fmt: skip
ROUNDS = len(TEXTS) if LONG else 2
PLAIN = {"date": "2027-05-05", "email": '"<script>alert(5)</script>"@example.org', "number": "3"}
LIVE = re.compile(r"<img src=x|<script>alert|<u>fett")


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.form} {place.page}")
def test_hostile_text_is_saved_or_refused_and_stays_text(request, client, koko, leitung, place):
    url = address(place.page, koko, leitung)
    if place.who:
        client.force_login(request.getfixturevalue(place.who))
    offset = PLACES.index(place) * ROUNDS  # other texts in each form, so that few rounds try all
    for round_ in range(ROUNDS):
        sheet = Sheet(client.get(url, follow=True).content.decode())

        def text(name, control, sheet=sheet, begin=offset + round_):
            number = begin * 7 + sheet.names.index(name)
            return PLAIN.get(control.attrs.get("type"), TEXTS[number % len(TEXTS)])

        typed = sheet.typed(text) if sheet.names else {}
        answer = client.post(url, typed | {"weiter": "", "do": "save"}, follow=True)
        assert answer.status_code in (200, 409)
        assert not LIVE.search(answer.content.decode())


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.form} {place.page}")
@pytest.mark.once
def test_markup_stays_text_on_the_page_that_follows(request, client, koko, leitung, place):
    url = address(place.page, koko, leitung)
    if place.who:
        client.force_login(request.getfixturevalue(place.who))
    sheet = Sheet(client.get(url).content.decode())
    typed = sheet.typed(lambda name, control: PLAIN.get(control.attrs.get("type"), TEXTS[0]))
    html = client.post(url, typed | {"weiter": "", "do": "save"}, follow=True).content.decode()
    assert not LIVE.search(html)
    assert "}}49" not in html
