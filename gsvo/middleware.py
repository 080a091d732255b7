"""What every answer needs."""

from django.utils.cache import add_never_cache_headers


def no_store_behind_login(get_response):
    """Pages of people who are logged in or hold a link stay in no cache: Back after logout shows nothing."""

    def middleware(request):
        response = get_response(request)
        if (request.user.is_authenticated or request.session.get("links")) and not response.has_header(
            "Cache-Control"
        ):
            add_never_cache_headers(response)
        return response

    return middleware
