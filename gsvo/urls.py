"""The table of contents of the portal."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, register_converter

from gsvo import health
from gsvo.ids import OpaqueIdConverter
from gsvo.pages import views as pages

register_converter(OpaqueIdConverter, "oid")

# One line per purpose of a link in a mail: *link_urls(purpose, prefix, view, renew) of gsvo.links.urls.
LINKS = []

urlpatterns = [
    path("", pages.home, name="home"),
    path("impressum/", pages.imprint, name="imprint"),
    path("datenschutz/", pages.privacy, name="privacy"),
    path("barrierefreiheit/", pages.accessibility, name="accessibility"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("", include((LINKS, "links"))),
]

if settings.DEMO:
    urlpatterns.append(path("postfach/", include("gsvo.outbox.urls")))

handler400 = pages.bad_request
handler500 = pages.server_error
