"""DOCX, XLSX and ODT: accept a container without password, macros and external content.

Each part is read to its end, once and never in whole, so that sizes and sums are true. Nothing is unpacked.
"""

import io
import re
import time
import zipfile

from django.utils.translation import gettext_lazy as _

from gsvo.files import ole
from gsvo.files.external_references import FETCHES, References
from gsvo.files.file_types import DOCX, ODT, XLSX, UnfitFileError, is_harmless, is_program

SIGNATURE = b"PK\x03\x04"
MAX_UNPACKED_BYTES = 200 * 1024 * 1024  # nobody unpacks it here, somebody will
MAX_PARTS = 5000
MAX_SECONDS = 4  # of work; real documents take less than one
_CHUNK = 1024 * 1024
_HEAD = 16
_OVERLAP = 64  # bytes; what is looked for in parts of other kinds is shorter
_XML = (".xml", ".rels", ".vml")
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what offices can read
_HEADER = b"PK\x01\x02"  # stands before each line of the table of contents
_END = b"PK\x05\x06"
_END_BYTES = 22

# All begin with a word, which is found at once, and look no further than a few signs: text may be endless.
_FIELD_TEXT = re.compile(
    rb"instr(?:Text\b[^<>]{0,80}>([^<]{0,2000})|\s*=\s*(?:\"([^\"]{0,2000})|'([^']{0,2000})))"
)
_FETCHING_FIELD = re.compile(
    rb"(?<!\w)(?:DDE(?:AUTO)?\b"
    rb"|(?:INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT)\b.{0,80}?(?:https?:|ftp:|\\\\\\\\))",
    re.IGNORECASE | re.DOTALL,
)
_FETCHES = (
    re.compile(rb"ddeLink\b"),
    re.compile(rb"refreshOnLoad\s*=\s*[\"'](?:1|true)"),
    re.compile(rb"imagedata\b[^<>]{0,200}?src\s*=\s*[\"'](?:https?:|ftp:|\\\\)"),
)
_FETCHING_FORMULA = (b"WEBSERVICE(", b"_xlfn.IMAGE(")
_ENTITY = b"<!ENTITY"
_MACRO = re.compile(rb"vbaproject|macroenabled", re.IGNORECASE)
_SCRIPT = b"vnd.sun.star.script:"

_BROKEN = _(
    "Das Dokument ist beschädigt oder kein DOCX, XLSX oder ODT. Bitte speichern Sie es noch einmal oder als "
    "PDF."
)
_MACROS = _("Dokumente mit Makros nehmen wir nicht an. Bitte speichern Sie es ohne Makros oder als PDF.")
_PROGRAM = _("In dem Dokument steckt ein Programm. Bitte nehmen Sie es heraus oder speichern Sie ein PDF.")
_EMBEDDED = _(
    "In das Dokument ist eine andere Datei eingebettet. Bitte nehmen Sie sie heraus und laden Sie sie "
    "einzeln hoch, oder speichern Sie ein PDF."
)
_LARGE = _("Das Dokument wird beim Öffnen ungewöhnlich groß. Bitte verkleinern Sie es.")


def examine(data):
    """Return DOCX, XLSX or ODT, or raise UnfitFileError."""
    try:
        if data.count(_HEADER) > MAX_PARTS:
            raise UnfitFileError(_LARGE)
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            parts = container.infolist()
            _check_container(data, parts)
            _check_names(part.filename.lower() for part in parts)
            kind = _kind(container, parts)
            references, end = References(), time.thread_time() + MAX_SECONDS
            for part in parts:
                _check_part(container, part, references, end)
            return kind
    except UnfitFileError:
        raise
    except Exception as error:  # nobody knows what a strange container does to its reader
        raise UnfitFileError(_BROKEN) from error


