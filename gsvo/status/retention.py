"""Keys of forms that were answered: nobody presses the button of yesterday's page."""

from gsvo.retention.rules import Rule, register
from gsvo.status.models import AnsweredForm


def _old(before):
    return AnsweredForm.objects.filter(at__lt=before)


register(Rule("answered-form", AnsweredForm, _old, gone={"status.AnsweredForm": "pk"}, named_by=None))
