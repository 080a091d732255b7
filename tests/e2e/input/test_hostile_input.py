"""Hostile text in every field that takes words: no error of ours, and it comes back as text."""

import re

import pytest
from django.core.cache import cache

from tests.e2e.input.hostile_texts import TEXTS
from tests.e2e.input.html_form import HtmlForm
from tests.e2e.input.places import PLACES, address, opened
from tests.helpers.long_version import LONG

pytestmark = pytest.mark.django_db
PLAIN = {"date": "2027-05-05", "email": '"<script>alert(5)</script>"@example.org', "number": "3"}
LIVE = re.compile(r"<img src=x|<script>alert|<u>fett")


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_hostile_text_is_saved_or_refused_and_stays_text(request, client, koko, leitung, place):
    person = place.who and request.getfixturevalue(place.who)
    url = address(place.page, koko, leitung)
    if person:
        client.force_login(person)
    url, html = opened(client, place, url)
    first = number = PLACES.index(place) * 14  # other texts in each form, so that one round tries all
    for _round in range(len(TEXTS) if LONG else 1):
        sheet = HtmlForm(html)

        def text(name, control, sheet=sheet, begin=number):
            chosen = TEXTS[(begin + sheet.names.index(name)) % len(TEXTS)]
            return PLAIN.get(control.attrs.get("type"), chosen)

        number += len(sheet.names) or len(TEXTS)
        typed = sheet.typed(text) if sheet.names else {}
        cache.clear()  # so many tries would meet a limit
        answer = client.post(url, typed | {"weiter": "", "do": "save"} | place.presses, follow=True)
        assert answer.status_code in (200, 409, 410)  # a link may be used up by now
        html = client.get(url, follow=True).content.decode()
        assert not LIVE.search(answer.content.decode())
        if number - first > len(TEXTS):
            break
