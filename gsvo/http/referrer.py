"""Find the page of ours from which a request came, as the browser says."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.utils.http import url_has_allowed_host_and_scheme


def is_local_path(address):
    """Return whether an address leads to a page of this portal, on whatever host it runs."""
    try:
        return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    except ValueError:  # no address at all
        return False


def referring_page(request):
    """Return path and query of the page of ours that a request came from, or ""."""
    try:
        before = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    back = before._replace(scheme="", netloc="", fragment="").geturl()
    return back if before.netloc and before.netloc == _host(request) and is_local_path(back) else ""


def is_same_origin(request):
    """Return whether a page of ours sent this form. Browsers send the origin with every form."""
    origin, host = request.headers.get("Origin"), _host(request)
    return origin == settings.BASE_URL or (bool(host) and origin == f"{request.scheme}://{host}")


def _host(request):
    """Return the host of the request, or "" if it is not allowed: error pages ask this as well."""
    try:
        return request.get_host()
    except DisallowedHost:
        return ""
