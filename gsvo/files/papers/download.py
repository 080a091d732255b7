"""Answer with a document made a moment ago. The calling view checks permission."""

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers

from gsvo.files.file_types import Kind


def answer_with(data: bytes, kind: Kind, name: str) -> HttpResponse:
    """Return the bytes as a download that no browser opens or runs. `name`: of the file, in plain letters."""
    response = HttpResponse(data, content_type=kind.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    add_never_cache_headers(response)
    return response
