"""Tell the worker that there is mail. Only to be fast: the sweep sends what nobody was told about.

A broker may be down or hang, and nobody waits for it: one try of at most one second, then a pause in which
this process does not try again.
"""

import logging
import queue
import threading
import time

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)

DELIVER = "gsvo.outbox.tasks.deliver_due"
PATIENCE = 1.0  # seconds that a request waits for the broker: with its own work it answers within two
PAUSE = 30.0  # seconds without a try after a failed one

_silent_until = 0.0
_thread = threading.local()


def notify_on_commit() -> None:
    """Once this transaction is committed, and once only, however many mails it writes."""
    _thread.has_news = True
    transaction.on_commit(_notify_once, robust=True)


def _notify_once() -> None:
    if _thread.has_news:
        _thread.has_news = False
        notify()


def notify() -> None:
    """Ask for a delivery soon. Never raises, never takes longer than PATIENCE."""
    global _silent_until  # one breaker per process
    if time.monotonic() < _silent_until:
        return
    outcome: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    # In a thread of its own, because not every wait inside the broker's library has a limit (DNS, locks).
    threading.Thread(target=_publish, args=[outcome], name="kick", daemon=True).start()
    try:
        error: str | None = outcome.get(timeout=PATIENCE)
    except queue.Empty:
        error = "no answer"
    if error:
        _silent_until = time.monotonic() + PAUSE
        logger.warning("The broker did not take the kick (%s); the sweep will deliver.", error)


def _publish(outcome: queue.SimpleQueue[str | None]) -> None:
    try:
        current_app.send_task(DELIVER, expires=60, retry=False)
    except Exception as error:  # whatever it is: the mail is safe in its row
        outcome.put(type(error).__name__)
    else:
        outcome.put(None)
