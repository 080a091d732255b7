"""Local chains: list, beginning, and the table Wann / Was / Wer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chains import actions, content, rows
from chains.confirmations import confirmation_states, summary
from chains.forms.create import LAST, PUBLISHED, CreateForm
from chains.gaps.of_chain import gaps_of
from chains.models import Chain, ChainTemplate, PublishedChain
from chains.views.lookup import chain_of, may_create
from chains.views.pictures import picture_of
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.forms import form_data
from gsvo.lib.paging import paginate
from gsvo.status.idempotency import makes_once


@require_safe
def chain_list(request):
    chains = (
        Chain.objects.visible_to(request.user)
        .select_related("office")
        .annotate(step_count=Count("steps"))
        .order_by("-school_year", "office__sort_name")
    )
    context = {"page": paginate(request, chains), "may_create": may_create(request.user)}
    return render(request, "chains/list.html", context)


@makes_once
def create(request):
    if not may_create(request.user):
        raise PermissionDenied
    published = _published(request)
    form = CreateForm(form_data(request), user=request.user, published=published)
    if form.is_valid():
        given = dict(form.cleaned_data)
        begin_with = given.pop("begin_with", "")
        copy = actions.copy_from_last if begin_with == LAST else actions.copy_from_template
        if begin_with == PUBLISHED:
            copy, given["published"] = actions.copy_from_published, published
        try:
            chain = copy(**given, by=request.user)
        except ActionRefused as refused:
            form.add_error("school_year", str(refused))
        else:
            messages.success(
                request, _("Die Kette ist angelegt. Passen Sie jetzt die Schritte an Ihren Ort an.")
            )
            return redirect(chain)
    context = {"form": form, "template": ChainTemplate.objects.current(), "published": published}
    return render(request, "chains/create.html", context)


def _published(request):
    """Return the published chain to begin with, or None; what was sent may be withdrawn meanwhile."""
    if request.method == "POST":
        known, oid = PublishedChain.objects.all(), request.POST.get("kette", "")
    else:
        known, oid = PublishedChain.objects.standing(), request.GET.get("kette", "")
    return known.select_related("chain__office").filter(oid=oid).first() if oid else None


@require_safe
def detail(request, oid):
    chain = chain_of(request, oid)
    said = content.load(chain)
    states = confirmation_states(chain, said)
    gaps = gaps_of(chain, said, states)
    context = {
        "chain": chain,
        "rows": rows.with_gaps(rows.rows_of_content(said), gaps),
        "gaps": gaps,
        "picture": picture_of(chain, said, gaps),
        "confirmations": summary(states.values()) if states else "",
        "may_edit": chain.may_edit(request.user),
        "publications": chain.publications.order_by("-version"),
    }
    return render(request, "chains/detail.html", context)
