"""G.I.B.'s workplace: Django's admin with our own start page, cases and acts."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class Workplace(AdminSite):
    site_header = site_title = _("G.I.B.-Arbeitsplatz")
    index_title = _("Was ansteht")
