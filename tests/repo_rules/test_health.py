"""/livez and /readyz tell the truth, and strangers no more than that."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from gsvo.status.models import SystemStatus


def test_a_migrated_portal_with_a_living_scheduler_is_ready(client, db):
    SystemStatus.objects.note_beat()

    assert (client.get("/livez").status_code, client.get("/readyz").status_code) == (200, 200)


def test_a_pending_migration_makes_it_unready_but_not_dead(client, db):
    newest = MigrationLoader(connection).graph.leaf_nodes("advisors")[0]
    MigrationRecorder(connection).record_unapplied(*newest)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert client.get("/livez").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_without_its_database_it_is_unready_but_not_dead(client, caplog):
    def gone(*_):
        raise OperationalError("connection to server at 10.1.2.3 failed")

    with connection.execute_wrapper(gone):
        answer = client.get("/readyz")
        alive = client.get("/livez")

    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert "10.1.2.3" in caplog.text
    assert alive.status_code == 200
