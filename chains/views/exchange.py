"""A chain as a file."""

from django.http import Http404
from django.views.decorators.http import require_safe

from chains.content import load
from chains.exchange import out
from chains.views.lookup import chain_of
from gsvo.files.papers.download import answer_with


@require_safe
def download(request, oid, form):
    """Return the chain without contacts, notes and counts; 404 for a form that it does not have."""
    chain = chain_of(request, oid)
    if form not in out.FORMS:
        raise Http404
    origin = out.Origin(chain.office.display_name, chain.changed_at)
    kind, data = out.written(load(chain), form, origin)
    return answer_with(data, kind, f"Verantwortungskette-{chain.school_year}.{form}")
