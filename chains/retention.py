"""Deletion of contacts and notes in chains of past school years."""

from django.db.models import Q
from django.utils import timezone

from chains.models import Chain, ChainActor, ChainStep, PartConfirmation, UndoableChange
from gsvo.retention.data_subjects import register_source
from gsvo.retention.rules import ERASED_TEXT, Rule, register

AUGUST = 8  # the month in which a school year begins


def _due(before):
    day = timezone.localdate(before)
    ended = Chain.objects.filter(school_year__lt=day.year - (day.month < AUGUST))
    gone = ["", ERASED_TEXT]
    steps = ChainStep.objects.exclude(contact__in=gone, deputy__in=gone, note__in=gone)
    actors = ChainActor.objects.exclude(contact__in=gone, email="")
    answers = PartConfirmation.objects.exclude(to_name__in=gone, to_email="", remark__in=gone)
    return ended.filter(
        Q(pk__in=steps.values("chain"))
        | Q(pk__in=actors.values("chain"))
        | Q(pk__in=answers.values("chain_actor__chain"))
        | Q(pk__in=UndoableChange.objects.values("chain"))
    )


register(
    Rule(
        "chain",
        Chain,
        _due,
        reach={
            "chains.ChainStep": "chain",
            "chains.ChainActor": "chain",
            "chains.PartConfirmation": "chain_actor__chain",
        },
        gone={"chains.UndoableChange": "chain"},
    )
)


for name in ("contact", "deputy", "note"):
    register_source(
        "chains.ChainStep",
        lambda address, name=name: ChainStep.objects.filter(**{f"{name}__icontains": address}),
        fields=[name],
    )
register_source("chains.ChainActor", lambda address: ChainActor.objects.filter(email__iexact=address))
register_source(
    "chains.PartConfirmation", lambda address: PartConfirmation.objects.filter(to_email__iexact=address)
)
