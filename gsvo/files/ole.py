"""Read the OLE container of encrypted documents and of those before 2007."""

from django.utils.translation import gettext_lazy as _

from gsvo.files.file_types import UnfitFileError

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = _(
    "Das Dokument ist mit einem Kennwort geschützt, so kann es bei uns niemand öffnen. Bitte nehmen Sie das "
    "Kennwort heraus (in Word und Excel: Datei, Informationen, Dokument schützen, Mit Kennwort "
    "verschlüsseln, Feld leeren; in LibreOffice: Speichern unter, ohne „Mit Kennwort speichern“) oder "
    "speichern Sie ein PDF."
)
_OLD = _(
    "Das Dokument hat das alte Format von %(program)s (%(ending)s). Bitte speichern Sie es mit "
    "„Speichern unter“ als %(kind)s oder als PDF."
)
_UNKNOWN = _(
    "Diese Art von Datei nehmen wir nicht an. Bitte speichern Sie sie als DOCX, XLSX, ODT oder PDF, "
    "ohne Kennwort."
)


def holds(data, name):
    """Return whether a container has a part of this name; its directory may stand anywhere."""
    return name.encode("utf-16-le") in data


def refuse_if_old(file):
    """Refuse what a name like "Bericht.doc" promises with better words than "we do not take this"."""
    file.seek(0)
    data = file.read()
    file.seek(0)
    if data.startswith(SIGNATURE):
        refuse(data)


def refuse(data):
    """Raise UnfitFileError: it says what the document is and how to save it so that we can take it."""
    if holds(data, "EncryptedPackage"):
        raise UnfitFileError(LOCKED)
    if holds(data, "WordDocument"):
        raise UnfitFileError(_OLD % {"program": "Word", "ending": ".doc", "kind": "DOCX"})
    if holds(data, "Workbook") or holds(data, "Book\0"):
        raise UnfitFileError(_OLD % {"program": "Excel", "ending": ".xls", "kind": "XLSX"})
    raise UnfitFileError(_UNKNOWN)
