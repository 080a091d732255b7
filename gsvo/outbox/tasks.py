"""What the worker does with the outbox: look into it. No message says which mail: the database knows."""

from celery import shared_task

from gsvo.outbox.deliver import deliver


@shared_task(name="gsvo.outbox.tasks.deliver_due")
def deliver_due():
    deliver()
