"""An answer that is sent from its review and does not arrive: its words are given back, and no codes."""

import re

import pytest

from gsvo.links.models import Link
from tests.links import real

pytestmark = pytest.mark.django_db
ANSWERS = {
    "invitation": {
        "answer": "decline",
        "reason": "no_time",
        "text": "Erst im Herbst.",
        "deputy": "Vera",
    },
    "statement": {"answer": "change", "remark_scope": "Bitte auch die Förderschulen.", "name": "Mia Mit"},
}
CODES = {"invitation": ("decline", "no_time"), "statement": ("change",)}
WORDS = {"invitation": ("Erst im Herbst.", "Vera"), "statement": ("Bitte auch die Förderschulen.",)}
_HIDDEN = re.compile(r'<input\s+type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"')


@pytest.fixture(autouse=True)
def urls(settings):
    settings.ROOT_URLCONF = "gsvo.urls"


def listed(page):
    """What a page lists as typed."""
    return re.findall(r"<li>\s*<div>\s*(.*?)\s*</div>", page, re.DOTALL)


@pytest.mark.parametrize("purpose", sorted(ANSWERS))
def test_words_are_given_back_and_no_codes(purpose, client):
    link = real.links([purpose])[0]
    client.get(real.path_of(link))
    review = client.post(link.page_url(), ANSWERS[purpose] | {"step": "check"}, follow=True)
    fields = _HIDDEN.findall(review.content.decode().partition("<main")[2])
    assert dict(fields)["answer"] == ANSWERS[purpose]["answer"]
    Link.objects.filter(pk=link.pk).revoke()

    sent = {name: value for name, value in fields if name != "_texts"}
    sent["_texts"] = [value for name, value in fields if name == "_texts"]
    answer = client.post(link.page_url(), sent | {"step": "send"})

    assert answer.status_code == 410
    found = " | ".join(listed(answer.content.decode()))
    assert [word for word in WORDS[purpose] if word not in found] == []
    assert [code for code in CODES[purpose] if re.search(rf"\b{code}\b", found)] == []
