from celery import shared_task

from gsvo.workplace import daily_digest


@shared_task
def morning_list():
    daily_digest.morning_list()
