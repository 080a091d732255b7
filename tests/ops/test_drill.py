"""The restore drill: lose database and uploads, and be back with one command, on the engine of the run.

`make drill` runs it alone. Never: a mail leaves twice, deleted data is back, a file is missing.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line
from django.db.backends.postgresql.base import DatabaseWrapper
from environ import Env
from psycopg2.extensions import parse_dsn

from gsvo.ops.backup import engines, folder
from tests.e2e.stories.portal import Portal, own_database
from tests.helpers import databases

PASSES = 30 * 60  # seconds that a restore may take, by the bars; ours is small and takes seconds


@pytest.fixture
def portal(tmp_path):
    suite = os.environ.get("DATABASE_URL", "")
    with own_database(tmp_path, suite, databases.migrated()) as first:
        portal = Portal(tmp_path / "var", first, "")
        portal.environment["CACHE_URL"] = ""
        yield portal


def last_json(text):
    return json.loads(text.strip().splitlines()[-1])


def refused(portal, *arguments):
    with pytest.raises(AssertionError) as refusal:
        portal.manage(*arguments)
    return str(refusal.value)


def saved_sessions(backup):
    """Return how many sessions a backup holds."""
    if (backup / "database.sqlite3").exists():
        with closing(sqlite3.connect(backup / "database.sqlite3")) as copy:
            return copy.execute("SELECT COUNT(*) FROM django_session").fetchone()[0]
    command = [engines._newest("pg_restore"), "--data-only", "--table=django_session", "--file=-"]
    rows = subprocess.run([*command, backup / "database.pgdump"], capture_output=True, text=True, check=True)
    return rows.stdout.count("session_key") and len(
        rows.stdout.partition("FROM stdin;")[2].split("\\.")[0].split()
    )


def test_after_losing_everything_one_command_brings_it_back_and_harms_nobody(portal, tmp_path):
    before = last_json(portal.run("from tests.ops.before import build; build()"))
    backup = tmp_path / "backup"
    portal.manage("backup", str(backup))
    assert {path.stat().st_mode & 0o077 for path in [backup, *backup.iterdir()]} == {0}
    assert saved_sessions(backup) == 0, "who was logged in is nobody's to read"
    # Life goes on: the mail that waited leaves, and what somebody had a right to have deleted is deleted.
    portal.environment["KEEP_MAIL_DAYS"] = "0"
    portal.manage("purge")
    del portal.environment["KEEP_MAIL_DAYS"]

    assert "--force" in refused(portal, "restore", str(backup)), (
        "a living portal is not overwritten by mistake"
    )
    shutil.rmtree(tmp_path / "var" / "media")
    lost = tmp_path / "new"
    lost.mkdir()
    with own_database(lost, os.environ.get("DATABASE_URL", "")) as second:
        portal.environment["DATABASE_URL"] = second
        begin = time.monotonic()
        report = portal.manage("restore", str(backup))
        assert time.monotonic() - begin < PASSES
        assert "2 held mails" in report
        assert "0 rows without their file" in report
        assert "Der Versand ist angehalten" in report

        portal.environment["BEFORE"] = json.dumps(before)
        now = last_json(portal.run("from tests.ops.after import look; look()"))

    assert now["numbers"] == [before["number"]]
    assert now["content"] == "%PDF-1.4 Genehmigung"
    assert now["link"] == 302, "a link from a mail of before opens"
    assert now["while paused"] == []
    assert now["after"] == ["neu@example.net"], "no mail that may have left before leaves again"
    assert [row[1:] for row in now["held"] if row[0] in (before["waits"], before["tried"])] == [
        ["failed", ""]
    ] * 2
    assert now["gone"] == "entfernt@geloescht.invalid", "what was deleted after the backup is not back"
    assert now["sessions"] == now["due"] == 0
    assert now["troubles"] == [
        "Die Zeitsteuerung lief noch nie: Nichts wird von selbst gesendet, erinnert oder gelöscht."
    ]


@pytest.fixture
def backup(db, settings, tmp_path):
    """As `folder.write` leaves it, but for what is in the database."""
    (settings.MEDIA_ROOT / "ab").mkdir()
    (settings.MEDIA_ROOT / "ab" / "abc").write_bytes(b"upload")
    settings.PURGE_PROTOCOL = tmp_path / "deletions.jsonl"
    settings.PURGE_PROTOCOL.write_text("")
    folder.write(tmp_path / "backup")
    return tmp_path / "backup"


@pytest.fixture(autouse=True)
def _no_dump(monkeypatch, request):
    if "backup" in request.fixturenames:
        monkeypatch.setattr(engines, "dump", lambda target: target.write_bytes(b"rows"))


@pytest.mark.once
def test_a_whole_backup_is_taken_and_brings_its_files(backup, settings):
    assert set(folder.verify(backup)["files"]) == {"database.sqlite3", "media.tar", "deletions.jsonl"}

    (settings.MEDIA_ROOT / "later").write_bytes(b"came after the backup")
    folder.unpack_media(backup)

    assert [path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == ["abc"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda backup: (backup / "media.tar").write_bytes(b"other"), "media.tar fehlt oder ist nicht"),
        (lambda backup: (backup / "database.sqlite3").unlink(), "database.sqlite3 fehlt oder ist nicht"),
        (lambda backup: (backup / "manifest.json").unlink(), "keine vollständige Sicherung"),
        (lambda backup: (backup / "manifest.json").write_text('{"files": {}}'), "anderen Datenbanksystem"),
    ],
)
def test_a_backup_that_was_changed_broke_off_or_is_of_another_engine_is_refused(backup, harm, sentence):
    harm(backup)

    with pytest.raises(CommandError, match=sentence):
        call_command("restore", str(backup), "--force")


@pytest.mark.once
def test_a_backup_never_lands_in_a_folder_that_holds_something(backup):
    with pytest.raises(CommandError, match="nicht leer"):
        call_command("backup", str(backup))


@pytest.mark.once
def test_what_the_look_lacks_keeps_nobody_from_a_backup(backup, settings, tmp_path):
    settings.KERN_DIR = tmp_path / "nowhere"

    execute_from_command_line(["manage.py", "backup", str(tmp_path / "again")])

    assert (tmp_path / "again" / "manifest.json").exists()


@pytest.mark.once
def test_the_tools_of_postgresql_connect_as_the_portal_does(monkeypatch, tmp_path):
    address = "postgres://gsvo:ge%27heim@db.example.org:6432/portal?sslmode=verify-full&sslrootcert=/ca.pem"
    there = DatabaseWrapper(Env.db_url_config(address) | {"TIME_ZONE": None})
    calls = []

    def answers(command, **how):
        calls.append((command, how["env"]))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(engines, "connection", there)
    monkeypatch.setattr(engines, "_newest", lambda program: program)
    monkeypatch.setattr(engines.subprocess, "run", answers)
    (tmp_path / "database.pgdump").touch()

    engines.dump(tmp_path / "database.pgdump")

    [(command, environment)] = calls
    [where] = [part.removeprefix("--dbname=") for part in command if part.startswith("--dbname=")]
    assert parse_dsn(where) == {
        "host": "db.example.org",
        "port": "6432",
        "user": "gsvo",
        "dbname": "portal",
        "sslmode": "verify-full",
        "sslrootcert": "/ca.pem",
        "client_encoding": "UTF8",
    }
    assert environment["PGPASSWORD"] == "ge'heim"
    assert not any("heim" in part for part in command)
