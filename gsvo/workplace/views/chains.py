"""The running chains of all offices in numbers."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gsvo.workplace.chain_figures import figures


@require_safe
def chains(request):
    if not request.user.has_perm("chains.view_chaintemplate"):
        raise PermissionDenied
    context = {"title": _("Ketten in Zahlen"), "figures": figures()}
    return render(request, "admin/chains.html", admin.site.each_context(request) | context)
