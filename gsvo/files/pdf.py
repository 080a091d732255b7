"""PDF: accept complete files without an embedded second one and without password."""

import io
import logging
import re
import zipfile

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader

from gsvo.files.file_types import PDF, UnfitFileError, is_harmless

SIGNATURE = b"%PDF-"
# Where it has to be read in whole. Ten megabytes of a real one hold far fewer.
_MOST = {b" obj": 200_000, b"<<": 300_000, b"xref": 1000}
_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_BROKEN = _("Das PDF ist unvollständig oder beschädigt. Bitte speichern Sie es noch einmal als PDF.")
_LOCKED = _(
    "Das PDF ist mit einem Kennwort geschützt, so kann es bei uns niemand öffnen. Bitte öffnen Sie es mit "
    "dem Kennwort, drucken Sie es in eine neue PDF-Datei („Als PDF speichern“) und laden Sie diese hoch."
)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every oddity of other people's files


def examine(data):
    """Return PDF, or raise UnfitFileError. Readers forgive a kilobyte of strange bytes on either side."""
    begin = data.find(SIGNATURE)
    ends = list(_END.finditer(data, max(begin, len(data.rstrip(b"\x00\x09\x0a\x0c\x0d\x20\x1a")) - 2048)))
    if not ends or not _OBJECT.search(data) or zipfile.is_zipfile(io.BytesIO(data)):
        raise UnfitFileError(_BROKEN)
    if not is_harmless(data[:begin]) or not is_harmless(data[ends[-1].end() :]):
        raise UnfitFileError(_BROKEN)
    if b"/Encrypt" in data and _is_locked(data[begin:]):
        raise UnfitFileError(_LOCKED)
    return PDF


def _is_locked(data):
    """Return whether it opens with a password only; limits on printing or changing do not matter."""
    if any(data.count(word) > most for word, most in _MOST.items()):
        raise UnfitFileError(_BROKEN)
    try:
        reader = PdfReader(io.BytesIO(data))
        return reader.is_encrypted and not _hides_attachments_only(reader) and not reader.decrypt("")
    except NotImplementedError:  # it opens with somebody's certificate
        return True
    except Exception as error:  # nobody knows what a strange file does to its reader
        raise UnfitFileError(_BROKEN) from error


def _hides_attachments_only(reader):
    rules = reader.trailer["/Encrypt"].get_object()
    return rules.get("/V", 0) >= 4 and {rules.get(part, "/Identity") for part in ("/StmF", "/StrF")} == {
        "/Identity"
    }
