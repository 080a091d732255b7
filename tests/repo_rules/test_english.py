"""Pages in every state, in English: nothing that the catalogue has an English text for comes in German.

`make test` opens a sixth of the states, others every day; LONG=1 all of them.
"""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings as configured

from gsvo.http.language import SESSION_KEY
from gsvo.ops import translations
from tests.e2e.accessibility import link_scenarios, links, portal, public, workplace, world
from tests.helpers.long_version import sample

TABLE = [*public.TABLE, *portal.TABLE, *links.TABLE, *workplace.TABLE]
SAID = ("title", "aria-label", "alt", "placeholder")
HOLE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Written in German whoever reads it: mails, the text that a mandate begins with, examples the demo copies.
GERMAN_FOR_ALL = re.compile(r"/email/|/emails|/letter\.py|/actions/mandate\.py|/sections\.py|reminders/")
# What the data says: institutions and groups have the names of things that we translate elsewhere.
DATA = {
    "Schule (StuBO)",
    "Steuerungsgremium",
    "Leitung",
    "Sachbearbeitung",
    "Anmeldung",
    "verabredeter Schritt",
}


class English(world.World):
    def __init__(self):
        super().__init__()
        session = self.client.session
        session[SESSION_KEY] = "en"
        session.save()
        self.client.cookies[configured.SESSION_COOKIE_NAME] = session.session_key


class Words(HTMLParser):
    """The texts of a page, but for what says to be in another language."""

    def __init__(self, html):
        super().__init__()
        self.found, self.open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        # a link to a mail says its subject, which comes in the language of mails
        language = "de" if "/outgoingmail/" in attrs.get("href", "") else attrs.get("lang", "en")
        self.open += [] if tag in EMPTY else [(tag, language)]
        for name in SAID:
            self.handle_data(attrs.get(name) or "")

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if all(language == "en" and tag not in ("script", "style") for tag, language in self.open):
            self.found.append(" ".join(data.split()))


def german():
    """A pattern of all originals on pages that read differently in English."""
    found = []
    for message in translations.read("en"):
        if not message.id or all(GERMAN_FOR_ALL.search(place) for place, _line in message.locations):
            continue
        for original, translated in zip(both(message.id), both(message.string), strict=True):
            plain = " ".join(re.sub(r"<[^>]+>|&shy;", "", original).split())
            parts = HOLE.split(plain)
            if (
                original != translated
                and plain not in DATA
                and max(map(len, parts)) >= (4 if len(parts) == 1 else 9)
            ):
                found.append("[^:]+".join(map(re.escape, parts)))
    return re.compile("|".join(found))


def both(text):
    return text if isinstance(text, tuple) else (text,)


def is_read_here(state):
    """Not the pages that show mails, nor a browser of its own that has chosen nothing."""
    shows_mail = "outbox" in state.page or "preview" in state.page
    return not shows_mail and state.first is not link_scenarios.checks_csrf


@pytest.mark.once
@pytest.mark.xdist_group("shots of the demo")
def test_no_state_of_any_page_says_in_german_what_is_there_in_english(db, settings, monkeypatch):
    settings.DEMO, settings.ROOT_URLCONF = True, "tests.access.urls"
    monkeypatch.setattr(world, "World", English)
    table = [state for state in TABLE if is_read_here(state)]
    pattern = german()

    shots = world.shots_of(sample(table, len(table) // 6, "english"))

    wrong = [
        f"{shot}: {text}" for shot in shots for text in Words(shot.html).found if pattern.fullmatch(text)
    ]
    assert len(shots) >= len(table) // 6 > 50
    assert [str(shot) for shot in shots if 'lang="en"' not in shot.html[:400]] == []
    assert wrong == [], "\n".join(wrong)
