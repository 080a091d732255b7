"""The table of contents of the portal."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, register_converter

from advisors.views import invitation
from gsvo.accounts.actions import mail_password_link_again, renew_password_link
from gsvo.accounts.views import not_my_account, set_password
from gsvo.http import language, ratelimit, sessions
from gsvo.lib.ids import OpaqueIdConverter
from gsvo.links.urls import link_urls
from gsvo.offices.actions import mail_account_link_again, renew_account_link
from gsvo.offices.views import accept_account, decline_account
from gsvo.ops import health
from gsvo.pages import views as pages
from gsvo.unsent_forms import views as unsent
from requests.views import statement

register_converter(OpaqueIdConverter, "oid")

# One entry per purpose of a link in a mail, see gsvo.links.urls.
LINKS = [
    *link_urls(
        "statement",
        "stellungnahme/",
        statement.statement,
        statement.renew,
        statement.not_responsible,
        statement.again,
    ),
    *link_urls(
        "invitation",
        "einladung/",
        invitation.invitation,
        invitation.renew,
        invitation.not_responsible,
        invitation.again,
    ),
    *link_urls(
        "account",
        "konto/einladung/",
        accept_account,
        renew_account_link,
        decline_account,
        mail_account_link_again,
    ),
    *link_urls(
        "password",
        "konto/passwort/",
        set_password,
        renew_password_link,
        not_my_account,
        mail_password_link_again,
    ),
]

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
handler429 = ratelimit.too_many_requests  # allauth looks for it
handler500 = pages.server_error
