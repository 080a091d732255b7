"""Published chains: the search among them, and one to read."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chains import rows
from chains.content import ChainContent
from chains.forms.publish import PublishedFilter
from chains.models import Chain, PublishedChain
from chains.views.lookup import may_create, reads_published
from gsvo.lib.listing import remember
from gsvo.lib.paging import paginate


@require_safe
def search(request):
    if not reads_published(request.user):
        raise Http404
    remember(request, "chains:published_list")
    form = PublishedFilter(request.GET)
    found = form.narrow(PublishedChain.objects.newest()).select_related("chain__office")
    context = {"filter": form, "page": paginate(request, found.order_by("-published_at", "-pk"))}
    return render(request, "chains/published_list.html", context)


@login_not_required
@never_cache
@require_safe
def page(request, oid):
    """Show a version as it was published: to offices and staff, to everybody if the office says so."""
    published = get_object_or_404(PublishedChain.objects.select_related("chain__office"), oid=oid)
    is_reader = reads_published(request.user)
    if not (published.is_public or is_reader):
        raise Http404
    if published.withdrawn_at:
        response = render(request, "chains/withdrawn.html", {"is_reader": is_reader}, status=410)
    else:
        response = render(request, "chains/published.html", _context(request, published, is_reader))
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _context(request, published, is_reader):
    newest = published.chain.publications.standing().order_by("-version").first()
    is_own = is_reader and published.chain.may_edit(request.user)
    own = Chain.objects.visible_to(request.user) if is_reader else Chain.objects.none()
    return {
        "published": published,
        "rows": rows.rows_of_content(ChainContent.from_json(published.content)),
        "newer": newest if newest != published and (is_reader or newest.is_public) else None,
        "is_reader": is_reader,
        "is_own": is_own,
        "address": settings.BASE_URL + published.get_absolute_url(),
        "may_begin": is_reader and may_create(request.user),
        "own_chains": own.select_related("office").order_by("-school_year", "office__sort_name"),
    }
