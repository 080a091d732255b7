"""Keep an upload: under a random name, without what a picture tells about its maker."""

import hashlib

from django.core.files.base import ContentFile

from gsvo.files import images
from gsvo.files.kinds import JPEG, PNG, kind_of
from gsvo.files.models import StoredFile
from gsvo.files.names import safe_name


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
    try:
        row.save()
    except BaseException:
        row.file.storage.delete(row.file.name)  # no file without a row
        raise
    return row
