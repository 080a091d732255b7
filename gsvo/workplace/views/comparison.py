"""The page on which G.I.B. compares two versions of a case's mandate."""

from django.contrib import admin
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gsvo.workplace.views.case import find
from requests.views.compare import comparison_context


@require_safe
def compare_versions(request, oid):
    context = comparison_context(find(request, oid), request.GET) | {"title": _("Fassungen vergleichen")}
    return render(request, "admin/compare.html", admin.site.each_context(request) | context)
