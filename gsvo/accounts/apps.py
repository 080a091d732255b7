from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "gsvo.accounts"
    label = "accounts"
    verbose_name = _("Konten")

    def ready(self):
        from gsvo.accounts import link_purposes, login_sessions, security_log  # noqa: F401  register, and follow
