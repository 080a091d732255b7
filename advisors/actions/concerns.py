"""Acts on concerns: office or advisor tells G.I.B. in confidence; G.I.B. notes steps and resolves.

None of them is recorded in the history of the request, which the other side reads.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.emails import concerns as emails
from advisors.models import Concern, ConcernStep, Engagement
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from requests import actions
from requests.roles import roles_of, staff_roles_of
from requests.workflow import State, WorkflowRole

TELLABLE = (State.ENGAGED, State.INTERRUPTED, State.CLOSING)


def writer_roles(user: User, engagement: Engagement) -> set[WorkflowRole]:
    """Return the roles in which somebody may tell and read concerns of an engagement now."""
    if not user.is_active:
        return set()
    office = {WorkflowRole.OFFICE} & roles_of(user, engagement.support_request)
    return office | ({WorkflowRole.ADVISOR} if engagement.is_advised_by(user) else set())


def is_writer(user: User, concern: Concern) -> bool:
    """Return whether somebody wrote a concern and is still what they were then."""
    return concern.by_user_id == user.pk and concern.role in writer_roles(user, concern.engagement)


@transaction.atomic
def tell_concern(engagement: Engagement, *, by: User, text: str) -> Concern:
    """Tell G.I.B. in confidence that something is wrong. Return the concern."""
    actions.lock(engagement.support_request)
    engagement.refresh_from_db(fields=["advisor", "ended_at"])
    roles = writer_roles(by, engagement)
    if not roles:
        raise ActionRefused(_("Das können nur die Koordinierungsstelle und wer gerade berät."))
    if engagement.support_request.state not in TELLABLE:
        raise ActionRefused(_("Diese Begleitung läuft nicht mehr. Rufen Sie bitte die G.I.B. an."))
    role = WorkflowRole.ADVISOR if WorkflowRole.ADVISOR in roles else WorkflowRole.OFFICE
    concern = Concern.objects.create(engagement=engagement, by_user=by, role=role, text=text, changed_by=by)
    emails.concern_told(concern)
    return concern


@transaction.atomic
def note_step(concern: Concern, *, by: User, text: str, expected_revision: int | None = None) -> ConcernStep:
    """Note what G.I.B. did about a concern. Return the step."""
    row = _lock(concern, by, expected_revision)
    step = ConcernStep.objects.create(concern=row, text=text, by=by)
    _write(row, by)
    return step


@transaction.atomic
def resolve_concern(
    concern: Concern, *, by: User, resolution: str, expected_revision: int | None = None
) -> Concern:
    """Resolve a concern with a sentence to its writer, who is mailed while the right to read it lasts."""
    row = _lock(concern, by, expected_revision)
    row.resolution, row.resolved_by, row.resolved_at = resolution, by, timezone.now()
    _write(row, by)
    if is_writer(row.by_user, row):
        emails.concern_resolved(row)
    return row


def _lock(concern: Concern, by: User, expected_revision: int | None) -> Concern:
    """Lock the request, and return the concern as it is now; refuse others, stale pages and resolved ones."""
    actions.lock(concern.engagement.support_request)
    if not staff_roles_of(by):
        raise ActionRefused(_("Vertrauliche Nachrichten bearbeitet nur die Sachbearbeitung der G.I.B."))
    related = ("engagement__support_request__office", "engagement__advisor", "by_user", "changed_by")
    row = Concern.objects.select_related(*related).get(pk=concern.pk)
    if expected_revision is not None and row.revision != expected_revision:
        raise StaleRecord(row, by)
    if not row.is_open:
        raise ActionRefused(
            _("Diese Nachricht ist schon erledigt. Gibt es noch etwas zu sagen, rufen Sie bitte an.")
        )
    return row


def _write(row: Concern, by: User) -> None:
    row.revision += 1
    row.changed_by = by
    row.save()
