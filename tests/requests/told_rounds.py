"""The acts on rounds as the walk over who is told what does them: act(world, outcome)."""

import datetime as dt

from django.utils import timezone

from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail, Status
from requests import actions
from requests.models import Round
from tests import factories
from tests.requests.told_world import P, soon


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


def _close(world, outcome):
    if outcome == "early":
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
    "round_opened": lambda world, outcome: factories.opened_round(world.case, by=world.handler),
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
