"""Serve a stored file as inert download. The calling view checks permission."""

import logging

from django.http import FileResponse, Http404
from django.utils.cache import add_never_cache_headers

logger = logging.getLogger(__name__)


def serve(stored_file):
    """Return the file as a download that no browser opens or runs."""
    if not stored_file.file:
        raise Http404  # its term was over (docs/data-protection.md)
    try:
        content = stored_file.file.open("rb")
    except FileNotFoundError as error:
        logger.error("Stored file %s is missing on disk", stored_file.oid)
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=True, filename=stored_file.name, content_type=stored_file.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    add_never_cache_headers(response)
    return response
