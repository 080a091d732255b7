"""Mails about invitations and engagements, one function each, written in the transaction of the act."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from advisors.emails.endings import finishing, finishing_notice
from advisors.emails.invitations import (
    acceptance_offered,
    case_reopened,
    days_carried_over,
    grant_changed,
    invitation,
    invitation_beaten,
    invitation_extended,
    invitation_recalled,
    invitation_reminder,
    invitations_used_up,
    left_pool,
    mandate_changed_invited,
    others_asked,
)
from advisors.emails.pool import (
    advisor_left,
    advisor_left_notice,
    advisor_returned,
    pool_left,
    pool_welcome,
)
from advisors.emails.recipients import (
    advisor_mails,
    both_mails,
    change_mails,
    committee_mails,
    gib_mails,
    office_mails,
)
from advisors.emails.sessions import session_cancelled, session_changed, session_planned
from advisors.first_steps import first_call_until
from gsvo.lib import dates, days
from gsvo.outbox.queue import queues_mails

# Beside what is written here:
__all__ = [
    "acceptance_offered",
    "advisor_left",
    "advisor_left_notice",
    "advisor_returned",
    "case_reopened",
    "days_carried_over",
    "finishing",
    "finishing_notice",
    "grant_changed",
    "invitation",
    "invitation_beaten",
    "invitation_extended",
    "invitation_recalled",
    "invitation_reminder",
    "invitations_used_up",
    "left_pool",
    "mandate_changed_invited",
    "others_asked",
    "pool_left",
    "pool_welcome",
    "session_cancelled",
    "session_changed",
    "session_planned",
]


# --- The engagement begins ---------------------------------------------------------------------------
@queues_mails
def engaged(engagement):
    """To the office: somebody accepted."""
    return office_mails(engagement, "engaged", advisor=engagement.advisor, **_first_call(engagement))


def _first_call(engagement):
    """Return whom the advisor calls first, and until when."""
    until = first_call_until(timezone.localdate())
    return {
        "contact": engagement.support_request.contact,
        "call_day": dates.weekday(until),
        "call_by": dates.short_day(until),
    }


@queues_mails
def engagement_confirmed(engagement):
    """To the advisor: it is hers, whom to call, and how to log in from now on."""
    return advisor_mails(
        engagement.advisor,
        engagement.support_request,
        "engagement_confirmed",
        url=engagement.get_absolute_url(),
        email=engagement.advisor.user.email,
        login_url=settings.BASE_URL + reverse("account_login"),
        **_first_call(engagement),
    )


@queues_mails
def taken_over(engagement):
    """To the office and the advisor: their engagement from before stands in the portal now."""
    return both_mails(engagement, "taken_over", login_url=settings.BASE_URL + reverse("account_login"))


@queues_mails
def accepted_notice(engagement):
    """To G.I.B.: somebody accepted."""
    return gib_mails(engagement.support_request, "accepted_notice", advisor=engagement.advisor.name)


@queues_mails
def engagement_began(engagement):
    """To each member of the committee: who comes, and how much was promised."""
    return committee_mails(engagement.support_request, "engagement_began", advisor=engagement.advisor.name)


# --- On its way and at its end -----------------------------------------------------------------------
@queues_mails
def interrupted(engagement, reason, until, before=None):
    """To all: it rests until a day. `before`: the day told first, where it rests longer."""
    day = dates.day(until)
    return [
        *both_mails(engagement, "interrupted", reason=reason, until=day, before=dates.day(before)),
        *change_mails(engagement, "interrupted", until=day),
    ]


@queues_mails
def resumed(engagement):
    return both_mails(engagement, "resumed") + change_mails(engagement, "resumed")


@queues_mails
def advisor_changed(engagement, former, reason):
    """To the office, to the one who leaves (if there is one), and to the committee."""
    context = {"reason": reason, "former": former.name if former else ""}
    mails = office_mails(engagement, "advisor_changed", is_you=False, **context)
    if former:
        context |= {"is_you": True, "url": engagement.get_absolute_url()}
        mails += advisor_mails(former, engagement.support_request, "advisor_changed", **context)
    return mails + change_mails(engagement, "advisor_changed")


@queues_mails
def cancelled(engagement, reason):
    """To the advisor, with the reason, and to the committee: G.I.B. breaks the engagement off."""
    told = both_mails(engagement, "cancelled", is_for_office=False, reason=reason)
    return told + change_mails(engagement, "cancelled")


@queues_mails
def contact_changed(engagement, handler):
    """To the advisor: who looks after the request in the office now."""
    return both_mails(engagement, "contact_changed", is_for_office=False, handler=handler)


@queues_mails
def completed(engagement, *, used, returned):
    context = {
        "early": engagement.support_request.ended_early,
        "used": days.as_words(used),
        "returned": days.as_words(returned) if returned else "",
    }
    change = "ended_early" if context["early"] else "completed"
    return both_mails(engagement, "completed", **context) + change_mails(engagement, change)


@queues_mails
def lapsed(engagement):
    """To the advisor and the committee, when the clock ended an engagement that nobody touched for years."""
    return both_mails(engagement, "lapsed", is_for_office=False) + change_mails(engagement, "lapsed")


@queues_mails
def reopened(engagement, reason):
    """To office, advisor and committee, which was told of the end, or asked to look back."""
    return both_mails(engagement, "reopened", reason=reason) + change_mails(engagement, "reopened")
