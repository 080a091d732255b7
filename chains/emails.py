"""Mails about the parts of institutions: to them by link, and to the office about what they answer."""

from django.urls import reverse

from chains.confirmations import office_people, whom
from chains.models import PartConfirmation
from chains.parts import lines
from gsvo.lib import dates
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails


@queues_mails
def part_asked(question, link, one):
    """To an institution: is this your part? Asked again, with what changed in it."""
    return _to_institution("part_asked", question, link, one)


@queues_mails
def part_reminder(question, link, one):
    """To an institution that has not answered yet, with the same link."""
    return _to_institution("part_reminder", question, link, one)


@queues_mails
def part_receipt(question, link, one):
    """To an institution: what was answered for it, by whom, and how to change it."""
    return _to_institution("part_receipt", question, link, one)


def _to_institution(mail, question, link, one):
    chain = one.row.chain
    return Mail(
        f"chains/{mail}",
        to=link.email,
        name=link.name,
        about=chain,
        link=link,
        context={
            "office": chain.office,
            "year": chain.school_year_name,
            "institution": str(one),
            "asker": question.asked_by or chain.office,
            "question": question,
            "steps": lines(one.part, one.names),
            "changes": one.changes,
            "weekday": dates.weekday(question.answer_by),
            "until": dates.day(link.expires_at),
            "answer": question.get_answer_display(),
        },
        introduces=privacy_notice.by_office(chain.office, "institution"),
    )


@queues_mails
def part_answered(question, one, people=None):
    """To the office: an institution does not agree, or agrees with a remark."""
    is_no = question.answer == PartConfirmation.Answer.NO
    told = {"is_no": is_no, "who": whom(question), "remark": question.remark}
    return _to_office("part_answered", question, one, people, **told)


@queues_mails
def part_not_responsible(question, one, former, successor, people=None):
    """To the office: who was asked is not responsible, and perhaps who is."""
    return _to_office("part_not_responsible", question, one, people, former=former, successor=successor)


def _to_office(mail, question, one, people, **context):
    chain = one.row.chain
    return [
        Mail(
            f"chains/{mail}",
            to=person,
            about=chain,
            context={
                **context,
                "office": chain.office,
                "year": chain.school_year_name,
                "institution": str(one),
                "url": reverse("chains:institutions", args=[chain.oid]),
            },
        )
        for person in people or office_people(question)
    ]
