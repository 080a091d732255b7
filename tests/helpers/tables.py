"""What migrations brought stays: put back, after real transactions, the tables that a test changed."""

from django.db import connection, transaction


def contents():
    """Return {table: its rows} of the whole database."""
    with connection.cursor() as cursor:
        names = connection.introspection.django_table_names(only_existing=True, include_views=False)
        return {name: _rows(cursor, name) for name in names}


def put_back(before):
    """Give every table its rows of before, those that did not change left alone."""
    with transaction.atomic(), connection.cursor() as cursor:  # references are checked at the end
        changed = [name for name, rows in before.items() if _rows(cursor, name) != rows]
        for name in changed:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")
        for name in changed:
            if rows := before[name]:
                holes = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {connection.ops.quote_name(name)} VALUES ({holes})", rows)


def _rows(cursor, name):
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
    return cursor.fetchall()
