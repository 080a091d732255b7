from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class WorkplaceAdminConfig(AdminConfig):
    default_site = "gsvo.workplace.site.Workplace"

    def ready(self):
        super().ready()
        import_module("gsvo.workplace.admin")
