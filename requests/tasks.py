"""Periodic tasks of this app. Thin: the acts are in `requests.actions`."""

from celery import shared_task

from requests import actions


@shared_task
def close_due_rounds():
    actions.close_due_rounds()


@shared_task
def end_inactive_cases():
    actions.end_inactive_cases()
