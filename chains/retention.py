"""Deletion of contacts and notes in chains of past school years."""

from django.utils import timezone

from chains.models import Chain, ChainStep
from gsvo.retention.data_subjects import register_source
from gsvo.retention.rules import ERASED_TEXT, Rule, register

AUGUST = 8  # the month in which a school year begins


def _due(before):
    day = timezone.localdate(before)
    ended = Chain.objects.filter(school_year__lt=day.year - (day.month < AUGUST))
    gone = ["", ERASED_TEXT]
    kept = ChainStep.objects.exclude(contact__in=gone, deputy__in=gone, note__in=gone)
    return ended.filter(pk__in=kept.values("chain"))


register(Rule("chain", Chain, _due, reach={"chains.ChainStep": "chain"}))


for name in ("contact", "deputy", "note"):
    register_source(
        "chains.ChainStep",
        lambda address, name=name: ChainStep.objects.filter(**{f"{name}__icontains": address}),
        fields=[name],
    )
