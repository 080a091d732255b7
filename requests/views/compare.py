"""The page that compares any two versions of a mandate; G.I.B. has it in the workplace's frame."""

from django.http import Http404
from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from requests.comparison import compare
from requests.forms.comparison import ComparisonForm
from requests.models import MandateVersion
from requests.views.access import readable


@require_safe
def compare_versions(request, oid):
    context = comparison_context(readable(request, oid), request.GET)
    return render(request, "requests/mandate/compare.html", context)


def comparison_context(support_request, data):
    """Return what requests/mandate/_compare.html shows; 404 before there is any version."""
    versions = list(MandateVersion.objects.filter(mandate__support_request=support_request))
    if not versions:
        raise Http404
    if len(versions) == 1:
        return {"support_request": support_request, "only": versions[0]}
    form = ComparisonForm(data, versions)
    context = {"support_request": support_request, "form": form}
    if not form.is_valid():
        return context
    numbers = form.cleaned_data
    chosen = MandateVersion.objects.filter(
        mandate__support_request=support_request, number__in=numbers.values()
    )
    found = {version.number: version for version in chosen.prefetch_related("goals", "milestones")}
    old, new = found[numbers["alt"]], found[numbers["neu"]]
    return context | difference_context(old, new)


def difference_context(old, new):
    """Return the differences, and which sections changed, in figures and words."""
    differences = compare(old, new)
    changed = [difference.section.number for difference in differences if difference.is_changed]
    return {
        "old": old,
        "new": new,
        "differences": differences,
        "changed": changed,
        "changed_words": get_text_list(changed, _("und")),
    }
