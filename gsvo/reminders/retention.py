"""What somebody was reminded of: long after the last step of anything the row says nothing any more."""

from gsvo.reminders.models import Reminder
from gsvo.retention.rules import Rule, register


def _due(before):
    return Reminder.objects.filter(created_at__lt=before)


register(Rule("reminder", Reminder, _due, gone={"reminders.Reminder": "pk"}, named_by=None))
