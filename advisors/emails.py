"""Mails about invitations and engagements, one function each, written in the transaction of the act."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from advisors.first_steps import first_call_until
from advisors.invitation_context import mode_of
from gsvo.lib import dates, days
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails
from requests.emails import recipients
from requests.form_fields import amount, span


# --- Invitations -----------------------------------------------------------------------------------
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
            **_common(support_request),
            "answer_day": dates.short_day(invitation.answer_day),
            "when": invitation.deadline,
            "mode": mode_of(support_request),
            "contact_words": _in_words(support_request.contact),
            "asker": invitation.invited_by,
            "amount": amount(support_request),
            **context,
        },
        introduces=privacy_notice.by_pool(),
    )


@queues_mails
def invitation_extended(invitation, link, reason):
    """To the advisor who has not answered yet: there is more time, with the same link."""
    return _invite(invitation, link, "invitation_extended", reason=reason)


@queues_mails
def grant_changed(invitation, link, before):
    """To the advisor who has not answered yet: it is about more or fewer days now."""
    now = days.as_words(invitation.support_request.granted_quarters)
    return _invite(invitation, link, "grant_changed", days=now, before=days.as_words(before))


@queues_mails
def pool_welcome(advisor):
    """To whoever was put into the pool and got no mail yet: what for, by whom, which rights."""
    return Mail("advisors/pool_welcome", to=advisor, introduces=privacy_notice.by_pool())


@queues_mails
def invitation_recalled(invitation, reason, quarters=None):
    """To the advisor who had been asked: no answer needed any more. `quarters`: as promised then."""
    context = {"reason": reason} | ({} if quarters is None else {"scope": days.as_words(quarters)})
    return _to_advisor(invitation.advisor, invitation.support_request, "invitation_recalled", **context)


@queues_mails
def case_reopened(invitation):
    """To the advisor whose invitation had ended with the request: it goes on, perhaps we ask again."""
    return _to_advisor(invitation.advisor, invitation.support_request, "case_reopened")


@queues_mails
def invitations_used_up(support_request, last):
    """To G.I.B.: nobody is left in the order, somebody has to be invited anew."""
    context = {"advisor": last.advisor.name, "outcome": str(last.get_state_display())}
    return _to_gib(support_request, "invitations_used_up", **context)


@queues_mails
def left_pool(invitation, successor):
    """To G.I.B.: an invited advisor is not (or no longer) the one to ask, and perhaps who is."""
    advisor = invitation.advisor
    context = {"advisor": advisor.name, "email": advisor.email, "successor": successor}
    return _to_gib(invitation.support_request, "left_pool", **context)


# --- The engagement begins ---------------------------------------------------------------------------
@queues_mails
def engaged(engagement):
    """To the office: somebody accepted."""
    return _to_office(engagement, "engaged", advisor=engagement.advisor, **_first_call(engagement))


def _first_call(engagement):
    """Return whom the advisor calls first, and until when."""
    until = first_call_until(timezone.localdate())
    return {"contact": engagement.support_request.contact, "call_day": dates.weekday(until)}


@queues_mails
def engagement_confirmed(engagement):
    """To the advisor: it is hers, whom to call, and how to log in from now on."""
    return _to_advisor(
        engagement.advisor,
        engagement.support_request,
        "engagement_confirmed",
        url=engagement.get_absolute_url(),
        email=engagement.advisor.user.email,
        login_url=settings.BASE_URL + reverse("account_login"),
        **_first_call(engagement),
    )


@queues_mails
def accepted_notice(engagement):
    """To G.I.B.: somebody accepted."""
    return _to_gib(engagement.support_request, "accepted_notice", advisor=engagement.advisor.name)


@queues_mails
def engagement_began(engagement):
    """To each member of the committee: who comes, and how much was promised."""
    return _to_committee(engagement.support_request, "engagement_began", advisor=engagement.advisor.name)


# --- On its way and at its end -----------------------------------------------------------------------
@queues_mails
def interrupted(engagement, reason, until):
    day = dates.day(until)
    return [
        *_to_both(engagement, "interrupted", reason=reason, until=day),
        *_changed(engagement, "interrupted", until=day),
    ]


@queues_mails
def resumed(engagement):
    return _to_both(engagement, "resumed") + _changed(engagement, "resumed")


@queues_mails
def advisor_changed(engagement, former, reason):
    """To the office, to the one who leaves (if there is one), and to the committee."""
    context = {"reason": reason, "former": former.name if former else ""}
    mails = _to_office(engagement, "advisor_changed", is_you=False, **context)
    if former:
        mails += _to_advisor(former, engagement.support_request, "advisor_changed", is_you=True, **context)
    return mails + _changed(engagement, "advisor_changed")


@queues_mails
def finishing(engagement, reason, *, early, by_office, by_advisor):
    """To the one who did not do it; G.I.B. does it while an engagement is interrupted, then to both."""
    return _to_both(
        engagement,
        "finishing",
        is_for_office=not by_office,
        is_for_advisor=not by_advisor,
        reason=reason,
        early=early,
    )


@queues_mails
def finishing_notice(support_request, reason, *, early):
    """To G.I.B.: office or advisor ended the work, now it closes the case."""
    return _to_gib(support_request, "finishing_notice", reason=reason, early=early)


@queues_mails
def cancelled(engagement, reason):
    """To the advisor, with the reason, and to the committee: G.I.B. breaks the engagement off."""
    told = _to_both(engagement, "cancelled", is_for_office=False, reason=reason)
    return told + _changed(engagement, "cancelled")


@queues_mails
def contact_changed(engagement, handler):
    """To the advisor: who looks after the request in the office now."""
    return _to_both(engagement, "contact_changed", is_for_office=False, handler=handler)


@queues_mails
def interruption_ends(support_request):
    """To G.I.B.: the day until which an engagement rests comes, or has passed."""
    until = support_request.due_on
    is_over = until <= timezone.localdate()
    return _to_gib(support_request, "interruption_ends", until=dates.day(until), is_over=is_over)


@queues_mails
def completed(engagement, *, used, returned):
    context = {
        "early": engagement.support_request.ended_early,
        "used": days.as_words(used),
        "returned": days.as_words(returned) if returned else "",
    }
    change = "ended_early" if context["early"] else "completed"
    return _to_both(engagement, "completed", **context) + _changed(engagement, change)


@queues_mails
def lapsed(engagement):
    """To the advisor and the committee, when the clock ended an engagement that nobody touched for years."""
    return _to_both(engagement, "lapsed", is_for_office=False) + _changed(engagement, "lapsed")


@queues_mails
def reopened(engagement, reason, *, is_told_to_committee=False):
    """To office and advisor; to the committee where it was told of an end."""
    mails = _to_both(engagement, "reopened", reason=reason)
    return mails + (_changed(engagement, "reopened") if is_told_to_committee else [])


# --- Addresses -------------------------------------------------------------------------------
def _to_both(engagement, mail, *, is_for_office=True, is_for_advisor=True, **context):
    """To the office and to whoever advises, if there is somebody."""
    mails = _to_office(engagement, mail, **context) if is_for_office else []
    if is_for_advisor and engagement.advisor:
        context["url"] = engagement.get_absolute_url()
        mails += _to_advisor(engagement.advisor, engagement.support_request, mail, **context)
    return mails


def _to_office(engagement, mail, **context):
    """With the way to the engagement, where `recipients.to_office` shows it to the request."""
    return recipients.to_office(
        engagement.support_request,
        f"advisors/{mail}",
        addressed_to="advisors/email/parts/to_office.txt",
        url=engagement.get_absolute_url(),
        **_common(engagement.support_request),
        **context,
    )


def _to_gib(support_request, mail, **context):
    return recipients.to_gib(support_request, f"advisors/{mail}", **_common(support_request), **context)


def _to_advisor(advisor, support_request, mail, **context):
    context["addressed_to"] = "advisors/email/parts/to_advisor.txt"
    return [_mail(support_request, mail, advisor, privacy_notice.by_pool(), **context)]


def _changed(engagement, change, until=""):
    """To each member of the committee; the template has a sentence for each `change`."""
    return _to_committee(engagement.support_request, "engagement_changed", change=change, until=until)


def _to_committee(support_request, mail, **context):
    source = privacy_notice.by_office(support_request.office, "member")
    context["handler"] = recipients.handlers(support_request)
    return [
        _mail(support_request, mail, member, source, **context)
        for member in support_request.committee_members()
    ]


def _mail(support_request, mail, to, source, **context):
    context = _common(support_request) | context
    return Mail(f"advisors/{mail}", to=to, about=support_request, context=context, introduces=source)


def _in_words(contact):
    return ", ".join(part for part in (contact.name, contact.email, contact.phone) if part)


def _common(support_request):
    return {
        "title": support_request.title,
        "number": support_request.number,
        "office": support_request.office.display_name,
        "scope": days.as_words(support_request.granted_quarters),
        "span": span(support_request),
    }
