"""Keys of forms that were answered: nobody presses the button of yesterday's page."""

from gsvo.operation.models import AnsweredForm
from gsvo.retention.rules import Rule, register


def _old(before):
    return AnsweredForm.objects.filter(at__lt=before)


register(Rule("answered-form", AnsweredForm, _old, gone={"operation.AnsweredForm": "pk"}, named_by=None))
