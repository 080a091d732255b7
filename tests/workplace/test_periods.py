"""Funding periods: kept by Leitung, in days, never below what is promised."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from requests import actions
from requests.models import FundingPeriod
from requests.workflow import State
from tests import factories
from tests.helpers.admin_forms import mark, save
from tests.helpers.page_text import main_of
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.django_db
ADD = "admin:requests_fundingperiod_add"


def change(period):
    return reverse("admin:requests_fundingperiod_change", args=[period.pk])


def filled(period=None, **changes):
    begin = dt.date(2027, 1, 1)
    dates = {
        "submission_from": begin,
        "submission_until": begin.replace(month=9),
        "service_from": begin,
        "service_until": begin.replace(month=12),
        "accounting_until": begin.replace(year=2028),
    }
    if period:
        dates = {name: getattr(period, name) for name in dates}
    dates = {name: day.isoformat() for name, day in dates.items()}
    return {
        "name": period.name if period else "2027",
        "budget_quarters": "120,25",
        "funder_line": "",
        **dates,
        **changes,
    }


def test_leitung_types_days_and_quarters_are_stored(client, leitung):
    client.force_login(leitung)

    response = client.post(reverse(ADD), filled())

    assert response.status_code == 302
    assert FundingPeriod.objects.get().budget_quarters == 481


def test_the_budget_is_shown_in_days(client, leitung, gib):
    period = factories.funding_period(budget_quarters=481)
    client.force_login(leitung)
    assert 'value="120,25"' in client.get(change(period)).content.decode()
    client.force_login(gib)
    page = main_of(client.get(change(period)))
    assert "120,25 Tage" in page
    assert 'type="submit"' not in page


@pytest.mark.parametrize("weak", ["gib", "controlling"])
def test_others_cannot_change_a_budget(client, weak, request):
    period = factories.funding_period()
    client.force_login(request.getfixturevalue(weak))

    assert client.post(change(period), filled(period)).status_code == 403
    assert client.post(reverse(ADD), filled()).status_code == 403
    assert list(FundingPeriod.objects.values_list("budget_quarters", flat=True)) == [400]


def test_a_budget_below_what_is_promised_is_refused_with_the_figure(client, leitung):
    period = factories.funding_period(budget_quarters=400)
    factories.support_request(State.CLARIFYING, period=period, quarters=21)
    client.force_login(leitung)

    response = save(client, change(period), filled(period, budget_quarters="5"))

    assert "Schon zugesagt: 5,25 Tage. Das Budget kann nicht kleiner sein." in response.content.decode()
    assert save(client, change(period), filled(period, budget_quarters="5,25")).status_code == 302


def test_what_is_committed_cannot_be_posted(client, leitung):
    period = factories.funding_period()
    factories.support_request(State.CLARIFYING, period=period, quarters=21)
    client.force_login(leitung)

    save(client, change(period), filled(period, committed_quarters="0", committed="0"))

    period.refresh_from_db()
    assert (period.budget_quarters, period.committed_quarters) == (481, 21)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"submission_until": "2020-01-01"}, "Der letzte Tag für Anfragen liegt vor dem ersten."),
        ({"service_until": "2020-01-01"}, "Der letzte Tag der Leistungen liegt vor dem ersten."),
        ({"accounting_until": "2020-01-01"}, "Die Abrechnung endet vor den Leistungen."),
        ({"budget_quarters": "1,1"}, "Möglich sind ganze Tage und Viertel"),
        ({"budget_quarters": "-1"}, "Es muss mindestens"),
    ],
)
def test_impossible_periods_are_refused_in_words(client, leitung, changes, sentence):
    client.force_login(leitung)

    assert sentence in client.post(reverse(ADD), filled(**changes)).content.decode()
    assert FundingPeriod.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client, leitung, rows, django_assert_num_queries):
    for _ in range(rows):
        factories.funding_period()
    client.force_login(leitung)
    client.get(reverse("admin:requests_fundingperiod_changelist"))

    with django_assert_num_queries(7):
        client.get(reverse("admin:requests_fundingperiod_changelist"))


@pytest.mark.parallel
def test_shrinking_by_the_page_while_others_grant_never_overdraws(parallel_db):
    from django.test import Client

    caseworker, leader = factories.staff("Sachbearbeitung"), factories.staff("Leitung")
    period = factories.funding_period(budget_quarters=20)
    cases = [factories.support_request(State.SUBMITTED) for _ in range(8)]
    browsers = [Client() for _ in range(4)]
    for browser in browsers:
        browser.force_login(leader)

    fingerprint = mark(browsers[0], change(period))

    def act(number):
        if number < 8:
            return actions.grant(cases[number], by=caseworker, quarters=2)
        data = filled(period, budget_quarters=str(1 + number % 4), revision=fingerprint)
        return browsers[number % 4].post(change(period), data).status_code

    results = run_parallel(12, act)

    period.refresh_from_db()
    unexpected = [r for r in results if isinstance(r, Exception) and not isinstance(r, actions.ActionRefused)]
    granted = sum(case.granted_quarters for case in type(cases[0]).objects.all())
    assert (unexpected, set(results[8:]) <= {200, 302}) == ([], True)
    assert granted == period.committed_quarters <= period.budget_quarters


PAST = (timezone.localdate() - dt.timedelta(days=1)).isoformat()


@pytest.mark.parametrize("state", [State.CLARIFYING, State.ENGAGED, State.CLOSING])
def test_a_period_does_not_end_in_the_past_while_cases_run_on_it(client, leitung, state):
    period = factories.funding_period()
    for _number in range(2):
        factories.support_request(state, period=period)
    client.force_login(leitung)

    response = save(client, change(period), filled(period, service_until=PAST, budget_quarters="100"))

    assert "laufen noch 2 Fälle" in response.content.decode()
    until = period.service_until
    period.refresh_from_db()
    assert period.service_until == until


def test_it_may_end_in_the_past_where_nothing_runs(client, leitung):
    period = factories.funding_period()
    factories.support_request(State.COMPLETED, period=period)
    client.force_login(leitung)

    save(client, change(period), filled(period, service_until=PAST, budget_quarters="100"))

    period.refresh_from_db()
    assert period.service_until.isoformat() == PAST


def test_a_period_that_is_over_can_still_be_named_anew(client, leitung):
    period = factories.funding_period(service_until=timezone.localdate() - dt.timedelta(days=1))
    factories.support_request(State.ENGAGED, period=period)
    client.force_login(leitung)

    save(client, change(period), filled(period, name="Alt", budget_quarters="100"))

    period.refresh_from_db()
    assert period.name == "Alt"
