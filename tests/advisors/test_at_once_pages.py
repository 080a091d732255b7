"""Several asked at once, on the pages of G.I.B., of who is asked, and of the office."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import Invitation
from gsvo.lib import dates
from gsvo.lib.workdays import workday_in
from gsvo.outbox.models import OutgoingMail
from requests.models import Event, SupportRequest
from requests.workflow import State
from tests import factories
from tests.advisors.at_once import offered, race
from tests.helpers.page_text import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(gib):
    client = Client()
    client.force_login(gib)
    return client


def _act(case, name):
    return reverse("admin:act", args=[case.oid, name])


def _case_page(browser, case):
    return words(browser.get(reverse("admin:case", args=[case.oid])).content.decode())


# --- choosing ---------------------------------------------------------------------------------------
def test_before_it_is_sent_the_page_says_who_is_asked_today_and_how_many_mails_go_out(browser, gib):
    case = factories.invited(gib, [factories.advisor(name="Ada Eins"), factories.advisor(name="Bea Zwei")])
    chosen = factories.advisor(name="Cem Drei"), factories.advisor(name="Dora Vier")
    numbers = {f"order_{row.oid}": str(place) for place, row in enumerate(chosen, 1)}
    sent = {"revision": case.revision, "answer_days": "10", "way": "at_once", "preview": "1", **numbers}

    response = browser.post(_act(case, "invite"), sent)

    html, form = words(response.content.decode()), response.context["form"]
    assert [(turn.name, turn.is_now) for turn in form.turns] == [
        ("Ada Eins", False), ("Bea Zwei", True), ("Cem Drei", True), ("Dora Vier", True),
    ]  # fmt: skip
    assert html.count(f"heute, Antwort bis {dates.short_day(workday_in(10))}") == 2
    assert "Zwei Beratende gleichzeitig einladen" in html
    assert (
        "Vier Mails gehen hinaus: an die ausgewählten Personen (2), die Person, die schon wartet und die "
        "eingeladene Person." in html
    )
    assert response.context["first_mail"].to_name == "Cem Drei"
    assert "Die erste Annahme gilt." in response.context["first_text"]
    assert OutgoingMail.objects.count() == 1


def test_the_mails_are_those_that_were_shown(browser, gib):
    case = factories.support_request(State.MANDATED)
    chosen = factories.advisor(), factories.advisor()
    numbers = {f"order_{row.oid}": str(place) for place, row in enumerate(chosen, 1)}
    sent = {"revision": case.revision, "answer_days": "10", "way": "at_once", **numbers}

    assert browser.post(_act(case, "invite"), sent).status_code == 302

    mails = OutgoingMail.objects.filter(kind="advisors/invitation")
    assert [mail.to_email for mail in mails.order_by("pk")] == [row.email for row in chosen]
    assert all("Die erste Annahme gilt." in mail.text for mail in mails)


@pytest.mark.parametrize("way", ["", "in_turn", "sideways"])
def test_without_that_choice_it_goes_in_turn_and_nonsense_is_refused(browser, way):
    case = factories.support_request(State.MANDATED)
    chosen = factories.advisor(), factories.advisor()
    numbers = {f"order_{row.oid}": str(place) for place, row in enumerate(chosen, 1)}

    response = browser.post(
        _act(case, "invite"), {"revision": case.revision, "answer_days": "10", "way": way, **numbers}
    )

    assert response.status_code == (200 if way == "sideways" else 302)
    assert OutgoingMail.objects.filter(kind="advisors/invitation").count() == (way != "sideways")


def test_a_running_order_becomes_a_race_by_a_page_of_its_own(browser, gib):
    case = factories.invited(gib, [factories.advisor(name="Ada Eins"), factories.advisor(name="Bea Zwei")])
    page = words(browser.get(_act(case, "ask_at_once")).content.decode())
    assert "<dt>Gefragt ist schon</dt> <dd>Ada Eins</dd>" in page
    assert "<dt>Jetzt auch gefragt</dt> <dd>Bea Zwei</dd>" in page
    assert "Zwei Mails gehen hinaus" in page

    assert browser.post(_act(case, "ask_at_once"), {"revision": case.revision}).status_code == 302

    assert [row.state for row in case.invitations.all()] == ["open", "open"]


# --- the case ---------------------------------------------------------------------------------------
def test_the_case_says_who_would_accept_and_offers_what_there_is_to_do(browser, gib):
    case, (first, second, _third) = race(gib)
    before = _case_page(browser, case)
    offered(first)
    actions.decline(second, by=factories.invitation_link(second))

    page = _case_page(browser, case)
    start = words(browser.get(reverse("admin:index")).content.decode())

    assert before.count("gleichzeitig mit anderen gefragt") == 3
    assert f"möchte annehmen seit {dates.day(timezone.localdate())}" in page
    assert "Nächster Schritt: Zusage prüfen." in page
    assert "Zusage prüfen" in start
    found = {name for name in ("invite", "ask_at_once", "recall_one", "recall") if _act(case, name) in page}
    assert found == {"recall_one", "recall"}
    assert _act(case, "extend_invitation") in page  # for the third, who has not answered
    assert _act(case, "decline") in page


def test_alone_and_without_anybody_in_line_there_is_none_of_it(browser, gib):
    page = _case_page(browser, factories.invited(gib))

    assert "recall_one" not in page
    assert "ask_at_once" not in page


@pytest.mark.parametrize("act", ["accept", "decline", "recall_one"])
def test_an_answer_is_recorded_for_the_one_who_gave_it(browser, gib, act):
    case, (_first, second, _third) = race(gib)
    typed = {"accept": {"no_conflict": "on"}, "decline": {"reason": "no_time"}, "recall_one": {"reason": "x"}}
    sent = {"revision": case.revision, **typed[act]}

    missing = words(browser.post(_act(case, act), sent).content.decode())
    foreign = browser.post(
        _act(case, act), sent | {"invitation": factories.invited(gib).invitations.get().oid}
    )
    assert "Wählen Sie aus, um wen es geht." in missing
    assert foreign.status_code == 200
    assert browser.post(_act(case, act), sent | {"invitation": second.oid}).status_code == 302

    second.refresh_from_db()
    assert second.state == {"accept": "accepted", "decline": "declined", "recall_one": "dropped"}[act]


def test_who_would_accept_stands_first_and_is_not_asked_for_a_no(browser, gib):
    case, (_first, second, _third) = race(gib)
    offered(second)

    accepts = words(browser.get(_act(case, "accept")).content.decode())
    declines = words(browser.get(_act(case, "decline")).content.decode())

    day = dates.day(timezone.localdate())
    assert f"Ada 1, möchte annehmen seit {day}" in accepts
    assert "Zu bedenken bei Ada 1" in accepts
    assert "Heute ist eine Abwesenheit eingetragen." in accepts
    assert "Zu bedenken bei Ada 0" not in accepts
    assert "Ada 1" not in declines
    assert "die eingeladene Person, " in accepts
    assert "die Personen, die auch gefragt sind (2)" in accepts


@pytest.mark.parametrize("act", ["accept", "decline", "recall_one"])
def test_the_pages_cost_as_many_statements_for_two_as_for_four(browser, gib, act, django_assert_num_queries):
    two, _asked = race(gib, 2)
    four, _asked = race(gib, 4)
    browser.get(_act(two, act))
    with CaptureQueriesContext(connection) as of_two:
        browser.get(_act(two, act))

    with django_assert_num_queries(len(of_two)):
        browser.get(_act(four, act))


# --- who is asked -----------------------------------------------------------------------------------
def test_the_page_says_that_others_are_asked_and_what_a_no_does(client, gib):
    _case, (first, _second) = race(gib, 2)
    link = factories.invitation_link(first)

    page = words(client.get(link.url(), follow=True).content.decode())
    answer = {"answer": "decline", "reason": "no_time", "step": "check"}
    summary = words(client.post(link.page_url(), answer, follow=True).content.decode())

    assert "Wer zuerst annimmt, übernimmt die Begleitung." in page
    assert "Die anderen, die gefragt sind, bleiben es." in page
    assert "Die anderen, die gefragt sind, bleiben es. Eine Absage" in summary
    assert "nächste Person" not in page + summary
    assert "Ada 1" not in page + summary


def test_the_slower_one_loses_her_answer_with_a_kind_page(client, gib):
    _case, (first, second) = race(gib, 2)
    link = factories.invitation_link(second)
    client.get(link.url(), follow=True)
    actions.accept(first, by=factories.invitation_link(first), no_conflict=True)

    answer = client.post(link.page_url(), {"answer": "accept", "no_conflict": "on", "step": "send"})

    page = words(answer.content.decode())
    assert answer.status_code == 410
    assert "Die Begleitung ist vergeben" in page
    assert "Jemand anderes hat am" in page
    assert "ist nicht angekommen" in page


def test_an_offer_says_that_somebody_else_may_be_faster(client, gib):
    _case, (first, _second) = race(gib, 2)
    offered(first)

    page = words(client.get(factories.invitation_link(first).url(), follow=True).content.decode())

    assert "Bis dahin können auch andere annehmen" in page


def test_her_own_list_says_it_as_well(client, gib):
    _case, (first, _second) = race(gib, 2)
    client.force_login(actions.account_for(first.advisor))

    page = words(client.get(reverse("advisors:engagements")).content.decode())

    assert "Andere sind auch gefragt; wer zuerst annimmt, übernimmt die Begleitung." in page


def _closed_page(client, invitation):
    page = client.get(factories.invitation_link(invitation).url(), follow=True)
    assert page.status_code == 410
    return words(page.content.decode())


def test_who_was_asked_at_once_with_others_and_was_slower_reads_a_kind_word(client, gib):
    _case, (first, second) = race(gib, 2)
    actions.accept(first, by=factories.invitation_link(first), no_conflict=True)

    page = _closed_page(client, second)

    assert '<h1 class="kern-heading-large">Die Begleitung ist vergeben</h1>' in page
    assert "zuerst angenommen und übernimmt die Begleitung." in page
    assert "Danke, dass Sie sich den Auftrag angesehen haben." in page
    assert first.advisor.name not in page


def test_who_alone_was_taken_back_reads_the_day_of_that_and_not_of_another(client, gib):
    case, (first, second, _third) = race(gib)
    actions.recall_one(case, by=gib, invitation=first, reason="Doch nicht.")
    actions.recall_one(case, by=gib, invitation=second, reason="Doch nicht.")
    earlier = timezone.localtime() - dt.timedelta(days=3)
    Event.objects.filter(act="recall_one", data__advisor_id=first.advisor_id).update(at=earlier)
    Invitation.objects.update(sent_at=earlier)

    page = _closed_page(client, first)

    assert f"Die G.I.B. hat diese Einladung am {dates.day(earlier)} zurückgenommen." in page


# --- the office -------------------------------------------------------------------------------------
def test_the_office_reads_how_many_are_asked_and_nobody_s_name(client, gib, koko):
    case, (first, second, _third) = race(gib, 3)
    client.force_login(koko)
    page = reverse("requests:detail", args=[case.oid])

    three = words(client.get(page).content.decode())
    for row in (first, second):
        actions.decline(row, by=factories.invitation_link(row))
    one = words(client.get(page).content.decode())

    assert "Die G.I.B. fragt 3 Personen aus dem Pool gleichzeitig." in three
    assert "Eine Antwort steht noch aus" in one
    assert "Ada" not in three + one


def test_the_office_reads_nobody_s_name_in_the_history(client, gib, koko):
    case, (first, _second, _third) = race(gib, 3)
    actions.recall_one(case, by=gib, invitation=first, reason="Zwischen uns.")
    client.force_login(koko)

    page = words(client.get(reverse("requests:detail", args=[case.oid])).content.decode())

    assert "G.I.B. nimmt eine Einladung zurück." in page
    assert "Zwischen uns" not in page
    assert "Ada 0" not in page
    assert SupportRequest.objects.get(pk=case.pk).state == State.MATCHING
