"""Which chains a page may show and change."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from chains.models import Chain
from gsvo.offices.models import Membership


def chain_of(request, oid):
    return get_object_or_404(
        Chain.objects.visible_to(request.user).select_related(
            "office", "template", "published__chain__office"
        ),
        oid=oid,
    )


def own_chain(request, oid):
    """Return a chain that the user may change; 403 for readers."""
    chain = chain_of(request, oid)
    if not chain.may_edit(request.user):
        raise PermissionDenied
    return chain


def may_create(user):
    return Membership.objects.current().writing().filter(user=user).exists()


def step_of(chain, oid):
    step = get_object_or_404(chain.steps, oid=oid)
    step.chain = chain
    return step


def reads_published(user):
    """Return whether a user reads what offices publish among themselves: offices and staff do."""
    if not user.is_authenticated:
        return False
    return user.is_staff or Membership.objects.current().filter(user=user).exists()
