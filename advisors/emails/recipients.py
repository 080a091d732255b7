"""Whom most mails about invitations and engagements go to, with the facts that they show."""

from gsvo.lib import days
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail
from requests.emails import recipients
from requests.form_fields import span


def both_mails(engagement, mail, *, is_for_office=True, is_for_advisor=True, **context):
    """To the office and to whoever advises, if there is somebody."""
    mails = office_mails(engagement, mail, **context) if is_for_office else []
    if is_for_advisor and engagement.advisor:
        context.setdefault("url", engagement.get_absolute_url())
        mails += advisor_mails(engagement.advisor, engagement.support_request, mail, **context)
    return mails


def office_mails(engagement, mail, **context):
    """With the way to the engagement or `url`, where `recipients.to_office` shows it to the request."""
    context.setdefault("url", engagement.get_absolute_url())
    return recipients.to_office(
        engagement.support_request,
        f"advisors/{mail}",
        addressed_to="advisors/email/parts/to_office.txt",
        **common(engagement.support_request),
        **context,
    )


def gib_mails(support_request, mail, **context):
    context["addressed_to"] = "advisors/email/parts/to_gib.txt"
    return recipients.to_gib(support_request, f"advisors/{mail}", **common(support_request), **context)


def advisor_mails(advisor, support_request, mail, **context):
    context["addressed_to"] = "advisors/email/parts/to_advisor.txt"
    return [_mail(support_request, mail, advisor, privacy_notice.by_pool(), **context)]


def change_mails(engagement, change, until=""):
    """To each member of the committee; the template has a sentence for each `change`."""
    return committee_mails(engagement.support_request, "engagement_changed", change=change, until=until)


def committee_mails(support_request, mail, **context):
    source = privacy_notice.by_office(support_request.office, "member")
    context["handler"] = recipients.handlers(support_request)
    return [
        _mail(support_request, mail, member, source, **context)
        for member in support_request.committee_members()
    ]


def _mail(support_request, mail, to, source, **context):
    context = common(support_request) | context
    return Mail(f"advisors/{mail}", to=to, about=support_request, context=context, introduces=source)


def name_of(by, engagement):
    """Return how mails name whoever acted: an advisor as in the pool, everybody else as the account says."""
    return engagement.advisor.name if engagement.is_advised_by(by) else str(by)


def common(support_request):
    return {
        "title": support_request.title,
        "number": support_request.number,
        "office": support_request.office.display_name,
        "scope": days.as_words(support_request.granted_quarters),
        "span": span(support_request),
    }
