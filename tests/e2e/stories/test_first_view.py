"""The first view is light: bytes and requests of three pages, stops before the main part."""

import pytest

from tests.e2e.stories import journeys
from tests.e2e.stories.people import Mouse

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.xdist_group("demo")]

LIGHT = 300_000  # bytes over the line
STOPS_BEFORE_MAIN = """() => {
  const main = document.querySelector('main');
  return [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')].filter(element =>
    element.getClientRects().length && element.type !== 'hidden'
    && element.compareDocumentPosition(main) & Node.DOCUMENT_POSITION_FOLLOWING).length;
}"""


class Scale:
    """What comes over the line to a browser that has nothing yet."""

    def __init__(self, person):
        self.page = person.page
        self._line = person.context.new_cdp_session(person.page)
        self._line.send("Network.enable")
        self._line.on("Network.loadingFinished", self._arrived)

    def weighs(self, address):
        """(bytes, requests, stops before the main part) of an address."""
        self.page.wait_for_load_state("networkidle")  # else what the page before still loads counts as well
        self._line.send("Network.clearBrowserCache")
        self.bytes = self.requests = 0
        self.page.goto(address, wait_until="networkidle")
        return round(self.bytes), self.requests, self.page.evaluate(STOPS_BEFORE_MAIN)

    def _arrived(self, event):
        self.bytes += event["encodedDataLength"]
        self.requests += 1


def test_the_first_view_is_light(demo, browser, record_property):
    koko = Mouse(browser, demo.url)
    scale = Scale(koko)
    found = {
        "home": scale.weighs("/"),
        "statement": scale.weighs(demo.link_to("gremium5.05711@example.org", "Stimmen Sie", "stellungnahme")),
    }
    journeys.logs_in(koko, journeys.KOKO)
    koko.presses("Neue Anfrage")
    koko.presses("Entwurf beginnen")
    found["step"] = scale.weighs(koko.page.url)
    koko.leaves()

    for name, figures in found.items():
        record_property(name, figures)
    assert {name: figures for name, figures in found.items() if not 0 < figures[0] < LIGHT} == {}, found
    assert max(stops for _bytes, _requests, stops in found.values()) < 15, found
