"""Mails about concerns. They are about the concern and not about its request, whose mails more people see."""

from dataclasses import replace

from django.urls import reverse

from advisors.emails.recipients import common, gib_mails
from gsvo.lib import dates
from gsvo.outbox.queue import Mail, queues_mails


@queues_mails
def concern_told(concern):
    """To G.I.B.: something is wrong in an engagement. Neither text nor writer: both stand on its page."""
    case = concern.engagement.support_request
    mails = gib_mails(case, "concern_told", url=reverse("admin:engagement", args=[case.oid]))
    return [replace(mail, about=concern) for mail in mails]


@queues_mails
def concern_resolved(concern):
    """To the writer alone: what came of it."""
    context = {
        **common(concern.engagement.support_request),
        "url": concern.get_absolute_url(),
        "day": dates.day(concern.told_at),
        "resolution": concern.resolution,
        "resolved_by": concern.resolved_by,
    }
    return Mail("advisors/concern_resolved", to=concern.by_user, about=concern, context=context)
