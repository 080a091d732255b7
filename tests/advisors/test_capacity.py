"""How many days an advisor has left in a period: what she used, and what is left in what she runs."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advisors import actions
from advisors.capacity import free_quarters, missing_for, needed_of
from advisors.choice import Fit, choices_for
from advisors.forms.choice import ChoiceForm
from advisors.forms.pool import PoolFilter
from advisors.models import Advisor
from requests.workflow import State
from tests import factories
from tests.advisors.entries import day

pytestmark = pytest.mark.django_db
OWN = 80


@pytest.fixture
def period(db):
    return factories.funding_period(name="2026/27")


@pytest.fixture
def later(period):
    first = period.service_until + dt.timedelta(days=1)
    return factories.funding_period(
        name="2027/28",
        service_from=first,
        service_until=first + dt.timedelta(days=364),
        accounting_until=first + dt.timedelta(days=450),
    )


@pytest.fixture
def engagement(koko, period):
    return factories.engagement(by=koko, period=period, quarters=24)


@pytest.fixture
def case(engagement):
    return engagement.support_request


def free(advisor, *periods):
    return [free_quarters(advisor, period) for period in periods]


def test_what_is_carried_over_binds_in_the_other_period(engagement, case, gib, period, later):
    factories.worked(engagement, 6)

    actions.carry_over_days(case, by=gib, quarters=10, period=later, reason="Es dauert länger.")

    assert free(engagement.advisor, period, later) == [OWN - 14, OWN - 10]


def test_days_given_back_are_free_and_more_days_bind(engagement, case, gib, koko, period):
    actions.give_back_days(case, by=koko, quarters=4, reason="Übrig")
    assert free(engagement.advisor, period) == [OWN - 20]

    actions.increase_days(case, by=gib, quarters=10, reason="Mehr")
    assert free(engagement.advisor, period) == [OWN - 30]


def test_a_change_leaves_each_with_what_is_hers(engagement, case, gib, period):
    former, new = engagement.advisor, factories.advisor(account=True)
    factories.worked(engagement, 6)

    actions.change_advisor(case, by=gib, reason="Elternzeit")
    assert free(former, period) == [OWN - 6]
    assert needed_of(case) == {period: 18}
    actions.invite(case, by=gib, advisors=[new])
    assert free(new, period) == [OWN]  # an invitation binds nobody
    actions.accept_for(case, by=gib)

    assert (free(former, period), free(new, period)) == ([OWN - 6], [OWN - 18])


def test_who_comes_back_is_bound_for_both_times(engagement, case, gib, period):
    her = engagement.advisor
    factories.worked(engagement, 6)
    actions.change_advisor(case, by=gib, reason="Elternzeit")
    actions.invite(case, by=gib, advisors=[her])
    actions.accept_for(case, by=gib)

    assert free(her, period) == [OWN - 24]


@pytest.mark.parametrize("early", [False, True])
def test_after_the_end_only_what_was_worked_binds(engagement, case, gib, koko, period, early):
    entry = factories.worked(engagement, 6)
    actions.sign_entries(engagement, [entry], by=koko)
    actions.finish(case, by=koko, early=early, reason="Früher" if early else "")
    assert free(engagement.advisor, period) == [OWN - 24]

    actions.complete(factories.settle_owed(case), by=gib)

    assert free(engagement.advisor, period) == [OWN - 6]


def test_an_engagement_from_before_binds_for_its_days(koko, gib, period):
    runs, ended = factories.advisor(), factories.advisor()
    for advisor, more in ((runs, {}), (ended, {"is_finished": True, "until": timezone.localdate()})):
        facts = factories.earlier(period=period, granted=24, used=21, **more)
        actions.take_over_engagement(factories.support_request(by=koko), by=gib, advisor=advisor, **facts)

    assert (free(runs, period), free(ended, period)) == ([OWN - 24], [OWN - 21])


def test_after_a_change_only_what_is_left_has_to_fit(engagement, case, gib, period):
    factories.worked(engagement, 6)
    actions.change_advisor(case, by=gib, reason="Elternzeit")
    enough, too_few = (factories.advisor(quarters_per_period=own) for own in (18, 17))

    found = {choice.advisor: choice for choice in choices_for(case, [enough, too_few])}

    assert (found[enough].fit, found[too_few].fit) == (Fit.FITS, Fit.RESERVE)
    assert found[too_few].words(Fit.RESERVE).endswith("0,25 Tage zu wenig frei.")
    assert "Gebraucht werden 4,5 Tage." in ChoiceForm(support_request=case).summary
    actions.invite(case, by=gib, advisors=[enough])
    invitation = case.invitations.get(state="open")
    assert actions.obstacles_of(invitation, enough) == []
    assert actions.obstacles_of(invitation, too_few) != []


def test_days_of_two_periods_have_to_fit_in_each(engagement, case, gib, period, later):
    factories.worked(engagement, 6)
    actions.carry_over_days(case, by=gib, quarters=10, period=later, reason="Es dauert länger.")
    actions.change_advisor(case, by=gib, reason="Elternzeit")

    assert needed_of(case) == {later: 10, period: 8}
    assert missing_for(needed_of(case), {later: 50, period: 5}) == 3
    assert missing_for(needed_of(case), {later: -2, period: 8}) == 10
    (choice,) = choices_for(case, [factories.advisor(quarters_per_period=9)])
    assert choice.words(Fit.RESERVE).endswith("0,25 Tage zu wenig frei.")
    assert (choice.facts.free, choice.facts.total) == (18, 18)


def test_days_of_a_period_that_is_over_bind_nobody_new(engagement, case, gib, period, later):
    actions.carry_over_days(case, by=gib, quarters=10, period=later, reason="Es dauert länger.")
    actions.change_advisor(case, by=gib, reason="Elternzeit")
    type(period).objects.filter(pk=period.pk).update(service_from=day(300), service_until=day(200))

    assert needed_of(case) == {later: 10}


def test_with_all_days_worked_anybody_can_bring_it_to_its_end(engagement, case, gib, period):
    for ago in range(4):
        factories.time_entry(engagement, 6, done_on=day(ago))
    actions.change_advisor(case, by=gib, reason="Elternzeit")

    (choice,) = choices_for(case, [factories.advisor(quarters_per_period=0)])

    assert choice.fit == Fit.FITS


def test_the_pool_finds_by_the_same_figure(engagement, case, gib, period):
    former = engagement.advisor
    former.quarters_per_period = 24
    former.save()
    factories.worked(engagement, 6)
    Advisor.objects.exclude(pk=former.pk).delete()

    def found():
        return list(PoolFilter({"period": period.pk}).narrow(Advisor.objects.in_pool()))

    assert found() == []
    actions.change_advisor(case, by=gib, reason="Elternzeit")
    assert found() == [former]


def test_the_choice_costs_the_same_however_many_there_are(engagement, case, gib, period, later):
    actions.carry_over_days(case, by=gib, quarters=10, period=later, reason="Es dauert länger.")
    actions.change_advisor(case, by=gib, reason="Elternzeit")

    def count():
        with CaptureQueriesContext(connection) as queries:
            choices_for(type(case).objects.select_related("office", "period").get(pk=case.pk))
        return len(queries)

    few = count()
    for _number in range(20):
        factories.advisor(topics=[factories.topic("Moderation")])
    assert count() == few <= 12


def test_a_request_without_a_grant_needs_nothing(koko):
    assert needed_of(factories.support_request(State.SUBMITTED, by=koko)) == {}
