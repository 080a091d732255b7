"""Keep an upload: under a random name, without what a picture tells about its maker.

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

from gsvo.files import images
from gsvo.files.kinds import JPEG, PNG, kind_of
from gsvo.files.models import StoredFile
from gsvo.files.names import safe_name


class _Written(threading.local):
    """Names of the files that this thread's request wrote."""

    def __init__(self):
        self.names = []


_written = _Written()


def store(upload, *, by=None):
    """Write the file and its row. Raises UnfitFileError for what UploadField would refuse by content."""
    kind = kind_of(upload)
    data = upload.read()
    if kind in (PNG, JPEG):
        data = images.parse(data).clean
    row = StoredFile(
        name=safe_name(upload.name),
        content_type=kind.content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=by,
    )
    row.file.save(upload.name, ContentFile(data), save=False)
    _written.names.append(row.file.name)
    row.save()
    return row


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
