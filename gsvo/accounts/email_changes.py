"""Change an address: of an account, and of people who are written to without having one.

Whoever may write the address behind a capability could use it: so a change leaves a record (AddressChange),
ends what the former address opened, and is told to the former address as well as to the new one.

Locks: `login_address_changes` is sent before the account's row is locked, so that higher apps lock their
records first; `login_address_changed` is sent after it was written, in the same transaction.
"""

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from gsvo.accounts import emails
from gsvo.accounts.actions import has_password_link, is_above, revoke_password_links, send_password_link
from gsvo.accounts.models import AddressChange, User
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.text import normalize_email
from gsvo.outbox.language import in_mail_language
from gsvo.outbox.resend import drop_for, readdress

login_address_changes = Signal()  # user, email, by: take locks, or refuse by raising ActionRefused
login_address_changed = Signal()  # user (with the new address), change (AddressChange), by: follow


class AddressTaken(ActionRefused):
    """Raised when another account has the address."""

    def __init__(self):
        super().__init__(_("Diese E-Mail-Adresse hat schon ein Konto."))


@transaction.atomic
def change_login_address(user, email, *, by):
    """Give any account another address to log in with. Returns the AddressChange, None if nothing changes.

    Sessions and links to a password end, and what waits goes to the new address. Unless the owner does it
    (`by`), the password ends as well: it may have been set through the former mailbox. The new mailbox gets
    in by a code. Raises AddressTaken, or PermissionDenied for an account that may more than `by`.
    """
    email = normalize_email(email)
    if by.pk != user.pk and is_above(user, by=by):
        raise PermissionDenied
    login_address_changes.send(sender=User, user=user, email=email, by=by)
    account = User.objects.select_for_update().get(pk=user.pk)
    former = account.email
    if email == former:
        return None
    if User.objects.filter(email__iexact=email).exclude(pk=account.pk).exists():
        raise AddressTaken
    awaits_link = has_password_link(account)
    _write_address(account, email, keeps_password=by.pk == account.pk)
    change = record_address_change(account, by=by, former=(account.name, former))
    _follow_address(account, awaits_link)
    _log_address(change, by)
    login_address_changed.send(sender=User, user=account, change=change, by=by)
    announce_address_change(change, what=_what_an_account_is(), is_login=True)
    user.refresh_from_db()
    return change


def record_address_change(target, *, by, former, now=None):
    """Write down that a record has a new name or address. `former`, `now`: (name, email)."""
    name, email = now or (target.name, target.email)
    return AddressChange.objects.create(
        target=target,
        former_name=former[0],
        former_email=former[1],
        name=name,
        email=email,
        by_user=by,
    )


def announce_address_change(change, *, what, changed_by="", about=None, introduces=None, is_login=False):
    """Mail the former address and the new one: who changed it, and what to do if it is wrong.

    `what`: what the address is for, e.g. "Ihr Sitz im Steuerungsgremium Bielefeld". `changed_by`: who did it,
    in words. `introduces`: the source of the addresses (see `Mail`), None for an account. Neither mail tells
    the other address: another person may read it.
    """
    told = {
        "what": what,
        "changed_by": changed_by or _in_words(change.by_user),
        "about": about,
        "introduces": introduces,
        "is_login": is_login,
    }
    if change.former_email and change.former_email.lower() != change.email.lower():
        emails.address_replaced(change, **told)
        emails.address_entered(change, **told)
    else:
        emails.entry_changed(change, **told)


def _write_address(account, email, *, keeps_password):
    account.email = email
    if not keeps_password:
        account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save(update_fields=["email", "password"])
    except IntegrityError:  # two gave the same address at once
        raise AddressTaken from None


def _follow_address(account, awaits_link):
    revoke_password_links(account)
    account.end_sessions()
    if not account.is_active:
        drop_for(account)
        return
    readdress(account)
    if awaits_link:
        send_password_link(account.email)


@in_mail_language
def _what_an_account_is():
    return _("Ihre Anmeldung im Portal")


@in_mail_language
def _in_words(user):
    if user is not None and user.is_staff:
        return _("G.I.B. (%(name)s)") % {"name": user}
    return str(user or "")


@in_mail_language
def _log_address(change, by):
    """Record the change in the workplace's history of the account."""
    words = _("Neue Anmeldeadresse: %(email)s (bisher %(former)s)")
    message = words % {"email": change.email, "former": change.former_email}
    LogEntry.objects.log_actions(by.pk, [change.target], CHANGE, change_message=message)
