"""The clock's part."""

import logging

from celery import shared_task

from advisors import actions
from advisors.models import Invitation

log = logging.getLogger(__name__)


@shared_task
def expire_invitations():
    """Pass on the invitations whose time to answer is over, each in a transaction of its own."""
    expired = 0
    for invitation in Invitation.objects.overdue().select_related("support_request"):
        try:
            expired += actions.expire(invitation) is not None
        except Exception:  # one broken case must not keep the others waiting
            log.exception("Could not expire invitation %s", invitation.oid)
    return expired
