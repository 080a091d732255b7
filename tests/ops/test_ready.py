"""/readyz turns red for each thing that must not stand still, and tells only staff what it is."""

import socket
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from gsvo.celery import app
from gsvo.ops import health
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.tasks import deliver_due
from gsvo.status.models import SystemStatus

pytestmark = pytest.mark.django_db
WAITING = "Die älteste Mail wartet seit 20 Minuten."
SILENT = "Die Zeitsteuerung schweigt seit 3 Minuten."


@pytest.fixture(autouse=True)
def alive():
    SystemStatus.objects.note_beat()


def silence():
    SystemStatus.objects.update(beat_at=timezone.now() - timedelta(minutes=3))


def old_mail(status=Status.QUEUED):
    mail = OutgoingMail.objects.create(
        kind="drill", to_email="a@example.net", subject="S", text="t", html="h", status=status
    )
    OutgoingMail.objects.filter(pk=mail.pk).update(created_at=timezone.now() - timedelta(minutes=20))


@pytest.mark.parametrize(
    ("break_it", "sentence"),
    [
        (silence, SILENT),
        (lambda: SystemStatus.objects.all().delete(), "Die Zeitsteuerung lief noch nie"),
        (old_mail, WAITING),
        (lambda: old_mail(Status.RETRY), WAITING),
    ],
)
def test_it_turns_red_and_only_staff_learn_why(client, gib, koko, break_it, sentence, capsys):
    assert client.get("/readyz").content == b"ok\n"
    break_it()
    stranger = client.get("/readyz")
    client.force_login(koko)
    coordinator = client.get("/readyz")
    client.force_login(gib)
    staff = client.get("/readyz")

    assert {answer.status_code for answer in (stranger, coordinator, staff)} == {503}
    assert stranger.content == coordinator.content == b"not ready\n"
    assert sentence in staff.content.decode()
    assert client.get("/livez").status_code == 200
    with pytest.raises(CommandError, match="nicht alles in Ordnung"):
        call_command("status")
    assert sentence in capsys.readouterr().out


def test_what_is_settled_or_young_leaves_it_green(client, capsys):
    old_mail(Status.FAILED)
    OutgoingMail.objects.create(kind="drill", to_email="a@example.net", subject="S", text="t", html="h")

    assert client.get("/readyz").content == b"ok\n"
    call_command("status")
    assert "Alles in Ordnung." in capsys.readouterr().out


def test_staff_learn_that_the_sending_is_paused(client, gib):
    old_mail()
    SystemStatus.objects.pause_sending()
    client.force_login(gib)

    assert "manage.py resume" in client.get("/readyz").content.decode()


def test_asking_costs_little(client, django_assert_num_queries):
    client.get("/readyz")

    limits = 2 if connection.vendor == "postgresql" else 0  # SET and RESET statement_timeout

    with django_assert_num_queries(4 + limits):
        client.get("/readyz")


def test_the_clocks_sweep_is_a_heartbeat_and_a_kick_is_none():
    silence()
    deliver_due.apply()
    assert SystemStatus.objects.read().beat_at < timezone.now() - timedelta(minutes=2)

    options = app.conf.beat_schedule["deliver-what-is-left"]["options"]
    deliver_due.apply(headers=options["headers"])
    assert SystemStatus.objects.read().beat_at > timezone.now() - timedelta(minutes=1)


def test_a_pass_by_cron_is_a_heartbeat_too():
    silence()
    call_command("deliver")
    assert SystemStatus.objects.read().beat_at > timezone.now() - timedelta(minutes=1)


@contextmanager
def silent_server(monkeypatch):
    """Listen where new connections go, and never answer, as a server whose processes stand still."""
    with socket.create_server(("127.0.0.1", 0)) as server, monkeypatch.context() as patch:
        host, port = server.getsockname()
        patch.setitem(connection.settings_dict, "HOST", host)
        patch.setitem(connection.settings_dict, "PORT", str(port))
        yield


@contextmanager
def locked_table(monkeypatch):
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {SystemStatus._meta.db_table} IN ACCESS EXCLUSIVE MODE")
        yield
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trouble", [silent_server, locked_table])
def test_a_database_that_hangs_delays_the_answer_by_seconds_only(client, monkeypatch, trouble):
    if connection.vendor == "sqlite":
        return  # a file: its readers wait for nobody
    monkeypatch.setattr(health, "DATABASE_TIMEOUT", 2)
    begin = time.monotonic()
    with trouble(monkeypatch):
        hanging = client.get("/readyz")
    took = time.monotonic() - begin

    assert (hanging.status_code, hanging.content) == (503, b"not ready\n")
    assert took < 5
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_other_questions_get_their_time_back(client):
    client.get("/readyz")

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)


@pytest.mark.once
def test_the_worker_knows_each_task_that_the_clock_orders():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} - set(app.tasks) == set()


def test_without_its_database_the_command_says_so(capsys):
    def gone(*_):
        raise OperationalError("no connection")

    with connection.execute_wrapper(gone), pytest.raises(CommandError):
        call_command("status")

    assert "Die Datenbank antwortet nicht: no connection" in capsys.readouterr().out
