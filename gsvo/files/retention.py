"""Retention of files without a row, left by a crash or a rollback."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from gsvo.files.models import StoredFile
from gsvo.retention.rules import sweeps

YOUNG = timedelta(days=1)  # its row may still come


def remove_stray_files():
    """Delete what has no row and is older than a day. Returns how many."""
    removed = 0
    if not default_storage.exists(""):  # nobody uploaded anything yet
        return removed
    for folder in default_storage.listdir("")[0]:
        names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
        known = set(StoredFile.objects.filter(file__in=names).values_list("file", flat=True))
        for name in set(names) - known:
            if default_storage.get_modified_time(name) < timezone.now() - YOUNG:
                default_storage.delete(name)
                removed += 1
    return removed


sweeps["stray-file"] = remove_stray_files
