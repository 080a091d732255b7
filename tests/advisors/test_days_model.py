"""An engagement's days against a model of a few lines: random acts, with LONG=1 a thousand, the same sums."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from advisors import actions
from advisors.capacity import free_in
from advisors.models import Advisor
from gsvo.outbox import queue
from requests.actions.funding import left_by_period
from requests.models import FundingPeriod, SupportRequest
from tests import factories
from tests.helpers.long_version import LONG

BUDGET, GRANTED, OWN = 90, 40, 200
QUARTERS = st.integers(-1, 12)
STEPS, RUNS = 50, 100 if LONG else 10  # every second step finds something to do


class Model:
    """What days are, without any table: two periods and two advisors, what is granted, and the entries."""

    def __init__(self):
        self.granted, self.current, self.entries, self.advisor = [GRANTED, 0], 0, [], 0

    def left(self, period):
        return self.granted[period] - sum(quarters for quarters, of, _by in self.entries if of == period)

    def bound(self, advisor, period):
        used = sum(quarters for quarters, of, by in self.entries if (of, by) == (period, advisor))
        return used + (self.left(period) if advisor == self.advisor else 0)

    def free(self, period):
        return BUDGET - self.granted[period]

    def pays(self):
        """The period that pays a day of today: both do, the one with more left comes first."""
        paying = [period for period in (0, 1) if self.granted[period] > 0]
        return max(paying, key=self.left, default=None)


class DaysMachine(RuleBasedStateMachine):
    """Each rule does the same in both, and asks that both refuse the same."""

    acts = 0  # of all runs

    @initialize()
    def begin(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        today = timezone.localdate()
        dates = {
            "service_from": today - dt.timedelta(days=30),
            "service_until": today + dt.timedelta(days=90),
        }
        self.periods = [factories.funding_period(budget_quarters=BUDGET, **dates) for _number in (1, 2)]
        self.koko, self.gib = factories.member(), factories.staff("Sachbearbeitung")
        self.engagement = factories.engagement(by=self.koko, period=self.periods[0], quarters=GRANTED)
        self.advisors = [self.engagement.advisor, factories.advisor(account=True)]
        Advisor.objects.update(quarters_per_period=OWN)
        self.rows, self.day, self.model = [], 0, Model()

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @property
    def case(self):
        self.engagement.support_request.refresh_from_db()
        return self.engagement.support_request

    def does(self, may, act, **how):
        """Run an act; it has to be refused exactly where the model says so. Return its answer or None."""
        DaysMachine.acts += 1
        try:
            with transaction.atomic():
                answer = act(**how)
        except actions.ActionRefused:
            assert not may, (act.__name__, how)
            return None
        assert may, (act.__name__, how)
        return answer

    def _as_advisor(self, **how):
        return {"by": self.engagement.advisor.user, **how}

    @rule(quarters=QUARTERS)
    def enter(self, quarters):
        self.day += 1  # a day of its own, so that a day and a half is the entry's own limit
        self.engagement.assignments.update(began_at=timezone.localtime() - dt.timedelta(days=self.day))
        FundingPeriod.objects.update(service_from=timezone.localdate() - dt.timedelta(days=self.day))
        pays = self.model.pays()
        may = 1 <= quarters <= 6 and pays is not None and quarters <= self.model.left(pays)
        how = self._as_advisor(
            kind="online", done_on=timezone.localdate() - dt.timedelta(days=self.day), quarters=quarters
        )
        entry = self.does(may, lambda **how: actions.add_entry(self.engagement, **how), **how)
        if entry:
            self.model.entries.append((quarters, pays, self.model.advisor))
            self.rows.append(entry)

    @rule(place=st.integers(0, 200))
    def withdraw(self, place):
        waiting = [row for row in self.rows if row.state == "waiting" and row.corrects_id is None]
        if waiting:
            entry = waiting[place % len(waiting)]
            at = self.rows.index(entry)
            is_hers = self.model.entries[at][2] == self.model.advisor
            done = self.does(
                is_hers, lambda **how: actions.withdraw_entry(entry, **how) or True, **self._as_advisor()
            )
            if done:
                del self.rows[at], self.model.entries[at]

    @rule(place=st.integers(0, 200))
    def sign(self, place):
        waiting = [row for row in self.rows if row.state == "waiting"]
        if waiting:
            entry = waiting[place % len(waiting)]
            self.does(True, lambda by: actions.sign_entries(self.engagement, [entry], by=by), by=self.koko)
            entry.refresh_from_db()

    @rule(place=st.integers(0, 200))
    def correct(self, place):
        signed = [row for row in self.rows if row.state == "signed" and row.corrects_id is None]
        if signed:
            entry = signed[place % len(signed)]
            _quarters, period, by = self.model.entries[self.rows.index(entry)]
            is_first = not any(row.corrects_id == entry.pk for row in self.rows)
            counter = self.does(
                is_first and by == self.model.advisor,
                lambda **how: actions.correct_entry(entry, **how),
                **self._as_advisor(note="Falsch"),
            )
            if counter:
                self.rows.append(counter)
                self.model.entries.append((-entry.quarters, period, by))

    @rule(dice=st.integers(1, 3))
    def change_advisor(self, dice):
        if dice > 1:
            return  # it happens less often than the others
        DaysMachine.acts += 1
        after, case = 1 - self.model.advisor, self.case
        actions.change_advisor(case, by=self.gib, reason="Würfel")
        last = case.invitations.count()
        case.invitations.create(
            advisor=self.advisors[after], position=last + 1, state="open", answer_days=7, invited_by=self.gib
        )
        actions.accept_for(case, by=self.gib)
        self.engagement.refresh_from_db()
        self.model.advisor = after

    @rule(quarters=QUARTERS)
    def increase(self, quarters):
        current = self.model.current
        may = quarters >= 1 and quarters <= self.model.free(current)
        if self.does(may, actions.increase_days, support_request=self.case, **self._as_gib(quarters)):
            self.model.granted[current] += quarters

    @rule(quarters=QUARTERS)
    def give_back(self, quarters):
        may = 1 <= quarters <= self.model.left(0) + self.model.left(1)
        if self.does(may, actions.give_back_days, support_request=self.case, **self._as_gib(quarters)):
            for period in (0, 1):
                part = min(self.model.left(period), quarters)
                self.model.granted[period] -= part
                quarters -= part

    @rule(quarters=QUARTERS, to=st.integers(0, 1))
    def carry_over(self, quarters, to):
        current = self.model.current
        may = to != current and 1 <= quarters <= min(self.model.left(current), self.model.free(to))
        how = {"period": self.periods[to], **self._as_gib(quarters)}
        if self.does(may, actions.carry_over_days, support_request=self.case, **how):
            self.model.granted[current] -= quarters
            self.model.granted[to] += quarters
            self.model.current = to

    def _as_gib(self, quarters):
        return {"by": self.gib, "quarters": quarters, "reason": "Würfel"}

    @invariant()
    def the_tables_say_what_the_model_says(self):
        if not hasattr(self, "model"):
            return
        case = SupportRequest.objects.get(pk=self.engagement.support_request_id)
        booked = sum(quarters for quarters, _period, _by in self.model.entries)
        assert (case.granted_quarters, case.booked_quarters) == (sum(self.model.granted), booked)
        assert case.period == self.periods[self.model.current]
        left = left_by_period(case)
        for number, period in enumerate(self.periods):
            period.refresh_from_db()
            assert period.committed_quarters == self.model.granted[number]
            assert left.get(period.pk, 0) == self.model.left(number)
        free = {f"free_{number}": free_in(period) for number, period in enumerate(self.periods)}
        rows = Advisor.objects.order_by("pk").annotate(**free).values_list(*free)
        assert [list(row) for row in rows] == [
            [OWN - self.model.bound(advisor, number) for number in (0, 1)] for advisor in (0, 1)
        ]


@pytest.mark.django_db
def test_random_acts_leave_tables_and_model_with_the_same_sums(monkeypatch, record_property):
    # To write mails would take most of the time.
    monkeypatch.setattr(queue, "queue_mails", lambda mails: [None for _mail in mails])
    run_state_machine_as_test(
        DaysMachine,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not LONG,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert DaysMachine.acts >= (1000 if LONG else 100)
    record_property("figure: random acts on days, beside a model", DaysMachine.acts)
