"""The portal's URLs."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, register_converter

from gsvo.http import language, ratelimit, sessions
from gsvo.lib.ids import OpaqueIdConverter
from gsvo.links import views as links
from gsvo.links.purposes import registered
from gsvo.links.urls import link_urls
from gsvo.ops import health
from gsvo.pages import views as pages
from gsvo.unsent_forms import views as unsent

register_converter(OpaqueIdConverter, "oid")

LINKS = [pattern for purpose in registered() for pattern in link_urls(purpose)]

urlpatterns = [
    path("", include("gsvo.pages.urls")),
    path("sprache/", language.choose, name="language"),
    path("sitzung/", sessions.state, name="session"),
    path("eingaben/", unsent.unsent_forms, name="kept"),
    path("eingaben/verwerfen/", unsent.throw_away, name="throw-away"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("", include((LINKS, "links"))),
    path("konto/", include("gsvo.accounts.login_urls")),
    path("konto/", include("gsvo.accounts.urls")),
    path("", include("gsvo.offices.urls")),
    path("", include("requests.urls")),
    path("ketten/", include("chains.urls")),
    path("", include("advisors.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("postfach/", include("gsvo.outbox.urls")))

handler400 = pages.bad_request
handler403 = pages.forbidden
handler404 = links.not_found
handler429 = ratelimit.too_many_requests  # allauth looks for it
handler500 = pages.server_error
