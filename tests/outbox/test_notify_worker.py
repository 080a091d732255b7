"""A broker that is down or hangs costs a person little more than a second once, and no mail."""

import json
import os
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings
from django.db import transaction
from kombu import pools

from gsvo.celery import app as celery_app
from gsvo.outbox import notify_worker
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.tasks import deliver_due
from tests.outbox.conftest import write
from tests.outbox.smtp_server import SilentServer, free_port

# A process of its own, as a web server would be: its broker is the one of the environment.
TRY = """
import json, time
import django
django.setup()
from gsvo.outbox.notify_worker import notify
times = []
for number in range(40):
    start = time.monotonic()
    notify()
    times.append(time.monotonic() - start)
print(json.dumps(times))
"""


def seconds_of_forty_kicks(redis_url):
    environment = {
        **os.environ,
        "DEMO": "1",
        "REDIS_URL": redis_url,
        "CACHE_URL": "",
        "DJANGO_SETTINGS_MODULE": "gsvo.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", TRY],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


def test_a_closed_broker_costs_under_two_seconds_for_forty_mails():
    times, log = seconds_of_forty_kicks(f"redis://127.0.0.1:{free_port()}/0")
    assert sum(times) < 2
    assert log.count("The broker did not take the kick") == 1


def test_a_broker_that_never_answers_costs_under_two_seconds_for_forty_mails():
    with SilentServer() as silent:
        times, log = seconds_of_forty_kicks(f"redis://127.0.0.1:{silent.port}/0")
    assert sum(times) < 2
    assert max(times[1:]) < 0.1
    assert log.count("The broker did not take the kick") == 1


@pytest.fixture
def silent_broker(monkeypatch):
    """The suite's own Celery app talks to a broker that never answers."""
    monkeypatch.setattr(notify_worker, "_silent_until", 0.0)
    before = celery_app.conf.broker_url
    with SilentServer() as silent:
        celery_app.conf.broker_url = f"redis://127.0.0.1:{silent.port}/0"
        celery_app.conf.broker_transport_options = {"socket_timeout": 4, "max_retries": 0}
        celery_app.set_current()
        _forget_connections()
        yield
    _wait_for_abandoned_tries()
    celery_app.conf.update(broker_url=before, broker_transport_options={})
    _forget_connections()
    notify_worker._silent_until = 0.0


def _wait_for_abandoned_tries():
    """A try that nobody waits for any more still holds Celery's connections, which the next test needs."""
    for thread in threading.enumerate():
        if thread.name == "kick":
            thread.join(10)


def _forget_connections():
    """Kombu keeps a closed pool for good and hands it out again, unless all pools are reset."""
    pools.reset()
    celery_app._pool = None
    celery_app.amqp._producer_pool = None


@pytest.mark.django_db(transaction=True)
def test_a_decision_stands_and_its_mails_wait_while_the_broker_hangs(silent_broker):
    start = time.monotonic()
    for _transaction in range(3):
        with transaction.atomic():
            for number in range(10):
                write(f"person{number}@example.org")
    assert time.monotonic() - start < 3
    assert OutgoingMail.objects.filter(status=Status.QUEUED).count() == 30


@pytest.mark.django_db(transaction=True)
def test_the_message_to_the_worker_names_no_mail_and_nobody(broker):
    write()
    message = broker.get(timeout=2)
    assert message.headers["task"] == "gsvo.outbox.tasks.deliver_due"
    assert message.payload[:2] == [[], {}]
    assert "anna" not in str(message.payload) + str(message.headers)


def test_the_workers_task_sends_what_is_due(db, sink):
    write()
    deliver_due()
    assert sink.recipients == ["anna@example.org"]


def test_the_scheduler_sweeps_at_least_every_minute(settings):
    (entry,) = [e for e in settings.CELERY_BEAT_SCHEDULE.values() if e["task"] == deliver_due.name]
    assert entry["schedule"] <= 60
