"""The demo's post: every mail is one file, unguessable and only for us to read; /postfach/ shows them."""

import datetime as dt
import email
import email.policy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from gsvo.lib.ids import ID_PATTERN, opaque_id

_NAME = re.compile(rf"\d{{20}}-({ID_PATTERN})\.eml")
SHOWN = 200
MAX_BYTES = 2 * 1024 * 1024


class MailboxBackend(BaseEmailBackend):
    """Writes mails into settings.MAILBOX_DIR: first under a hidden name, then whole under the final one."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        for message in email_messages:
            drop(message.message().as_bytes())
        return len(email_messages)


def drop(raw: bytes) -> str:
    """Store one mail and return its id."""
    folder = settings.MAILBOX_DIR
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    oid = opaque_id()
    unfinished = folder / f".{oid}"
    try:
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(raw)
    except OSError:  # a full disk: the outbox tries again, and what was begun would stay for ever
        unfinished.unlink(missing_ok=True)
        raise
    unfinished.rename(folder / f"{datetime.now(UTC):%Y%m%d%H%M%S%f}-{oid}.eml")
    return oid


@dataclass(frozen=True)
class Dropped:
    oid: str
    message: EmailMessage

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def to(self) -> str:
        return str(self.message["To"] or "")

    @property
    def sent_at(self) -> dt.datetime | None:
        date = self.message["Date"] and self.message["Date"].datetime
        return date.replace(tzinfo=UTC) if date and date.tzinfo is None else date

    def _part(self, kind: str) -> str:
        part = self.message.get_body([kind])
        try:
            return part.get_content() if part else ""
        except (LookupError, ValueError):  # an unknown charset: nothing of ours
            return ""


def newest() -> list[Dropped]:
    """The latest mails, the newest first."""
    return [_read(path) for path in sorted(_files(), reverse=True)[:SHOWN]]


def find(oid: str) -> Dropped | None:
    """One mail, or None."""
    return next((_read(path) for path in _files() if _oid_of(path) == oid), None)


def _oid_of(path: Path) -> str:
    """Return the id in a file's name, or ""."""
    match = _NAME.fullmatch(path.name)
    return match[1] if match else ""


def _files() -> list[Path]:
    if not settings.MAILBOX_DIR.is_dir():
        return []
    return [
        path
        for path in settings.MAILBOX_DIR.iterdir()
        if _oid_of(path) and path.is_file() and path.stat().st_size <= MAX_BYTES
    ]


def _read(path: Path) -> Dropped:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return Dropped(_oid_of(path), message)
