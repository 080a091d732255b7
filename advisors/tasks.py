"""What the clock does with invitations. Thin: the acts are in `advisors.actions`."""

from celery import shared_task

from advisors import actions


@shared_task
def expire_invitations():
    """Pass on the invitations whose time to answer is over."""
    return actions.expire_overdue()
