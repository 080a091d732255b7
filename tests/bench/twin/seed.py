"""`python -m tests.bench.twin.seed 50000`: make and fill the twin's database; prints a session as JSON."""

import datetime as dt
import json
import sys
from random import Random

import django
from django.core.management import call_command

OFFICES, NOTES = 53, 12
OUR_SHARE, RARE = 10, 60  # as in tests/bench/seed


def main(size):
    from django.conf import settings
    from django.db import connection, transaction
    from django.test import Client

    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)  # the twin has no migrations, and refers to users
    with transaction.atomic():
        user = _user()
        _records(size, user)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    browser = Client()
    browser.force_login(user)
    print(json.dumps({"cookie": browser.cookies[settings.SESSION_COOKIE_NAME].value}))


def _user():
    from django.contrib.auth.models import Group, Permission, User

    user = User.objects.create_user("koko", first_name="1")  # her office
    group = Group.objects.create(name="Staff")
    group.permissions.set(Permission.objects.filter(content_type__app_label="twin"))
    user.groups.add(group)
    return user


def _records(size, user):
    from tests.bench.seed.loading import load, reset_sequences
    from tests.bench.twin.models import Note, Office, Record

    Office.objects.bulk_create(Office(pk=number + 1, name=f"Stelle {number:02}") for number in range(OFFICES))
    load(Record, _values(Record, _made(size, user)))
    now = dt.datetime.now(dt.UTC)
    text = "Eine Notiz, wie sie im Verlauf steht."
    notes = (Note(pk=key + 1, record_id=key // NOTES + 1, at=now, text=text) for key in range(size * NOTES))
    load(Note, _values(Note, notes))
    reset_sequences([Record, Note])


def _values(model, rows):
    from tests.bench.seed.loading import encode

    names = [column.attname for column in model._meta.concrete_fields]
    return ([encode(getattr(row, name)) for name in names] for row in rows)


def _made(size, user):
    from tests.bench.seed import words
    from tests.bench.twin.models import Record

    chance, now = Random(13), dt.datetime.now(dt.UTC)
    for number in range(size):
        fields = {"title": "Übergabe an der Schwelle zum Beruf", "occasion_text": ""}
        words.vary(fields, chance, number < RARE)
        is_ours = number % 2 == 0 if number < RARE else number % OUR_SHARE == 0
        yield Record(
            pk=number + 1,
            office_id=1 if is_ours else chance.randrange(2, OFFICES + 1),
            owner=user,
            number=f"R-{number:06}",
            title=fields["title"],
            text=fields["occasion_text"] * 3,
            state="open" if chance.random() < 0.34 or number < RARE else "ended",  # enough for a page
            waits_for="Stelle",
            since=now - dt.timedelta(minutes=chance.randrange(4_000_000)),
        )


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
