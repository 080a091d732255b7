"""Retention of the keys of answered forms."""

from gsvo.retention.rules import Rule, register
from gsvo.status.models import AnsweredForm


def _old(before):
    return AnsweredForm.objects.filter(at__lt=before)


register(Rule("answered-form", AnsweredForm, _old, gone={"status.AnsweredForm": "pk"}, named_by=None))
