"""Acts on one's own account."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gsvo.accounts import emails
from gsvo.accounts.models import User
from gsvo.links.models import Link

PASSWORD = "password"  # noqa: S105  the link's purpose


def send_password_link(email):
    """Mail a link for a new password to an account's address.

    For an address without account the same work is done and undone: the time says as little as the page.
    """
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    with transaction.atomic():
        _issue(user or User(pk=0, email=email))
        if user is None:
            transaction.set_rollback(True)


def renew_password_link(link):
    """Behind "Neuen Link schicken" on a link that is dead."""
    if link.target.is_active:
        _issue(link.target)


def _issue(user):
    expires_at = timezone.now() + timedelta(hours=settings.PASSWORD_LINK_HOURS)
    link = Link.objects.issue(PASSWORD, user, email=user.email, name=user.name, expires_at=expires_at)
    emails.password_link(user, link)


@transaction.atomic
def set_password(user, password):
    """Set a new password. It ends all sessions of the account, and every open link to set one."""
    user.set_password(password)
    user.save(update_fields=["password"])
    kill_password_links(user)


def kill_password_links(user):
    """What lies in a mailbox opens the account no more: it is done, or the mailbox is somebody else's now."""
    Link.objects.to(user, PASSWORD).revoke()
