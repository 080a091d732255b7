"""Celery tasks of retention."""

from celery import shared_task

from gsvo.retention.purge import purge


@shared_task(name="gsvo.retention.tasks.purge_what_is_due")
def purge_what_is_due():
    purge()
