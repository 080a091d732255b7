"""Receivers of this app, inside the sender's transaction: a place has another name."""

from django.dispatch import receiver

from chains.models import PublishedChain
from gsvo.lib.search_fields import refold, refolded
from gsvo.offices.models import Office


@receiver(refolded, sender=Office, dispatch_uid="chains.follow_the_name_of_a_place")
def follow_the_name_of_a_place(keys, **kwargs):
    """Let published chains be found by the name their place has now."""
    found = PublishedChain.objects.filter(chain__office__in=keys)
    refold(PublishedChain, list(found.values_list("pk", flat=True)))
