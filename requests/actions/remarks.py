"""Acts on remarks: answer one, tell the members what became of theirs."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from requests.actions.transitions import lock, record
from requests.emails import remarks as emails
from requests.mandate_change import is_unsettled
from requests.models import RemarkAnswer, Round, Seat, Statement, SupportRequest
from requests.remarks import worklist
from requests.roles import roles_of
from requests.workflow import WorkflowRole

Verdict = RemarkAnswer.Verdict


@transaction.atomic
def answer_remark(
    statement: Statement,
    section: str,
    *,
    by: User,
    verdict: str,
    reason: str = "",
    expected_revision: int | None,
) -> RemarkAnswer:
    """Write or change the answer to a remark of a closed round. `expected_revision`: 0 for the first."""
    round_ = statement.seat.round
    support_request = round_.version.mandate.support_request
    _check_writer(support_request, by)
    wanted = {"verdict": Verdict(verdict), "reason": reason}
    if verdict == Verdict.NOT_TAKEN_OVER and not reason:
        raise ActionRefused(_("Schreiben Sie, warum Sie das nicht übernehmen."), field="reason")
    stored = RemarkAnswer.objects.filter(statement=statement, section=section).first()
    if stored and {name: getattr(stored, name) for name in wanted} == wanted:
        return stored  # a double click
    _check_open(round_, stored)
    if expected_revision != (stored.revision if stored else 0):
        raise StaleRecord(stored, by)
    answer = stored or RemarkAnswer(statement=statement, section=section, revision=0)
    answer.verdict, answer.reason = wanted["verdict"], reason
    answer.revision += 1
    answer.changed_by = by
    answer.save()
    return answer


@transaction.atomic
def send_answers(support_request: SupportRequest, *, by: User) -> int:
    """Mail each member what became of the own remarks, once nobody is asked again. Return how many mails."""
    _check_writer(support_request, by)
    found = worklist(support_request)
    mandate = getattr(support_request, "mandate", None)
    if is_unsettled(support_request, mandate and mandate.latest):
        raise ActionRefused(_("Die Antworten gehen mit der nächsten Runde hinaus, in derselben Mail."))
    if found.open:
        count = len(found.open)
        words = ngettext(
            "Eine Rückmeldung hat noch keine Antwort.",
            "%(count)s Rückmeldungen haben noch keine Antwort.",
            count,
        )
        raise ActionRefused(words % {"count": count})
    untold = RemarkAnswer.objects.untold(support_request)
    answers = list(untold.select_related("statement__seat__member", "statement__seat__round__version"))
    if not answers:
        raise ActionRefused(_("Diese Antworten sind schon gesendet."))
    tell(support_request)
    record(
        support_request,
        "remarks_answered",
        by=by,
        role=WorkflowRole.OFFICE,
        data={"remarks": len(answers)},
    )
    by_seat: dict[Seat, list[RemarkAnswer]] = {}
    for answer in answers:
        if answer.statement.seat.member.left_at is None:
            by_seat.setdefault(answer.statement.seat, []).append(answer)
    for seat, of_seat in by_seat.items():
        emails.remarks_answered(support_request, seat, of_seat, by)
    return len(by_seat)


def tell(support_request: SupportRequest, round_: Round | None = None) -> None:
    """Mark all answers as told, with the round whose mails do it. The caller holds the lock."""
    RemarkAnswer.objects.untold(support_request).update(told_at=timezone.now(), told_in=round_)


def _check_writer(support_request: SupportRequest, by: User) -> None:
    lock(support_request)
    if WorkflowRole.OFFICE not in roles_of(by, support_request):
        raise PermissionDenied
    if support_request.is_ended:
        raise ActionRefused(_("Die Anfrage ist beendet. Rückmeldungen lassen sich nicht mehr beantworten."))


def _check_open(round_: Round, stored: RemarkAnswer | None) -> None:
    """Refuse while the round still runs, and once the next one or a mail has told the answer."""
    of_case = Round.objects.of(round_.version.mandate.support_request)
    if of_case.open().filter(pk=round_.pk).exists():
        raise ActionRefused(_("Die Runde läuft noch. Antworten können Sie, wenn sie beendet ist."))
    if of_case.filter(pk__gt=round_.pk).exists():
        raise ActionRefused(
            _("Inzwischen ist die nächste Runde eröffnet. Diese Antwort lässt sich nicht mehr ändern.")
        )
    if stored and stored.told_at:
        raise ActionRefused(_("Diese Antwort ist schon gesendet. Ändern lässt sie sich nicht mehr."))
