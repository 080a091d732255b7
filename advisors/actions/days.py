"""Acts on the days of an engagement: ask for more, increase, decline, give back, carry over.

Each is a move that leaves the state as it is, with rows in the ledger where days are booked. What time
entries have booked stays: the guard of `requests.actions.funding` and the table's constraint stand behind.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors import emails as invitation_emails
from advisors.actions.bookings import forget_mostly_used, keep_turn, note_mostly_used
from advisors.actions.invitations import link_to
from advisors.emails import bookings as emails
from advisors.models import Engagement, IncreaseRequest, Invitation
from gsvo.accounts.models import User
from gsvo.lib import days
from requests import actions
from requests.actions import ActionRefused
from requests.actions.funding import (
    grant_days,
    left_by_period,
    refuse_if_service_is_over,
    return_days,
    return_from_periods,
)
from requests.models import Event, FundingPeriod, SupportRequest
from requests.roles import roles_of
from requests.workflow import WorkflowRole


@transaction.atomic
def ask_for_days(
    support_request: SupportRequest,
    *,
    by: User,
    quarters: int,
    reason: str,
    expected_revision: int | None = None,
) -> Event:
    """Ask G.I.B. for more days, as the office or the advisor; one request is open at a time."""
    actions.lock(support_request)
    actions.refuse_stale(support_request, expected_revision, by)
    engagement = _begun(support_request)
    advises = {WorkflowRole.ADVISOR} if engagement and engagement.is_advised_by(by) else set()
    roles = roles_of(by, support_request) | advises
    _refuse_too_few(quarters)
    turn = keep_turn(engagement) if engagement else {}
    event = actions.move(
        support_request,
        "ask_for_days",
        by=by,
        roles=roles,
        reason=reason,
        data={"quarters": quarters},
        **turn,
    )
    if engagement is None:
        raise _not_begun()
    if engagement.increase_requests.open().exists():
        raise ActionRefused(_("Um mehr Tage ist schon gebeten. Die G.I.B. antwortet Ihnen bald."))
    IncreaseRequest.objects.create(engagement=engagement, quarters=quarters, reason=reason, asked_by=by)
    by_office = event.by_role == WorkflowRole.OFFICE
    emails.days_asked(engagement, quarters, reason, by=by, by_office=by_office)
    return event


@transaction.atomic
def increase_days(
    support_request: SupportRequest,
    *,
    by: User,
    quarters: int,
    reason: str,
    expected_revision: int | None = None,
) -> Event:
    """Grant so many more days out of the request's period; it answers an open request for more."""
    roles = actions.lock_for(support_request, "increase_days", by=by, expected_revision=expected_revision)
    engagement, period = _engagement(support_request), support_request.period
    before = support_request.granted_quarters
    assert period is not None  # granted days are of one
    _refuse_too_few(quarters)
    refuse_if_service_is_over(period)
    event = actions.move(
        support_request,
        "increase_days",
        by=by,
        roles=roles,
        reason=reason,
        data={"quarters": quarters},
        book=partial(grant_days, quarters=quarters, period=period),
        **keep_turn(engagement),
    )
    _answer(engagement, IncreaseRequest.Outcome.GRANTED)
    forget_mostly_used(engagement)
    emails.days_changed(engagement, "increased", quarters, reason)
    _tell_invited(support_request, before)
    return event


@transaction.atomic
def decline_days(
    support_request: SupportRequest, *, by: User, reason: str, expected_revision: int | None = None
) -> Event:
    """Answer an open request for more days with no, and say why."""
    roles = actions.lock_for(support_request, "decline_days", by=by, expected_revision=expected_revision)
    engagement = _engagement(support_request)
    if not _answer(engagement, IncreaseRequest.Outcome.DECLINED):
        raise ActionRefused(_("Niemand bittet zurzeit um mehr Tage."))
    event = actions.move(
        support_request, "decline_days", by=by, roles=roles, reason=reason, **keep_turn(engagement)
    )
    emails.days_declined(engagement, reason)
    return event


