"""Rounds in which members said something, and the office's answers, by the acts themselves."""

from django.urls import reverse

from requests import actions
from requests.models import RemarkAnswer
from requests.remarks import worklist
from tests import factories

WISH, NOTE = "Bitte auch die <Förderschulen>.", "Der 31. Mai ist spät."
WHY = "Die Zeugniskonferenzen liegen erst nach dem 20. Mai."
TAKEN, NOT = RemarkAnswer.Verdict.TAKEN_OVER, RemarkAnswer.Verdict.NOT_TAKEN_OVER


def remarked_round(case, *, by):
    """A round that is over: the first seat wishes changes to two sections, the second remarks on one."""
    round_ = factories.opened_round(case, by=by)
    first, second, *others = round_.seats.all()
    factories.answer(first, "change", remarks={"volume": WISH, "overall": "Kürzer, bitte."})
    factories.answer(second, "agree_remarks", remarks={"volume": NOTE})
    for seat in others:
        factories.answer(seat)
    round_.refresh_from_db()
    assert not round_.is_open
    return round_


def url(name, case, *more):
    return reverse(f"requests:{name}", args=[case.oid, *more])


def url_of(case, remark):
    return url("answer_remark", case, remark.seat.round.oid, remark.seat.member.oid, remark.key)


def answer(remark, *, by, verdict=TAKEN, reason="", seen=0):
    return actions.answer_remark(
        remark.statement, remark.key, by=by, verdict=verdict, reason=reason, expected_revision=seen
    )


def answer_all(case, *, by):
    for remark in worklist(case).open:
        answer(remark, by=by, verdict=NOT if remark.is_wish else TAKEN, reason=WHY if remark.is_wish else "")
