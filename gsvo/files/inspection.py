"""Decide by content what an uploaded file is and whether it is accepted."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gsvo.files import images, office_documents, ole, pdf
from gsvo.files.file_types import MAX_STRAY_BYTES, Kind, UnknownKindError


@dataclass(frozen=True)
class Examined:
    kind: Kind
    content: bytes  # as it is stored: a picture without what it tells about its maker


def examine(file):
    """Return what an open binary file is, or raise UnfitFileError with a sentence that says what helps."""
    file.seek(0)
    data = file.read()
    file.seek(0)
    if images.looks_like_one(data):
        return Examined(*images.examine(data))
    if data.startswith(office_documents.SIGNATURE):
        return Examined(office_documents.examine(data), data)
    if pdf.SIGNATURE in data[: MAX_STRAY_BYTES + len(pdf.SIGNATURE)]:
        return Examined(pdf.examine(data), data)
    if data.startswith(ole.SIGNATURE):
        ole.refuse(data)
    raise UnknownKindError(
        _("Diese Art von Datei nehmen wir nicht an. Bitte speichern Sie sie zum Beispiel als PDF.")
    )
