"""Chains of school years that are over: who was to be asked, and the office's notes."""

from django.db.models import Q
from django.utils import timezone

from chains.models import Chain
from gsvo.retention.rules import MARKER, Rule, register

AUGUST = 8  # the month in which a school year begins


def _due(before):
    day = timezone.localdate(before)
    ended = Chain.objects.filter(school_year__lt=day.year - (day.month < AUGUST))
    kept = Q()
    for name in ("contact", "deputy", "note"):
        kept |= ~Q(**{f"steps__{name}__in": ["", MARKER]}) & Q(steps__isnull=False)
    return ended.filter(pk__in=Chain.objects.filter(kept).values("pk"))


register(Rule("chain", Chain, _due, reach={"chains.ChainStep": "chain"}))
