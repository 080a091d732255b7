"""Retention of unsent forms."""

from gsvo.retention.rules import Rule, register
from gsvo.unsent_forms.models import UnsentForm


def _due(before):
    return UnsentForm.objects.filter(at__lt=before)


register(Rule("unsent-form", UnsentForm, _due, gone={"unsent_forms.UnsentForm": "pk"}, named_by=None))
