from celery import shared_task

from gsvo.reminders import run


@shared_task
def remind():
    """Remind of what is due."""
    run.remind()
