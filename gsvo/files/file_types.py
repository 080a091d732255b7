"""The types of files that the portal accepts; `gsvo.files.inspection` detects them by content."""

import re
from dataclasses import dataclass

MAX_BYTES = 10 * 1024 * 1024
MAX_STRAY_BYTES = 1024  # before or behind a file's content, as readers forgive them
_OOXML = "application/vnd.openxmlformats-officedocument."
_PROGRAMS = (
    b"MZ",  # Windows
    b"\x7fELF",  # Linux
    b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe",  # macOS, Java
    b"#!",  # a script
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a shortcut
)  # fmt: skip
_OTHERS = (
    b"PK", b"%!PS", b"%PDF-", b"GIF8", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"Rar!",
    b"7z\xbc\xaf",
)  # fmt: skip
_MARKUP = re.compile(rb"<(?:[!?]|/?[a-z]+[\s/>])", re.IGNORECASE)
_PADDING = b"\x00\x09\x0a\x0b\x0c\x0d\x1a\x20\xff"


@dataclass(frozen=True)
class Kind:
    name: str
    content_type: str
    endings: tuple


PDF = Kind("PDF", "application/pdf", ("pdf",))
DOCX = Kind("DOCX", _OOXML + "wordprocessingml.document", ("docx",))
XLSX = Kind("XLSX", _OOXML + "spreadsheetml.sheet", ("xlsx",))
ODT = Kind("ODT", "application/vnd.oasis.opendocument.text", ("odt",))
PNG = Kind("PNG", "image/png", ("png",))
JPEG = Kind("JPEG", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"))
KINDS = (PDF, DOCX, XLSX, ODT, PNG, JPEG)
ENDINGS = tuple(f".{ending}" for kind in KINDS for ending in kind.endings)


class UnfitFileError(ValueError):
    """Raised for a file that is not accepted; the message says why and how to mend it, in German."""


class UnknownKindError(UnfitFileError):
    """Raised for a file whose content is of no kind that is known here."""


def is_program(head):
    """Return whether a file with this beginning would run or start a program."""
    return head.startswith(_PROGRAMS)


def is_padding(stray):
    """Return whether these bytes are zeros, blanks or filling, as mail gateways and printers append them."""
    return not stray.strip(_PADDING)


def is_harmless(stray):
    """Return whether readers skip these bytes and no other program finds a file in them."""
    bare = stray.strip(_PADDING + b"\xef\xbb\xbf")
    is_other = is_program(bare) or bare.startswith(_OTHERS) or _MARKUP.search(bare)
    return not bare or (len(bare) <= MAX_STRAY_BYTES and not is_other)
