"""Adapters of allauth: no sign-up, our German texts, mail through the outbox, secrets encrypted."""

import time
from contextlib import suppress
from urllib.parse import urlsplit

import qrcode
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage
from redis.exceptions import RedisError

from gsvo.accounts import actions
from gsvo.accounts.security_log import account_or_hash
from gsvo.http import ratelimit
from gsvo.http.referrer import is_local_path
from gsvo.lib import encryption
from gsvo.lib.allauth_internals import (
    LoginAttemptsKeyMixin,
    get_authentication_records,
    get_reauthentication_flows,
)
from gsvo.observability.access_log import log_security_event
from gsvo.outbox.rendering import encrypt_code

SEALED_FOR = "second-factor"
CODE = "account/email/login_code"


class AccountAdapter(LoginAttemptsKeyMixin, DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-Mail-Adresse und Passwort passen nicht zusammen."),
        "enter_current_password": _("Das ist nicht Ihr heutiges Passwort."),
        "incorrect_code": _("Dieser Code stimmt nicht. Nehmen Sie den aus der neuesten Mail."),
        "incorrect_password": _("Das Passwort stimmt nicht."),
        "rate_limited": _("Das waren zu viele Versuche. Warten Sie bitte fünf Minuten."),
        "too_many_login_attempts": _(
            "Das waren zu viele Versuche. Warten Sie bitte fünf Minuten, oder setzen Sie ein neues Passwort."
        ),
    }
    # What allauth would say after an act, by its template's name. What is missing here is not said.
    said_after = {
        "account/messages/logged_out.txt": _("Sie sind abgemeldet."),
        "account/messages/password_changed.txt": _("Gespeichert. Überall sonst sind Sie abgemeldet."),
        "mfa/messages/recovery_codes_generated.txt": _(
            "Das sind Ihre neuen Notfallcodes. Ältere gelten nicht mehr. Überall sonst sind Sie abgemeldet."
        ),
        "mfa/messages/totp_activated.txt": _("Die App ist eingerichtet. Überall sonst sind Sie abgemeldet."),
        "mfa/messages/totp_deactivated.txt": _("Die App ist entfernt. Überall sonst sind Sie abgemeldet."),
        "mfa/messages/webauthn_added.txt": _(
            "Der Passkey ist hinzugefügt. Überall sonst sind Sie abgemeldet."
        ),
        "mfa/messages/webauthn_removed.txt": _(
            "Der Passkey ist entfernt. Überall sonst sind Sie abgemeldet."
        ),
    }
    # How somebody shows once more who is there.
    ways = {
        "reauthenticate": _("Mit dem Passwort bestätigen"),
        "mfa_reauthenticate": _("Mit einem Code aus der App oder einem Notfallcode bestätigen"),
        "mfa_reauthenticate:webauthn": _("Mit einem Passkey bestätigen"),
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_stages(self):
        ours = {"allauth.mfa.stages.AuthenticateStage": "gsvo.accounts.stages.SecondFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def login_attempts_key(self, email):
        """Count failures for the account, however it is spelled and by whatever host name we are asked."""
        return ratelimit.normalised(email)

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            log_security_event("login blocked", **account_or_hash(credentials.get("email")))
            raise

    def respond_user_inactive(self, request, user):
        log_security_event("login refused", account=user.pk)
        return super().respond_user_inactive(request, user)

    def forget_failures(self, request, user):
        """Reset the count of failed logins after a new password was set by mail."""
        with suppress(RedisError):  # the password is set all the same; the count ends by itself
            self.forget_login_attempts(request, user.email)

    def is_safe_url(self, url):
        """Return whether a login may redirect there. allauth would accept every name in ALLOWED_HOSTS."""
        return is_local_path(url)

    def add_message(self, request, level, message_template=None, *args, message=None, **kwargs):
        message = message or self.said_after.get(message_template)
        if message:
            messages.add_message(request, level, message)

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:account")

    def reauthenticate(self, user, password):
        """Check the password with the account's own address: there is no table of addresses, as allauth
        expects.
        """
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_reauthentication_methods(self, user):
        """Add a code by mail for whoever has neither password nor second factor."""
        found = super().get_reauthentication_methods(user)
        for way in found:
            way["description"] = self.ways[way["id"]]
        if not found and user.is_authenticated:
            found = [{"id": "code", "description": "", "url": reverse("account_reauthenticate_code")}]
        return found

    def is_reauthentication_required(self, *, app, **kwargs):
        """Accept a login of the last minutes. Raise for who has no other way, so that a mailed code is
        offered.
        """
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        if not get_reauthentication_flows(self.request.user):
            raise ReauthenticationRequired
        return True

    def generate_login_code(self):
        """Return the code encrypted, as allauth stores it in the session and hands it to `send_mail`."""
        return encrypt_code(super().generate_login_code())

    def send_mail(self, template_prefix, email, context):
        """Queue a login code in the outbox; allauth sends no other mail here."""
        if template_prefix != CODE:
            raise RuntimeError(f"allauth wants to send {template_prefix} past the outbox")
        actions.send_login_code(email, context["code"])

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Mail the account's owner about a change, in case it was somebody else."""
        actions.tell_of_change(user, template_prefix.rpartition("/")[2])


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": _("Notfallcodes gibt es erst mit einer App oder einem Passkey."),
        "incorrect_code": _("Das hat nicht gestimmt. Versuchen Sie es bitte noch einmal."),
    }

    def encrypt(self, text):
        return encryption.encrypt(text, SEALED_FOR)

    def decrypt(self, encrypted_text):
        """Decrypt a secret. Under a lost key it counts as a wrong code; its owner needs a reset."""
        try:
            return encryption.decrypt(encrypted_text, SEALED_FOR)
        except encryption.DecryptionError:
            raise self.validation_error("incorrect_code") from None

    def build_totp_svg(self, url):
        """Draw the QR code on white: in forced colours the page behind it may be black."""
        return qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")

    def generate_authenticator_name(self, user, type):  # noqa: A002  allauth's name
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self):
        """Bind passkeys to the host of BASE_URL, whatever the request says."""
        return {"id": urlsplit(settings.BASE_URL).hostname, "name": settings.MFA_TOTP_ISSUER}
