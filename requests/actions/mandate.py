"""Acts on the mandate: start it from the request, save it, begin its next version, take it back."""

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gsvo.accounts.models import User
from gsvo.lib import days
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.outbox.language import in_mail_language
from requests import timeline
from requests.actions.transitions import lock, lock_for, move
from requests.emails import mandate as emails
from requests.fingerprint import fingerprint_of
from requests.mandate_change import ASKING, WRITING
from requests.mandate_parts import same_wording
from requests.models import Event, Goal, Mandate, MandateVersion, Milestone, Round, SupportRequest
from requests.roles import roles_of
from requests.workflow import State, WorkflowRole


@transaction.atomic
def start_mandate(support_request: SupportRequest, *, by: User) -> Mandate:
    """Begin the mandate if there is none yet. Return it."""
    check_writer(support_request, by)
    check_state(support_request, by, (State.CLARIFYING,))
    return begin(support_request)


def begin(support_request: SupportRequest) -> Mandate:
    """Create version 1 from the request's answers, unless there is a mandate. No event: it is a draft."""
    mandate, is_new = Mandate.objects.get_or_create(support_request=support_request)
    if is_new:
        texts, goals = _taken_over(support_request), support_request.goals
        version = MandateVersion.objects.create(
            mandate=mandate, number=1, sections=texts, unchecked=[*texts, *(["goals"] if goals else [])]
        )
        _write_rows(version, [{"text": goal, "criterion": ""} for goal in goals], [])
    return mandate


@transaction.atomic
def save_mandate(
    support_request: SupportRequest,
    *,
    by: User,
    expected_revision: int | None,
    sections: Mapping[str, str],
    goals: Iterable[Mapping[str, Any]],
    milestones: Iterable[Mapping[str, Any]],
    checked: Container[str] = (),
) -> MandateVersion:
    """Save the version in writing. Raise StaleRecord if its revision is not the expected one.

    `checked`: the sections taken over from the request that shall stay as they are.
    """
    check_writer(support_request, by)
    version = support_request.mandate.latest
    if version.is_frozen:
        raise ActionRefused(
            _("Fassung %(number)s ging an das Gremium und bleibt, wie sie ist.") % {"number": version.number}
        )
    if version.revision != expected_revision:
        raise StaleRecord(version, by)
    check_plan(support_request, sum(row["quarters"] for row in milestones))
    former = _wordings(version)
    version.sections = {key: text for key, text in sections.items() if text}
    version.revision += 1
    version.changed_by = by
    version.goals.all().delete()
    version.milestones.all().delete()
    _write_rows(version, goals, milestones)
    now = _wordings(version)
    version.unchecked = [
        key for key in version.unchecked if key not in checked and same_wording(former[key], now[key])
    ]
    version.save()
    return version


def _wordings(version: MandateVersion) -> dict[str, Any]:
    return {content.section.key: content.wording for content in version.contents()}


@transaction.atomic
def new_version(support_request: SupportRequest, *, by: User) -> MandateVersion:
    """Begin the next version as a copy of the last, after a round without agreement."""
    check_writer(support_request, by)
    last = support_request.mandate.latest
    if not last.is_frozen:
        raise ActionRefused(_("Fassung %(number)s ist schon in Arbeit.") % {"number": last.number})
    if Round.objects.of(support_request).open().exists():
        raise ActionRefused(_("Das Gremium stimmt gerade ab. Eine neue Fassung ist nach der Runde möglich."))
    refuse_in_force(last)
    return next_version_of(last)


@transaction.atomic
def return_mandate(
    support_request: SupportRequest, *, by: User, reason: str, expected_revision: int | None = None
) -> Event:
    """Give the agreed mandate back to the office and begin its next version."""
    roles = lock_for(support_request, "return_mandate", by=by, expected_revision=expected_revision)
    event = move(
        support_request,
        "return_mandate",
        by=by,
        roles=roles,
        reason=reason,
        due_on=clarify_due(support_request),
    )
    next_version_of(begin(support_request).latest)
    emails.mandate_returned(support_request, reason)
    return event


@transaction.atomic
def reopen_mandate(support_request: SupportRequest, *, by: User, reason: str) -> Event:
    """Take the agreed mandate back to change it and begin its next version."""
    event = move(support_request, "reopen_mandate", by=by, reason=reason, due_on=clarify_due(support_request))
    next_version_of(begin(support_request).latest)
    emails.mandate_reopened(support_request, reason)
    return event


def clarify_due(support_request: SupportRequest) -> dt.date | None:
    """Return the day until which the mandate should be agreed, or None once it has passed."""
    due_on = support_request.clarify_by
    return due_on if due_on and due_on >= timezone.localdate() else None


