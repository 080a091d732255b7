"""Retention of former committee members and of invitations."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from gsvo.accounts.retention import forget_traces, tell_of_changes
from gsvo.offices.models import AccountInvitation, CommitteeMember
from gsvo.retention.data_subjects import register_source
from gsvo.retention.rules import ERASED_EMAIL, ERASED_TEXT, Rule, register


def _left(before):
    return CommitteeMember.objects.filter(left_at__lt=before).exclude(name=ERASED_TEXT)


def _over(before):
    unanswered = Q(created_at__lt=before - timedelta(days=settings.ACCOUNT_LINK_DAYS))
    answered = Q(accepted_at__lt=before) | Q(withdrawn_at__lt=before)
    return AccountInvitation.objects.filter(answered | unanswered).exclude(email=ERASED_EMAIL)


def _withdraw(invitations):
    """Withdraw an expired invitation, so that a new one to the same address is possible."""
    keys = [invitation.pk for invitation in invitations]
    AccountInvitation.objects.open().filter(pk__in=keys).update(withdrawn_at=timezone.now())


register(
    Rule(
        "committee-member",
        CommitteeMember,
        _left,
        reach={"offices.CommitteeMember": "pk"},
        hooks=[forget_traces],
    )
)
register(
    Rule(
        "account-invitation",
        AccountInvitation,
        _over,
        reach={"offices.AccountInvitation": "pk"},
        hooks=[_withdraw],
        named_by="pk",
        created="created_at",
    )
)


register_source(
    "offices.CommitteeMember", lambda address: CommitteeMember.objects.filter(email__iexact=address)
)
register_source(
    "offices.AccountInvitation", lambda address: AccountInvitation.objects.filter(email__iexact=address)
)
tell_of_changes(CommitteeMember, lambda address: CommitteeMember.objects.filter(email__iexact=address))
