"""Mails about one's own account."""

from django.conf import settings
from django.utils.translation import gettext as _

from gsvo.outbox.post import post


def password_link(user, link):
    """To whoever asked for a new password, at the account's own address."""
    post(
        "accounts/password_link",
        to=user.email,
        name=user.name,
        link=link,
        about=user if user.pk else None,
        context={
            "heading": _("Neues Passwort setzen"),
            "hours": settings.PASSWORD_LINK_HOURS,
            "action": _("Passwort setzen"),
            "after": _("Waren Sie das nicht? Dann brauchen Sie nichts zu tun, Ihr Passwort bleibt."),
            "because": _("Sie bekommen diese Mail, weil jemand bei der Anmeldung diese Adresse eingab."),
        },
    )
