"""A decision of the committee in a meeting: it closes the open round, or one that was never mailed."""

import datetime as dt
from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.models import User
from gsvo.files.storage import store
from gsvo.lib.exceptions import ActionRefused
from requests.actions.entered_answers import refuse_closed, write_statement
from requests.actions.mandate import check_asker
from requests.actions.round_ends import tell_of_end
from requests.actions.rounds import begin_round, close_round
from requests.actions.transitions import record
from requests.models import Attachment, MeetingDecision, Round, Statement, SupportRequest
from requests.sections import OVERALL
from requests.workflow import WorkflowRole

LONGEST_AGO = dt.timedelta(days=366)  # beyond it a year was mistyped


@transaction.atomic
def decide_in_meeting(
    support_request: SupportRequest,
    *,
    by: User,
    held_on: dt.date,
    votes: Mapping[str, str],
    rule: str = "",
    wishes: str = "",
    minutes: UploadedFile | None = None,
) -> Round:
    """Record what those present decided. `votes`: {member's oid: answer} of each who was there and votes.

    An open round is closed by its own rule; answers given before by whoever was not there count on. Without
    one a round is opened and closed at once by `rule`, without a mail. `wishes`: what is to change.
    """
    check_asker(support_request, by)
    refuse_held_on(held_on)
    if not votes:
        raise ActionRefused(_("Geben Sie an, wer da war und wie die Mitglieder gestimmt haben."))
    open_rounds = Round.objects.of(support_request).open()
    round_ = open_rounds.select_related("version__mandate__support_request__office").first()
    if round_:
        refuse_closed(round_)
    else:
        round_ = begin_round(
            support_request, by=by, answer_by=timezone.localdate(), rule=rule, is_meeting=True
        )
    present = _take_votes(round_, votes, wishes, by, held_on)
    decision = MeetingDecision.objects.create(
        round=round_, held_on=held_on, recorded_by=by, minutes=_keep(support_request, minutes, by)
    )
    record(
        support_request,
        "meeting",
        by=by,
        role=WorkflowRole.OFFICE,
        data={"held_on": decision.held_on.isoformat(), "members": present},
    )
    tell_of_end(round_, Round.Ending.MEETING)
    return close_round(round_, by=by, role=WorkflowRole.OFFICE, ending=Round.Ending.MEETING)


def refuse_held_on(held_on: dt.date) -> None:
    today = timezone.localdate()
    if held_on > today:
        raise ActionRefused(_("Der Tag liegt noch vor uns. Prüfen Sie bitte das Datum."))
    if held_on < today - LONGEST_AGO:
        raise ActionRefused(_("Das ist länger als ein Jahr her. Prüfen Sie bitte das Datum."))


def _take_votes(round_: Round, votes: Mapping[str, str], wishes: str, by: User, held_on: dt.date) -> int:
    """Write a statement for each seat that voted. Return how many there were."""
    seats = round_.seats.filter(is_voting=True).select_related("member", "round")
    by_member = {seat.member.oid: seat for seat in seats}
    if not votes.keys() <= by_member.keys():
        raise ActionRefused(_("Das Gremium hat sich inzwischen geändert. Prüfen Sie bitte die Liste."))
    for oid, answer in votes.items():
        seat = by_member[oid]
        said = {OVERALL: wishes} if answer == Statement.Answer.CHANGE else {}
        write_statement(
            seat,
            by=by,
            answer=answer,
            name=seat.member.name,
            came_by=Statement.Way.MEETING,
            said_on=held_on,
            remarks=said,
        )
        if seat.not_responsible_at:  # somebody sat there after all
            seat.not_responsible_at = None
            seat.save(update_fields=["not_responsible_at"])
    return len(votes)


def _keep(support_request: SupportRequest, minutes: UploadedFile | None, by: User) -> Attachment | None:
    if minutes is None:
        return None
    return Attachment.objects.create(
        support_request=support_request,
        file=store(minutes, by=by),
        description=_("Niederschrift der Sitzung"),
    )
