"""Mails that went out, failed or became pointless: words and address go; that and when it went stays."""

import datetime as dt

from django.db import models
from django.db.models.functions import Coalesce

from gsvo.outbox.models import FirstNotice, OutgoingMail, Status
from gsvo.outbox.privacy_notice import hash_of
from gsvo.retention.data_subjects import register_source
from gsvo.retention.rules import ERASED_EMAIL, Rule, register

ENDED = (Status.SENT, Status.FAILED, Status.OBSOLETE)


def _due(before: dt.datetime) -> models.QuerySet[OutgoingMail]:
    ended = OutgoingMail.objects.filter(status__in=ENDED).exclude(to_email=ERASED_EMAIL)
    # Without a time of sending, the last attempt tells when it ended.
    return ended.alias(ended_at=Coalesce("sent_at", "next_try_at")).filter(ended_at__lt=before)


def _told(before: dt.datetime) -> models.QuerySet[FirstNotice]:
    return FirstNotice.objects.filter(at__lt=before)


register(Rule("first-notice", FirstNotice, _told, gone={"outbox.FirstNotice": "pk"}, named_by=None))
register(Rule("mail", OutgoingMail, _due, reach={"outbox.OutgoingMail": "pk"}))


register_source("outbox.OutgoingMail", lambda address: OutgoingMail.objects.filter(to_email__iexact=address))
register_source(
    "outbox.FirstNotice",
    lambda address: FirstNotice.objects.filter(address=hash_of(address)),
    fields=["address", "source", "at"],
)
