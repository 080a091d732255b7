"""Countersigning of time entries: the office signs or asks; G.I.B. signs where it takes too long."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.bookings import data_of, find, keep_turn, lock_for_office, record, save, what_happened
from advisors.emails import bookings as emails
from advisors.models import Engagement, TimeEntry
from gsvo.accounts.models import User
from requests import actions
from requests.actions import ActionRefused
from requests.models import Event, SupportRequest
from requests.workflow import State, WorkflowRole


@transaction.atomic
def sign_entries(engagement: Engagement, entries: Iterable[TimeEntry], *, by: User) -> Event:
    """Countersign entries, several at once, as the page showed them: each with the `revision` of then."""
    lock_for_office(engagement, by)
    if engagement.is_advised_by(by):
        raise ActionRefused(_("Ihre eigenen Zeiteinträge zeichnet eine andere Person Ihrer Stelle gegen."))
    found = [find(engagement, entry, entry.revision) for entry in entries]
    if not found:
        raise ActionRefused(_("Wählen Sie mindestens einen Zeiteintrag aus."), field="entries")
    for entry in found:
        if entry.is_signed:
            raise ActionRefused(what_happened(entry))
    sign(found, by)
    data = {"entries": len(found), "quarters": sum(entry.quarters for entry in found)}
    return record(engagement, "sign_entries", by=by, role=WorkflowRole.OFFICE, data=data)


@transaction.atomic
def ask_about_entry(
    entry: TimeEntry, *, by: User, question: str, expected_revision: int | None = None
) -> Event:
    """Ask who entered it; the entry still counts, and waits for an answer instead of a signature."""
    engagement = entry.engagement
    lock_for_office(engagement, by)
    entry = find(engagement, entry, expected_revision)
    if entry.is_signed:
        raise ActionRefused(
            _("Dieser Zeiteintrag ist schon gegengezeichnet. Stimmt er nicht, kann die Beratung berichtigen.")
        )
    if engagement.advisor_id != entry.advisor_id:
        raise ActionRefused(
            _("Wer das eingetragen hat, berät nicht mehr. Klären Sie es bitte mit der G.I.B.")
        )
    entry.state = TimeEntry.State.QUERIED
    entry.question, entry.question_by, entry.question_at = question, by, timezone.now()
    save(entry)
    emails.entry_asked(entry)
    return record(engagement, "ask_about_entry", by=by, role=WorkflowRole.OFFICE, data=data_of(entry))


@transaction.atomic
def sign_for_office(
    support_request: SupportRequest, *, by: User, reason: str, expected_revision: int | None = None
) -> Event:
    """Countersign in place of an office that took too long; Leitung also at once, to close a case."""
    roles = actions.lock_for(support_request, "sign_for_office", by=by, expected_revision=expected_revision)
    engagement: Engagement | None = getattr(support_request, "engagement", None)
    if engagement is None:
        raise ActionRefused(_("Die Begleitung hat noch nicht begonnen."))
    entries = list(signable_for_office(engagement, is_leadership=WorkflowRole.LEADERSHIP in roles))
    if not entries:
        raise ActionRefused(
            _("Kein Zeiteintrag wartet so lange, dass die G.I.B. in Vertretung gegenzeichnen kann.")
        )
    sign(entries, by, reason)
    event = actions.move(
        support_request,
        "sign_for_office",
        by=by,
        roles=roles,
        reason=reason,
        data={"entries": len(entries), "quarters": sum(entry.quarters for entry in entries)},
        **keep_turn(engagement),
    )
    emails.entries_signed(engagement, entries, reason)
    return event


def signable_for_office(engagement: Engagement, *, is_leadership: bool) -> QuerySet[TimeEntry]:
    """Return the entries that G.I.B. may countersign now."""
    at_once = is_leadership and engagement.support_request.state == State.CLOSING
    return engagement.time_entries.unsigned() if at_once else engagement.time_entries.overdue()


def sign(entries: Iterable[TimeEntry], by: User, reason: str = "") -> None:
    """Countersign entries. `reason`: why G.I.B. does it in place of the office."""
    for entry in entries:
        entry.state = TimeEntry.State.SIGNED
        entry.signed_at, entry.signed_by, entry.signed_reason = timezone.now(), by, reason
        save(entry)
