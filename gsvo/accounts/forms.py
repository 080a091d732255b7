"""Forms of one's own account. Labels and hints are ours, allauth validates."""

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gsvo.accounts.actions import set_password
from gsvo.accounts.models import User
from gsvo.lib.forms import StaleCheckForm
from gsvo.lib.text import normalize_password
from gsvo.observability.access_log import log_security_event


def email_field(**kwargs):
    attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
    widget = forms.EmailInput(attrs=attrs)
    words = {
        "required": _("Geben Sie bitte Ihre E-Mail-Adresse ein."),
        "invalid": _("Prüfen Sie bitte die Adresse: Sie sieht aus wie name@stelle.de."),
    }
    return forms.EmailField(
        label=_("E-Mail-Adresse"), max_length=254, widget=widget, error_messages=words, **kwargs
    )


def password_field(label, autocomplete="current-password", **kwargs):
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, widget=widget, **kwargs)


class LoginForm(allauth_forms.LoginForm):
    password = password_field(
        _("Passwort"),
        error_messages={
            "required": _("Geben Sie bitte Ihr Passwort ein, oder lassen Sie sich einen Code schicken.")
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        self.order_fields(["login", "password"])


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    password = password_field(_("Passwort"))

    def clean_password(self):
        try:
            return super().clean_password()
        except ValidationError:
            log_security_event("confirmation failed", account=self.user.pk, kind="password")
            raise


class NewPassword(forms.Form):
    """A new password, typed twice and validated. `self.user` is its future owner."""

    user = None
    password1 = password_field(
        _("Neues Passwort"),
        "new-password",
        help_text=_("Mindestens 12 Zeichen. Mehrere Wörter hintereinander merken sich leicht."),
    )
    password2 = password_field(_("Neues Passwort wiederholen"), "new-password")

    def clean_password1(self):
        password = normalize_password(self.cleaned_data["password1"])
        validate_password(password, self.owner())
        return password

    def clean_password2(self):
        password = normalize_password(self.cleaned_data["password2"])
        if "password1" in self.cleaned_data and password != self.cleaned_data["password1"]:
            raise ValidationError(_("Die beiden Passwörter sind verschieden."))
        return password

    def owner(self):
        """Return whose password it will be: it must not resemble this person's name or address."""
        return self.user


class PasswordForm(NewPassword):
    """Set a password behind the link from the mail."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user


class ChangePasswordForm(PasswordForm):
    oldpassword = password_field(_("Heutiges Passwort"))
    field_order = ["oldpassword", "password1", "password2"]

    def clean_oldpassword(self):
        password = self.cleaned_data["oldpassword"]
        if not self.user.check_password(password):
            log_security_event("confirmation failed", account=self.user.pk, kind="password")
            raise ValidationError(_("Das ist nicht Ihr heutiges Passwort."))
        return password

    def save(self):
        set_password(self.user, self.cleaned_data["password1"])


class ForgottenForm(forms.Form):
    email = email_field()


class AccountForm(StaleCheckForm, forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "phone"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True

    def save(self):
        """Save these fields only, so that concurrent changes of password or rights are not overwritten."""
        self.instance.save(update_fields=self.Meta.fields)
