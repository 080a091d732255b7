"""Every text of the portal exists in every language, with the same placeholders and tags."""

import re

import pytest

from gsvo import texts

LANGUAGES = texts.languages()
GERMAN = re.compile(r"\b(Anfrage|Begleitung|Koordinierungsstelle|Ihre|nicht|Bitte|bitte|werden|läuft|soll)\b")
PAGES = ["/", "/so-funktionierts/", "/fragen/", "/orte/", "/kontakt/", "/konto/login/", "/barrierefreiheit/"]


def test_english_is_among_the_languages():
    assert LANGUAGES == ["en"]


@pytest.mark.once
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_uncertain_or_dead(language):
    assert texts.troubles(language) == []


@pytest.mark.once
@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_tags_of_the_original(language):
    wrong = [
        message.id
        for message in texts.read(language)
        if message.id
        for original, translated in zip(both(message.id), both(message.string), strict=True)
        if sorted(re.findall(r"<[^>]+>", original)) != sorted(re.findall(r"<[^>]+>", translated))
    ]

    assert wrong == []


def both(text):
    return text if isinstance(text, tuple) else (text,)


@pytest.mark.once
@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_in_english_says_nothing_of_ours_in_german(client, db, address):
    client.post("/sprache/", {"language": "en"})
    page = client.get(address).content.decode()

    shown = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]+>|„[^“]*“|“[^”]*”", " ", page, flags=re.DOTALL)
    assert GERMAN.findall(shown) == []
