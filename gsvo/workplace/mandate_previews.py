"""Sample mails about mandates and rounds; `s`: the samples of gsvo.workplace.mail_previews."""

from types import SimpleNamespace

from django.utils import timezone

from requests.emails import changes, mandate, remarks
from requests.models import RemarkAnswer, Round, Statement


def about_mandates(s, reason, hint):
    tally = SimpleNamespace(seats=5, agree=3, change=1, abstain=0, answered=4, open=1)
    yield from mandate.statement_asked.mails(s.seat, s.link(s.member))
    yield from mandate.statement_asked.mails(s.guest, s.link(s.member))
    yield from remarks.remarks_answered.mails(s.case, s.seat, _answers(reason), s.person)
    yield from mandate.statement_reminder.mails(s.seat, s.link(s.member))
    yield from mandate.statement_reminder.mails(s.guest, s.link(s.member))
    yield from changes.round_extended.mails(s.seat, s.link(s.member), reason)
    yield from changes.round_extended.mails(s.guest, s.link(s.member), reason)
    yield from mandate.answer_entered.mails(s.seat, s.link(s.member), _entered(s))
    yield from mandate.round_ended.mails(s.seat, s.link(s.member), Round.Ending.EARLY, reason)
    yield from mandate.round_ended.mails(s.seat, s.link(s.member), Round.Ending.MEETING, "")
    yield from mandate.round_ended.mails(s.seat, s.link(s.member), "overtaken", "")
    yield from mandate.statement_receipt.mails(_by_link(s), s.seat, is_over=False)
    yield from mandate.round_outcome.mails(s.seat, s.link(s.member), tally, has_answered=True)
    yield from mandate.round_closed.mails(s.case, s.round, tally)
    yield from mandate.mandated.mails(s.case, s.version)
    yield from mandate.mandate_returned.mails(s.case, reason)
    yield from mandate.mandate_reopened.mails(s.case, reason)
    yield from mandate.not_responsible.mails(s.case, s.seat, hint)


def _answers(reason):
    return [
        RemarkAnswer(section="scope", verdict=RemarkAnswer.Verdict.TAKEN_OVER),
        RemarkAnswer(section="volume", verdict=RemarkAnswer.Verdict.NOT_TAKEN_OVER, reason=reason),
    ]


def _by_link(s):
    return Statement(
        seat=s.seat,
        link=s.link(s.member),
        answer=Statement.Answer.AGREE_REMARKS,
        remarks={"scope": "Bitte denken Sie auch an die Förderschulen."},
        name=s.member.name,
    )


def _entered(s):
    return Statement(
        seat=s.seat,
        answer=Statement.Answer.AGREE_REMARKS,
        remarks={"overall": "Bitte auch die Förderschulen."},
        name=s.member.name,
        entered_by=s.person,
        came_by=Statement.Way.TELEPHONE,
        said_on=timezone.localdate(),
    )
