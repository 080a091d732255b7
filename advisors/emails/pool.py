"""Mails about the pool: who came, who left it, and what that means for engagements."""

from django.urls import reverse

from advisors.emails.recipients import advisor_mails, gib_mails, office_mails
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails
from requests.workflow import State


@queues_mails
def pool_welcome(advisor):
    """To whoever was put into the pool and got no mail yet: what for, by whom, which rights."""
    login = {"url": reverse("advisors:my_profile"), "email": advisor.user.email} if advisor.user else {}
    return Mail("advisors/pool_welcome", to=advisor, context=login, introduces=privacy_notice.by_pool())


@queues_mails
def advisor_left(engagement):
    """To the office: whoever advises left the pool, G.I.B. comes back to them."""
    is_closing = engagement.support_request.state == State.CLOSING
    return office_mails(engagement, "advisor_left", advisor=engagement.advisor.name, is_closing=is_closing)


@queues_mails
def advisor_left_notice(engagement):
    """To G.I.B.: an engagement runs whose advisor left the pool; somebody has to change her, or close."""
    support_request = engagement.support_request
    is_closing = support_request.state == State.CLOSING
    context = {"advisor": engagement.advisor.name, "is_closing": is_closing}
    return gib_mails(support_request, "advisor_left_notice", **context)


@queues_mails
def advisor_returned(engagement):
    """To the office and the advisor: she is in the pool again, and the work goes on."""
    context = {
        "is_closing": engagement.support_request.state == State.CLOSING,
        "person": engagement.advisor.name,
    }
    return [
        *office_mails(engagement, "advisor_returned", is_you=False, **context),
        *advisor_mails(
            engagement.advisor,
            engagement.support_request,
            "advisor_returned",
            url=engagement.get_absolute_url(),
            is_you=True,
            **context,
        ),
    ]


@queues_mails
def pool_left(advisor, engagements):
    """To the advisor whom G.I.B. took out of the pool: what has ended, and what runs still."""
    running = [engagement.support_request for engagement in engagements]
    return Mail("advisors/pool_left", to=advisor, context={"running": running})
