"""The e-mail itself, as it goes over the wire."""

import re
import secrets
from binascii import b2a_qp
from email.charset import BASE64, Charset
from email.header import Header
from email.utils import formatdate, parseaddr, quote
from functools import cache
from itertools import groupby

from django.conf import settings
from django.core.mail import BadHeaderError
from django.core.mail.message import sanitize_address

from gsvo.lib.text import ascii_email
from gsvo.outbox.rendering import fill_placeholders, one_line
from gsvo.outbox.reply_to import reply_to_people

_WORDS = Charset("utf-8")
_WORDS.header_encoding = BASE64  # to look for the shorter of two ways takes longer than all other headers
_NEWLINE = re.compile(r"\r\n?")
_LINE = 76  # signs; longer ones are folded, for old servers may cut them
_LONG_WORD = 60
_ATOMS = re.compile(r"[A-Za-z0-9'-]+(?: [A-Za-z0-9'-]+)*")
_OWN_LINE = re.compile(r"\r|\n(?! )")


def build_message(mail):
    """Build the message of a row; its link and its secret are readable here and nowhere else."""
    return Letter(mail, *fill_placeholders(mail))


class Letter:
    """All that Django's mail backends ask of a message.

    Django's own EmailMultiAlternatives says the same in five times the time, and the post waits for that
    (`make bench-mail`). It also folds a long subject with umlauts before its first word, where some programs
    show a blank. The text parts are quoted-printable: every server takes that.
    """

    encoding = "utf-8"

    def __init__(self, mail, body, html):
        self.mail, self.body, self.html = mail, body, html
        self.from_email = bare_address(settings.DEFAULT_FROM_EMAIL)
        self.subject = mail.subject
        self._address = _on_the_wire(mail.to_email)
        self.to = [address_line("To", mail.to_name, self._address)]

    def recipients(self):
        return [self._address]

    def message(self):
        return self

    def as_bytes(self, linesep="\n"):
        boundary = f"part-{secrets.token_hex(12)}"
        lines = [header(name, value) for name, value in self._headers()]
        lines += [f'Content-Type: multipart/alternative; boundary="{boundary}"', ""]
        for subtype, words in (("plain", self.body), ("html", self.html)):
            lines += [
                f"--{boundary}",
                f'Content-Type: text/{subtype}; charset="utf-8"',
                "Content-Transfer-Encoding: quoted-printable",
                "",
                b2a_qp(_NEWLINE.sub("\n", words).encode(), istext=True).decode("ascii"),
            ]
        lines += [f"--{boundary}--", ""]
        return "\n".join(lines).replace("\n", linesep).encode("ascii")

    def _headers(self):
        mail = self.mail
        yield "From", written_address(settings.DEFAULT_FROM_EMAIL)
        yield "To", self.to[0]
        yield "Subject", subject_line(self.subject)
        yield "Date", formatdate()
        yield "Message-ID", mail.message_id
        yield "Reply-To", reply_line(reply_to_people(mail))
        yield "Auto-Submitted", "auto-generated"
        # Not "All": that would silence reports of mails that could not be delivered as well.
        yield "X-Auto-Response-Suppress", "OOF, AutoReply"
        yield "Content-Language", mail.language
        yield "MIME-Version", "1.0"


def header(name, value):
    """One header, folded or not. A line of its own in a value would be one that nobody meant."""
    if _OWN_LINE.search(value):
        raise BadHeaderError(name)
    return f"{name}: {value}"


def subject_line(subject):
    """The subject as a header's value, folded where it is long."""
    if "\n" in subject or "\r" in subject:
        raise BadHeaderError("Subject")
    words = None if subject.isascii() else _WORDS
    return Header(subject, words, maxlinelen=_LINE, header_name="Subject").encode().lstrip()


def address_line(field, name, address):
    """A name and an address as a header's value, folded where they are long."""
    if "\n" in name or "\r" in name:
        raise BadHeaderError(field)
    if not name:
        return address
    if name.isascii() and len(name) <= _LONG_WORD and "=?" not in name:
        pieces = [name if _ATOMS.fullmatch(name) else f'"{quote(name)}"']
    else:
        pieces = _pieces(name, field)
    value, line = "", f"{field}:"
    for piece in [*pieces, f"<{address}>"]:
        fits = len(line) + 1 + len(piece) <= _LINE or not value
        value += f" {piece}" if fits else f"\n {piece}"
        line = f"{line} {piece}" if fits else f" {piece}"
    return value.lstrip()


def _pieces(name, field):
    """A long name, word by word: plain words as they are, all else encoded, words side by side together.

    So few are cut in two, which some programs show with a blank inside.
    """
    for is_plain, words in groupby(name.split(" "), _is_plain):
        if is_plain:
            yield from words
        else:
            encoded = Header(" ".join(words), _WORDS, maxlinelen=_LINE - len(field), header_name=field)
            yield from encoded.encode().split()


def _is_plain(word):
    return _ATOMS.fullmatch(word) is not None and " " not in word and len(word) <= _LONG_WORD


def reply_line(people):
    """The people who answer as a header's value, one a line."""
    entries = [address_line("Reply-To", one_line(name), _on_the_wire(address)) for name, address in people]
    return ",\n ".join(entries)


def _on_the_wire(address):
    return sanitize_address(ascii_email(address), "utf-8")


@cache
def written_address(address):
    """Our own name and address as a header's value."""
    name, bare = parseaddr(address)
    return address_line("From", name, _on_the_wire(bare))


@cache
def bare_address(address):
    return written_address(address).rpartition("<")[2].removesuffix(">")
