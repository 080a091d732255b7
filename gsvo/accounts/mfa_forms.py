"""Forms of codes (by mail, from an app, recovery codes) and passkeys."""

from contextlib import contextmanager, suppress

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.core import ratelimit as allauth_ratelimit
from allauth.mfa import app_settings as mfa
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gsvo.accounts.forms import email_field
from gsvo.accounts.mfa import TYPES
from gsvo.accounts.security_log import wrong_factor
from gsvo.http import ratelimit
from gsvo.lib import encryption
from gsvo.lib.allauth_internals import SECRET_SESSION_KEY, account_of, normalize_user_code
from gsvo.lib.text import code_letters
from gsvo.observability.access_log import log_security_event
from gsvo.outbox.rendering import decrypt_code

BLOCKED = "too_many_login_attempts"
SETTING_UP = "second-factor-being-set-up"


@contextmanager
def log_blocks(user):
    """Write down when somebody is kept from trying on."""
    try:
        yield
    except ValidationError as error:
        if error.code == BLOCKED:
            log_security_event("login blocked", account=user.pk)
        raise


@contextmanager
def malformed_is_incorrect():
    """Turn the library's errors over malformed data into "incorrect code"."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, InvalidSignature):
        raise get_adapter().validation_error("incorrect_code") from None


class CodeField(forms.CharField):
    """Keep the digits of a code only: dashes, blanks, invisible marks and words come with copying.

    What has no digit at all stays as it is, to be a wrong code and not a missing one.
    """

    def to_python(self, value):
        value = super().to_python(value)
        if not value:
            return value
        letters = code_letters(value)
        return "".join(filter(str.isdecimal, letters)) or letters or self.empty_value


def code_field(label, **kwargs):
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return CodeField(label=label, max_length=40, widget=forms.TextInput(attrs=attrs), **kwargs)


class RequestCodeForm(allauth_forms.RequestLoginCodeForm):
    """Ask for the address only: sent by the login page's second button and by the page for codes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"] = email_field()

    def add_prefix(self, field_name):
        """Return the name that the address has on the login page."""
        return "login"

    def clean_email(self):
        """Return the account's own spelling, so that no look-alike address gets the mail; the same for
        unknown ones.
        """
        too_many = get_account_adapter().validation_error("too_many_login_attempts")
        if not ratelimit.may_ask_for_mail(context.request, self.cleaned_data["email"]):
            raise too_many
        email = super().clean_email()
        name = ratelimit.normalised(email)  # allauth has counted the address as it was typed
        if name != email.lower() and not allauth_ratelimit.consume(
            context.request, action="request_login_code", key=name
        ):
            raise too_many
        account = account_of(self)
        return account.email if account else email.lower()


class ConfirmCodeForm(allauth_forms.ConfirmLoginCodeForm):
    code = code_field(_("Code aus der Mail"))

    def __init__(self, *args, code=None, **kwargs):
        super().__init__(*args, code=decrypt_code(code) if code else "", **kwargs)


class OneTimeCodeMixin:
    """Accept a code of the app once within its time window."""

    is_confirming = False

    def clean_code(self):
        with log_blocks(self.user):
            code = super().clean_code()
        seconds = mfa.TOTP_PERIOD * (2 * mfa.TOTP_TOLERANCE + 1)
        if not cache.add(f"factor-used:{self.user.pk}:{normalize_user_code(code)}", True, timeout=seconds):
            wrong_factor(self.user, kind="used code", again=self.is_confirming)
            raise get_adapter().validation_error("incorrect_code")
        return code


class FactorForm(OneTimeCodeMixin, factor_forms.AuthenticateForm):
    code = code_field(_("Code aus der App oder Notfallcode"))


class FactorAgainForm(OneTimeCodeMixin, factor_forms.ReauthenticateForm):
    is_confirming = True
    code = code_field(_("Code aus der App oder Notfallcode"))


class LoggedPasskeyMixin:
    """Log wrong passkeys, of which allauth sends no signal."""

    def clean_credential(self):
        try:
            with log_blocks(self.user), malformed_is_incorrect():
                return super().clean_credential()
        except ValidationError as error:
            if self.user is None:
                log_security_event("login failed", kind=TYPES.WEBAUTHN)
            elif error.code != BLOCKED:
                wrong_factor(self.user, kind=TYPES.WEBAUTHN, again=self.reauthenticated)
            raise


class PasskeyForm(LoggedPasskeyMixin, AuthenticateWebAuthnForm):
    pass


class LoginPasskeyForm(LoggedPasskeyMixin, LoginWebAuthnForm):
    pass


class PasskeyAgainForm(LoggedPasskeyMixin, ReauthenticateWebAuthnForm):
    pass


class ActivateAppForm(ActivateTOTPForm):
    """Keep the app's key encrypted in the session until its first code."""

    code = code_field(_("Code aus der App"), help_text=_("Sechs Ziffern, die alle 30 Sekunden wechseln."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        session = context.request.session
        if self.is_bound:
            with suppress(
                encryption.DecryptionError
            ):  # none was waiting: allauth has just made one that no app knows
                self.secret = encryption.decrypt(self.secret, SETTING_UP)
        session[SECRET_SESSION_KEY] = encryption.encrypt(self.secret, SETTING_UP)


class AddPasskeyForm(AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name des Passkeys"),
        required=False,
        max_length=80,
        help_text=_("Daran erkennen Sie ihn später wieder, zum Beispiel „Diensthandy“."),
    )
    passwordless = None  # each of ours can do without a password

    def clean(self):
        with malformed_is_incorrect():
            return super().clean()
