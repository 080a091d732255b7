"""The list of all cases: search, filters, sorting, pages."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from advisors.search import invited
from gsvo.lib.listing import Column, remember, sort
from gsvo.lib.paging import paginate
from gsvo.lib.text import fold
from gsvo.offices.models import Office
from requests.models import FundingPeriod, SupportRequest
from requests.search import PLACE_OF_STATE, place_of_waiting_on, search
from requests.workflow import State, WaitingOn

OPEN, CLOSED = "laufend", "beendet"


class Filter(forms.Form):
    mark_optional = False

    q = forms.CharField(
        label=_("Suche in Nummer, Titel, Ort, Person und Text"), required=False, max_length=100
    )
    stand = forms.ChoiceField(label=_("Stand"), required=False)
    zug = forms.ChoiceField(label=_("Am Zug"), required=False)
    bezirk = forms.ChoiceField(label=_("Regierungsbezirk"), required=False)
    zeitraum = forms.ModelChoiceField(
        label=_("Förderzeitraum"), queryset=FundingPeriod.objects.all(), required=False, empty_label=_("Alle")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        states = [choice for choice in State.choices if choice[0] != State.DRAFT]
        self.fields["stand"].choices = [
            ("", _("Alle")), (OPEN, _("Laufende")), (CLOSED, _("Beendete")), *states
        ]  # fmt: skip
        self.fields["zug"].choices = [("", _("Alle")), *WaitingOn.choices[:-1]]
        districts = Office.objects.order_by().values_list("district_government", flat=True).distinct()
        self.fields["bezirk"].choices = [
            ("", _("Alle")),
            *((name, name) for name in sorted(districts, key=fold)),
        ]

    def narrow(self, cases):
        """Return the cases that match; invalid values are ignored."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("q"):
            cases = search(cases, chosen["q"], columns=["handled_by__search_text"], people=[invited])
        if chosen.get("stand") in (OPEN, CLOSED):
            cases = cases.open() if chosen["stand"] == OPEN else cases.ended()
        elif chosen.get("stand"):
            cases = cases.filter(state=chosen["stand"])
        if chosen.get("zug"):
            cases = cases.waiting_for(chosen["zug"])
        if chosen.get("bezirk"):
            cases = cases.filter(office__district_government=chosen["bezirk"])
        if chosen.get("zeitraum"):
            cases = cases.filter(period=chosen["zeitraum"])
        return cases


@require_safe
def cases(request):
    if not request.user.has_perm("requests.view_supportrequest"):
        raise PermissionDenied
    remember(request, "admin:cases")
    form = Filter(request.GET)
    everything = SupportRequest.objects.submitted()
    found = form.narrow(everything).listed()
    rows, heads = sort(request, found, _columns(), default="-seit")
    page = paginate(request, rows, per_page=50)
    context = {
        "title": _("Fälle"),
        "filter": form,
        "heads": heads,
        "page": page,
        "is_narrowed": any(form.cleaned_data.values()),
    }
    return render(request, "admin/cases.html", admin.site.each_context(request) | context)


def _columns():
    return (
        Column(_("Fall"), "fall", ("sort_name",)),
        Column(_("Ort"), "ort", ("office__sort_name",)),
        Column(_("Stand"), "stand", (PLACE_OF_STATE,)),
        Column(_("Am Zug"), "zug", (place_of_waiting_on(),)),
        Column(_("Seit"), "seit", ("waiting_since",)),
        Column(_("Frist"), "frist", ("due_on",)),
    )
