"""The addresses of one purpose: the mail's link, the page behind it, a fresh link."""

from django.urls import path, register_converter

from gsvo.links import views


class TokenConverter:
    """What came as a token, with a mail program's dirt, even behind the slash. Never a short word or id."""

    regex = r"[^/]{40,}?(?:/[^/\w][^/]*)?"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(TokenConverter, "token")


def nothing_again(link):
    """For purposes whose mails are not sent a second time."""


def link_urls(purpose, prefix, view, renew, not_responsible, again=nothing_again):
    """The patterns of one purpose, for the namespace "links".

    `view(request, oid)` is the page behind the link and gets `request.link`. `renew(link)` runs in a
    transaction and posts a fresh link to today's registered address, or does nothing where that is pointless.
    `again(link)` mails a link that holds once more, as it is, or does nothing where that is pointless.
    `not_responsible(request, oid)` is the page on which somebody says so: no purpose goes without one.
    """
    enter = {"purpose": purpose}
    return [
        path(f"{prefix}<oid:oid>/", views.behind_link(purpose)(view), name=purpose),
        path(
            f"{prefix}<oid:oid>/nicht-zustaendig/",
            views.behind_link(purpose)(not_responsible),
            name=f"{purpose}-not-responsible",
        ),
        path(
            f"{prefix}<oid:oid>/neu/",
            views.renew,
            {"purpose": purpose, "act": renew, "again": again},
            name=f"{purpose}-renew",
        ),
        path(f"{prefix}<token:raw>/", views.enter, enter, name=f"{purpose}-enter"),
        path(f"{prefix}<token:raw>", views.enter, enter),
    ]
