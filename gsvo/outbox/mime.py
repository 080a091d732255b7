"""The e-mail itself, as it goes over the wire."""

from __future__ import annotations

import re
import secrets
from binascii import b2a_qp
from collections.abc import Iterable, Iterator
from email.charset import BASE64, QP, Charset
from email.header import Header
from email.policy import Compat32
from email.utils import parseaddr, quote
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.core.mail.message import sanitize_address

from gsvo.lib.text import ascii_email
from gsvo.outbox.models import OutgoingMail
from gsvo.outbox.rendering import fill_placeholders, one_line
from gsvo.outbox.reply_to import reply_to_people


class _QuotedPrintable(Charset):
    """UTF-8, encoded by the standard library's function in C; the one in Python takes four times as long."""

    def body_encode(self, string: Any) -> Any:
        data = string.encode() if isinstance(string, str) else string
        return b2a_qp(data, istext=True).decode("ascii")


_UTF8 = _QuotedPrintable("utf-8")
_UTF8.body_encoding = QP  # every server takes that
_UTF8.header_encoding = BASE64  # to look for the shorter of two ways takes longer than all other headers
_NEWLINE = re.compile(r"\r\n?")
_LINE = 76  # characters; longer ones are folded, for old servers may cut them
_LONG_WORD = 60
_ATOMS = re.compile(r"[A-Za-z0-9'-]+(?: [A-Za-z0-9'-]+)*")


def build_message(mail: OutgoingMail) -> FoldedMessage:
    """Return the message of a row; its link and its secret are readable here and nowhere else."""
    text, html = (_NEWLINE.sub("\n", part) for part in fill_placeholders(mail))
    address, answers = _on_the_wire(mail.to_email), reply_to_people(mail)
    message = FoldedMessage(
        subject=mail.subject,
        body=text,
        from_email=bare_address(settings.DEFAULT_FROM_EMAIL),
        to=[address],
        reply_to=[_on_the_wire(address) for _name, address in answers],
        alternatives=[(html, "text/html")],
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            # Not "All": that would silence reports of mails that could not be delivered as well.
            "X-Auto-Response-Suppress": "OOF, AutoReply",
            "Content-Language": mail.language,
        },
    )
    if mail.calendar:
        message.attach_alternative(
            _NEWLINE.sub("\n", mail.calendar), f"text/calendar; method={mail.calendar_method}"
        )
    message.folded = {
        "From": written_address(settings.DEFAULT_FROM_EMAIL),
        "To": address_line("To", mail.to_name, address),
        "Reply-To": reply_line(answers),
    }
    return message


class FoldedMessage(EmailMultiAlternatives):
    """Django's message, with subject and addresses folded by the functions below."""

    encoding = _UTF8
    folded: dict[str, str] = {}

    def message(self, **kwargs: Any) -> Any:
        """Return the message for the backend. Django refuses line breaks before ours are put in."""
        message: Any = super().message(**kwargs)
        message.policy = _HeaderPolicy()
        message.set_boundary(f"part-{secrets.token_hex(12)}")  # else both parts are searched for a free one
        for name, value in {**self.folded, "Subject": subject_line(str(self.subject))}.items():
            message.replace_header(name, value)
        return message


class _HeaderPolicy(Compat32):
    """Write subject and addresses as they are folded already, all else as Django does.

    Django folds a long subject before its first word and cuts a long name within its words; some programs
    show a blank in both places.
    """

    def fold(self, name: str, value: Any) -> str:
        is_written = name in ("Subject", "From", "To", "Reply-To") or _fits_as_it_is(name, value)
        if not is_written:
            return super().fold(name, value)
        return f"{name}: {value}\n".replace("\n", self.linesep)

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii")


def _fits_as_it_is(name: str, value: Any) -> bool:
    """Whether a header needs neither code nor fold; to ask Python's Header takes most of a message's time."""
    return (
        isinstance(value, str) and value.isascii() and value.isprintable() and len(name) + len(value) < _LINE
    )


def subject_line(subject: str) -> str:
    """Return the subject as a header's value, folded where it is long."""
    words = None if subject.isascii() else _UTF8
    return Header(subject, words, maxlinelen=_LINE, header_name="Subject").encode().lstrip()


def address_line(field: str, name: str, address: str) -> str:
    """A name and an address as a header's value, folded where they are long."""
    if "\n" in name or "\r" in name:
        raise BadHeaderError(field)
    if not name:
        return address
    if name.isascii() and len(name) <= _LONG_WORD and "=?" not in name:
        pieces = [name if _ATOMS.fullmatch(name) else f'"{quote(name)}"']
    else:
        pieces = list(_pieces(name, field))
    value, line = "", f"{field}:"
    for piece in [*pieces, f"<{address}>"]:
        fits = len(line) + 1 + len(piece) <= _LINE or not value
        value += f" {piece}" if fits else f"\n {piece}"
        line = f"{line} {piece}" if fits else f" {piece}"
    return value.lstrip()


def _pieces(name: str, field: str) -> Iterator[str]:
    """A long name, word by word: plain words as they are, all else encoded, words side by side together.

    So few are cut in two, which some programs show with a blank inside.
    """
    for is_plain, words in groupby(name.split(" "), _is_plain):
        if is_plain:
            yield from words
        else:
            encoded = Header(" ".join(words), _UTF8, maxlinelen=_LINE - len(field), header_name=field)
            yield from encoded.encode().split()


def _is_plain(word: str) -> bool:
    return _ATOMS.fullmatch(word) is not None and " " not in word and len(word) <= _LONG_WORD


def reply_line(people: Iterable[tuple[str, str]]) -> str:
    """The people who answer as a header's value, one a line."""
    entries = [address_line("Reply-To", one_line(name), _on_the_wire(address)) for name, address in people]
    return ",\n ".join(entries)


@lru_cache(maxsize=1000)
def _on_the_wire(address: str) -> str:
    return sanitize_address(ascii_email(address), "utf-8")


@cache
def written_address(address: str) -> str:
    """Our own name and address as a header's value."""
    name, bare = parseaddr(address)
    return address_line("From", name, _on_the_wire(bare))


@cache
def bare_address(address: str) -> str:
    return written_address(address).rpartition("<")[2].removesuffix(">")
