"""Retention of accounts, logins and the admin's log."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce, Greatest

from gsvo.accounts.models import AddressChange, LoginSession, User
from gsvo.links.models import Link
from gsvo.retention.data_subjects import register_source
from gsvo.retention.rules import ERASED_DOMAIN, ERASED_EMAIL, ERASED_TEXT, Rule, extend, redact_as, register


def _due(before):
    """Return unused accounts without a role. Office and advisor are asked by relation, as apps above."""
    works = (
        Q(is_staff=True)
        | Q(memberships__isnull=False, memberships__left_at=None)
        | Q(advisor__isnull=False, advisor__left_at=None)
    )
    with_role = User.objects.filter(works, is_active=True).values("pk")
    begun = F("date_joined")
    last = Greatest(
        begun,
        Coalesce(F("last_login"), begun),
        Coalesce(Max("memberships__left_at"), begun),
        Coalesce(F("advisor__left_at"), begun),
    )
    idle = User.objects.exclude(pk__in=with_role).exclude(email__endswith=ERASED_DOMAIN)
    return idle.annotate(last=last).filter(last__lt=before)


def _close(users):
    for user in users:
        user.groups.clear()
        user.user_permissions.clear()
        user.set_unusable_password()
        user.is_active = user.is_staff = user.is_superuser = False
        user.save(update_fields=["password", "is_active", "is_staff", "is_superuser"])


def _expired(before):
    return Session.objects.filter(expire_date__lt=before)


def _over(before):
    """Return logins that have certainly ended."""
    return LoginSession.objects.filter(began_at__lt=before - settings.SESSION_LIFE)


def _logged(before):
    return LogEntry.objects.filter(action_time__lt=before).exclude(object_repr=ERASED_TEXT)


def _changed(before):
    return AddressChange.objects.filter(at__lt=before).exclude(email=ERASED_EMAIL)


register(
    Rule(
        "account",
        User,
        _due,
        reach={"accounts.User": "pk"},
        gone={
            "mfa.Authenticator": "user",
            "account.EmailConfirmation": "email_address__user",
            "account.EmailAddress": "user",
        },
        hooks=[_close],
        named_by="pk",
        created="date_joined",
    )
)
register(Rule("session", Session, _expired, gone={"sessions.Session": "pk"}, named_by=None))
register(
    Rule(
        "login",
        LoginSession,
        _over,
        gone={"accounts.LoginSession": "pk"},
        named_by=None,
        created="began_at",
    )
)
register(Rule("staff-log", LogEntry, _logged, reach={"admin.LogEntry": "pk"}, named_by=None))
register(
    Rule("address-change", AddressChange, _changed, reach={"accounts.AddressChange": "pk"}, named_by="pk")
)


def forget_traces(records):
    """Erase what the admin's log, links and address changes say of people who are erased now."""
    for model in {type(record) for record in records}:
        keys = [record.pk for record in records if type(record) is model]
        kind = ContentType.objects.get_for_model(model)
        logged = LogEntry.objects.filter(content_type=kind, object_id__in=[str(key) for key in keys])
        redact_as("staff-log", logged)
        redact_as("address-change", AddressChange.objects.filter(content_type=kind, object_id__in=keys))
        links = Link.objects.filter(content_type=kind, object_id__in=keys)
        links.revoke()
        redact_as("link", links)


def tell_of_changes(model, find):
    """Report what the admin's log says of a person's records of a model."""

    def logged(address):
        kind = ContentType.objects.get_for_model(model)
        keys = [str(key) for key in find(address).values_list("pk", flat=True)]
        return LogEntry.objects.filter(content_type=kind, object_id__in=keys)

    register_source("admin.LogEntry", logged)


extend("account", hooks=[forget_traces])


def _accounts(address):
    return User.objects.filter(email__iexact=address)


register_source("accounts.User", _accounts)
register_source("account.EmailAddress", lambda address: EmailAddress.objects.filter(email__iexact=address))
register_source(
    "accounts.AddressChange",
    lambda address: AddressChange.objects.filter(former_email__iexact=address),
    fields=["former_name", "former_email"],
)
register_source(
    "accounts.AddressChange",
    lambda address: AddressChange.objects.filter(email__iexact=address),
    fields=["name", "email"],
)
tell_of_changes(User, _accounts)
