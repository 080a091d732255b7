"""Mails about invitations: to who is asked, and to G.I.B. where it has to act."""

from advisors.emails.recipients import advisor_mails, common, gib_mails
from advisors.invitation_context import fee_of, mode_of
from gsvo.lib import dates, days
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails
from requests.form_fields import amount


@queues_mails
def invitation(invitation, link):
    """To the advisor: would you? With the link that opens the mandate and takes the answer."""
    return _invite(invitation, link, "invitation", message=invitation.message)


@queues_mails
def invitation_reminder(invitation, link):
    """To the advisor who has not answered yet, with the same link."""
    return _invite(invitation, link, "invitation_reminder")


def _invite(invitation, link, mail, **context):
    support_request, advisor = invitation.support_request, invitation.advisor
    return Mail(
        f"advisors/{mail}",
        to=advisor.email,
        name=advisor.name,
        about=support_request,
        link=link,
        context={
            **common(support_request),
            "scope": days.as_words(support_request.left_quarters),
            "answer_day": dates.short_day(invitation.answer_day),
            "when": invitation.deadline,
            "mode": mode_of(support_request),
            "contact_words": _in_words(support_request.contact),
            "asker": invitation.invited_by,
            "amount": amount(support_request, support_request.left_quarters),
            "fee": fee_of(support_request),
            "at_once": invitation.at_once,
            **context,
        },
        introduces=privacy_notice.by_pool(),
    )


def _in_words(contact):
    return ", ".join(part for part in (contact.name, contact.email, contact.phone) if part)


@queues_mails
def invitation_extended(invitation, link, reason):
    """To the advisor who has not answered yet: there is more time, with the same link."""
    return _invite(invitation, link, "invitation_extended", reason=reason)


@queues_mails
def others_asked(invitation, link):
    """To the advisor who was asked alone: now others are asked as well, and the first acceptance counts."""
    return _invite(invitation, link, "others_asked")


@queues_mails
def grant_changed(invitation, link, before):
    """To the advisor who has not answered yet: it is about more or fewer days. `before`: granted till now."""
    case = invitation.support_request
    before = days.as_words(before - case.booked_quarters)
    now = days.as_words(case.left_quarters)
    changed = {"days": now, "before": before, "carried": "", "period": "", "until": ""}
    return _invite(invitation, link, "grant_changed", **changed)


@queues_mails
def mandate_changed_invited(invitation, link, version):
    """To the advisor who has not answered yet: read the mandate again, it is another one."""
    return _invite(invitation, link, "mandate_changed_invited", version=version.number)


@queues_mails
def days_carried_over(invitation, link, quarters):
    """To the advisor who has not answered yet: so many of the days are of another funding period now."""
    period = invitation.support_request.period
    return _invite(
        invitation,
        link,
        "grant_changed",
        days="",
        before="",
        carried=days.as_words(quarters),
        period=period.name,
        until=dates.day(period.service_until),
    )


@queues_mails
def invitation_recalled(invitation, reason, quarters=None):
    """To the advisor who had been asked: no answer needed any more. `quarters`: as promised then."""
    quarters = invitation.support_request.left_quarters if quarters is None else quarters
    context = {"reason": reason, "scope": days.as_words(quarters)}
    return advisor_mails(invitation.advisor, invitation.support_request, "invitation_recalled", **context)


@queues_mails
def invitation_beaten(invitation):
    """To the advisor who was asked at once with others: another one accepted first."""
    case = invitation.support_request
    scope = days.as_words(case.left_quarters)
    return advisor_mails(invitation.advisor, case, "invitation_beaten", scope=scope)


@queues_mails
def case_reopened(invitation):
    """To the advisor whose invitation had ended with the request: it goes on, perhaps we ask again."""
    return advisor_mails(invitation.advisor, invitation.support_request, "case_reopened")


@queues_mails
def invitations_used_up(support_request, last):
    """To G.I.B.: nobody is left in the order, somebody has to be invited anew."""
    context = {"advisor": last.advisor.name, "outcome": str(last.get_state_display())}
    return gib_mails(support_request, "invitations_used_up", **context)


@queues_mails
def acceptance_offered(invitation, obstacles):
    """To G.I.B.: somebody would accept, and it has to agree first."""
    context = {"advisor": invitation.advisor.name, "obstacles": " ".join(obstacles)}
    return gib_mails(invitation.support_request, "acceptance_offered", **context)


@queues_mails
def left_pool(invitation, successor):
    """To G.I.B.: an invited advisor is not (or no longer) the one to ask, and perhaps who is."""
    advisor = invitation.advisor
    context = {"advisor": advisor.name, "email": advisor.email, "successor": successor}
    return gib_mails(invitation.support_request, "left_pool", **context)
