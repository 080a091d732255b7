"""Dump and load a whole database: SQLite by VACUUM INTO, PostgreSQL by pg_dump and pg_restore."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

from django.db import connection
from psycopg2.extensions import make_dsn

from gsvo.lib import trigrams

NOT_SAVED = ("django_session", "cache")  # who is logged in, and what is counted for minutes
LOCKS_WITHIN = "10s"  # a portal that still runs must not make a restore wait for ever


class Failed(Exception):  # noqa: N818  says what went wrong, for a person
    """Raised when the database could not be copied."""


def name_of_dump():
    """Return the name of the dump's file, which says which engine can read it."""
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.pgdump"


def dump(target):
    """Write one consistent moment of the running database, without sessions, into a new file."""
    if connection.vendor == "sqlite":
        try:
            with closing(sqlite3.connect(_sqlite_path())) as source:
                source.execute("VACUUM INTO ?", [str(target)])
            _empty_sqlite(target)
        except sqlite3.Error as error:  # it says "disk is full" in this way
            raise Failed(f"{target.name}: {error}") from error
        _check_sqlite(target)
    else:
        without = [f"--exclude-table-data=public.{table}" for table in NOT_SAVED]
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", *without, f"--file={target}")
    target.chmod(0o600)


def load(source):
    """Put a dump in the place of whatever the database holds."""
    connection.close()
    if connection.vendor == "sqlite":
        _load_sqlite(source)
        return
    # Is the tool there, can it read this? Asked before all goes.
    contents = _run("pg_restore", "--list", str(source), connected=False)
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCKS_WITHIN}'")
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    with tempfile.NamedTemporaryFile("w", suffix=".list") as chosen:
        chosen.write(_without_trigrams(contents))
        chosen.flush()
        how = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        _run("pg_restore", *how, f"--use-list={chosen.name}", str(source))


def _without_trigrams(contents):
    """Return a dump's list of contents without what this database may refuse; it is added afterwards."""
    lines = contents.splitlines(keepends=True)
    return "".join(line for line in lines if " pg_trgm" not in line and trigrams.SUFFIX not in line)


def _load_sqlite(source):
    path = _sqlite_path()
    fresh = path.with_name(path.name + ".restored")
    try:
        shutil.copyfile(source, fresh)
        fresh.chmod(0o600)
        _check_sqlite(fresh)
    except BaseException:  # no room for it, most likely, and half of one helps nobody
        fresh.unlink(missing_ok=True)
        raise
    for rest in ("-wal", "-shm"):  # of the database that goes: they would be taken for the new one's
        path.with_name(path.name + rest).unlink(missing_ok=True)
    fresh.replace(path)


def _empty_sqlite(path):
    """Delete what is not saved from a copy, and its pages with it."""
    with closing(sqlite3.connect(path)) as copy:
        names = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in names.intersection(NOT_SAVED):
            copy.execute(f"DELETE FROM {table}")  # noqa: S608
        copy.commit()
        copy.execute("VACUUM")


def _sqlite_path():
    return Path(connection.settings_dict["NAME"])


def _check_sqlite(path):
    with closing(sqlite3.connect(path)) as copy:
        answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if answer != "ok":
        raise Failed(f"{path.name}: {answer}")


def _run(program, *arguments, connected=True):
    """Run one of PostgreSQL's tools on our database and return what it prints.

    It takes Django's connection settings, encryption included. The password goes by the environment, not by
    the command, which other programs can see.
    """
    found = shutil.which(program) or _newest(program)
    if not found:
        raise Failed(f"{program} fehlt: Installieren Sie die Client-Programme von PostgreSQL.")
    where = connection.get_connection_params()
    where.pop("cursor_factory")
    password = where.pop("password", "")
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    database = ["--no-password", f"--dbname={make_dsn(**where)}"] if connected else []
    command = [found, *database, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Failed(f"{program}: {done.stderr.strip()}")
    return done.stdout


def _newest(program):
    return str(
        max(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), default="", key=lambda path: path.parts[4])
    )
