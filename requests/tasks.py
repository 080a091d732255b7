"""What the clock does with requests. Thin: the acts are in `requests.actions`."""

from celery import shared_task

from requests import actions


@shared_task
def close_due_rounds():
    """Close the rounds whose last day is over."""
    actions.close_due_rounds()


@shared_task
def end_asleep_cases():
    """End what nobody has touched for years."""
    actions.end_asleep_cases()
