"""A small world of days, and writers who act on it at once by each path that days go."""

import datetime as dt
import random
from types import SimpleNamespace

from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from advisors import actions
from advisors.models import Advisor, Engagement, Invitation
from requests import actions as request_actions
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.helpers.long_version import SEED
from tests.requests.test_inactivity import lying, warned
from tests.workplace.test_periods import change, filled, mark

OWN = 30  # quarters of the advisor whom more are asked than she has
SAYS_NO = (actions.ActionRefused, PermissionDenied)


def build(koko, gib, leitung):
    """Return the keys of what the writers act on: rows are read anew by each of them."""
    period = factories.funding_period(name="2026/27", budget_quarters=500)
    later = factories.funding_period(name="2027/28", budget_quarters=48)  # too few for all of them
    of = {"by": koko, "period": period}
    running = [factories.engagement(quarters=24, **of) for _number in range(5)]
    for engagement in running:
        for quarters in (3, 2):
            factories.time_entry(engagement, quarters, signed_by=koko, done_on=_yesterday())
        factories.time_entry(engagement, 2, done_on=_yesterday())
    closing = [factories.engagement(state=State.CLOSING, quarters=24, **of) for _number in range(2)]
    for engagement in closing:
        factories.time_entry(engagement, 6, signed_by=koko, done_on=_yesterday())
    asked = factories.advisor(account=True, quarters_per_period=OWN)
    invited = [factories.invited(gib, [asked], quarters=12, period=period) for _number in range(4)]
    asleep = lying(State.ENGAGED, 731, quarters=24, **of)
    factories.time_entry(asleep.engagement, 5)
    warned(asleep)
    browser = Client()
    browser.force_login(leitung)
    return SimpleNamespace(
        koko=koko,
        gib=gib,
        leitung=leitung,
        period=period,
        later=later,
        running=_keys(running),
        closing=_keys(row.support_request for row in closing),
        asked=asked.pk,
        invited=_keys(case.invitations.get() for case in invited),
        submitted=_keys(factories.support_request(State.SUBMITTED, by=koko) for _number in range(4)),
        clarifying=_keys(_clarifying(of) for _number in range(8)),
        asleep=asleep.pk,
        pool=_keys(factories.advisor() for _number in range(12)),
        browser=browser,
        shown=mark(browser, change(period)),
    )


def _keys(rows):
    return [row.pk for row in rows]


def _yesterday():
    return timezone.localdate() - dt.timedelta(days=1)


def _clarifying(of):
    return factories.support_request(State.CLARIFYING, quarters=8, **of)


class Writer:
    """One of many who act at once: `turn` of those who go the same path."""

    PATHS = (
        "grant", "accept", "enter", "enter", "counter", "withdraw", "increase", "give_back", "carry_over",
        "complete", "import_", "admin", "change_period", "take_over", "end", "change_advisor",
    )  # fmt: skip

    def __init__(self, number, round_, world):
        self.path, self.turn = self.PATHS[number % len(self.PATHS)], number // len(self.PATHS)
        self.dice = random.Random(f"{SEED} {round_} {number}")
        self.world = world

    def __call__(self):
        getattr(self, self.path)()
        return self.path

    def _some(self, most):
        return self.dice.randint(1, most)

    def _running(self, place=None):
        """Return one of the running engagements; whoever advises changes in the last one only."""
        key = self.world.running[self.turn if place is None else place]
        return Engagement.objects.select_related("support_request", "advisor__user").get(pk=key)

    def _case(self, keys):
        return SupportRequest.objects.get(pk=keys[self.turn % len(keys)])

    def grant(self):
        request_actions.grant(
            self._case(self.world.submitted),
            by=self.world.gib,
            quarters=self._some(24),
            period=self.world.period,
        )

    def accept(self):
        invitation = Invitation.objects.select_related("support_request", "advisor__user").get(
            pk=self.world.invited[self.turn]
        )
        actions.accept(invitation, by=invitation.advisor.user, no_conflict=True)

    def enter(self):
        engagement = self._running(self.dice.randrange(5))
        today = timezone.localdate()
        actions.add_entry(
            engagement, by=engagement.advisor.user, kind="online", done_on=today, quarters=self._some(6)
        )

    def counter(self):
        engagement = self._running()
        signed = engagement.time_entries.filter(state="signed", corrects=None).order_by("pk").first()
        actions.correct_entry(signed, by=engagement.advisor.user, note="Falsch")

    def withdraw(self):
        engagement = self._running()
        waiting = engagement.time_entries.waiting().first()
        if waiting is None:
            raise actions.ActionRefused("nothing waits any more")
        actions.withdraw_entry(waiting, by=engagement.advisor.user)

    def increase(self):
        case = self._running().support_request
        actions.increase_days(case, by=self.world.gib, quarters=self._some(8), reason="Mehr")

    def give_back(self):
        case = self._running().support_request
        actions.give_back_days(case, by=self.world.koko, quarters=self._some(6), reason="Übrig")

    def carry_over(self):
        case, of = self._running().support_request, {"by": self.world.gib, "period": self.world.later}
        actions.carry_over_days(case, quarters=self._some(6), reason="Es dauert länger", **of)

    def complete(self):
        actions.complete(self._case(self.world.closing), by=self.world.gib)

    def import_(self):
        """By the table of the pool: other days of the one whom more are asked than she has, never fewer."""
        line = SimpleNamespace(
            advisor=Advisor.objects.get(pk=self.world.asked),
            values={"quarters_per_period": OWN, "phone": f"0521 {self.turn}"},
            changes=["phone"],
        )
        actions.take_over([line], by=self.world.gib)

    def admin(self):
        """By the page of the period: another budget. Whoever is too late or asks too little stays there."""
        data = filled(self.world.period, budget_quarters=str(110 + self._some(30)), revision=self.world.shown)
        if self.world.browser.post(change(self.world.period), data).status_code != 302:
            raise actions.ActionRefused("somebody was faster, or more is promised")

    def change_period(self):
        """Of a request whose days go back and come out of another period."""
        case = self._case(self.world.clarifying[:4])
        request_actions.withdraw(case, by=self.world.koko, reason="Anders")
        request_actions.reopen_case(case, by=self.world.leitung, reason="Doch", grant_anew=True)
        request_actions.grant(case, by=self.world.gib, quarters=self._some(8), period=self.world.later)

    def take_over(self):
        facts = factories.earlier(period=self.world.period, granted=24, used=self._some(24))
        advisor = Advisor.objects.get(pk=self.world.pool[self.turn])
        actions.enter_taken_over(
            factories.office(), by=self.world.gib, title="Von früher", mode="mixed", advisor=advisor, **facts
        )

    def end(self):
        case, leitung = self._case(self.world.clarifying[4:]), self.world.leitung
        if self.turn == 0:
            request_actions.cancel(case, by=leitung, reason="Ende")
        elif self.turn == 1:
            request_actions.answer_otherwise(
                case, by=self.world.gib, kind="talk", with_whom="Kammer", on=timezone.localdate(), reason="So"
            )
        elif self.turn == 2:
            request_actions.change_grant(case, by=self.world.gib, quarters=20, reason="Vertippt")
        else:
            assert request_actions.lapse(SupportRequest.objects.get(pk=self.world.asleep))

    def change_advisor(self):
        engagement = self._running(4)
        case, advisor = engagement.support_request, Advisor.objects.get(pk=self.world.pool[4 + self.turn])
        actions.change_advisor(case, by=self.world.gib, reason="Elternzeit")
        actions.invite(case, by=self.world.gib, advisors=[advisor])
        actions.accept_for(case, by=self.world.gib)
