"""Mails about accounts."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from gsvo.lib import dates
from gsvo.outbox import privacy_notice
from gsvo.outbox.models import Priority
from gsvo.outbox.queue import Mail, queues_mails

# What happened, by allauth's name of it.
CHANGES = {
    "password_changed": gettext_noop("das Passwort geändert"),
    "totp_activated": gettext_noop("eine App für Einmalcodes eingerichtet"),
    "totp_deactivated": gettext_noop("die App für Einmalcodes entfernt"),
    "webauthn_added": gettext_noop("ein Passkey hinzugefügt"),
    "webauthn_removed": gettext_noop("ein Passkey entfernt"),
    "recovery_codes_generated": gettext_noop("neue Notfallcodes erzeugt"),
}


def _as_if_known(user):
    """Return `introduces` for an account, and for an unknown address what costs no more time."""
    return None if user.pk else False


@queues_mails
def password_link(user, link):
    """Mail the link to set a password to the account's own address: on request, or to new staff."""
    is_new = user.is_staff and not user.has_usable_password() and user.last_login is None
    return Mail(
        "accounts/password_link",
        to=user.email,
        name=user.name,
        link=link,
        about=user if user.pk else None,
        priority=Priority.URGENT,
        context={"is_new": is_new, "hours": settings.PASSWORD_LINK_HOURS},
        introduces=privacy_notice.by_staff() if is_new else _as_if_known(user),
    )


@queues_mails
def login_code(user, code, expires_at):
    """Mail a login code, encrypted until it is sent and void after `expires_at`."""
    return Mail(
        "accounts/login_code",
        to=user.email,
        name=user.name,
        about=user if user.pk else None,
        secret=code,
        expires_at=expires_at,
        priority=Priority.URGENT,
        context={"minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60},
        introduces=_as_if_known(user),
    )


@queues_mails
def account_changed(user, what):
    """Mail the owner that password or second factor are new. `what` is a key of CHANGES."""
    return Mail("accounts/account_changed", to=user, about=user, context={"what": _(CHANGES[what])})


@queues_mails
def factor_reset(user):
    """Mail the owner that Leitung has reset the second factor."""
    return Mail("accounts/factor_reset", to=user, about=user)


@queues_mails
def wrong_factors(user, number):
    """Mail the owner that somebody with password or mailbox guesses the second factor."""
    return Mail(
        "accounts/wrong_factors",
        to=user,
        about=user,
        priority=Priority.URGENT,
        context={"number": number, "url": reverse("account_reset_password")},
    )


# What staff did with somebody's access, as it stands in the record.
ACTS = {
    "access stopped": gettext_lazy("Zugang gesperrt"),
    "access reopened": gettext_lazy("Zugang wieder geöffnet"),
    "sessions ended": gettext_lazy("Alle Sitzungen beendet"),
}


@queues_mails
def access_stopped(user):
    """Mail the owner that the account was stopped."""
    return Mail("accounts/access_stopped", to=user, about=user)


@queues_mails
def access_reopened(user):
    """Mail the owner that the account was reopened."""
    return Mail("accounts/access_reopened", to=user, about=user, context={"url": reverse("account_login")})


@queues_mails
def sessions_ended(user):
    """Mail the owner that the G.I.B. has ended all sessions."""
    return Mail("accounts/sessions_ended", to=user, about=user)


@queues_mails
def rights_gained(person, account, by):
    """Mail each Leitung that an account gained rights. `by`: who did it."""
    return Mail(
        "accounts/rights_gained",
        to=person,
        about=account,
        context={
            "account": account,
            "groups": ", ".join(group.name for group in account.groups.order_by("name")),
            "by": by,
            "url": reverse("admin:accounts_access", args=[account.pk]),
        },
    )


@queues_mails
def group_gained(person, group, rights, by):
    """Mail each Leitung that all accounts of a group gained rights."""
    context = {"group": group, "rights": ", ".join(rights), "by": by}
    return Mail("accounts/group_gained", to=person, context=context)


@queues_mails
def account_disowned(user, successor):
    """Mail G.I.B. that the mailbox has another reader. `successor`: whom that reader named, or ""."""
    context = {"account": user, "successor": successor}
    return Mail("accounts/account_disowned", to=settings.CONTACT_EMAIL, context=context)


@queues_mails
def address_replaced(change, **told):
    """Mail the former address that it is void now, without the new one."""
    return _address_changed(change, "address_replaced", change.former_email, change.former_name, **told)


@queues_mails
def address_entered(change, **told):
    """Mail the new address what it is used for, and who entered it."""
    return _address_changed(change, "address_entered", change.email, change.name, **told)


@queues_mails
def entry_changed(change, **told):
    """Mail an unchanged address that another name stands there now."""
    return _address_changed(change, "entry_changed", change.email, change.name, **told)


def _address_changed(change, mail, to, name, *, what, changed_by, about, introduces, is_login):
    return Mail(
        f"accounts/{mail}",
        to=to,
        name=name,
        about=about or change.target,
        context={
            "what": what,
            "changed_by": changed_by,
            "changed_at": dates.moment(change.at),
            "is_login": is_login,
        },
        introduces=introduces,
    )
