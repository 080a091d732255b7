"""Without worker and scheduler, cron turns the clock."""

import pytest
from django.core.management import CommandError, call_command

from gsvo.celery import app
from gsvo.outbox.models import OutgoingMail
from gsvo.status.models import SystemStatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def protocol(settings, tmp_path):
    settings.PURGE_PROTOCOL = tmp_path / "deletions.jsonl"


def test_one_turn_does_each_task_once_and_is_a_heartbeat(capsys, mailoutbox):
    OutgoingMail.objects.create(kind="drill", to_email="a@example.net", subject="S", text="t", html="h")

    call_command("clock")
    call_command("clock")

    turns = capsys.readouterr().out.splitlines()
    assert turns == 2 * [f"SUCCESS {entry['task']}" for entry in app.conf.beat_schedule.values()]
    assert len([mail for mail in mailoutbox if "a@example.net" in mail.to]) == 1
    assert len({mail.subject for mail in mailoutbox}) == len(mailoutbox), "nor is a morning's list sent twice"
    assert SystemStatus.objects.read().beat_at


def test_a_task_that_fails_is_named_and_does_not_keep_the_others_from_their_turn(monkeypatch, capsys):
    monkeypatch.setattr("gsvo.outbox.tasks.deliver", lambda: 1 / 0)

    with pytest.raises(CommandError, match="deliver_due: ZeroDivisionError"):
        call_command("clock")

    assert capsys.readouterr().out.count("SUCCESS") == len(app.conf.beat_schedule) - 1
