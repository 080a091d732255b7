"""The deletion log: an append-only file with one line per deleted record, without names.

It is written before the deletion is committed: nothing goes without a line, and where the file cannot be
written nothing goes at all. It belongs beside the backups, not into them: after a restore it is replayed.
"""

import json
import os
from pathlib import Path

from django.conf import settings


def write(lines):
    """Append lines (dictionaries) and fsync the file."""
    path = settings.PURGE_PROTOCOL
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        if _broke_off(path):
            file.write("\n")
        file.write("".join(json.dumps(line) + "\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())


def read(path):
    """Yield the lines of a protocol. What a power cut broke off is passed over: nothing was deleted by it."""
    with Path(path).open(encoding="utf-8") as file:
        for line in file:
            if line.endswith("}\n"):
                yield json.loads(line)


def _broke_off(path):
    """Return whether the last line is incomplete, so that the next one starts on a new line."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - 1, 0))
        return file.read(1) not in (b"", b"\n")
