"""A name that wants to be a page: a real browser stays with us, and what was chosen is what is sent."""

import pytest

from advisors.models import Advisor, Invitation
from gsvo.offices.models import Office
from tests import factories
from tests.helpers.browser import Person, chromium

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
AWAY = "<meta http-equiv=refresh content=0;url=//evil.example>"
FIELD = "<input type=radio name=answer value=accept checked><input type=hidden name=no_conflict value=on>"


@pytest.fixture
def link(live_server, settings):
    """The link of a mail to an advisor whose name is markup, from an office whose name is as well."""
    settings.BASE_URL = live_server.url
    lead = factories.staff("Leitung")
    row = factories.invited(lead, [factories.advisor(name=f"Bea</div>{AWAY}{FIELD}")])
    Office.objects.filter(pk=row.office_id).update(display_name=f"</h1>{FIELD}{AWAY}"[:100])
    return factories.invitation_link(row.invitations.get())


def test_a_name_with_markup_leads_nobody_away_and_answers_for_nobody(link, live_server):
    address, place = link.url(), link.oid
    with chromium() as browser:
        person = Person(browser, live_server.url)
        person.goes_to(address)
        person.page.wait_for_timeout(500)  # a refresh would be under way by now
        assert person.page.locator("input[name=answer]").count() == 2
        assert person.page.locator("input[name=answer]:checked, meta[http-equiv]").count() == 0
        person.sees("Bea</div><meta http-equiv=refresh")

        person.chooses("Ich lehne ab")
        person.presses("Antwort prüfen")

        person.sees("Ich lehne ab.")
        assert person.page.locator("form input[name=answer]").evaluate_all(
            "all => all.map(e => e.value)"
        ) == ["decline"]
        assert person.page.get_by_role("button", name="Verbindlich annehmen").count() == 0
        assert person.page.url == f"{live_server.url}/einladung/{place}/?pruefen=1"
        person.presses("Ablehnen")
        assert person.heading() == "Sie haben abgelehnt"
        assert person.troubles == []
        person.leaves()

    assert Invitation.objects.get().state == Invitation.State.DECLINED
    assert "<meta" in Advisor.objects.get().name
