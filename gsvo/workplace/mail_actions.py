"""The post as staff see it: a case's mails, sending one more time, saying that a failure is settled."""

from dataclasses import dataclass

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, Min, OuterRef
from django.utils.translation import gettext as _

from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.outbox import resend as outbox_resend
from gsvo.outbox.error_texts import ErrorText, error_text_of
from gsvo.outbox.language import in_mail_language
from gsvo.outbox.models import WAITING, OutgoingMail, Status
from gsvo.retention.rules import ERASED_EMAIL
from requests import actions
from requests.models import SupportRequest
from requests.roles import roles_of
from requests.workflow import WorkflowRole

RIGHT = "outbox.change_outgoingmail"
NEVER_AGAIN = ("accounts/login_code",)  # whoever needs a code asks for a new one
MARKS = {Status.SENT: "agree", Status.FAILED: "bad", Status.OBSOLETE: "abstain"}


@dataclass(frozen=True)
class Row:
    """A mail with what people want to know about it, and what this reader may do with it."""

    mail: OutgoingMail
    reason: ErrorText | None
    mark: str
    is_task: bool
    can_resend: bool


def rows(support_request, user):
    """Return the mails of a case, the newest first."""
    mails = OutgoingMail.objects.about(support_request).defer("text", "html")
    is_task = Exists(OutgoingMail.objects.unsettled().filter(pk=OuterRef("pk")))
    mails = mails.select_related("link", "settled_by").annotate(is_task=is_task).order_by("-pk")
    may = user.has_perm(RIGHT)
    return [row_of(mail, is_task=mail.is_task, may=may) for mail in mails]


def row_of(mail, *, is_task, may):
    """Return one mail as a Row. `may`: whether the reader may send it again."""
    return Row(
        mail=mail,
        reason=error_text_of(mail),
        mark=mark_of(mail),
        is_task=is_task,
        can_resend=may
        and mail.status in outbox_resend.RESENDABLE
        and mail.to_email != ERASED_EMAIL
        and mail.kind not in NEVER_AGAIN,
    )


def mark_of(mail):
    """Return the icon's name. A settled failure is no alarm any more."""
    return "abstain" if mail.settled_at else MARKS.get(mail.status, "open")


def standing():
    """Return how many mails wait, since when the oldest does, and how many failures are a task."""
    waiting = OutgoingMail.objects.filter(status__in=WAITING).aggregate(
        count=Count("pk"), since=Min("created_at")
    )
    return waiting | {"tasks": OutgoingMail.objects.unsettled().count()}


@transaction.atomic
def resend(mail, *, by, expected_resends):
    """Send a mail once more to today's address, with a new link if it had one. Returns the new mail.

    `expected_resends`: how often the page said that it had been repeated. Raises ActionRefused.
    """
    if not by.has_perm(RIGHT):
        raise PermissionDenied
    case = case_of(mail)
    if case is not None:
        actions.lock(case)
    mail = OutgoingMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if mail.resends.count() != expected_resends:
        raise StaleRecord(sentence=_("Diese Mail ist inzwischen schon noch einmal gesendet."))
    _must_be_possible(mail)
    renewed = outbox_resend.resend_link(mail) if mail.link else outbox_resend.resend_text(mail)
    if renewed is None:
        raise ActionRefused(
            _("Diese Mail braucht niemand mehr: Die Sache ist beantwortet, zurückgenommen oder vorbei.")
        )
    outbox_resend.settle(mail, by=by)
    _note(mail, case, by)
    return renewed


@transaction.atomic
def settle(mail, *, by, note):
    """Mark a failed mail as settled, with a note. Doing it again changes nothing."""
    if not by.has_perm(RIGHT):
        raise PermissionDenied
    outbox_resend.settle(mail, by=by, note=note)


def case_of(mail):
    """Return the request that a mail is about, or None."""
    return mail.about if isinstance(mail.about, SupportRequest) else None


def _must_be_possible(mail):
    if not outbox_resend.can_resend(mail):
        raise ActionRefused(_("Diese Mail lässt sich nicht noch einmal senden."))
    if outbox_resend.address_today(mail) is None:
        raise ActionRefused(
            _("Diese Person ist nicht mehr dabei. Die Mail geht deshalb nicht noch einmal hinaus.")
        )


def _note(mail, case, by):
    """Record who resent it, in the case's history or, without a case, in the mail's log."""
    if case is not None:
        role = (
            WorkflowRole.CASEWORK if WorkflowRole.CASEWORK in roles_of(by, case) else WorkflowRole.LEADERSHIP
        )
        actions.record(case, "resent", by=by, role=role, data={"mail_id": mail.pk})
    else:
        _log(mail, by)


@in_mail_language
def _log(mail, by):
    LogEntry.objects.log_actions(by.pk, [mail], CHANGE, change_message=_("Noch einmal gesendet"))
