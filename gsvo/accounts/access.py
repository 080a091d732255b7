"""Acts on the access of lower-ranking accounts: stop, reopen, end all sessions.

Staff stop people of offices and of the pool, Leitung those of the G.I.B., superusers everybody; nobody stops
the own account or one that may more. What hangs on an account in higher apps ends by the signals.
"""

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import Signal

from gsvo.accounts import emails
from gsvo.accounts.actions import is_above, revoke_password_links
from gsvo.accounts.models import User
from gsvo.links.models import Link
from gsvo.observability.access_log import log_security_event
from gsvo.outbox.language import in_mail_language
from gsvo.outbox.models import WAITING, OutgoingMail, Status
from gsvo.outbox.resend import drop_for

access_stops = Signal()  # user, by: take locks, before those of links and account
access_stopped = Signal()  # user, by: end what hangs on it, in the same transaction
access_reopens = Signal()  # user, by: take the same locks
access_reopened = Signal()  # user, by: what hung on it may go on, in the same transaction

OF_STAFF, OF_OTHERS = "accounts.change_user", "offices.change_office"  # the right to act on whose account


def may_act_on_some(by):
    """Return whether a user may act on any account at all."""
    return by.is_staff and (by.has_perm(OF_STAFF) or by.has_perm(OF_OTHERS))


def may_act_on(user, *, by):
    """Return whether `by` may act on an account."""
    if by.pk == user.pk or not by.is_active or not by.is_staff or is_above(user, by=by):
        return False
    return by.has_perm(OF_STAFF if user.is_staff or user.is_superuser else OF_OTHERS)


@transaction.atomic
def stop(user, *, by):
    """Deactivate an account, effective with its next request. Return whether it was active."""
    _must(user, by)
    access_stops.send(sender=User, user=user, by=by)
    Link.objects.filter(email__iexact=user.email).revoke()
    account = _locked(user)
    if not account.is_active:
        return False
    account.is_active = False
    account.save(update_fields=["is_active"])
    account.end_sessions()
    _drop_mails(account)
    _log(account, by, "access stopped")
    access_stopped.send(sender=User, user=account, by=by)
    emails.access_stopped(account)
    user.refresh_from_db()
    return True


@transaction.atomic
def reopen(user, *, by):
    """Let somebody in again, as before. Links and sessions of before stay ended. Whether it was stopped."""
    _must(user, by)
    access_reopens.send(sender=User, user=user, by=by)
    account = _locked(user)
    if account.is_active:
        return False
    account.is_active = True
    account.save(update_fields=["is_active"])
    _log(account, by, "access reopened")
    access_reopened.send(sender=User, user=account, by=by)
    emails.access_reopened(account)
    if account.is_staff:
        tell_leadership(account, by=by)
    user.refresh_from_db()
    return True


@transaction.atomic
def end_sessions(user, *, by):
    """Log somebody out everywhere. The account stays open, and its password stays."""
    _must(user, by)
    account = _locked(user)
    account.end_sessions()
    revoke_password_links(account)
    _log(account, by, "sessions ended")
    emails.sessions_ended(account)


def role_ended(user):
    """End all sessions of somebody who left an office or the pool; without any role left their mails are
    dropped.

    The account itself stays: whoever comes back has it, and retention closes it when its term is over.
    """
    user.end_sessions()
    revoke_password_links(user)
    if not _has_role(user):
        drop_for(user)


def tell_leadership(account, *, by):
    """Mail all Leitungen that an account gained rights: which, of whom, by whom.

    Whoever never logged in has the mail that brings her to the portal, and cannot judge her own rights.
    """
    for person in leadership():
        if person != account or account.last_login:
            emails.rights_gained(person, account, by)


def leadership():
    found = User.objects.filter(groups__name="Leitung", is_active=True, is_staff=True)
    return found.distinct().order_by("pk")


def _has_role(user):
    """Return whether the account has a role. Office and advisor are asked by relation: their apps are above
    this one.
    """
    advisor = getattr(user, "advisor", None)
    return user.is_staff or user.memberships.current().exists() or bool(advisor and not advisor.left_at)


def _must(user, by):
    if not may_act_on(user, by=by):
        raise PermissionDenied


def _locked(user):
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _drop_mails(account):
    """Settle mails that wait for a stopped person, whatever role they were written to."""
    drop_for(account)
    waiting = OutgoingMail.objects.filter(status__in=WAITING, to_email__iexact=account.email)
    waiting.update(status=Status.OBSOLETE, secret="", leased_until=None)


@in_mail_language
def _log(account, by, event):
    """Record the act for administrators (LogEntry) and in the security log."""
    LogEntry.objects.log_actions(by.pk, [account], CHANGE, change_message=str(emails.ACTS[event]))
    log_security_event(event, account=account.pk, by=by.pk)
