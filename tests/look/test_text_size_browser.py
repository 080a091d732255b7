"""In a browser, with text at twice its size: no label leaves its button, no page scrolls sideways."""

import pytest

from requests.workflow import State
from tests import factories
from tests.helpers.browser import Person, chromium
from tests.links import real

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
LEAVES = """() => [...document.querySelectorAll(".kern-btn")].filter((button) => {
  const range = document.createRange();
  range.selectNodeContents(button);
  const text = range.getBoundingClientRect(), box = button.getBoundingClientRect();
  return box.width && (text.right > box.right + 1 || text.left < box.left - 1 || box.right > innerWidth);
}).map((button) => button.innerText)"""


@pytest.mark.parametrize("width", [320, 390])
def test_labels_wrap_inside_their_buttons(live_server, koko, gib, width):
    case = factories.support_request(State.CLARIFYING, by=koko)
    statement = factories.statement_link(factories.opened_round(case, by=koko).seats.first())
    invited = factories.invited(gib, contact_email=koko.email, contact_phone="0521 51-0000 oder -0001")
    invitation = factories.invitation_link(invited.invitations.get())
    found = {}
    with chromium() as browser:
        reader = Person(browser, live_server.url, viewport={"width": width, "height": 700})
        for link in (statement, invitation):
            reader.goes_to(real.path_of(link))
            reader.page.evaluate(
                "document.documentElement.style.setProperty('font-size', '200%', 'important')"
            )
            leaves = reader.page.evaluate(LEAVES)
            sideways = reader.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found[link.purpose] = (leaves, sideways)

    assert found == {"statement": ([], 0), "invitation": ([], 0)}
