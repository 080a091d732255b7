"""The Celery app. The broker is only there to be fast: the database is the record of work."""

import logging
import os
import time
import uuid
from multiprocessing.sharedctypes import RawValue
from pathlib import Path

from celery import Celery, signals
from kombu.exceptions import ChannelError
from kombu.transport import filesystem as filesystem_transport
from kombu.transport import redis as redis_transport
from kombu.utils.json import dumps
from redis.exceptions import ConnectionError as BrokerGone

from gsvo.observability import request_id

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gsvo.settings")
logger = logging.getLogger(__name__)


class Channel(redis_transport.Channel):
    """Say that the broker is gone by an error that workers live through.

    A task that ends just then is acknowledged on a connection without a client; kombu's own AttributeError
    ends the whole worker.
    """

    def _connparams(self, asynchronous=False):
        if self.connection.client is None:
            raise BrokerGone("The broker is gone.")
        return super()._connparams(asynchronous=asynchronous)


class FileChannel(filesystem_transport.Channel):
    """Put a message among the files of a queue whole.

    kombu writes it where workers look already, and a worker that finds half of one ends.
    """

    def _put(self, queue, payload, **kwargs):
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}"
        part = Path(self.data_folder_out, f"{name}.part")
        try:
            part.write_text(dumps(payload), encoding="utf-8")
            part.replace(part.with_suffix(".msg"))
        except OSError as error:
            raise ChannelError(f"The message {name} could not be written.") from error


redis_transport.Transport.Channel = Channel
filesystem_transport.Transport.Channel = FileChannel

app = Celery("gsvo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["gsvo.workplace"])  # its app is called django.contrib.admin

# In memory that the worker's main process (it hears SIGTERM) and its children (they send the mail) share.
_shutting_down = RawValue("b", 0)


@signals.setup_logging.connect
def keep_logging_settings(**_):
    """Keep Celery from replacing Django's LOGGING: a connected receiver is enough."""


@signals.beat_init.connect
@signals.beat_embedded_init.connect
def deliver_at_start(**_):
    """Sweep the outbox when the worker starts, so that nothing waits and a heartbeat exists at once."""
    sweep = app.conf.beat_schedule["deliver-what-is-left"]
    try:
        app.send_task(sweep["task"], retry=False, **sweep["options"])
    except Exception as error:  # the broker is away: the next sweep comes in half a minute
        logger.warning("No first sweep: %s", type(error).__name__)


@signals.before_task_publish.connect
def send_request_id(headers=None, **_):
    headers.setdefault("request_number", request_id.current())


@signals.task_prerun.connect
def restore_request_id(task=None, **_):
    """Give a task the id of the request that caused it, or a new one."""
    request_id.begin((task.request.headers or {}).get("request_number"))


@signals.task_postrun.connect
def clear_request_id(**_):
    request_id.end()


@signals.worker_shutting_down.connect
def _ask_to_shut_down(**_signal):
    _shutting_down.value = 1


def is_shutting_down():
    """Tell whether this worker was asked to end: a pass over the outbox then ends after the mail at hand."""
    return bool(_shutting_down.value)
