"""Addresses of forms that stand in an engagement: days, sessions, goals, papers. Each is a function of
koko and leitung that makes what the form is about."""

from django.urls import reverse

from advisors import actions
from advisors.models import Advisor
from tests import factories
from tests.advisors.milestones import agree_milestones
from tests.advisors.reviews import begin_review
from tests.advisors.sessions import fields

OF_ONE_ENTRY = ("change_entry", "correct_entry", "ask_about_entry")
OF_ADVISOR = ("add_entry", *OF_ONE_ENTRY, "sign_entries", "ask_for_days", "give_back_days", "write_report")


def _engaged(koko):
    return factories.support_request("engaged", by=koko)


def _page(page):
    return lambda koko, leitung: reverse(f"advisors:{page}", args=[_engaged(koko).engagement.oid])


def _of_advisor(name):
    """The address of an act in the engagement that the suite's advisor has; most are about a time entry."""

    def address(koko, leitung):
        engagement = _engaged(koko).engagement
        advisor = Advisor.objects.filter(email="beratung1@example.org").first() or engagement.advisor
        engagement.assignments.update(advisor=advisor)
        engagement.advisor = advisor
        engagement.save()
        signed_by = koko if name == "correct_entry" else None
        entry = factories.time_entry(engagement, advisor=advisor, signed_by=signed_by)
        further = [entry.oid] if name in OF_ONE_ENTRY else ["final"] if name == "write_report" else []
        return reverse(f"advisors:{name}", args=[engagement.oid, *further])

    return address


def _session(page, days):
    """The address of an act on a session that is so many days ahead."""

    def address(koko, leitung):
        engagement = _engaged(koko).engagement
        values = fields(days, date_reason="Probe")
        session = actions.plan_session(engagement, by=koko, **values)
        return reverse(f"advisors:{page}", args=[engagement.oid, session.oid])

    return address


def _rate_goals(koko, leitung):
    engagement = _engaged(koko).engagement
    review = begin_review(engagement, by=koko)
    return reverse("advisors:rate_goals", args=[engagement.oid, review.oid])


def _milestone(page):
    def address(koko, leitung):
        engagement = _engaged(koko).engagement
        return reverse(f"advisors:{page}", args=[engagement.oid, agree_milestones(engagement)[0].pk])

    return address


def _waive(koko, leitung):
    return reverse("admin:waive-paper", args=[_engaged(koko).oid, "final"])


IN_ENGAGEMENTS = {
    "finish": _page("finish"),
    "plan session": _page("plan_session"),
    "begin review": _page("begin_review"),
    "cancel session": _session("cancel_session", 14),
    "settle session": _session("settle_session", -1),
    "rate goals": _rate_goals,
    "move milestone": _milestone("move_milestone"),
    "reach milestone": _milestone("reach_milestone"),
    "waive paper": _waive,
    **{f"advisors:{name}": _of_advisor(name) for name in OF_ADVISOR},
}
