from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "gsvo.accounts"
    label = "accounts"
    verbose_name = "Konten"
