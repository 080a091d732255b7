"""Periodic tasks of this app. Thin: the acts are in `advisors.actions`."""

from celery import shared_task

from advisors import actions


@shared_task
def expire_invitations():
    return actions.expire_overdue()
