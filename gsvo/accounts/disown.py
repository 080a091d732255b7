"""Whoever reads an account's mailbox says that the account is somebody else's. The account stays as it is."""

from django.db import transaction

from gsvo.accounts import emails
from gsvo.accounts.actions import kill_password_links
from gsvo.links.models import Link


@transaction.atomic
def disown(link, *, successor=""):
    """The link to set a password dies, and G.I.B. is told. `successor`: whom the reader named, or ""."""
    user = Link.objects.claim(link).target
    kill_password_links(user)
    emails.account_disowned(user, successor)
