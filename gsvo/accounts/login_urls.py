"""URLs of login and logout. Django's settings and allauth look for these names without a namespace.

What allauth offers besides (signing up, a table of addresses) has no address here and so does not exist.
"""

from allauth.account import views as allauth_views
from allauth.mfa.recovery_codes import views as emergency
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from gsvo.accounts import login_views, mfa_views, views

# allauth sends people without a password here; they get one by the same link as all.
set_by_link = RedirectView.as_view(pattern_name="account_reset_password")

urlpatterns = [
    path("login/", login_views.login, name="account_login"),
    path("login/code/", login_views.request_code, name="account_request_login_code"),
    path("login/code/eingeben/", login_views.confirm_code, name="account_confirm_login_code"),
    path("login/passkey/", login_views.login_by_passkey, name="mfa_login_webauthn"),
    path("login/zweiter-faktor/", login_views.second_factor, name="mfa_authenticate"),
    path("logout/", login_not_required(allauth_views.logout), name="account_logout"),
    path("inaktiv/", allauth_views.account_inactive, name="account_inactive"),
    path("bestaetigen/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("bestaetigen/code/", mfa_views.confirm_by_mail, name="account_reauthenticate_code"),
    path("bestaetigen/zweiter-faktor/", mfa_views.confirm_by_code, name="mfa_reauthenticate"),
    path("bestaetigen/passkey/", mfa_views.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("passwort-aendern/", allauth_views.password_change, name="account_change_password"),
    path("passwort-vergessen/", views.reset_password, name="account_reset_password"),
    path("passwort-vergessen/gesendet/", views.reset_password_done, name="account_reset_password_done"),
    path("passwort-setzen/", set_by_link, name="account_set_password"),
    path("zweiter-faktor/", mfa_views.second_factor, name="mfa_index"),
    path("zweiter-faktor/app/", mfa_views.add_app, name="mfa_activate_totp"),
    path("zweiter-faktor/app/entfernen/", mfa_views.remove_app, name="mfa_deactivate_totp"),
    path("zweiter-faktor/passkey/", mfa_views.add_passkey, name="mfa_add_webauthn"),
    path("zweiter-faktor/passkey/<int:pk>/entfernen/", mfa_views.remove_passkey, name="mfa_remove_webauthn"),
    path("notfallcodes/", emergency.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("notfallcodes/neu/", mfa_views.renew_codes, name="mfa_generate_recovery_codes"),
    path("los/", views.arrive, name="arrive"),
]
