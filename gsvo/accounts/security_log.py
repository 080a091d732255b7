"""Security events of accounts: guesses, blocks and changed rights.

An account is its number. Of a name that no account has, a keyed hash: equal names are seen to be equal, and
nobody reads them (what was typed there may be a password).
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_used
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from django.utils.crypto import salted_hmac

from gsvo.accounts import mfa_failures
from gsvo.accounts.models import User
from gsvo.http.ratelimit import normalised
from gsvo.observability.access_log import log_security_event

RIGHTS = {"post_add": "added", "post_remove": "removed", "post_clear": "cleared"}


def account_or_hash(typed):
    """Return {"account": id} or, for unknown addresses, {"typed": keyed hash}; identical work for both."""
    name = normalised(str(typed or ""))
    digest = salted_hmac("gsvo.security.typed", name, algorithm="sha256").hexdigest()[:16]
    account = User.objects.filter(email=name).values_list("pk", flat=True).first()
    return {"account": account} if account else {"typed": digest}


def wrong_factor(user, *, kind, again=False):
    """Log a wrong second factor at the login or (`again`) at a confirmation."""
    log_security_event("wrong factor", account=user.pk, kind=kind, confirming=again)
    mfa_failures.count(user)


@receiver(user_login_failed, dispatch_uid="gsvo.accounts.security.login")
def _login_failed(credentials, **_kwargs):
    log_security_event(
        "login failed", **account_or_hash(credentials.get("email") or credentials.get("username"))
    )


@receiver(authentication_failed, dispatch_uid="gsvo.accounts.security.wrong")
def _code_failed(user, authenticator, reauthentication=False, **_kwargs):
    wrong_factor(user, kind=authenticator.type, again=reauthentication)


@receiver(authenticator_used, dispatch_uid="gsvo.accounts.security.right")
def _factor_used(user, **_kwargs):
    mfa_failures.forget(user)


@receiver([post_save, post_delete], sender=Authenticator, dispatch_uid="gsvo.accounts.security.factor")
def _factor_changed(instance, created=False, signal=None, **_kwargs):
    if created or signal is post_delete:
        act = "added" if created else "removed"
        log_security_event("factor changed", account=instance.user_id, act=act, kind=instance.type)


@receiver(m2m_changed, sender=User.groups.through, dispatch_uid="gsvo.accounts.security.groups")
@receiver(m2m_changed, sender=User.user_permissions.through, dispatch_uid="gsvo.accounts.security.own")
@receiver(m2m_changed, sender=Group.permissions.through, dispatch_uid="gsvo.accounts.security.rights")
def _rights_changed(instance, action, model, pk_set=None, **_kwargs):
    """Log changed groups or rights of an account, or changed rights of a group."""
    if action in RIGHTS and (pk_set is None or pk_set):
        log_security_event(
            "rights changed",
            of=instance._meta.label_lower,
            record=instance.pk,
            act=RIGHTS[action],
            what=model._meta.label_lower,
            records=sorted(pk_set or ()),
        )
