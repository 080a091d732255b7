"""List the logins of an account and end them: all, or all but this one.

What a session must fit is password and epoch (`User._get_session_auth_hash`); this is the list of those that
do, for the account's owner to count and to end. It holds no key of a session, no address and no browser.
"""

from datetime import timedelta

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.db.models import F
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from gsvo.accounts.models import LoginSession, User
from gsvo.http.sessions import idle_seconds, login_seen
from gsvo.observability.access_log import log_security_event

MINE = "login_session"  # in the session: which of them it is


def other_logins(request):
    """Return the valid logins of this account in other browsers, the last used first."""
    now, user = timezone.now(), request.user
    still = LoginSession.objects.filter(
        user=user,
        fits=user.session_fingerprint(),
        seen_at__gt=now - timedelta(seconds=idle_seconds(user)),
        began_at__gt=now - settings.SESSION_LIFE,
    )
    return still.exclude(pk=request.session.get(MINE)).order_by("-seen_at")


@transaction.atomic
def end_other_logins(request):
    """Log this account out in every browser but this one."""
    request.user.end_sessions()
    keep_logged_in(request)
    log_security_event("sessions ended", account=request.user.pk, by=request.user.pk)


def keep_logged_in(request):
    """Keep this browser logged in after password or epoch has changed."""
    request.user.refresh_from_db(fields=["password", "session_epoch"])
    update_session_auth_hash(request, request.user)
    _note(request, request.user)


@receiver(user_logged_in, dispatch_uid="gsvo.accounts.login_sessions.begin")
def _begin(request, user, **_kwargs):
    row = LoginSession.objects.create(user=user, fits=user.session_fingerprint())
    request.session[MINE] = row.pk


@receiver(login_seen, dispatch_uid="gsvo.accounts.login_sessions.seen")
def _seen(request, **_kwargs):
    _note(request, request.user)


@receiver(password_changed, dispatch_uid="gsvo.accounts.login_sessions.password")
def _password_changed(request, user, **_kwargs):
    _note(request, user)


@receiver(user_logged_out, dispatch_uid="gsvo.accounts.login_sessions.end")
def _end(request, user, **_kwargs):
    if user is not None and MINE in request.session:
        LoginSession.objects.filter(pk=request.session[MINE], user=user).delete()


@receiver([post_save, post_delete], sender=Authenticator, dispatch_uid="gsvo.accounts.login_sessions.factor")
def _factor_changed(instance, created=False, signal=None, **_kwargs):
    """End what was proven in all sessions when a factor was added or deleted.

    Whoever changed it here stays by `keep_logged_in`. Using one is no change.
    """
    if created or signal is post_delete:
        User.objects.filter(pk=instance.user_id).update(session_epoch=F("session_epoch") + 1)


def _note(request, user):
    if MINE in request.session:
        LoginSession.objects.filter(pk=request.session[MINE], user=user).update(
            seen_at=timezone.now(), fits=user.session_fingerprint()
        )
