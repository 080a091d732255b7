"""In a browser: Back and reload on the way of an answer, with and without scripts. Nothing is sent twice."""

import pytest
from django.conf import settings
from django.urls import reverse

from advisors.models import Engagement
from gsvo.links.models import Link
from requests.models import Event, Statement
from requests.workflow import State
from tests import factories
from tests.helpers.browser import Person, chromium
from tests.links import real

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]
REMARK = "Bitte auch die Förderschulen."
SCRIPTS = pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])


def goes_back(person, to):
    person.page.go_back()
    person.sees(to)


def reloads(person, to):
    person.page.reload()
    person.sees(to)


@SCRIPTS
def test_a_member_goes_back_and_reloads_on_each_page(live_server, has_scripts, koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    link = factories.statement_link(factories.opened_round(case, by=koko).seats.first())
    with chromium() as browser:
        member = Person(browser, live_server.url, java_script_enabled=has_scripts)
        member.goes_to(real.path_of(link))
        member.chooses("Ich wünsche eine Änderung")
        member.fills("Ihre Anmerkung zum Auftrag insgesamt", REMARK)
        member.presses("Weiter zur Zusammenfassung")
        reloads(member, REMARK)
        member.presses("Zurück und ändern")
        assert member.page.get_by_label("Ihre Anmerkung zum Auftrag insgesamt").input_value() == REMARK
        assert member.page.get_by_role("radio", name="Ich wünsche eine Änderung").first.is_checked()
        goes_back(member, "Stimmt das so?")
        reloads(member, REMARK)
        member.presses("Antwort senden")
        reloads(member, "Sie haben geantwortet")
        goes_back(member, "Sie haben geantwortet")
        member.page.go_forward()
        member.sees("Sie haben geantwortet")
        troubles = member.troubles

    assert [row.remarks for row in Statement.objects.all()] == [{"overall": REMARK}]
    assert Event.objects.filter(act="statement").count() == 1
    assert troubles == []


@SCRIPTS
def test_an_advisor_goes_back_and_reloads_on_each_page(live_server, has_scripts, gib):
    link = factories.invitation_link(factories.invited(gib).invitations.get())
    with chromium() as browser:
        advisor = Person(browser, live_server.url, java_script_enabled=has_scripts)
        advisor.goes_to(real.path_of(link))
        advisor.chooses("Ich nehme an")
        advisor.page.get_by_label("Ich habe keinen Interessenkonflikt").check()
        advisor.presses("Antwort prüfen")
        reloads(advisor, "Bitte prüfen Sie Ihre Antwort")
        advisor.presses("Verbindlich annehmen")
        reloads(advisor, "Ihre Zusage ist angekommen")
        goes_back(advisor, "Ihre Zusage ist angekommen")
        troubles = advisor.troubles

    assert Engagement.objects.count() == 1
    assert troubles == []


def test_after_an_error_back_and_reload_show_the_page_with_what_was_typed(live_server, koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    link = factories.statement_link(factories.opened_round(case, by=koko).seats.first())
    with chromium() as browser:
        member = Person(browser, live_server.url)
        member.goes_to(real.path_of(link))
        member.fills("Ihre Anmerkung zum Auftrag insgesamt", REMARK)
        member.presses("Weiter zur Zusammenfassung")
        member.sees("Wählen Sie eine Antwort.")
        reloads(member, "Stimmen Sie dem Auftrag zu?")
        assert member.page.get_by_label("Ihre Anmerkung zum Auftrag insgesamt").input_value() == REMARK
        member.presses("Weiter zur Zusammenfassung")
        member.chooses("Ich wünsche eine Änderung")
        member.presses("Weiter zur Zusammenfassung")
        member.sees("Stimmt das so?")
        goes_back(member, "Stimmen Sie dem Auftrag zu?")
        assert member.page.get_by_label("Ihre Anmerkung zum Auftrag insgesamt").input_value() == REMARK
        troubles = member.troubles

    assert troubles == []


def test_an_act_of_staff_that_was_refused_first_can_be_gone_back_to(live_server, client, gib):
    case = factories.support_request(State.SUBMITTED)
    client.force_login(gib)
    session = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key}
    with chromium() as browser:
        staff = Person(browser, live_server.url)
        staff.context.add_cookies([session | {"url": live_server.url}])
        staff.goes_to(reverse("admin:act", args=[case.oid, "ask_back"]))
        staff.presses("Rückfrage stellen")
        staff.page.locator("#fehler").wait_for()
        reloads(staff, "Rückfrage stellen")
        staff.presses("Rückfrage stellen")
        staff.page.locator("#fehler").wait_for()
        staff.page.locator("textarea").first.fill("Welche Schulen sind dabei?")
        staff.presses("Rückfrage stellen")
        staff.sees(case.number)
        staff.page.go_back()
        staff.page.locator("h1").wait_for()
        assert not staff.page.url.startswith("chrome-error:")
        troubles = staff.troubles

    assert Event.objects.filter(act="ask_back").count() == 1
    assert troubles == []


def test_the_buttons_of_a_closed_link_lead_to_pages_that_can_be_reloaded(live_server, koko):
    link = real.MAKERS["account"](factories.office(), koko, None)
    Link.objects.filter(pk=link.pk).update(expires_at=link.created_at)
    with chromium() as browser:
        person = Person(browser, live_server.url, java_script_enabled=False)
        person.goes_to(real.path_of(link))
        person.presses("Neuen Link schicken")
        reloads(person, "Bitte sehen Sie in Ihr Postfach")
        person.presses("Seite auf diesem Gerät schließen")
        reloads(person, "Die Seite ist geschlossen")
        goes_back(person, "Bitte öffnen Sie den Link noch einmal")

    assert Link.objects.usable().count() == 1
