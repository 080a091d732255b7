"""The tree as house rules see it: our files, nothing generated, nothing installed."""

from functools import cache

from django.conf import settings

ROOT = settings.BASE_DIR
APPS = [
    "gsvo.retention",
    "gsvo.status",
    "gsvo.links",
    "gsvo.unsent_forms",
    "gsvo.outbox",
    "gsvo.reminders",
    "gsvo.files",
    "gsvo.accounts",
    "gsvo.offices",
    "chains",
    "requests",
    "advisors",
]
FOLDERS = ["gsvo", "requests", "advisors", "chains", "templates", "static", "tests"]


@cache
def our_files(*suffixes):
    """Every file of ours with one of these suffixes."""
    return [
        path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.suffix in suffixes
    ]


@cache
def modules():
    """{dotted name: path} of the portal's own modules, migrations and tests left out."""
    found = {}
    for path in our_files(".py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[0] == "tests" or "migrations" in parts:
            continue
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def templates():
    """{template name: text}."""
    folder = ROOT / "templates"
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in our_files(".html", ".txt", ".svg")
        if path.is_relative_to(folder)
    }


@cache
def code():
    """All Python of the portal as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in modules().values())
