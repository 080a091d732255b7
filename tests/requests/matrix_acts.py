"""Every act of the workflow on a case, as the walk over states and roles does it: act(case, by)."""

from django.utils import timezone

from advisors import actions as advisor_actions
from advisors.models import Engagement, IncreaseRequest
from requests import actions
from requests.models import Round, SupportRequest
from requests.workflow import State
from tests import factories


def soon(days=20):
    return timezone.localdate() + timezone.timedelta(days=days)


def longer(days=20):
    return {"until": soon(days), "reason": "Ferien."}


def begun(case):
    """Let a new advisor be sought, where the state is that of searching. Return the engagement, or None."""
    if case.state == State.MATCHING:
        SupportRequest.objects.filter(pk=case.pk).update(engaged_at=timezone.now())
        return Engagement.objects.get_or_create(support_request_id=case.pk)[0]
    return Engagement.objects.filter(support_request_id=case.pk).first()


def sought(case):
    begun(case)
    return case


def asked(case):
    """Let the office ask for more days, where there is an engagement."""
    if engagement := begun(case):
        IncreaseRequest.objects.create(
            engagement=engagement, quarters=4, reason="Mehr.", asked_by=case.created_by
        )
    return case


def waiting_long(case):
    """Let a time entry wait for a fortnight, where there is an engagement."""
    if engagement := begun(case):
        factories.time_entry(engagement, waiting_since=timezone.now() - timezone.timedelta(days=15))
    return case


def drafted(case):
    """Let a change of the mandate be in writing, where there is an engagement."""
    if case.state in (State.ENGAGED, State.INTERRUPTED):
        actions.change_mandate(case, by=case.created_by, reason="Neues Ziel.")
    return case


def running_round(case):
    """Return the round that is open, of a change where there is an engagement."""
    round_ = Round.objects.of(case).first()
    if case.state in (State.ENGAGED, State.INTERRUPTED):
        return factories.opened_round(drafted(case), by=case.created_by, days=5)
    if case.state == State.MATCHING:
        case.mandate.versions.update(agreed_at=None)
        begun(case)
        return Round.objects.create(version=case.mandate.latest, opened_by=case.created_by, answer_by=soon(5))
    return round_


ACTS = {
    "change_mandate": lambda case, by: actions.change_mandate(case, by=by, reason="Neues Ziel."),
    "discard_change": lambda case, by: actions.discard_change(drafted(case), by=by),
    "submit": lambda case, by: actions.submit(case, by=by, privacy_read=True),
    "revise": lambda case, by: actions.revise(case, by=by),
    "answer": lambda case, by: actions.answer(case, by=by, reason="Neun Schulen."),
    "withdraw": lambda case, by: actions.withdraw(case, by=by, reason="Anders gelöst."),
    "reopen_mandate": lambda case, by: actions.reopen_mandate(case, by=by, reason="Neues Ziel."),
    "grant": lambda case, by: actions.grant(case, by=by, quarters=4),
    "ask_back": lambda case, by: actions.ask_back(case, by=by, question="Wie viele?"),
    "defer": lambda case, by: actions.defer(case, by=by, until=soon(), reason="Später."),
    "take_over": lambda case, by: advisor_actions.take_over_engagement(
        case, by=by, advisor=factories.advisor(), **factories.earlier()
    ),
    "reject": lambda case, by: actions.reject(case, by=by, reason="Nein."),
    "answer_otherwise": lambda case, by: actions.answer_otherwise(
        case, by=by, kind="talk", with_whom="Kammer", on=soon(), reason="Besser so."
    ),
    "return_mandate": lambda case, by: actions.return_mandate(case, by=by, reason="Ziel fehlt."),
    "extend_query": lambda case, by: actions.extend_query(case, by=by, until=soon(), reason="Ferien."),
    "extend_clarification": lambda case, by: actions.extend_clarification(case, by=by, **longer(100)),
    "extend_round": lambda case, by: actions.extend_round(
        case, by=by, round_=running_round(case), **longer()
    ),
    "extend_invitation": lambda case, by: advisor_actions.extend_invitation(case, by=by, **longer()),
    "change_grant": lambda case, by: actions.change_grant(case, by=by, quarters=8, reason="Vertippt."),
    "cancel": lambda case, by: actions.cancel(case, by=by, reason="Ende."),
    "reopen_case": lambda case, by: actions.reopen_case(case, by=by, reason="Es war ein Versehen."),
    "invite": lambda case, by: advisor_actions.invite(case, by=by, advisors=[factories.advisor()]),
    "ask_at_once": lambda case, by: advisor_actions.ask_at_once(case, by=by),
    "recall_one": lambda case, by: advisor_actions.recall_one(case, by=by, reason="Doch nicht."),
    "recall": lambda case, by: advisor_actions.recall(case, by=by, reason="Falsche Person."),
    "interrupt": lambda case, by: advisor_actions.interrupt(case, by=by, reason="Pause.", until=soon()),
    "extend_interruption": lambda case, by: advisor_actions.extend_interruption(case, by=by, **longer()),
    "resume": lambda case, by: advisor_actions.resume(case, by=by),
    "change_advisor": lambda case, by: advisor_actions.change_advisor(case, by=by, reason="Elternzeit."),
    "finish": lambda case, by: advisor_actions.finish(case, by=by),
    "ask_for_days": lambda case, by: advisor_actions.ask_for_days(
        sought(case), by=by, quarters=4, reason="Mehr."
    ),
    "increase_days": lambda case, by: advisor_actions.increase_days(
        sought(case), by=by, quarters=4, reason="Gut."
    ),
    "decline_days": lambda case, by: advisor_actions.decline_days(asked(case), by=by, reason="Nein."),
    "give_back_days": lambda case, by: advisor_actions.give_back_days(
        sought(case), by=by, quarters=4, reason="Übrig."
    ),
    "carry_over_days": lambda case, by: advisor_actions.carry_over_days(
        sought(case), by=by, quarters=4, period=factories.funding_period(), reason="Länger."
    ),
    "sign_for_office": lambda case, by: advisor_actions.sign_for_office(
        waiting_long(case), by=by, reason="Nicht besetzt."
    ),
    "complete": lambda case, by: advisor_actions.complete(case, by=by),
    "reopen": lambda case, by: advisor_actions.reopen(case, by=by, reason="Ein Termin fehlt."),
}
# Tried with their links in tests of their own.
BY_LINK_OR_CLOCK = {"agree", "agree_change", "accept", "decline", "expire", "lapse", "leave_pool"}
