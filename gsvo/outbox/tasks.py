"""What the worker does with the outbox: look into it. No message says which mail: the database knows."""

from typing import Any

from celery import shared_task

from gsvo.outbox.deliver import deliver
from gsvo.outbox.notify_worker import DELIVER
from gsvo.status.models import SystemStatus


@shared_task(name=DELIVER, bind=True)  # type: ignore[untyped-decorator]
def deliver_due(task: Any) -> None:
    """Kicked by a web server, or ordered by the scheduler: only this one proves that the scheduler lives.

    It says so in a header (gsvo/settings/celery.py); an argument would break workers of the release before.
    """
    if (task.request.headers or {}).get("sweep"):
        SystemStatus.objects.note_beat()
    deliver()
