"""In a browser: who advised once reads her page as it was at her end; who came after does not read why."""

import pytest

from advisors import actions
from gsvo.demo.time_travel import days_ago
from tests import factories
from tests.helpers.browser import Person, chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]
WHY = "Sie ist zu oft krank."


def adviser(name, email):
    advisor = factories.advisor(name=name, email=email, account=True)
    advisor.user.set_password(factories.PASSWORD)
    advisor.user.save()
    return advisor


def begins(case, advisor, gib):
    if not case.invitations.filter(advisor=advisor).exists():
        actions.invite(case, by=gib, advisors=[advisor])
    invitation = case.invitations.get(advisor=advisor)
    return actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)


def logs_in(person, email, address):
    person.goes_to(f"/konto/login/?next={address}")
    person.fills("E-Mail-Adresse", email)
    person.fills("Passwort", factories.PASSWORD)
    person.presses("Anmelden")
    person.sees("Wer dabei ist")
    return person.page.locator("main").inner_text()


def test_the_former_advisor_reads_her_past_and_the_successor_not_why(live_server):
    factories.member(factories.office(), "lead")
    gib = factories.staff("Sachbearbeitung")
    former = adviser("Frieda Früher", "frieda@example.net")
    successor = adviser("Nora Nachfolge", "nora@example.net")
    with days_ago(9):
        case = factories.invited(gib, [former], title="Anschluss abstimmen")
        engagement = begins(case, former, gib)
    with days_ago(5):
        actions.change_advisor(case, by=gib, reason=WHY)
    with days_ago(3):
        begins(case, successor, gib)
    address = engagement.get_absolute_url()

    with chromium() as browser:
        frieda, nora = Person(browser, live_server.url), Person(browser, live_server.url)
        past = logs_in(frieda, former.email, address)
        today = logs_in(nora, successor.email, address)
        frieda.goes_to("/begleitungen/")
        listed = frieda.page.locator("main").inner_text()
        troubles = frieda.troubles + nora.troubles

    assert "Ihre Begleitung endete am" in past
    assert WHY in past
    assert "Nora" not in past + listed
    assert "Ihre Begleitung endete am" in listed
    assert "Nora Nachfolge" in today
    assert WHY not in today
    assert troubles == []
