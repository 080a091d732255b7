"""A database from before the migrations began anew is refused, with a sentence that says how to go on."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def check():
    call_command("check", databases=["default"], tags=["database"], verbosity=0)


def test_a_database_of_today_passes():
    check()


def test_a_database_from_before_is_refused_and_told_how_to_begin_anew():
    MigrationRecorder(connection).record_applied("outbox", "0007_emails_in_one_spelling")

    with pytest.raises(SystemCheckError, match=r"aus einer Fassung vor 0\.2\.0") as refused:
        check()

    name = str(connection.settings_dict["NAME"])
    assert "outbox.0007_emails_in_one_spelling" in str(refused.value)
    assert "Gelöscht wird nichts" in str(refused.value)
    assert name in str(refused.value)


def test_migrations_of_other_packages_are_none_of_our_business():
    MigrationRecorder(connection).record_applied("elsewhere", "0001_initial")
    check()
