"""Mails about the mandate: to the committee's members by link, to the office, to G.I.B."""

from django.urls import reverse
from django.utils import timezone

from gsvo.lib import dates, days
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails
from requests.emails.recipients import ask_member, to_gib, to_office
from requests.models import RemarkAnswer
from requests.round_words import rule_of
from requests.statement_words import said


@queues_mails
def statement_asked(seat, link):
    """To a member of the committee: do you agree to this version?"""
    return ask_member(seat, link, "requests/statement_asked", answers=RemarkAnswer.objects.told_to(seat))


@queues_mails
def statement_reminder(seat, link):
    """To a member who has not answered yet, with the same link."""
    return ask_member(seat, link, "requests/statement_reminder")


@queues_mails
def answer_entered(seat, link, statement):
    """To a member: the office entered this answer in your name; change it if it is not yours."""
    return ask_member(
        seat,
        link,
        "requests/answer_entered",
        statement=statement,
        answer=statement.word,
        came_by=statement.get_came_by_display(),
        said_on=dates.day(statement.said_on),
        enterer=statement.entered_by,
        remarks=statement.titled_remarks,
    )


@queues_mails
def statement_receipt(statement, seat, *, is_over):
    """To a member: what was answered for the seat, by whom, and how to change it."""
    return ask_member(
        seat,
        statement.link,
        "requests/statement_receipt",
        statement=statement,
        said=said(statement.answer, seat),
        is_over=is_over,
    )


@queues_mails
def round_ended(seat, link, ending, reason, *, has_answered=False):
    """To a member who need not answer any more. `ending`: "early", "meeting" or "overtaken"."""
    return ask_member(
        seat, link, "requests/round_ended", ending=ending, has_answered=has_answered, reason=reason
    )


@queues_mails
def round_outcome(seat, link, tally, *, has_answered):
    """To who was asked: what the round brought, and under which rule. `link`: None if it ran out."""
    version = seat.round.version
    support_request = version.mandate.support_request
    return Mail(
        "requests/round_outcome",
        to=seat.member,
        about=support_request,
        link=link,
        context={
            "support_request": support_request,
            "version": version,
            "tally": tally,
            "outcome": seat.round.outcome,
            "rule": rule_of(seat.round),
            "has_answered": has_answered,
            "is_change": seat.round.is_change,
            "in_force": seat.round.stays_in_force,
        },
        introduces=privacy_notice.by_office(support_request.office, "member"),
    )


@queues_mails
def round_closed(support_request, round_, tally):
    """To the office: the round brought no agreement; what now?"""
    return to_office(
        support_request,
        "requests/round_closed",
        url=reverse("requests:round", args=[support_request.oid, round_.oid]),
        version=round_.version,
        tally=tally,
        outcome=round_.outcome,
        in_force=round_.stays_in_force,
        **_until(support_request.due_on),
    )


@queues_mails
def mandated(support_request, version):
    """To the office and to G.I.B.: the committee agreed."""
    return [
        *to_office(support_request, "requests/mandated", url=_page(support_request), version=version),
        *to_gib(
            support_request,
            "requests/mandated_notice",
            version=version,
            days=days.as_words(support_request.granted_quarters),
            changed_entries=_changed_entries(version),
        ),
    ]


@queues_mails
def mandate_returned(support_request, reason):
    """To the office: G.I.B. gives the mandate back, and why."""
    return to_office(
        support_request,
        "requests/mandate_returned",
        url=_page(support_request),
        reason=reason,
        **_until(support_request.due_on),
    )


@queues_mails
def mandate_reopened(support_request, reason):
    """To G.I.B.: the office changes its agreed mandate."""
    return to_gib(support_request, "requests/mandate_reopened", reason=reason)


@queues_mails
def not_responsible(support_request, seat, successor):
    """To the office: on this seat somebody else has to answer. `successor`: whom the member named, or ""."""
    return to_office(
        support_request,
        "requests/not_responsible",
        url=seat.member.get_absolute_url(),
        seat=seat,
        successor=successor,
    )


def _page(support_request):
    return reverse("requests:mandate", args=[support_request.oid])


def _until(day):
    """The day for subject and deadline, while it lies ahead."""
    if day is None or day < timezone.localdate():
        return {"until": "", "weekday": ""}
    return {"until": dates.short_day(day), "weekday": dates.weekday(day)}


def _changed_entries(version):
    """For G.I.B.: who answered after name or address had been changed; "" for nobody."""
    last = version.rounds.first() if version.pk else None
    found = [seat.institution for seat in last.seats.all() if seat.is_answer_marked] if last else []
    return ", ".join(found)
