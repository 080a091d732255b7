"""The portal as the demo shows it: with the post office."""

from django.urls import include, path

from gsvo import urls as portal

urlpatterns = [*portal.urlpatterns, path("postfach/", include("gsvo.outbox.urls"))]
handler400, handler500 = portal.handler400, portal.handler500
