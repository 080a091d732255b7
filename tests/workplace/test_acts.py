"""The pages of acts: what they ask, what they cause, and what happens when somebody was faster."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import FundingPeriod
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import compact
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(db):
    return factories.funding_period(name="2027", budget_quarters=21)


@pytest.fixture
def case(koko, period):
    return factories.support_request(State.SUBMITTED, by=koko)


def in_days(count):
    return (timezone.localdate() + dt.timedelta(days=count)).isoformat()


def url(case, act):
    return reverse("admin:act", args=[case.oid, act])


def grant(case, **changes):
    return {
        "revision": case.revision,
        "quarters": "5",
        "clarify_by": in_days(40),
        "period": case.period_id or "",
        "conditions": "",
        **changes,
    }


def test_opening_a_page_changes_nothing(client, gib, case):
    client.force_login(gib)

    for act in ("grant", "ask_back", "defer", "reject"):
        assert client.get(url(case, act)).status_code == 200

    assert (case.events.count(), OutgoingMail.objects.count()) == (1, 0)


def test_the_page_proposes_what_is_known_and_says_what_it_causes(client, gib, case):
    client.force_login(gib)

    html = client.get(url(case, "grant")).content.decode()

    assert 'name="quarters" value="6"' in html
    assert f'value="{in_days(42)}"' in html
    assert "Damit geht die Anfrage in die Auftragsklärung." in html
    assert "5,25\N{NO-BREAK SPACE}Tage" in html  # what is free


def test_granting_leads_back_to_the_case_and_says_so(client, gib, case, period):
    client.force_login(gib)

    response = client.post(url(case, "grant"), grant(case, quarters="5,25", period=period.pk), follow=True)

    case.refresh_from_db()
    assert response.redirect_chain == [(reverse("admin:case", args=[case.oid]), 302)]
    assert "Die Tage sind zugesagt." in response.content.decode()
    assert (case.state, case.granted_quarters) == (State.CLARIFYING, 21)


def test_too_many_days_are_refused_with_the_figure_and_the_text_stays(client, gib, case, period):
    client.force_login(gib)

    response = client.post(
        url(case, "grant"), grant(case, quarters="5,5", period=period.pk, conditions="Nur vor Ort.")
    )

    html = response.content.decode()
    assert response.status_code == 200
    assert "Noch frei im Förderzeitraum 2027: 5,25 Tage." in html
    assert "<title>Fehler:" in compact(html)
    assert "Nur vor Ort." in html
    case.refresh_from_db()
    assert (case.state, OutgoingMail.objects.count()) == (State.SUBMITTED, 0)


@pytest.mark.parametrize(
    ("act", "data", "sentence"),
    [
        ("grant", {"quarters": "5,3"}, "Möglich sind ganze Tage und Viertel"),
        ("grant", {"quarters": "viele"}, "Geben Sie die Tage als Zahl an"),
        ("grant", {"quarters": "0"}, "Es muss mindestens 0,25 Tage sein."),
        ("grant", {"quarters": "-1"}, "Es muss mindestens 0,25 Tage sein."),
        ("grant", {"quarters": ""}, "Geben Sie an, wie viele Tage Sie zusagen."),
        ("grant", {"clarify_by": in_days(-1)}, "Dieser Tag liegt schon zurück."),
        ("ask_back", {"question": " ", "answer_by": in_days(3)}, "Schreiben Sie, was Sie wissen möchten."),
        ("defer", {"until": "", "reason": "Später"}, "Geben Sie an, bis wann Sie entscheiden."),
        ("reject", {"reason": ""}, "Schreiben Sie, warum Sie die Anfrage ablehnen."),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_above(client, gib, case, period, act, data, sentence):
    client.force_login(gib)
    filled = grant(case, period=period.pk) if act == "grant" else {"revision": case.revision}

    html = client.post(url(case, act), filled | data).content.decode()

    assert html.count(sentence) == 2
    case.refresh_from_db()
    assert (case.state, case.events.count()) == (State.SUBMITTED, 1)


def test_whoever_was_slower_gets_a_sentence_and_keeps_the_text(client, gib, leitung, case, period):
    client.force_login(gib)
    actions.ask_back(case.__class__.objects.get(pk=case.pk), by=leitung, question="Wie viele Schulen?")

    response = client.post(url(case, "grant"), grant(case, period=period.pk, conditions="Lange überlegt."))

    html = response.content.decode()
    assert response.status_code == 409
    assert "„Tage zusagen“ ist im Stand „Rückfrage“ nicht möglich. Zuletzt (" in html
    assert f"Uhr, {leitung}): Rückfrage der G.I.B." in html
    assert "Lange überlegt." in html
    assert 'type="submit" class="kern-btn kern-btn--primary"' not in html
    assert case.events.filter(act="grant").count() == 0


def test_a_second_click_on_the_same_page_does_not_act_twice(client, gib, case):
    client.force_login(gib)
    data = {"revision": case.revision, "until": in_days(9), "reason": "Der Bescheid fehlt."}

    first = client.post(url(case, "defer"), data)
    second = client.post(url(case, "defer"), data)

    assert (first.status_code, second.status_code) == (302, 409)
    html = second.content.decode()
    assert "Inzwischen ist etwas geschehen. Zuletzt (" in html
    assert "Uhr, Sie selbst): G.I.B. stellt die Entscheidung" in html
    assert "Der Bescheid fehlt." in html
    assert case.events.filter(act="defer").count() == 1
    assert OutgoingMail.objects.count() == 1


def test_after_that_sentence_the_step_can_be_taken_on_purpose(client, gib, case):
    client.force_login(gib)
    data = {"revision": case.revision, "until": in_days(9), "reason": "Der Bescheid fehlt."}
    client.post(url(case, "defer"), data)
    case.refresh_from_db()

    response = client.post(url(case, "defer"), data | {"revision": case.revision})

    assert response.status_code == 302
    assert case.events.filter(act="defer").count() == 2


@pytest.mark.parametrize("version", ["", "0", "viele", "9" * 30])
def test_without_the_right_version_nothing_happens(client, gib, case, period, version):
    client.force_login(gib)

    response = client.post(url(case, "grant"), grant(case, period=period.pk, revision=version))

    assert (response.status_code, case.events.count()) == (409, 1)


def test_a_page_that_came_too_late_leads_to_the_case(client, gib, case):
    actions.reject(case, by=gib, reason="Nein.")
    client.force_login(gib)

    response = client.get(url(case, "grant"), follow=True)

    assert response.redirect_chain == [(reverse("admin:case", args=[case.oid]), 302)]
    assert "ist im Stand „Abgelehnt“ nicht möglich" in response.content.decode()


def test_rejecting_waits_for_the_deadline_of_the_question(client, gib, case):
    actions.ask_back(case, by=gib, question="Wie viele?")
    client.force_login(gib)

    page = client.get(url(case, "reject")).content.decode()
    response = client.post(url(case, "reject"), {"revision": case.revision, "reason": "Nein."})

    assert "Ablehnen können Sie danach." in page
    assert response.status_code == 200
    case.refresh_from_db()
    assert case.state == State.QUERIED


@pytest.mark.parametrize("act", ["submit", "withdraw", "agree", "expire", "unsinn"])
def test_there_are_no_pages_for_other_peoples_acts(client, leitung, case, act):
    client.force_login(leitung)

    assert client.get(url(case, act)).status_code == 404
    assert client.post(url(case, act)).status_code == 404


def test_extra_fields_change_nothing(client, gib, case, period):
    client.force_login(gib)
    forged = {"state": "completed", "office": "1", "granted_quarters": "400", "number": "GSVO-1", "by": "1"}

    client.post(url(case, "grant"), grant(case, period=period.pk) | forged)

    number = case.number
    case.refresh_from_db()
    assert (case.state, case.granted_quarters, case.number) == (State.CLARIFYING, 20, number)


def test_two_open_periods_are_offered_to_choose_from(client, gib, case, period):
    other = factories.funding_period(name="2028", budget_quarters=100)
    client.force_login(gib)

    page = client.get(url(case, "grant")).content.decode()
    client.post(url(case, "grant"), grant(case, quarters="5", period=other.pk))

    assert "2028, noch 25 Tage frei" in page
    case.refresh_from_db()
    assert (case.period, case.granted_quarters) == (other, 20)


@pytest.mark.parallel
def test_of_many_clicks_at_once_one_acts_and_the_others_get_a_page(parallel_db):
    from django.test import Client

    staff = factories.staff("Sachbearbeitung")
    period = factories.funding_period(budget_quarters=400)
    case = factories.support_request(State.SUBMITTED)
    browsers = [Client() for _ in range(8)]
    for browser in browsers:
        browser.force_login(staff)

    answers = run_parallel(
        8, lambda n: browsers[n].post(url(case, "grant"), grant(case, period=period.pk)).status_code
    )

    assert sorted(answers) == [302, *[409] * 7]
    period.refresh_from_db()
    assert (period.committed_quarters, case.events.filter(act="grant").count()) == (20, 1)


def test_without_a_period_it_says_who_can_help(client, gib, case):
    FundingPeriod.objects.all().delete()
    client.force_login(gib)

    html = client.post(url(case, "grant"), grant(case)).content.decode()

    assert html.count("Zurzeit läuft kein Förderzeitraum, aus dem Sie Tage zusagen können.") == 2


def test_a_page_of_an_act_locks_the_case_once(client, gib, case, period):
    client.force_login(gib)

    with CaptureQueriesContext(connection) as asked:
        response = client.post(url(case, "grant"), grant(case, period=period.pk))

    sql = [query["sql"] for query in asked]
    of_the_row = f'WHERE "requests_supportrequest"."id" = {case.pk}'
    locks = [query for query in sql if query.startswith("SELECT") and of_the_row in query]
    roles = [query for query in sql if query.startswith("SELECT 1") and 'FROM "offices_membership"' in query]
    assert (response.status_code, len(locks), len(roles)) == (302, 1, 1)  # roles: in the act


def offered(client, case):
    """The acts that the case's page offers."""
    acts = client.get(reverse("admin:case", args=[case.oid])).context["acts"]
    return {act.name for act in [acts["primary"], *acts["secondary"], *acts["links"]] if act}


def test_invitations_are_taken_back_only_where_there_are_some(client, gib):
    case = factories.invited(gib)
    client.force_login(gib)
    assert "recall" in offered(client, case)

    case.invitations.update(state="withdrawn")

    assert "recall" not in offered(client, case)
    assert "invite" in offered(client, case)


def test_an_engagement_without_advisor_is_not_offered_to_be_opened_again(client, leitung):
    case = factories.support_request(State.CLOSING)
    client.force_login(leitung)
    assert "reopen" in offered(client, case)

    engagement = case.engagement
    engagement.advisor = None
    engagement.save()

    assert "reopen" not in offered(client, case)
