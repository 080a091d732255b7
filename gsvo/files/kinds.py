"""Which kinds of files the portal takes, told by their content. The name's ending must say the same."""

import re
import zipfile
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gsvo.files import images

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
ENDINGS = tuple(f".{ending}" for kind in KINDS for ending in kind.endings)


class UnfitFileError(ValueError):
    """The file is not what we take; the message says why, in German."""


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
    raise UnfitFileError(_("Diese Art von Datei nehmen wir nicht an."))


def _pdf(file):
    """A PDF says so at its very start and ends as one: no second file hangs behind it."""
    file.seek(0)
    data = file.read()
    if not re.search(rb"startxref\s+\d+\s+%%EOF[\s\x00]*\Z", data[-1024:]):
        raise UnfitFileError(_("Das PDF ist unvollständig oder beschädigt."))
    return PDF


def _image(file):
    file.seek(0)
    try:
        found = images.parse(file.read())
    except images.BrokenImageError as error:
        raise UnfitFileError(_("Das Bild ist unvollständig oder beschädigt.")) from error
    if found.width * found.height > images.MAX_PIXELS:
        raise UnfitFileError(
            _("Das Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es auf 50 Megapixel.")
        )
    return PNG if found.is_png else JPEG


def _office(file):
    """Look into the document's container without unpacking it; macros and bombs stay outside."""
    broken = UnfitFileError(_("Das Dokument ist beschädigt, verschlüsselt oder kein DOCX, XLSX oder ODT."))
    try:
        with zipfile.ZipFile(file) as container:
            parts = container.infolist()
            _refuse_bombs(parts)
            names = {part.filename for part in parts}
            if any(part.flag_bits & 1 for part in parts) or len(names) != len(parts):
                raise broken
            if any("vbaproject" in name.lower() for name in names):
                raise UnfitFileError(_("Dokumente mit Makros nehmen wir nicht an."))
            if any(b"<!ENTITY" in _head(container, part) for part in parts):  # one entity of many entities
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


def _refuse_bombs(parts):
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UnfitFileError(_("Das Dokument wird beim Öffnen ungewöhnlich groß. Bitte verkleinern Sie es."))


def _opendocument(container, parts, broken):
    first = parts[0]
    if first.filename != "mimetype" or _read(container, "mimetype", broken) != ODT.content_type.encode():
        raise broken
    if any(part.filename.startswith(("Basic/", "Scripts/")) for part in parts):
        raise UnfitFileError(_("Dokumente mit Makros nehmen wir nicht an."))
    container.getinfo("content.xml")
    return ODT


def _openxml(container, names, broken):
    types = _read(container, "[Content_Types].xml", broken)
    for kind, main in ((DOCX, "word/document.xml"), (XLSX, "xl/workbook.xml")):
        if main in names and f"{kind.content_type}.main+xml".encode() in types:
            return kind
    raise broken


def _head(container, part):
    """The beginning of an XML part, where a bomb has to be declared."""
    if not part.filename.lower().endswith((".xml", ".rels")):
        return b""
    with container.open(part) as file:
        return file.read(64 * 1024)


def _read(container, name, broken, limit=1024 * 1024):
    """Read a small part, and never more of it than we are ready to hold."""
    with container.open(name) as part:
        data = part.read(limit + 1)
    if len(data) > limit:
        raise broken
    return data
