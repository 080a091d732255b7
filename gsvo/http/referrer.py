"""Where a request came from: the page of ours on which somebody pressed something, as the browser says."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.utils.http import url_has_allowed_host_and_scheme


def is_local_path(address):
    """Whether an address that somebody gave us leads to a page of this portal, wherever it stands."""
    try:
        return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    except ValueError:  # no address at all
        return False


def referring_page(request):
    """Path and query of that page, or "" if it was none of ours."""
    try:
        before = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    back = before._replace(scheme="", netloc="", fragment="").geturl()
    return back if before.netloc and before.netloc == _host(request) and is_local_path(back) else ""


def is_same_origin(request):
    """Whether a page of ours sent this form. Browsers name the origin of every form they send."""
    origin, host = request.headers.get("Origin"), _host(request)
    return origin == settings.BASE_URL or (bool(host) and origin == f"{request.scheme}://{host}")


def _host(request):
    """The host that was asked, or "" if it is none of ours: the pages of errors ask this as well."""
    try:
        return request.get_host()
    except DisallowedHost:
        return ""
