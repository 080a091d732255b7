"""Whoever reads an account's mailbox says that the account is somebody else's. The account stays as it is."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from gsvo.accounts.actions import kill_password_links
from gsvo.links.models import Link
from gsvo.outbox.language import in_mail_language
from gsvo.outbox.post import post


@transaction.atomic
def disown(link, *, successor=""):
    """The link to set a password dies, and G.I.B. is told. `successor`: whom the reader named, or ""."""
    user = Link.objects.claim(link).target
    kill_password_links(user)
    _tell_gib(user, successor)


@in_mail_language
def _tell_gib(user, successor):
    post(
        "accounts/account_disowned",
        to=settings.CONTACT_EMAIL,
        context={
            "facts": [(_("Konto"), f"{user.name} ({user.email})")],
            "successor": successor,
            "because": _("Sie bekommen diese Mail, weil dies die Adresse der Sachbearbeitung ist."),
        },
    )
