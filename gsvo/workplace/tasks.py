from celery import shared_task

from gsvo.workplace import morning


@shared_task
def morning_list():
    """Tell G.I.B. what waits."""
    morning.morning_list()
