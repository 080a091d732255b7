"""What is different about chains in some states of their pages."""

from django.utils import timezone

from chains.models import PublishedChain


def nothing_published(world):
    PublishedChain.objects.all().delete()


def opened_to_all(world):
    PublishedChain.objects.update(is_public=True)


def withdrawn(world):
    PublishedChain.objects.update(withdrawn_at=timezone.now())


def published(office):
    """Return the newest published version of an office."""
    return PublishedChain.objects.filter(chain__office__key=office).latest("version")
