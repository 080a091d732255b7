"""Acts of the office on its request: write, submit, revise, answer, withdraw."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.email_changes import announce_address_change, record_address_change
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.workdays import add_workdays
from gsvo.offices.actions import lock_office
from gsvo.offices.models import Membership, Office
from gsvo.outbox import privacy_notice
from gsvo.outbox.language import in_mail_language
from requests import form_fields
from requests.actions.funding import return_unused
from requests.actions.transitions import lock, lock_for, move
from requests.answer_checks import wrong_answers
from requests.emails import changes
from requests.emails import office as emails
from requests.emails.recipients import replaced_contacts
from requests.models import Event, FundingPeriod, NumberSeries, SupportRequest
from requests.roles import roles_of
from requests.states import EDITABLE
from requests.turnaround import workdays_with
from requests.workflow import State, WaitingOn, WorkflowRole


class NotComplete(ActionRefused):
    """Required answers are missing; `fields` names them."""

    def __init__(self, fields: Sequence[str]) -> None:
        self.fields = fields
        super().__init__(_("Es fehlen noch Angaben. Sie stehen unten auf der Seite."))


class NoOpenPeriod(ActionRefused):
    """No funding period takes submissions today; drafts are always possible."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Zurzeit ist kein Förderzeitraum offen. Ihr Entwurf bleibt gespeichert, "
                "einreichen können Sie ihn später."
            )
        )


@transaction.atomic
def create(*, office: Office, by: User, creation_key: str) -> SupportRequest:
    """Begin a draft. The same key of the same person, as after a double click, returns the same draft."""
    return begin_draft(office, by, creation_key)[0]


def begin_draft(office: Office, by: User, creation_key: str) -> tuple[SupportRequest, bool]:
    """Return the draft that belongs to the key and whether it was created now.

    Take the office's lock: whoever loses the right to write meanwhile either has the draft among what she
    leaves, or may not begin it.
    """
    lock_office(office)
    if not Membership.objects.current().writing().filter(office=office, user=by).exists():
        raise PermissionDenied
    own_key = f"{by.pk}-{creation_key}".replace("\0", "")  # PostgreSQL stores no NUL
    return SupportRequest.objects.get_or_create(
        creation_key=own_key[:40],
        defaults={
            "office": office,
            "created_by": by,
            "handled_by": by,
            "changed_by": by,
            "contact_name": by.name,
            "contact_email": by.email,
            "contact_phone": by.phone,
        },
    )


@transaction.atomic
def save_answers(
    support_request: SupportRequest, *, by: User, expected_revision: int | None, values: Mapping[str, Any]
) -> None:
    """Store the answers of one step. Raise StaleRecord if the request's revision is not the expected one."""
    lock(support_request)
    check_writer(support_request, by)
    check_editable(support_request)
    if expected_revision != support_request.revision:
        raise StaleRecord(support_request, by)
    _store_previous_answers(support_request)
    for name, value in values.items():
        if name in form_fields.TO_MANY:
            getattr(support_request, name).set(value)
        else:
            setattr(support_request, name, value)
    support_request.revision += 1
    support_request.changed_by = by
    support_request.save()


@transaction.atomic
def submit(support_request: SupportRequest, *, by: User, privacy_read: bool = False) -> Event:
    """Submit the draft: give it a number and hand it to G.I.B."""
    roles = lock_for(support_request, "submit", by=by)
    _check_complete(support_request)
    if not (support_request.privacy_read or privacy_read):
        raise ActionRefused(_("Bestätigen Sie bitte, dass Sie den Hinweis zum Datenschutz gelesen haben."))
    if not FundingPeriod.objects.open().exists():
        raise NoOpenPeriod
    event = move(
        support_request,
        "submit",
        by=by,
        roles=roles,
        due_on=promised_until(support_request),
        fields={"number": next_number(), "submitted_at": timezone.now(), "privacy_read": True},
    )
    emails.receipt(support_request)
    emails.submitted_notice(support_request)
    emails.named(support_request)
    return event


@transaction.atomic
def revise(support_request: SupportRequest, *, by: User, reason: str = "") -> Event:
    """Open the submitted form again to change it; `answer` submits it again."""
    return move(support_request, "revise", by=by, reason=reason)


