"""Acts on one's own account, and the reset of second factors by Leitung."""

from contextlib import contextmanager
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts import emails
from gsvo.accounts.models import User
from gsvo.links.models import Link
from gsvo.observability.access_log import log_security_event
from gsvo.outbox.language import in_mail_language
from gsvo.outbox.notify_worker import notify_on_commit


def send_password_link(email):
    """Mail a link for a new password to an account's address."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    with _same_work_for_unknown(user is not None):
        _issue(user or User(pk=0, email=email))


def send_login_code(email, code):
    """Mail a login code (concealed, see `gsvo.outbox.rendering`) to an account's address."""
    user = User.objects.filter(email=email, is_active=True).first()
    expires_at = timezone.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    with _same_work_for_unknown(user is not None):
        emails.login_code(user or User(pk=0, email=email), code, expires_at)


@contextmanager
def _same_work_for_unknown(is_known):
    """Do identical work for unknown addresses and roll back, so that timing reveals nothing."""
    with transaction.atomic():
        point = transaction.savepoint()
        yield
        (transaction.savepoint_commit if is_known else transaction.savepoint_rollback)(point)
        notify_on_commit()


def renew_password_link(link):
    """Issue a new link in place of an expired one ("Neuen Link schicken")."""
    if link.target.is_active:
        _issue(link.target)


def mail_password_link_again(link):
    """Mail a valid link once more."""
    if link.target.is_active:
        emails.password_link(link.target, link)


def _issue(user):
    expires_at = timezone.now() + timedelta(hours=settings.PASSWORD_LINK_HOURS)
    link = Link.objects.issue(
        User.LINK_PURPOSE, user, email=user.email, name=user.name, expires_at=expires_at
    )
    emails.password_link(user, link)


@transaction.atomic
def set_password(user, password):
    """Set a new password. It ends all sessions of the account, and every open link to set one."""
    user.set_password(password)
    user.save(update_fields=["password"])
    revoke_password_links(user)
    log_security_event("password changed", account=user.pk)


def has_password_link(user):
    """Return whether the account has a valid link to set a password."""
    return Link.objects.to(user, User.LINK_PURPOSE).usable().exists()


def revoke_password_links(user):
    """Revoke all links to set a password: one was used, or the mailbox has another owner."""
    Link.objects.to(user, User.LINK_PURPOSE).revoke()


@transaction.atomic
def tell_of_change(user, what):
    """Mail somebody that password or second factor are new. `what` is a key of `emails.CHANGES`."""
    emails.account_changed(user, what)


def is_above(user, *, by):
    """Return whether an account has any right that `by` has not, or would have once it is active again.

    Whoever changes such an account's address and asks for a new password would become more than they are.
    """
    if by.is_superuser or user.is_superuser:
        return not by.is_superuser
    return not rights_of(user) <= by.get_all_permissions()


def rights_of(user):
    """Return the names of all rights given to an account and its groups, active or not."""
    held = Permission.objects.filter(Q(group__user=user) | Q(user=user))
    return {f"{app}.{name}" for app, name in held.values_list("content_type__app_label", "codename")}


def may_reset_second_factor(user, *, by):
    """Return whether `by` may reset an account's second factor: Leitung, never one's own or of somebody
    above.
    """
    if by.pk == user.pk or is_above(user, by=by):
        return False
    return by.is_staff and by.has_perm("accounts.change_user")


@transaction.atomic
def reset_second_factor(user, *, by):
    """Delete all second factors of an account, end its sessions, record it and mail the owner."""
    if not may_reset_second_factor(user, by=by):
        raise PermissionDenied
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user).delete()
    user.end_sessions()
    _log_reset(user, by)
    emails.factor_reset(user)


@in_mail_language
def _log_reset(user, by):
    """Record the reset in the language of mails, because the record stays."""
    LogEntry.objects.log_actions(by.pk, [user], CHANGE, change_message=_("Zweiter Faktor zurückgesetzt"))


@transaction.atomic
def disown(link, *, successor=""):
    """Revoke the link to set a password and mail G.I.B. `successor`: whom the reader named, or ""."""
    user = Link.objects.claim(link).target
    revoke_password_links(user)
    emails.account_disowned(user, successor)
