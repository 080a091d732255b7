"""The database of each process of tests: migrated once for a whole run, then copied.

With several workers their controller migrates a database while they collect their tests. A process that runs
alone migrates its own.
"""

import shutil
import tempfile
import time
from pathlib import Path

from django.db import connection, connections

COMES_WITHIN = 300  # seconds: migrating takes six
_READY = "ready"  # a file beside the database, with its name
_folder = None  # where a run's migrated database is, or where its name stands


def begin():
    """Say where this run's migrated database will be. Returns the folder, for `follow`."""
    follow(tempfile.mkdtemp(prefix="gsvo-migrated-"))
    return _folder


def follow(folder):
    """Copy the database of this folder from now on."""
    global _folder
    _folder = str(folder)


def migrate():
    """In the controller: make the database that all others copy."""
    settings = prepare(Path(_folder) / "migrated.sqlite3")
    former = settings["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    part = Path(_folder) / "part"
    part.write_text(str(settings["NAME"]))
    part.rename(Path(_folder) / _READY)
    return former


def prepare(path):
    """Return the settings of a database for tests: on SQLite in this file, and nobody waits for the disk.

    One in memory cannot be shared by parallel writers, and no database of tests need survive a power cut.
    """
    settings = connections.settings["default"]
    options = settings["OPTIONS"]
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["TEST"]["NAME"] = str(path)
        options["init_command"] = options["init_command"].replace("synchronous=NORMAL", "synchronous=OFF")
    else:
        # Tables without statistics look large: to compile a query took longer than a hundred times to run it.
        options["options"] = "-c synchronous_commit=off -c jit=off"
    return settings


def create():
    """Make the database of this process and lead the connection there. Returns the name from before."""
    former = connection.settings_dict["NAME"]
    if _folder is None:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        return former
    own = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        shutil.copyfile(migrated(), own)
    else:
        quote = connection.ops.quote_name
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {quote(own)}")
            cursor.execute(f"CREATE DATABASE {quote(own)} TEMPLATE {quote(migrated())}")
    connection.close()
    connections.settings["default"]["NAME"] = connection.settings_dict["NAME"] = own
    return former


def destroy(former):
    connection.creation.destroy_test_db(former, verbosity=0)


def end(former):
    """In the controller: nothing of it stays."""
    destroy(former)
    shutil.rmtree(_folder, ignore_errors=True)


def migrated():
    """Return the name of the run's migrated database once it is there; None without one."""
    if _folder is None:
        return None
    ready, until = Path(_folder) / _READY, time.monotonic() + COMES_WITHIN
    while not ready.exists():
        assert time.monotonic() < until, "the run's controller has migrated no database"
        time.sleep(0.05)
    return ready.read_text()
