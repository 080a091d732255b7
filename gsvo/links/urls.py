"""The addresses of one purpose: the mail's link, the page behind it, a fresh link."""

from django.urls import URLPattern, path, register_converter

from gsvo.links import views
from gsvo.links.purposes import Purpose


class TokenConverter:
    """What came as a token, with a mail program's dirt, even behind the slash. Never a short word or id."""

    regex = r"[^/]{40,}?(?:/[^/\w][^/]*)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TokenConverter, "token")


def link_urls(purpose: Purpose) -> list[URLPattern]:
    """Return the patterns of one purpose, for the namespace "links"."""
    name, prefix, enter = purpose.name, purpose.prefix, {"purpose": purpose}
    behind_link = views.behind_link(name)
    return [
        path(f"{prefix}<oid:oid>/", behind_link(purpose.page), name=name),
        path(
            f"{prefix}<oid:oid>/nicht-zustaendig/",
            behind_link(purpose.not_responsible),
            name=f"{name}-not-responsible",
        ),
        path(f"{prefix}<oid:oid>/neu/", views.renew, enter, name=f"{name}-renew"),
        path(f"{prefix}<token:raw>/", views.enter, enter, name=f"{name}-enter"),
        path(f"{prefix}<token:raw>", views.enter, enter),
    ]
