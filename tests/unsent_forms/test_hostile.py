"""Hostile words that were typed and not sent: they stand there again as they were written, and stay words."""

import pytest
from django.urls import reverse

from tests import factories
from tests.e2e.input.hostile_texts import ALL_AT_ONCE, CODE, MARKUP, SHEET, TAGS
from tests.e2e.input.reader import Reader, mangled
from tests.unsent_forms.test_keeping import keeps, step

pytestmark = pytest.mark.django_db
WORDS = [text for text in [MARKUP, ALL_AT_ONCE, *SHEET, *TAGS, *CODE] if len(text) < 500 and "\0" not in text]


@pytest.mark.parametrize(("number", "field"), [(2, "title"), (3, "goal_1")], ids=["input", "textarea"])
def test_hostile_words_stand_there_again_as_words(client, koko, number, field):
    client.force_login(koko)
    address = step(factories.support_request(by=koko), number)
    texts = {f"qz{place}zq": f"{text}qz{place}zq" for place, text in enumerate(WORDS)}
    assert keeps(client, address, **{field: " ".join(texts.values())}).status_code == 204
    for shown in (address, reverse("kept")):
        page = Reader(client.get(shown).content.decode())
        assert page.alive == [], shown
        assert mangled(page.text, texts) == ([], set(texts)), shown
