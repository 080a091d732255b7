"""Limit the size of uploads while they are read."""

from django.core.files.uploadhandler import FileUploadHandler

from gsvo.files.file_types import MAX_BYTES

MAX_REQUEST_BYTES = 50 * 1024 * 1024  # all files of one form together


class Quota(FileUploadHandler):
    """Pass on one byte more of each file and of all than is allowed; read and drop the rest.

    So nothing larger reaches memory or disk, and the form still sees that it was too much and says so.
    """

    def __init__(self, request=None):
        super().__init__(request)
        self._left_in_all = MAX_REQUEST_BYTES + 1

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self._left = MAX_BYTES + 1

    def receive_data_chunk(self, raw_data, start):
        kept = raw_data[: min(self._left, self._left_in_all)]
        self._left -= len(kept)
        self._left_in_all -= len(kept)
        return kept or None

    def file_complete(self, file_size):
        """Return None: the handlers behind create the file."""
