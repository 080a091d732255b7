"""Where a request came from: the page of ours on which somebody pressed something, as the browser says."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme


def page_before(request):
    """Path and query of that page, or "" if it was none of ours."""
    before = urlsplit(request.headers.get("Referer", ""))
    back = before._replace(scheme="", netloc="", fragment="").geturl()
    is_ours = before.netloc == request.get_host()
    return back if is_ours and url_has_allowed_host_and_scheme(back, allowed_hosts=None) else ""


def is_from_here(request):
    """Whether a page of ours sent this form. Browsers name the origin of every form they send."""
    return request.headers.get("Origin") in (f"{request.scheme}://{request.get_host()}", settings.BASE_URL)
