from celery import shared_task

from gsvo.reminders import run


@shared_task
def remind():
    run.remind()
