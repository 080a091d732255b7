"""Retention of what the public sends."""

from gsvo.pages.models import AccessRequest, Feedback
from gsvo.retention.data_subjects import register_source
from gsvo.retention.rules import ERASED_TEXT, Rule, register


def _due(before):
    return Feedback.objects.filter(created_at__lt=before).exclude(text=ERASED_TEXT)


register(Rule("feedback", Feedback, _due, {"pages.Feedback": "pk"}, named_by="pk", created="created_at"))


register_source("pages.Feedback", lambda address: Feedback.objects.filter(email__iexact=address))


def _asked(before):
    return AccessRequest.objects.filter(created_at__lt=before)


register(
    Rule(
        "access-request",
        AccessRequest,
        _asked,
        gone={"pages.AccessRequest": "pk"},
        named_by="pk",
        created="created_at",
    )
)
register_source("pages.AccessRequest", lambda address: AccessRequest.objects.filter(email__iexact=address))
