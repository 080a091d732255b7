"""Acceptances: by whoever is asked, by G.I.B. for her, or offered where G.I.B. has to agree first."""

from collections.abc import Sequence, Set

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors import emails
from advisors.actions.answering import asked_for, lock_to_answer, write_answer
from advisors.actions.bookings import turn_of
from advisors.actions.pool import account_for
from advisors.actions.taking_back import close_beaten
from advisors.capacity import free_in, missing_for, needed_of
from advisors.models import Absence, Advisor, Assignment, Engagement, Invitation, Preference
from gsvo.accounts.models import User
from gsvo.lib import days
from gsvo.links.models import Link
from requests import actions
from requests.actions import ActionRefused
from requests.models import Event, SupportRequest
from requests.workflow import State, WaitingOn, WorkflowRole


@transaction.atomic
def accept(
    invitation: Invitation,
    *,
    by: User | Link,
    no_conflict: bool,
    deputy: str = "",
    expected_quarters: int | None = None,
) -> Engagement:
    """Accept the engagement, in one transaction. Of several who are asked at once the first gets it.

    `deputy`: the name of who answers on behalf of the one who was asked. `expected_quarters`: of a day, as
    the page showed them; if others are granted by now it is refused.
    """
    lock_to_answer(invitation, by)
    advisor = _checked(invitation, no_conflict=no_conflict, expected_quarters=expected_quarters)
    if obstacles := obstacles_of(invitation, advisor):
        raise NeedsStaffError(obstacles)
    return _accepted(invitation, advisor, by=by, roles={WorkflowRole.ADVISOR}, deputy=deputy)


class NeedsStaffError(ActionRefused):
    """An acceptance that G.I.B. has to agree to first; `obstacles` say why, in sentences."""

    def __init__(self, obstacles: list[str]) -> None:
        self.obstacles = obstacles
        super().__init__(" ".join(obstacles))


def obstacles_of(invitation: Invitation, advisor: Advisor, *, for_staff: bool = False) -> list[str]:
    """Return why whoever is asked cannot accept without G.I.B.; only staff read of an office's objections."""
    return obstacles_of_all(invitation.support_request, [advisor], for_staff=for_staff)[advisor.pk]


def obstacles_of_all(
    support_request: SupportRequest, advisors: Sequence[Advisor], *, for_staff: bool = True
) -> dict[int, list[str]]:
    """Return why each of those asked cannot accept without G.I.B., by key; as many statements as for one."""
    needed = needed_of(support_request)
    rows = Advisor.objects.filter(pk__in=[advisor.pk for advisor in advisors])
    found = rows.annotate(**{f"free_{period.pk}": free_in(period) for period in needed}).in_bulk()
    away = Absence.objects.on(timezone.localdate()).filter(advisor__in=found)
    excluded = support_request.preferences.filter(kind=Preference.Kind.EXCLUDE, advisor__in=found)
    is_away, is_excluded = (set(some.values_list("advisor", flat=True)) for some in (away, excluded))
    return {
        key: _in_words(
            missing=missing_for(needed, {period: getattr(advisor, f"free_{period.pk}") for period in needed}),
            is_away=key in is_away,
            is_excluded=key in is_excluded,
            for_staff=for_staff,
        )
        for key, advisor in found.items()
    }


def _in_words(*, missing: int, is_away: bool, is_excluded: bool, for_staff: bool) -> list[str]:
    found = []
    if missing:
        found.append(
            _("In diesem Förderzeitraum sind %(days)s zu wenig frei.") % {"days": days.as_words(missing)}
        )
    if is_away:
        found.append(_("Heute ist eine Abwesenheit eingetragen."))
    if is_excluded:
        found.append(
            _("Die Koordinierungsstelle hat Einwände.")
            if for_staff
            else _("Die G.I.B. muss vorher noch etwas klären.")
        )
    return found


