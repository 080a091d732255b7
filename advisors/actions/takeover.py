"""Enter an engagement that began outside of the portal, at the stage that it has: running or finished.

Nothing that happened outside is made up: one event says since when, what the committee decided when, and how
many days were used; the ledger counts them.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors import emails
from advisors.actions.pool import account_for
from advisors.models import Advisor, Assignment, Engagement, TimeEntry
from gsvo.accounts.models import User
from gsvo.files.storage import store
from gsvo.lib.exceptions import Obstacle, refuse_first
from gsvo.lib.workdays import start_of_day
from gsvo.offices.models import Membership, Office, Role
from requests import actions
from requests.actions import ActionRefused
from requests.actions.funding import book_days, grant_days
from requests.models import Attachment, FundingPeriod, SupportRequest
from requests.workflow import State


@transaction.atomic
def enter_taken_over(
    office: Office, *, by: User, title: str, mode: str, paper: Any = None, **facts: Any
) -> Engagement:
    """Create the request of an engagement from before and take it over. Return the engagement.

    `paper`: an uploaded file with the mandate, or None. `facts`: as `take_over_engagement` takes them.
    """
    person = lead_of(office)
    if person is None:
        raise ActionRefused(no_lead(), field="office")
    draft = SupportRequest.objects.create(
        office=office,
        created_by=by,
        changed_by=by,
        handled_by=person,
        contact_name=person.name,
        contact_email=person.email,
        contact_phone=person.phone,
        title=title,
        mode=mode,
        privacy_read=True,
    )
    if paper is not None:
        words = _("Auftrag, beschlossen vor der Übernahme ins Portal")
        Attachment.objects.create(support_request=draft, file=store(paper, by=by), description=words)
    return take_over_engagement(draft, by=by, **facts)


def lead_of(office: Office) -> User | None:
    """Return who leads the office now and so looks after what is taken over."""
    lead = Membership.objects.current().filter(office=office, role=Role.LEAD).order_by("pk").first()
    return lead.user if lead else None


def no_lead() -> str:
    return _("Dieser Ort hat im Portal noch keine Leitung. Laden Sie sie zuerst ein.")


@transaction.atomic
def take_over_engagement(
    support_request: SupportRequest,
    *,
    by: User,
    advisor: Advisor,
    period: FundingPeriod,
    granted: int,
    used: int,
    began_on: dt.date,
    until: dt.date,
    decided_on: dt.date,
    is_finished: bool = False,
) -> Engagement:
    """Take a draft over as an engagement. Return it.

    granted, used: quarters of a day; of a finished one only what was used counts. `began_on`, `until`: its
    first day, and its last one, planned or past. `decided_on`: when the committee decided on the mandate.
    """
    roles = actions.lock_for(support_request, "take_over", by=by)
    granted = used if is_finished else granted
    obstacles = takeover_obstacles(
        granted=granted,
        used=used,
        began_on=began_on,
        until=until,
        decided_on=decided_on,
        is_finished=is_finished,
    )
    refuse_first(obstacles)
    if advisor.user is None:
        account_for(advisor)
    began = start_of_day(began_on)
    actions.move(
        support_request,
        "take_over",
        by=by,
        roles=roles,
        to=State.COMPLETED if is_finished else State.ENGAGED,
        data={
            "advisor_id": advisor.pk,
            "began_on": began_on.isoformat(),
            "decided_on": decided_on.isoformat(),
            "quarters": used,
        },
        fields={
            "number": actions.next_number(),
            "submitted_at": timezone.now(),
            "engaged_at": began,
            "taken_over_on": timezone.localdate(),
            "period_from": began_on,
            "period_to": until,
        },
        book=lambda case, event: grant_days(case, event, granted, period),
    )
    ended = start_of_day(until) if is_finished else None
    engagement = Engagement.objects.create(
        support_request=support_request, advisor=advisor, began_at=began, ended_at=ended
    )
    Assignment.objects.create(engagement=engagement, advisor=advisor, began_at=began, ended_at=ended)
    if used:
        day = until if is_finished else timezone.localdate()
        _enter_days(engagement, advisor, period, used, day, by)
    emails.taken_over(engagement)
    return engagement


def takeover_obstacles(
    *,
    granted: int | None,
    used: int | None,
    began_on: dt.date | None,
    until: dt.date | None,
    decided_on: dt.date | None,
    is_finished: bool | None,
) -> Iterator[Obstacle]:
    """Yield what cannot be of the figures and days of an engagement from before. None: not known."""
    today = timezone.localdate()
    total = used if is_finished else granted
    if total is not None and total < 1:
        yield "used", _("Geben Sie mindestens einen Vierteltag an.")
    elif used is not None and total is not None and used > total:
        yield "used", _("Genutzt sein können höchstens so viele Tage, wie zugesagt sind.")
    if began_on and began_on > today:
        yield "began_on", _("Der erste Tag liegt in der Zukunft.")
    if began_on and until and until < began_on:
        yield "until", _("Der letzte Tag liegt vor dem ersten.")
    if is_finished and until and until > today:
        yield "until", _("Eine beendete Begleitung endete spätestens heute.")
    if decided_on and decided_on > today:
        yield "decided_on", _("Der Beschluss liegt in der Zukunft.")


def _enter_days(
    engagement: Engagement, advisor: Advisor, period: FundingPeriod, used: int, day: dt.date, by: User
) -> None:
    """Book what was used before as one entry, signed by G.I.B."""
    booked = book_days(engagement.support_request, used)
    assert booked  # granted a moment ago
    TimeEntry.objects.create(
        engagement=engagement,
        advisor=advisor,
        period=period,
        kind=TimeEntry.Kind.EARLIER,
        done_on=day,
        quarters=used,
        created_by=by,
        state=TimeEntry.State.SIGNED,
        signed_at=timezone.now(),
        signed_by=by,
        signed_reason=_("Von früher übernommen"),
    )
