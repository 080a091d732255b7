"""Retention of sent reminders."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from gsvo.outbox.privacy_notice import hash_of
from gsvo.reminders.models import ONE_A_DAY, Reminder
from gsvo.retention.data_subjects import register_source
from gsvo.retention.rules import Rule, register


def _due(before):
    return Reminder.objects.filter(created_at__lt=before)


register(Rule("reminder", Reminder, _due, gone={"reminders.Reminder": "pk"}, named_by=None))


def _of_account(address):
    """Return the reminders of an account, whose id ends their key."""
    accounts = get_user_model().objects.filter(email__iexact=address).values_list("pk", flat=True)
    ends = Q(kind=ONE_A_DAY, matter=hash_of(address)[:12])
    for key in accounts:
        ends |= Q(matter__endswith=f":{key}") | Q(kind="digest", matter=str(key))
    return Reminder.objects.filter(ends)


register_source("reminders.Reminder", _of_account, fields=["matter", "kind", "anchor"])