def _check_container(data, parts):
    """Refuse data before the container, anything but filling behind it, and unusual compression."""
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UnfitFileError(_LARGE)
    if any(part.flag_bits & 0x41 for part in parts):
        raise UnfitFileError(ole.LOCKED)
    names = {part.filename.lower() for part in parts}
    is_usual = (
        len(names) == len(parts)
        and min(part.header_offset for part in parts) == 0
        and is_harmless(data[data.rindex(_END) + _END_BYTES :])
        and all(part.compress_type in _PACKED for part in parts)
        and not any(".." in re.split(r"[/\\]", name) for name in names)
    )
    if not is_usual:
        raise UnfitFileError(_BROKEN)


def _check_names(names):
    for name in names:
        if "vbaproject" in name or "/macrosheets/" in name or name.startswith(("basic/", "scripts/")):
            raise UnfitFileError(_MACROS)
        if name == "encrypted-package":  # a locked document of LibreOffice 24.8 and later
            raise UnfitFileError(ole.LOCKED)


def _kind(container, parts):
    names = {part.filename.lower(): part for part in parts}
    if "mimetype" in names:
        said = _beginning(container, names["mimetype"]).strip()
        if said != ODT.content_type.encode():
            raise UnfitFileError(_BROKEN)
        if b"encryption-data" in _beginning(container, names.get("meta-inf/manifest.xml")):
            raise UnfitFileError(ole.LOCKED)
        _main = names["content.xml"]
        return ODT
    types = _beginning(container, names["[content_types].xml"])
    if _MACRO.search(types):
        raise UnfitFileError(_MACROS)
    for kind, folder in ((DOCX, "word/"), (XLSX, "xl/")):
        is_named = f"{kind.content_type}.main+xml".encode() in types
        if is_named and any(name.startswith(folder) and name.endswith(".xml") for name in names):
            return kind
    raise UnfitFileError(_BROKEN)


def _beginning(container, part, limit=1024 * 1024):
    """Return the start of a small part without bytes that only widen letters, of limited length."""
    if part is None:
        return b""
    with container.open(part) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise UnfitFileError(_LARGE)
    return data.replace(b"\x00", b"")


def _check_part(container, part, references, end):
    """Read one part to its end: so its sum is checked, and what it brings along is seen."""
    name = part.filename.lower()
    look = references.reader(name)
    check = _xml_check(name) if name.endswith(_XML) else _other_check()
    with container.open(part) as file:
        if is_program(file.peek(_HEAD)):
            raise UnfitFileError(_PROGRAM)
        while chunk := file.read(_CHUNK):
            look(chunk)
            check(chunk)
            if time.thread_time() > end:
                raise UnfitFileError(_LARGE)
    check(b"")
    if part.file_size:
        look(b"")


def _xml_check(name):
    """Check a part of text piece by piece. Fields are put together first: Word splits them anywhere."""
    fields, rest, is_table = [], b"", name.startswith("xl/worksheets/")

    def check(chunk):
        nonlocal rest
        text = rest + chunk.replace(b"\x00", b"")  # in UTF-16 every other byte of what we look for
        end = max(text.rfind(b"<"), len(text) - _CHUNK) if chunk else len(text)
        text, rest = text[:end], text[end:]
        if _ENTITY in text:
            raise UnfitFileError(_LARGE)
        if _SCRIPT in text:
            raise UnfitFileError(_MACROS)
        if b"instr" in text:
            fields.extend(b"".join(found) for found in _FIELD_TEXT.findall(text))
        is_fetching = any(found.search(text) for found in _FETCHES) or (
            is_table and any(formula in text for formula in _FETCHING_FORMULA)
        )
        if is_fetching or (fields and not chunk and _FETCHING_FIELD.search(b"".join(fields))):
            raise UnfitFileError(FETCHES)

    return check


def _other_check():
    """Check a picture, a font, an object: does it bring macros or a file of any kind along?"""
    tail = b""

    def check(chunk):
        nonlocal tail
        window = tail + chunk
        tail = window[-_OVERLAP:]
        if ole.holds(window, "\x01Ole10Native"):
            raise UnfitFileError(_EMBEDDED)
        if ole.holds(window, "_VBA_PROJECT") or _MACRO.search(window):
            raise UnfitFileError(_MACROS)

    return check