def check_writer(support_request: SupportRequest, by: User) -> None:
    """Lock the request and refuse unless its mandate may be written and `by` acts for its office."""
    lock(support_request)
    if WorkflowRole.OFFICE not in roles_of(by, support_request):
        raise PermissionDenied
    check_state(support_request, by)


def check_asker(support_request: SupportRequest, by: User) -> None:
    """Do the same for acts on an open round, which runs on while another advisor is sought."""
    lock(support_request)
    if WorkflowRole.OFFICE not in roles_of(by, support_request):
        raise PermissionDenied
    check_state(support_request, by, ASKING)


def check_state(support_request: SupportRequest, reader: User, states: Container[str] = WRITING) -> None:
    if support_request.state not in states:
        sentence = _("Im Stand „%(state)s“ lässt sich der Auftrag nicht ändern.") % {
            "state": support_request.get_state_display()
        }
        raise ActionRefused(f"{sentence} {timeline.latest(support_request, reader)}")


def refuse_in_force(version: MandateVersion) -> None:
    """Refuse to go on from the version that the committee agreed to: a change begins with a reason."""
    if version.agreed_at:
        raise ActionRefused(
            _("Fassung %(number)s gilt schon. Für eine neue wählen Sie „Auftrag ändern“.")
            % {"number": version.number}
        )


def check_plan(support_request: SupportRequest, quarters: int) -> None:
    """Refuse milestones that need more days than are granted."""
    if quarters > support_request.granted_quarters:
        raise ActionRefused(plan_refusal(support_request, quarters))


def plan_refusal(support_request: SupportRequest, planned: int) -> str:
    """Return that the milestones need too many days, and once the engagement runs the way to more."""
    words = _("Die Meilensteine brauchen zusammen %(planned)s. Zugesagt: %(granted)s.") % {
        "planned": days.as_words(planned),
        "granted": days.as_words(support_request.granted_quarters),
    }
    if not support_request.engaged_at:
        return words
    return f"{words} " + _(
        "Eine neue Fassung sagt keine Tage zu. Fragen Sie die G.I.B. zuerst auf der Seite der Begleitung "
        "über „Mehr Tage anfragen“."
    )


def mark_agreed(version: MandateVersion) -> None:
    """Put on record that the committee agreed, with the fingerprint of what it agreed to."""
    version.agreed_at = timezone.now()
    version.fingerprint = fingerprint_of(version.mandate.support_request.number, version)
    version.save()


def next_version_of(version: MandateVersion) -> MandateVersion:
    """Copy a version with its rows into the next one."""
    new = MandateVersion.objects.create(
        mandate=version.mandate, number=version.mandate.latest.number + 1, sections=dict(version.sections)
    )
    _write_rows(
        new,
        version.goals.values("text", "criterion"),
        [
            {"title": row.title, "result": row.result, "due_on": row.due_today, "quarters": row.quarters}
            for row in version.milestones.all()
        ],
    )
    return new


def _write_rows(
    version: MandateVersion, goals: Iterable[Mapping[str, Any]], milestones: Iterable[Mapping[str, Any]]
) -> None:
    Goal.objects.bulk_create(
        Goal(version=version, position=position, **row) for position, row in enumerate(goals, 1)
    )
    Milestone.objects.bulk_create(
        Milestone(version=version, position=position, **row) for position, row in enumerate(milestones, 1)
    )


@in_mail_language
def _taken_over(support_request: SupportRequest) -> dict[str, str]:
    """Return the texts of version 1 by section. They are stored, so they are written as mails are."""
    texts = {
        "occasion": support_request.occasion_text,
        "scope": _steps(support_request),
        "participants": _participants(support_request),
        "volume": _volume(support_request),
    }
    return {key: text for key, text in texts.items() if text}


def _steps(support_request: SupportRequest) -> str:
    steps = ", ".join(str(step) for step in support_request.chain_steps.all())
    return _("Es geht um diese Schritte der Kette: %(steps)s.") % {"steps": steps} if steps else ""


def _participants(support_request: SupportRequest) -> str:
    partners = ", ".join(partner.name for partner in support_request.partners.all())
    return "\n".join(filter(None, [partners, support_request.partners_text]))


def _volume(support_request: SupportRequest) -> str:
    quarters = support_request.granted_quarters
    parts = [days.as_words(quarters)] if quarters else []
    if support_request.period_from and support_request.period_to:
        parts.append(
            _("von %(start)s bis %(end)s")
            % {
                "start": date_format(support_request.period_from, "F Y"),
                "end": date_format(support_request.period_to, "F Y"),
            }
        )
    if support_request.mode:
        parts.append(support_request.get_mode_display())
    return ", ".join(parts)
