"""The one place that decides what an uploaded file is, by its content, and whether we take it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gsvo.files import compound, office, pdfs, pictures
from gsvo.files.kinds import MAX_STRAY_BYTES, Kind, UnfitFileError


@dataclass(frozen=True)
class Examined:
    kind: Kind
    content: bytes  # as it is stored: a picture without what it tells about its maker


def examine(file):
    """Return what an open binary file is, or raise UnfitFileError with a sentence that says what helps."""
    file.seek(0)
    data = file.read()
    file.seek(0)
    if pictures.looks_like_one(data):
        return Examined(*pictures.examine(data))
    if data.startswith(office.SIGNATURE):
        return Examined(office.examine(data), data)
    if pdfs.SIGNATURE in data[: MAX_STRAY_BYTES + len(pdfs.SIGNATURE)]:
        return Examined(pdfs.examine(data), data)
    if data.startswith(compound.SIGNATURE):
        compound.refuse(data)
    raise UnfitFileError(
        _("Diese Art von Datei nehmen wir nicht an. Bitte speichern Sie sie zum Beispiel als PDF.")
    )
