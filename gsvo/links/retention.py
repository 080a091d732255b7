"""Links that opened their last page: name and address go, the row stays for what points to it."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from gsvo.links.models import Link
from gsvo.retention.data_subjects import register_source
from gsvo.retention.rules import ERASED_EMAIL, Rule, register


def _due(before: dt.datetime) -> models.QuerySet[Link]:
    return Link.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before)).exclude(
        email=ERASED_EMAIL
    )


def _kill(links: Iterable[Link]) -> None:
    """After a restore a link may be open again that was revoked since the backup."""
    Link.objects.filter(pk__in=[link.pk for link in links]).usable().revoke()


register(Rule("link", Link, _due, reach={"links.Link": "pk"}, hooks=[_kill]))


register_source("links.Link", lambda address: Link.objects.filter(email__iexact=address))
