"""Two chains beside each other, step by step: published ones, or the own with one of them."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chains import comparison
from chains.content import ChainContent, load
from chains.models import Chain, PublishedChain
from chains.views.lookup import reads_published


@require_safe
def compare(request, oid, other):
    if not reads_published(request.user):
        raise Http404
    old, new = _side(request.user, oid), _side(request.user, other)
    difference = comparison.compare(old["content"], new["content"])
    turned = reverse("chains:compare", args=[other, oid])
    context = {"old": old, "new": new, "difference": difference, "turned": turned}
    return render(request, "chains/compare.html", context)


def _side(user, oid):
    """Return what a chain of the user's office or a published one says, and what it is called here."""
    own = Chain.objects.visible_to(user).select_related("office").filter(oid=oid).first()
    if own:
        return {
            "name": _("Ihre Kette %(chain)s") % {"chain": f"{own.office} {own.school_year_name}"},
            "url": own.get_absolute_url(),
            "content": load(own),
        }
    standing = PublishedChain.objects.standing().select_related("chain__office")
    published = get_object_or_404(standing, oid=oid)
    known = {"chain": str(published), "version": published.version}
    return {
        "name": _("%(chain)s, Fassung %(version)s") % known,
        "url": published.get_absolute_url(),
        "content": ChainContent.from_json(published.content),
    }