@transaction.atomic
def answer(support_request: SupportRequest, *, by: User, reason: str = "") -> Event:
    """Submit the form again with the answer to G.I.B.'s question (`reason`); the event keeps the changes."""
    roles = lock_for(support_request, "answer", by=by)
    _check_complete(support_request)
    changes, before = changes_since_submission(support_request), support_request.answers_before
    event = move(
        support_request,
        "answer",
        by=by,
        roles=roles,
        reason=reason,
        data={"changes": changes} if changes else {},
        due_on=promised_until(support_request),
        fields={"answers_before": {}},
    )
    emails.answered_notice(support_request, event)
    _notify_replaced_contacts(support_request, before, by)
    emails.named(support_request)
    return event


@transaction.atomic
def withdraw(support_request: SupportRequest, *, by: User, reason: str) -> Event:
    """Withdraw the request for good, before an advisor has accepted, and return granted days."""
    roles = lock_for(support_request, "withdraw", by=by)
    state = State(support_request.state)
    promised = support_request.granted_quarters
    event = move(
        support_request,
        "withdraw",
        by=by,
        roles=roles,
        reason=reason,
        data={"returned_quarters": promised} if promised else {},
        book=return_unused,
    )
    emails.withdrawn_notice(support_request, reason, promised)
    changes.request_changed(support_request, state, "withdrawn")
    return event


@in_mail_language
def _notify_replaced_contacts(support_request: SupportRequest, before: Mapping[str, Any], by: User) -> None:
    """Mail the former and the new address of a contact or deputy that was replaced."""
    for part, label, former, now in replaced_contacts(support_request, before):
        change = record_address_change(support_request, by=by, former=former, now=now)
        what = _("%(part)s der Anfrage %(number)s") % {"part": label, "number": support_request.number}
        whom = privacy_notice.by_office(support_request.office, part)
        announce_address_change(change, what=what, about=support_request, introduces=whom)


@in_mail_language
def changes_since_submission(support_request: SupportRequest) -> list[dict[str, str]]:
    """Return what changed since the form was opened again: a list of {"field", "old", "new"}."""
    before = support_request.answers_before
    return form_fields.difference(before, form_fields.texts_of(support_request)) if before else []


def check_writer(support_request: SupportRequest, by: User) -> None:
    """Refuse people who may not write for the request's own office."""
    if WorkflowRole.OFFICE not in roles_of(by, support_request):
        raise PermissionDenied


def check_editable(support_request: SupportRequest) -> None:
    if support_request.state not in EDITABLE:
        raise ActionRefused(
            _("Die Anfrage steht jetzt auf „%(state)s“ und lässt sich nicht mehr ändern.")
            % {"state": support_request.get_state_display()}
        )


def _check_complete(support_request: SupportRequest) -> None:
    missing = form_fields.missing(form_fields.values_of(support_request))
    if missing:
        raise NotComplete(missing)
    if wrong := wrong_answers(form_fields.values_of(support_request)):
        raise ActionRefused(_("Eine Angabe passt nicht mehr: %(why)s") % {"why": next(iter(wrong.values()))})


@in_mail_language  # both sides of the comparison in one language, whatever the typists read in
def _store_previous_answers(support_request: SupportRequest) -> None:
    if support_request.state == State.QUERIED and not support_request.answers_before:
        support_request.answers_before = form_fields.texts_of(support_request)


def promised_until(support_request: SupportRequest) -> dt.date:
    """Return the day until which G.I.B. promised its answer: only its own working days count."""
    today = timezone.localdate()
    events = list(support_request.events.all())
    used = workdays_with(events, WaitingOn.GIB, State.SUBMITTED, today) if events else 0
    return add_workdays(today, max(settings.ANSWER_WITHIN_WORKING_DAYS - used, 0))


def next_number() -> str:
    """Return the year's next number. Its row stays locked until the end of the transaction: none is lost."""
    year = timezone.localdate().year
    NumberSeries.objects.get_or_create(year=year)
    NumberSeries.objects.filter(year=year).update(last=F("last") + 1)
    return f"GSVO-{year}-{NumberSeries.objects.get(year=year).last:04d}"
