"""All URL patterns of the running portal, and the table's rows for them."""

import re
from functools import cache

from django.urls import get_resolver

from tests.access import table, table_staff
from tests.access.rows import ABSENT

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
APP_LIST = re.compile(r"^admin/\^\(\?P<app_label>([\w|]+)\)/\$$")
# The admin's catch-all is the answer to wrong addresses; static files are no pages.
WITHOUT_ROW = re.compile(r"^admin/\(\?P<url>|^static/|^media/")


def of(resolver=None, prefix="", namespace=""):
    """Yield (name, route) of every URL pattern, converters included."""
    for entry in (resolver or get_resolver("tests.access.urls")).url_patterns:
        route = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from of(entry, route, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
            continue
        name = namespace + entry.name if entry.name else ""
        if apps := APP_LIST.match(route):
            yield from ((name, f"admin/({app})/") for app in apps[1].split("|"))
        elif not WITHOUT_ROW.match(route):
            yield name, route


def rows():
    """Every row of the tables, those of the admin's models made from their line."""
    return [row for part in parts().values() for row in part]


def parts():
    """topic → rows: what one test takes at a time, for each makes a world of its own."""
    staff = [*table_staff.PAGES, *table_staff.app_lists()]
    tables = [row for label in table_staff.MODELS for row in table_staff.model_rows(label)]
    half = len(tables) // 2
    return {**table.TOPICS, "workplace": staff, "tables": tables[:half], "further tables": tables[half:]}


@cache
def pages():
    """{name: rows} of the routes that show a page to look at."""
    found = {}
    for row in rows():
        if not row.no_page:
            found.setdefault(row.name, []).append(row)
    return found


def page_address(name, arguments):
    """Return the address of a page with these arguments in the place of its route's parameters."""
    row = next(row for row in pages()[name] if len(PARAMETER.findall(row.route)) == len(arguments))
    values = iter(arguments)
    return "/" + PARAMETER.sub(lambda _match: next(values), row.route)


def path_of(row, records):
    """The address of a row with real ids."""
    return _filled(row, lambda _kind, name: records[row.given[name]])


def absent_path(row):
    """The same with ids that do not exist, or None where no parameter names a record."""
    if not any(kind in ABSENT for kind, _name in PARAMETER.findall(row.route)) or row.path:
        return None
    return _filled(row, lambda kind, _name: ABSENT[kind])


def crossed_paths(row, records):
    """One's own record with somebody else's as its child, and with one that does not exist."""
    foreign = _filled(row, lambda _kind, name: records[row.crossed.get(name) or row.given[name]])
    missing = _filled(
        row, lambda kind, name: ABSENT[kind] if name in row.crossed else records[row.given[name]]
    )
    return foreign, missing


def _filled(row, value):
    return "/" + (row.path or PARAMETER.sub(lambda match: str(value(match[1] or "str", match[2])), row.route))
