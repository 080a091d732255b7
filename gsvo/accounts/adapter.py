"""How allauth behaves here: nobody signs up alone, it speaks our German, and mail goes by our own outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-Mail-Adresse und Passwort passen nicht zusammen."),
        "enter_current_password": _("Das ist nicht Ihr heutiges Passwort."),
        "incorrect_password": _("Das Passwort stimmt nicht."),
        "too_many_login_attempts": _(
            "Das waren zu viele Versuche. Warten Sie bitte fünf Minuten, oder setzen Sie ein neues Passwort."
        ),
    }
    # What allauth would say after an act, by its template's name. What is missing here is not said.
    said_after = {
        "account/messages/logged_out.txt": _("Sie sind abgemeldet."),
        "account/messages/password_changed.txt": _("Gespeichert. Alle anderen Geräte sind jetzt abgemeldet."),
    }

    def is_open_for_signup(self, request):
        return False

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        if message_template in self.said_after:
            messages.add_message(request, level, self.said_after[message_template])

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:account")

    def reauthenticate(self, user, password):
        """With the account's own address: we keep no second table of addresses, as allauth expects."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def send_mail(self, template_prefix, email, context):
        """Every mail goes through the outbox; allauth has none to send here."""
        raise RuntimeError(f"allauth wants to send {template_prefix} past the outbox")
