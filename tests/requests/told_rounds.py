"""The acts on rounds as the walk over who is told what does them: act(world, outcome)."""

import datetime as dt

from django.utils import timezone

from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail, Status
from requests import actions
from requests.actions.round_ends import overtake_rounds
from requests.models import Round, SupportRequest
from tests import factories
from tests.requests.told_world import P, S, changed_round, soon


def _answer_all(world):
    for seat in _round(world).seats.filter(is_voting=True):
        factories.answer(seat)
    OutgoingMail.objects.filter(kind="requests/statement_receipt").delete()  # each is of its own act


def _round(world):
    return Round.objects.of(world.case).open().get()


def _asked_again(world, outcome):
    seat = _round(world).seats.select_related("member").filter(is_voting=True).last()
    world.know(P.MEMBER, seat.member)
    actions.mail_again(factories.statement_link(seat))
    OutgoingMail.objects.update(status=Status.FAILED, to_email=seat.member.email)
    actions.ask_after_failure(seat, by=world.handler)
    OutgoingMail.objects.filter(status=Status.FAILED).delete()


def _remarks_answered(world, outcome):
    answer = factories.answered_remark(world.case, by=world.handler)
    world.know(P.MEMBER, answer.statement.seat.member)
    actions.send_answers(world.case, by=world.handler)


def _statement(world, outcome):
    seat = _round(world).seats.filter(is_voting=True).last()
    world.know(P.MEMBER, seat.member)
    factories.answer(seat)


def _entered(world, outcome):
    seat = _round(world).seats.select_related("member").filter(is_voting=True).last()
    world.know(P.MEMBER, seat.member)
    actions.enter_answer(
        seat, by=world.handler, answer="agree", name="Mia", came_by="telephone", said_on=timezone.localdate()
    )


def _remind(world, outcome):
    Link.objects.update(created_at=timezone.now() - dt.timedelta(days=2))
    actions.remind_round(_round(world), by=world.handler)


def _open(world, outcome):
    if world.case.state != S.CLARIFYING:
        actions.change_mandate(world.case, by=world.handler, reason="Neues Ziel.")
    factories.opened_round(world.case, by=world.handler)


def _discard(world, outcome):
    actions.change_mandate(world.case, by=world.handler, reason="Neues Ziel.")
    actions.discard_change(world.case, by=world.handler)


def _overtake(world):
    """Let a round on a change run in a case whose work ends; the mails of that end itself are its own."""
    state = world.case.state
    SupportRequest.objects.filter(pk=world.case.pk).update(state=S.ENGAGED)
    world.case.refresh_from_db()
    changed_round(world.case, by=world.handler)
    OutgoingMail.objects.all().delete()
    SupportRequest.objects.filter(pk=world.case.pk).update(state=state)
    world.case.refresh_from_db()
    overtake_rounds(world.case)


def _close(world, outcome):
    if outcome == "overtaken":
        _overtake(world)
    elif outcome == "early":
        actions.close_early(_round(world), by=world.handler, reason="Es hat sich erledigt.")
    else:
        actions.close_round(_round(world))


def _meet(world, outcome):
    votes = {seat.member.oid: "agree" for seat in _round(world).seats.filter(is_voting=True)}
    actions.decide_in_meeting(world.case, by=world.handler, held_on=timezone.localdate(), votes=votes)


def _not_responsible(world, outcome):
    seat = _round(world).seats.filter(is_voting=True).last()
    world.know(P.MEMBER, seat.member)
    actions.not_responsible(seat, by=factories.statement_link(seat))


ACTS = {
    "round_opened": _open,
    "discard_change": _discard,
    "agree_change": lambda world, outcome: _answer_all(world),
    "extend_round": lambda world, outcome: actions.extend_round(
        world.case, by=world.handler, round_=_round(world), until=soon(), reason="Ferien."
    ),
    "statement": _statement,
    "round_closed": _close,
    "statement_entered": _entered,
    "reminded": _remind,
    "meeting": _meet,
    "agree": lambda world, outcome: _answer_all(world),
    "not_responsible": _not_responsible,
    "remarks_answered": _remarks_answered,
    "asked_again": _asked_again,
}