@transaction.atomic
def give_back_days(
    support_request: SupportRequest,
    *,
    by: User,
    quarters: int,
    reason: str,
    expected_revision: int | None = None,
) -> Event:
    """Return days that will not be needed, from what is not booked."""
    roles = actions.lock_for(support_request, "give_back_days", by=by, expected_revision=expected_revision)
    engagement, before = _engagement(support_request), support_request.granted_quarters
    _refuse_too_few(quarters)
    _refuse_more_than(quarters, sum(left_by_period(support_request).values()))
    event = actions.move(
        support_request,
        "give_back_days",
        by=by,
        roles=roles,
        reason=reason,
        data={"quarters": quarters},
        book=partial(return_from_periods, quarters=quarters),
        **keep_turn(engagement),
    )
    by_office = event.by_role == WorkflowRole.OFFICE
    emails.days_changed(engagement, "given_back", quarters, reason, by_office=by_office)
    _tell_invited(support_request, before)
    note_mostly_used(engagement)
    return event


@transaction.atomic
def carry_over_days(
    support_request: SupportRequest,
    *,
    by: User,
    quarters: int,
    period: FundingPeriod,
    reason: str,
    expected_revision: int | None = None,
) -> Event:
    """Return unbooked days to the request's period and grant them from another, which it is of from now on.

    What was booked before stays with the period that paid it.
    """
    roles = actions.lock_for(support_request, "carry_over_days", by=by, expected_revision=expected_revision)
    engagement, former_id = _engagement(support_request), support_request.period_id
    assert former_id is not None  # granted days are of one
    if period.pk == former_id:
        raise ActionRefused(_("Aus diesem Förderzeitraum sind die Tage schon."), field="period")
    _refuse_too_few(quarters)
    refuse_if_service_is_over(period)
    _refuse_more_than(quarters, left_by_period(support_request).get(former_id, 0))

    def book(_request: SupportRequest, event: Event) -> None:
        return_days(support_request, event, quarters, former_id)
        grant_days(support_request, event, quarters, period, moves_on=True)

    event = actions.move(
        support_request,
        "carry_over_days",
        by=by,
        roles=roles,
        reason=reason,
        data={"quarters": quarters, "period_id": period.pk},
        book=book,
        **keep_turn(engagement),
    )
    emails.days_changed(engagement, "carried_over", quarters, reason, period=period.name)
    for invitation in _answerable(support_request):
        invitation_emails.days_carried_over(invitation, link_to(invitation), quarters)
    return event


def _begun(support_request: SupportRequest) -> Engagement | None:
    return getattr(support_request, "engagement", None)


def _engagement(support_request: SupportRequest) -> Engagement:
    """Return the engagement; refuse while the first advisor is sought, whose days are G.I.B.'s grant."""
    engagement = _begun(support_request)
    if engagement is None:
        raise _not_begun()
    return engagement


def _not_begun() -> ActionRefused:
    return ActionRefused(
        _("Die Begleitung hat noch nicht begonnen. Bis dahin ändert die G.I.B. die Zusage selbst.")
    )


def _answerable(support_request: SupportRequest) -> list[Invitation]:
    """Return the invitations that somebody may still answer, while a new advisor is sought."""
    found = list(support_request.invitations.answerable().select_related("advisor"))
    for invitation in found:
        invitation.support_request = support_request
    return found


def _tell_invited(support_request: SupportRequest, before: int) -> None:
    """Mail whoever is asked that it is about other days than those granted `before`."""
    for invitation in _answerable(support_request):
        invitation_emails.grant_changed(invitation, link_to(invitation), before)


def _answer(engagement: Engagement, outcome: str) -> bool:
    """Answer the open request for more days; return whether there was one."""
    open_now = engagement.increase_requests.open()
    return bool(open_now.update(outcome=outcome, answered_at=timezone.now()))


def _refuse_too_few(quarters: int) -> None:
    if quarters < 1:
        raise ActionRefused(_("Es muss mindestens ein Vierteltag sein."), field="quarters")


def _refuse_more_than(quarters: int, left: int) -> None:
    if quarters > left:
        raise ActionRefused(too_few_unbooked(left), field="quarters")


def too_few_unbooked(left: int) -> str:
    """Return how many days are not booked, as a sentence for who wants to take away more."""
    if left > 0:
        return _("Noch frei: %(days)s. Was gebucht ist, bleibt.") % {"days": days.as_words(left)}
    return _("Kein Tag ist mehr frei. Was gebucht ist, bleibt.")
