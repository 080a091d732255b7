"""The table of contents of the portal."""

from django.contrib import admin
from django.urls import include, path, register_converter

from gsvo.ids import OpaqueIdConverter
from gsvo.pages import views as pages

register_converter(OpaqueIdConverter, "oid")

urlpatterns = [
    path("", pages.home, name="home"),
    path("admin/", admin.site.urls),
]
