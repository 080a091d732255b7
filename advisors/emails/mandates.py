"""Mails about the mandate of a running engagement: another version is in force."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from advisors.emails.recipients import both_mails, gib_mails
from gsvo.outbox.queue import queues_mails


@queues_mails
def mandate_changed(engagement, version, before, numbers):
    """To office, advisor and G.I.B.: another version is in force. `numbers`: of the sections that differ."""
    context = {
        "version": version.number,
        "former": before.number,
        "sections": get_text_list(numbers, _("und")),
        "changed": len(numbers),
    }
    return [
        *both_mails(engagement, "mandate_changed", **context),
        *gib_mails(engagement.support_request, "mandate_changed", **context),
    ]
