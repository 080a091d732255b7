"""Handle a full disk: remove half-written files at once and answer in plain words."""

import errno
import io
import logging
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext_lazy as _

from gsvo.lib.exceptions import ActionRefused

NO_ROOM = _(
    "Auf dem Server ist gerade kein Platz für Dateien; an Ihrer Datei liegt es nicht. Bitte versuchen Sie es "
    "später noch einmal, und sagen Sie der G.I.B. Bescheid, wenn es so bleibt. Was Sie vorher "
    "eingegeben haben, ist gespeichert."
)
logger = logging.getLogger(__name__)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def scarce_megabytes():
    """Return the free megabytes of the fullest disk that we write to if they are too few, else None."""
    places = (settings.MEDIA_ROOT, settings.VAR_DIR, settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir())
    left = min(_free_bytes(Path(place)) for place in places) // 1_000_000
    return left if left < settings.MIN_FREE_MB else None


def _free_bytes(place):
    """Return the free bytes for us where this folder is or will be."""
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free


class DiskFullError(ActionRefused):
    """Raised when disk or quota are full."""

    def __init__(self):
        super().__init__(NO_ROOM)


@contextmanager
def handle_full_disk(clean_up):
    """Call `clean_up()` if a write fails, and turn a full disk into DiskFullError."""
    try:
        yield
    except OSError as error:
        clean_up()
        if error.errno in _FULL:
            logger.error("No room to write: %s", error)
            raise DiskFullError from error
        raise


class DiskUpload(TemporaryFileUploadHandler):
    """Django's handler for large uploads; without room the request goes on and the form's field says so."""

    def new_file(self, *args, **kwargs):
        self._is_full = False
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:  # also "no usable folder": a full one is none
            logger.error("No temporary file for an upload: %s", error)
            self._is_full = True

    def receive_data_chunk(self, raw_data, start):
        if not self._is_full:
            try:
                super().receive_data_chunk(raw_data, start)
                self.file.file.flush()  # the last piece, too, is on the disk or not before it is too late
            except OSError as error:
                self._give_up(error)

    def file_complete(self, file_size):
        if not self._is_full:
            return super().file_complete(file_size)
        nothing = InMemoryUploadedFile(
            io.BytesIO(), self.field_name, self.file_name, self.content_type, 0, self.charset
        )
        nothing.ran_out_of_space = True
        return nothing

    def _give_up(self, error):
        """Remove the half-written file at once: it would block the next one."""
        if error.errno not in _FULL:
            raise error
        logger.error("No room for an upload: %s", error)
        self._is_full = True
        if getattr(self, "file", None) is not None:
            with suppress(OSError):  # what is left in the buffer finds no room either
                self.file.close()


def ran_out_of_space(upload):
    """Return whether DiskUpload had to drop this file."""
    return getattr(upload, "ran_out_of_space", False)
