"""Store an upload under a random name, without metadata of pictures.

The file is written before its row is committed: a row never lacks its file, whenever the process dies. What a
rollback leaves goes at the end of the request; what a crash leaves, the rule for stray files finds a day
later.
"""

import hashlib
import threading

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.signals import request_finished, request_started
from django.db import DatabaseError
from django.dispatch import receiver

from gsvo.files.disk_space import handle_full_disk
from gsvo.files.filenames import safe_name
from gsvo.files.inspection import examine
from gsvo.files.models import StoredFile, random_name


class _Written(threading.local):
    """Names of the files that this thread's request wrote."""

    def __init__(self):
        self.names = []


_written = _Written()


def store(upload, *, by=None):
    """Write the file and its row. Raises UnfitFileError for what UploadField would refuse by content, and
    DiskFullError where the disk is full.
    """
    found = getattr(upload, "examined", None) or examine(upload)
    row = StoredFile(
        name=safe_name(upload.name),
        content_type=found.kind.content_type,
        size=len(found.content),
        sha256=hashlib.sha256(found.content).hexdigest(),
        uploaded_by=by,
    )
    row.file.name = _write(found.content)
    row.save()
    return row


def _write(content):
    """Write a file of its own, or nothing at all. Returns its name."""
    name = random_name(None, "")
    with handle_full_disk(lambda: default_storage.delete(name)):
        default_storage.save(name, ContentFile(content))
    _written.names.append(name)
    return name


@receiver(request_started)
def begin(**_signal):
    _written.names.clear()


@receiver(request_finished)
def take_back(**_signal):
    """Delete what this request wrote and no row knows: its transaction, whoever began it, was rolled back."""
    while _written.names:
        name = _written.names.pop()
        try:
            is_known = StoredFile.objects.filter(file=name).exists()
        except DatabaseError:  # nobody can tell: the rule for stray files will
            return
        if not is_known:
            default_storage.delete(name)
