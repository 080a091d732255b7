"""System checks that stop a wrong start."""

from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import OperationalError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


@checks.register
def requests_is_ours(**_):
    """Check that `requests` is our package and not the HTTP library of that name (docs/adr/0002)."""
    import requests

    if Path(requests.__file__).resolve().is_relative_to(settings.BASE_DIR):
        return []
    return [
        checks.Error(
            "`import requests` found another package than the portal's.",
            hint="Start in the project's folder and remove the distribution `requests`.",
            id="gsvo.E001",
        )
    ]


@checks.register(checks.Tags.database)
def database_is_of_this_line(databases=(), **_):
    """Refuse a database whose migrations are not ours: version 0.2.0 began them anew (docs/adr/0025)."""
    try:
        return [error for alias in databases or () for error in _unknown_migrations(connections[alias])]
    except OperationalError:
        return []  # whoever needs the database says that it does not answer


def _unknown_migrations(connection):
    ours = MigrationLoader(None).disk_migrations
    apps = {app for app, _name in ours}
    applied = MigrationRecorder(connection).applied_migrations()
    unknown = sorted(f"{app}.{name}" for app, name in applied if app in apps and (app, name) not in ours)
    if not unknown:
        return []
    return [
        checks.Error(
            f"Diese Datenbank stammt aus einer Fassung vor 0.2.0 ({unknown[0]}) und passt nicht mehr.",
            hint=f"Gelöscht wird nichts. So beginnen Sie neu: {_begin_anew(connection)}",
            id="gsvo.E003",
        )
    ]


def _begin_anew(connection):
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"mv {name} {name}.alt && make run"
    return f"createdb {name}_neu, und in DATABASE_URL {name}_neu eintragen"
