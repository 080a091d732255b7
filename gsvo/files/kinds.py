"""Which kinds of files the portal takes, told by their content. The name's ending must say the same."""

import re
import zipfile
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gsvo.files import images
from gsvo.files.names import PROGRAMS

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024  # of an office document; nobody unpacks it here, somebody will
MAX_PARTS = 5000
_OOXML = "application/vnd.openxmlformats-officedocument."


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
JPEG = Kind("JPEG", "image/jpeg", ("jpg", "jpeg"))
KINDS = (PDF, DOCX, XLSX, ODT, PNG, JPEG)
_HEAD = 64 * 1024  # of an XML part
_XML = (".xml", ".rels", ".vml")
_PROGRAM = re.compile(rf"\.({PROGRAMS})$", re.IGNORECASE)
ENDINGS = tuple(f".{ending}" for kind in KINDS for ending in kind.endings)


class UnfitFileError(ValueError):
    """The file is not what we take; the message says why and how to mend it, in German."""


def kind_of(file):
    """Return the kind of an open binary file by its content, or raise UnfitFileError."""
    file.seek(0)
    head = file.read(16)
    try:
        if head.startswith(b"%PDF-"):
            return _pdf(file)
        if head.startswith(b"PK\x03\x04"):
            return _office(file)
        if head.startswith((images.PNG_SIGNATURE, images.JPEG_SIGNATURE)):
            return _image(file)
    finally:
        file.seek(0)
    raise UnfitFileError(
        _("Diese Art von Datei nehmen wir nicht an. Bitte speichern Sie sie zum Beispiel als PDF.")
    )


def _pdf(file):
    """A PDF says so at its very start, holds objects and ends as one: no second file hangs behind it."""
    file.seek(0)
    data = file.read()
    ends = re.search(rb"startxref\s+\d+\s+%%EOF[\s\x00]*\Z", data[-1024:])
    if not ends or not re.search(rb"\d\s+\d+\s+obj\b", data) or zipfile.is_zipfile(file):
        raise UnfitFileError(
            _("Das PDF ist unvollständig oder beschädigt. Bitte speichern Sie es noch einmal als PDF.")
        )
    return PDF


def _image(file):
    file.seek(0)
    broken = UnfitFileError(
        _("Das Bild ist unvollständig oder beschädigt. Bitte speichern Sie es noch einmal als PNG oder JPEG.")
    )
    try:
        found = images.parse(file.read())
    except images.BrokenImageError as error:
        raise broken from error
    if zipfile.is_zipfile(file):
        raise broken
    if found.width * found.height > images.MAX_PIXELS:
        raise UnfitFileError(
            _("Das Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es auf 50 Megapixel.")
        )
    return PNG if found.is_png else JPEG


def _office(file):
    """Look into the document's container without unpacking it; programs and bombs stay outside."""
    broken = UnfitFileError(
        _(
            "Das Dokument ist beschädigt, verschlüsselt oder kein DOCX, XLSX oder ODT. "
            "Bitte speichern Sie es noch einmal oder als PDF."
        )
    )
    try:
        with zipfile.ZipFile(file) as container:
            parts = container.infolist()
            _refuse_bombs(parts)
            names = {part.filename for part in parts}
            if (
                any(part.flag_bits & 1 for part in parts)
                or len(names) != len(parts)
                or not _is_whole(file, parts)
            ):
                raise broken
            _refuse_programs(names)
            if any(_is_bomb(_head(container, part)) for part in parts):
                raise broken
            if "mimetype" in names:
                return _opendocument(container, parts, broken)
            return _openxml(container, names, broken)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        KeyError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise broken from error


def _is_whole(file, parts):
    """Nothing stands before the container or hangs behind it, and no part leads out of its folder."""
    file.seek(-22, 2)
    ends = file.read(4) == b"PK\x05\x06"
    begins = min((part.header_offset for part in parts), default=1) == 0
    return begins and ends and not any(".." in part.filename.split("/") for part in parts)


def _refuse_programs(names):
    small = {name.lower() for name in names}
    if any(
        "vbaproject" in name or "/macrosheets/" in name or name.startswith(("basic/", "scripts/"))
        for name in small
    ):
        raise _macros()
    if any(_PROGRAM.search(name) for name in small):
        raise UnfitFileError(
            _("In dem Dokument steckt ein Programm. Bitte nehmen Sie es heraus oder speichern Sie ein PDF.")
        )


def _macros():
    return UnfitFileError(
        _("Dokumente mit Makros nehmen wir nicht an. Bitte speichern Sie es ohne Makros oder als PDF.")
    )


def _refuse_bombs(parts):
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UnfitFileError(_("Das Dokument wird beim Öffnen ungewöhnlich groß. Bitte verkleinern Sie es."))


def _opendocument(container, parts, broken):
    first = parts[0]
    if first.filename != "mimetype" or _read(container, "mimetype", broken) != ODT.content_type.encode():
        raise broken
    container.getinfo("content.xml")
    return ODT


def _openxml(container, names, broken):
    types = _read(container, "[Content_Types].xml", broken)
    if b"vbaproject" in types.lower():
        raise _macros()
    for kind, main in ((DOCX, "word/document.xml"), (XLSX, "xl/workbook.xml")):
        if main in names and f"{kind.content_type}.main+xml".encode() in types:
            return kind
    raise broken


def _head(container, part):
    """The beginning of an XML part, where a bomb has to be declared, whatever its encoding."""
    if not part.filename.lower().endswith(_XML):
        return b""
    with container.open(part) as file:
        return file.read(_HEAD).replace(b"\x00", b"")


def _is_bomb(head):
    """Entities of entities; or nothing but blanks and remarks for so long that they may come behind them."""
    return b"<!ENTITY" in head or (len(head) > _HEAD // 4 and not re.search(rb"<[A-Za-z_]", head))


def _read(container, name, broken, limit=1024 * 1024):
    """Read a small part, and never more of it than we are ready to hold."""
    with container.open(name) as part:
        data = part.read(limit + 1)
    if len(data) > limit:
        raise broken
    return data