@transaction.atomic
def offer(
    invitation: Invitation,
    *,
    by: User | Link,
    no_conflict: bool,
    deputy: str = "",
    expected_quarters: int | None = None,
) -> Event:
    """Record that whoever is asked would accept, and ask G.I.B., where `accept` is not hers alone."""
    support_request = lock_to_answer(invitation, by)
    advisor = _checked(invitation, no_conflict=no_conflict, expected_quarters=expected_quarters)
    if not obstacles_of(invitation, advisor):
        raise ActionRefused(_("Inzwischen geht es doch. Senden Sie Ihre Antwort bitte noch einmal."))
    invitation.offered_at, invitation.answered_by = timezone.now(), deputy
    invitation.save(update_fields=["offered_at", "answered_by"])
    Link.objects.to(invitation, Invitation.LINK_PURPOSE).filter(revoked_at=None).update(expires_at=None)
    event = actions.record(
        support_request,
        "acceptance_offered",
        by=by,
        role=WorkflowRole.ADVISOR,
        data={"advisor_id": advisor.pk, "deputy": bool(deputy)},
        waiting_on=WaitingOn.GIB,
    )
    emails.acceptance_offered(invitation, obstacles_of(invitation, advisor, for_staff=True))
    return event


@transaction.atomic
def accept_for(
    support_request: SupportRequest,
    *,
    by: User,
    invitation: Invitation | None = None,
    note: str = "",
    expected_revision: int | None = None,
) -> Engagement:
    """Record for one who is asked that she accepts: by telephone, or where G.I.B. has to agree."""
    roles = actions.lock_for(support_request, "accept", by=by, expected_revision=expected_revision)
    found = asked_for(support_request, invitation)
    advisor = _checked(found, no_conflict=True)
    return _accepted(found, advisor, by=by, roles=roles, deputy=found.answered_by, reason=note)


def _checked(invitation: Invitation, *, no_conflict: bool, expected_quarters: int | None = None) -> Advisor:
    """Refuse what nobody can agree to. Return the advisor, locked."""
    support_request = invitation.support_request
    offered = support_request.left_quarters
    if expected_quarters not in (None, offered):
        raise ActionRefused(
            _("Inzwischen sind es %(days)s. Prüfen Sie bitte, ob Ihre Annahme noch passt.")
            % {"days": days.as_words(offered)}
        )
    if not no_conflict:
        raise ActionRefused(
            _("Bestätigen Sie bitte, dass Sie keinen Interessenkonflikt mit den Beteiligten haben.")
        )
    # Two acceptances at once may not share the same days.
    advisor = Advisor.objects.select_for_update(of=("self",)).get(pk=invitation.advisor_id)
    _refuse_without_time(advisor, support_request)
    return advisor


def _refuse_without_time(advisor: Advisor, support_request: SupportRequest) -> None:
    if not advisor.is_active:
        raise ActionRefused(_("Sie sind nicht mehr im Pool. Bitte melden Sie sich bei der G.I.B."))
    period = support_request.period
    if period is None or period.service_until < timezone.localdate():
        raise ActionRefused(
            _("Der Förderzeitraum ist zu Ende. Darin kann nichts mehr beginnen. Fragen Sie bitte die G.I.B.")
        )


def _accepted(
    invitation: Invitation,
    advisor: Advisor,
    *,
    by: User | Link,
    roles: Set[WorkflowRole],
    deputy: str,
    reason: str = "",
) -> Engagement:
    support_request = invitation.support_request
    if advisor.user is None:
        account_for(advisor)
    write_answer(invitation, Invitation.State.ACCEPTED, deputy)
    actions.move(
        support_request,
        "accept",
        by=by,
        roles=roles,
        reason=reason,
        data={"advisor_id": advisor.pk, "deputy": bool(deputy)},
        fields={"engaged_at": support_request.engaged_at or timezone.now()},
        **turn_of(getattr(support_request, "engagement", None), State.ENGAGED),
    )
    close_beaten(support_request)
    engagement = _begin(support_request, invitation, advisor)
    emails.engaged(engagement)
    emails.engagement_confirmed(engagement)
    emails.engagement_began(engagement)
    emails.accepted_notice(engagement)
    return engagement


def _begin(support_request: SupportRequest, invitation: Invitation, advisor: Advisor) -> Engagement:
    """Create the engagement, or continue it after a change of advisor, with its assignment."""
    engagement, _new = Engagement.objects.get_or_create(support_request=support_request)
    engagement.advisor = advisor
    engagement.save(update_fields=["advisor"])
    Assignment.objects.create(engagement=engagement, advisor=advisor, invitation=invitation)
    return engagement
