"""The portal with one purpose of links and the demo's post office."""

from django.http import HttpResponse
from django.urls import include, path

from gsvo import urls as portal
from gsvo.links.purposes import Purpose
from gsvo.links.urls import link_urls


def page(request, oid):
    return HttpResponse("Seite")


def nothing(link):
    """Nothing to send here."""


urlpatterns = [
    path("", include((link_urls(Purpose("question", "frage/", page, page, nothing, nothing)), "links"))),
    path("postfach/", include("gsvo.outbox.urls")),
    *portal.urlpatterns,
]
