"""The portal plus one page that shows every kind of field."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.shortcuts import render
from django.urls import include, path

from gsvo import urls as portal
from gsvo.lib.paging import Page
from gsvo.offices.models import Office
from gsvo.templatetags.gsvo import register  # noqa: F401  the tags must load without a page
from tests.look.samples import SampleForm

handler400, handler500 = portal.handler400, portal.handler500


@login_not_required
def sample(request):
    form = SampleForm(request.POST or None, request.FILES or None)
    if request.GET.get("say"):
        messages.success(request, "Gespeichert. Sie können jederzeit weitermachen.")
        messages.info(request, "Ihre Kollegin hat diese Anfrage gerade geändert.")
        messages.error(request, "Das hat nicht geklappt.")
        messages.warning(request, "Die Frist endet heute.")
    page = Page([], Office.objects.none(), previous_key="up", next_key="down")
    return render(request, "tests/sample.html", {"form": form, "page": page})


@login_not_required
def forbidden(request):
    raise PermissionDenied


@login_not_required
def broken(request):
    raise ZeroDivisionError


@login_not_required
def without_database(request):
    raise OperationalError


urlpatterns = [
    path("muster/", sample),
    path("verboten/", forbidden),
    path("kaputt/", broken),
    path("ohne-datenbank/", without_database),
    path("", include(portal.urlpatterns)),
]
