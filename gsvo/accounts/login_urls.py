"""Coming in and going out. Django's settings and allauth look for these names without a namespace."""

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from gsvo.accounts import views

# allauth sends people without a password here; they get one by the same link as all.
set_by_link = RedirectView.as_view(pattern_name="account_reset_password")

urlpatterns = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", login_not_required(allauth_views.logout), name="account_logout"),
    path("inaktiv/", allauth_views.account_inactive, name="account_inactive"),
    path("bestaetigen/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("passwort-aendern/", allauth_views.password_change, name="account_change_password"),
    path("passwort-vergessen/", views.reset_password, name="account_reset_password"),
    path("passwort-vergessen/gesendet/", views.reset_password_done, name="account_reset_password_done"),
    path("passwort-setzen/", set_by_link, name="account_set_password"),
    path("los/", views.arrive, name="arrive"),
]
