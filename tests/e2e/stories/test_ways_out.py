"""Forms found by following links, in a browser: typed, left by a link of the page, and the text is there.

Each run takes other forms and other links, by the day; LONG=1 takes every form that is found and every kind
of link on it. That every form keeps what was typed, read in HTML and without a browser, is for
tests/unsent_forms.
"""

import datetime as dt
import random
from urllib.parse import urljoin, urlsplit

import pytest

from gsvo.unsent_forms.html_forms import Page
from tests.e2e.stories import journeys
from tests.e2e.stories.people import Mouse
from tests.helpers.browser import leaves
from tests.helpers.long_version import LONG

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.xdist_group("demo")]
START = {
    journeys.KOKO: "/anfragen/",
    "beratung2@example.org": "/begleitungen/",
    journeys.GIB: "/admin/",
    "leitung@example.org": "/admin/",
}
FORMS, WAYS = (1000, 1000) if LONG else (2, 1)  # how many forms of each person, and links of each form
PAGES = 300 if LONG else 60  # read for each person
PASSKEY = "/konto/zweiter-faktor/passkey/"  # its form is sent by a script of its own
TEXT = "Wort für Wort"
FIELD = "form[data-unsent] :is(textarea, input[type=text], input[type=email], input:not([type]))"
LEADS_AWAY = ("/anmelden", "/abmelden", "/postfach", "/static", "/sprache", "/dateien", "/export")


@pytest.fixture
def somebody(browser, demo):
    person = Mouse(browser, demo.url)
    yield person
    troubles = person.troubles
    person.leaves()
    assert troubles == []


@pytest.mark.parametrize("address", START)
def test_a_form_left_by_one_of_its_links_still_holds_the_text(somebody, address, record_property):
    chance = random.Random(f"{address} {dt.date.today()}")
    journeys.logs_in(somebody, address)
    forms = _forms_within_reach(somebody, START[address])
    assert len(forms) >= 2, forms

    for path in chance.sample(forms, min(len(forms), FORMS)):
        ways = _ways_out(somebody.page, path)
        assert ways, f"no way out of {path}"
        for way in chance.sample(ways, min(len(ways), WAYS)):
            _leave_and_come_back(somebody.page, path, way)
    record_property("figure: forms left by a link in the browser", min(len(forms), FORMS))


def test_a_link_leaves_the_page_that_would_ask_for_a_passkey(somebody):
    journeys.logs_in(somebody, journeys.KOKO)
    _leave_and_come_back(somebody.page, PASSKEY, _ways_out(somebody.page, PASSKEY)[-1])


def _forms_within_reach(person, start):
    """The paths of pages with a field for text, found by following links; read without the browser."""
    seen, waiting, found = set(), [start], {}
    while waiting and len(seen) < PAGES:
        path = waiting.pop(0)
        if (shape := _shape(path)) in seen or path.startswith(LEADS_AWAY):
            continue
        seen.add(shape)
        answer = person.context.request.get(path)
        if "text/html" not in answer.headers["content-type"]:
            continue
        page = Page(answer.text())
        if "data-unsent" in answer.text():
            found[shape] = path
        ways = [urlsplit(way.attrs["href"]).path for way in page.ways]
        waiting += [urljoin(path, way) for way in ways if way]
    return [*found.values()]


def _shape(path):
    """Two records of one kind have the same page."""
    return tuple(
        part if part.replace("-", "").isalpha() or len(part) == 1 else "*" for part in path.split("/")
    )


def _ways_out(page, path):
    """The links that are seen on a page, one of each kind."""
    page.goto(path)
    links = page.locator("a[href^='/']:not([target])").locator("visible=true")
    ways = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    there = [way for way in ways if not way.startswith((*LEADS_AWAY, f"{path}#"))]
    return [*{_shape(urlsplit(way).path): way for way in there}.values()]


def _leave_and_come_back(page, path, way):
    page.goto(path)
    field = page.locator(FIELD).locator("visible=true").first
    name = field.get_attribute("name")
    field.fill(TEXT)
    with leaves(page):
        page.locator(f'a[href="{way}"]').locator("visible=true").first.click()
    page.goto(path)
    typed = page.locator(f'[name="{name}"]').first.input_value()
    assert typed == TEXT, f"{path}, left by {way}: {name} holds {typed!r}"
    discard = page.get_by_role("button", name="Eingaben verwerfen").first
    if discard.count():  # the next way out begins with the form as it was
        with leaves(page):
            discard.click()
