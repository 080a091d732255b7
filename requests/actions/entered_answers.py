"""Answers that the office enters for a member: they came by mail, by telephone or in a meeting."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.models import User
from gsvo.lib import dates
from gsvo.lib.duplicates import name_key
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.workdays import local_date
from gsvo.links.models import Link
from gsvo.offices.models import CommitteeMember
from requests.actions.mandate import check_asker
from requests.actions.rounds import close_round, issue_link
from requests.actions.transitions import record
from requests.emails import mandate as emails
from requests.models import Round, Seat, Statement
from requests.workflow import WorkflowRole


@transaction.atomic
def enter_answer(
    seat: Seat,
    *,
    by: User,
    answer: str,
    name: str,
    came_by: str,
    said_on: dt.date,
    remarks: Mapping[str, str] | None = None,
    seen: int | None = None,
) -> Statement:
    """Record what a member said outside of the portal, and mail it to her with the link to change it.

    `seen`: the statement that stood there when the writer began, so that no newer one is overwritten unseen.
    """
    support_request = seat.round.version.mandate.support_request
    check_asker(support_request, by)
    seat = _read_anew(seat)
    refuse_closed(seat.round)
    refuse_said_on(seat.round, said_on)
    if seat.not_responsible_at:
        raise ActionRefused(_("Auf diesem Sitz ist gerade niemand. Tragen Sie zuerst jemand anderen ein."))
    before = seat.statement
    if before and before.pk != seen:
        raise ActionRefused(
            _(
                "Inzwischen steht dort eine Antwort von %(name)s: %(answer)s. Soll Ihre gelten, "
                "senden Sie noch einmal."
            )
            % {"name": before.name, "answer": before.word}
        )
    statement = write_statement(
        seat, by=by, answer=answer, name=name, came_by=came_by, said_on=said_on, remarks=remarks
    )
    record(
        support_request,
        "statement_entered",
        by=by,
        role=WorkflowRole.OFFICE,
        data={
            "seat_id": seat.pk,
            "answer": statement.answer,
            "came_by": statement.came_by,
            "said_on": said_on.isoformat(),
        },
    )
    link = Link.objects.to(seat, Seat.LINK_PURPOSE).usable().order_by("pk").last() or issue_link(seat)
    emails.answer_entered(seat, link, statement)
    if seat.round.tally().is_complete:
        close_round(seat.round, by=by, role=WorkflowRole.OFFICE, ending=Round.Ending.ANSWERED)
    return statement


def write_statement(
    seat: Seat,
    *,
    by: User,
    answer: str,
    name: str,
    came_by: str,
    said_on: dt.date,
    remarks: Mapping[str, str] | None = None,
) -> Statement:
    """Store an answer that the office enters; the caller holds the lock and has checked the round."""
    given = Statement.Answer(answer)
    remarks = {key: text for key, text in (remarks or {}).items() if text}
    if given == Statement.Answer.CHANGE and not remarks:
        raise ActionRefused(_("Schreiben Sie bitte dazu, was sich ändern soll."))
    if given == Statement.Answer.AGREE and remarks:
        given = Statement.Answer.AGREE_REMARKS
    return Statement.objects.create(
        seat=seat,
        answer=given,
        name=name,
        deputising_for=seat.member.name if _is_substitute(name, seat.member) else "",
        remarks=remarks,
        entered_by=by,
        came_by=Statement.Way(came_by),
        said_on=said_on,
    )


def _is_substitute(name: str, member: CommitteeMember) -> bool:
    """Return whether the one who answered is the substitute on record."""
    return bool(member.substitute_name) and name_key(name) == name_key(member.substitute_name)


def refuse_closed(round_: Round) -> None:
    """Refuse what comes after the deadline, also where the clock has not closed the round yet."""
    if not round_.is_open or round_.deadline < timezone.now():
        raise ActionRefused(_("Die Runde ist beendet. Antworten kann zu ihr niemand mehr."))


def refuse_said_on(round_: Round, said_on: dt.date) -> None:
    """Refuse a day on which nobody could have answered yet."""
    if said_on > timezone.localdate():
        raise ActionRefused(_("Der Tag liegt noch vor uns. Prüfen Sie bitte das Datum."))
    opened = local_date(round_.opened_at)
    if said_on < opened:
        raise ActionRefused(
            _("Die Runde begann erst am %(day)s. Was vorher gesagt war, galt einer anderen Fassung.")
            % {"day": dates.day(opened)}
        )


def _read_anew(seat: Seat) -> Seat:
    return Seat.objects.select_related("round__version__mandate__support_request", "member").get(pk=seat.pk)
