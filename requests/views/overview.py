"""The overview of an office: what is to be done now, and the list of all requests."""

from django import forms
from django.contrib import messages
from django.db.models import Exists, F, OuterRef, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gsvo.lib.listing import Column, remember, sort
from gsvo.lib.paging import paginate
from gsvo.offices.models import Membership, Office
from requests.first_steps import first_steps, put_away, with_progress
from requests.models import SupportRequest, standing_of
from requests.next_action import task
from requests.search import PLACE_OF_STATE, place_of_waiting_on, search
from requests.states import Group, in_group
from requests.workflow import WaitingOn

TASKS = 8  # shown at once; the rest is one link away
MINE = "zug"


class FilterForm(forms.Form):
    mark_optional = False

    q = forms.CharField(
        label=gettext_lazy("Suche in Nummer, Titel, Ort, Person und Text"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    stand = forms.ChoiceField(
        label=gettext_lazy("Stand"),
        required=False,
        choices=[("", gettext_lazy("Alle")), (MINE, gettext_lazy("Sie sind am Zug")), *Group.choices],
    )
    stelle = forms.ChoiceField(label=gettext_lazy("Koordinierungsstelle"), required=False)

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, auto_id="f_%s", **kwargs)
        self.fields["stelle"].choices = [("", _("Alle")), *((office.key, str(office)) for office in offices)]
        if len(offices) < 2:
            del self.fields["stelle"]

    def narrow(self, queryset, own):
        """Filter by valid values; an invalid value in the address is ignored."""
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("q"):
            queryset = search(queryset, asked["q"])
        if asked.get("stelle"):
            queryset = queryset.filter(office__key=asked["stelle"])
        if asked.get("stand") == MINE:
            queryset = waiting_for(queryset, own)
        elif asked.get("stand"):
            queryset = queryset.filter(state__in=in_group(asked["stand"]))
        return queryset


def _offices_of_visible(user):
    """Return the offices of the requests that a user may read."""
    standing = standing_of(user)
    shared = SupportRequest.objects.submitted().filter(pk__in=standing.shared)
    found = Office.objects.filter(Q(pk__in=standing.roles) | Q(pk__in=shared.values("office")))
    asks = Exists(SupportRequest.objects.filter(office=OuterRef("pk")))
    return [office for office in found.annotate(asks=asks) if office.asks]


def waiting_for(queryset, own):
    """Return the requests for which one of these offices has to act."""
    return queryset.waiting_for(WaitingOn.OFFICE).filter(office__in=own)


@require_safe
def overview(request):
    """Show the start page of people in an office."""
    remember(request, "requests:list")
    mine_now = Membership.objects.current().filter(user=request.user).select_related("office")
    memberships = list(with_progress(mine_now))
    own = [row.office_id for row in memberships if row.may_write]
    visible = SupportRequest.objects.visible_to(request.user)
    offices = _offices_of_visible(request.user)
    form = FilterForm(request.GET, offices=offices)
    found, heads = sort(request, form.narrow(visible, own).listed(), _columns(own), default="-seit")
    page = paginate(request, found)
    by_urgency = [F("due_on").asc(nulls_last=True), "waiting_since", "pk"]
    mine = waiting_for(visible, own).select_related("office")
    urgent = list(mine.order_by(*by_urgency)[: TASKS + 1]) if own else []
    return render(
        request,
        "requests/overview.html",
        {
            "places": [row.office for row in memberships],
            "may_write": bool(own),
            "first_steps": first_steps(memberships),
            "tasks": [task(row) for row in urgent[:TASKS]],
            "more_tasks": len(urgent) > TASKS,
            "has_any": bool(offices),
            "filter_form": form,
            "shows_office": len(offices) > 1,
            "heads": heads,
            "page": page,
            "rows": [_row(row, own) for row in page],
            "today": timezone.localdate(),
        },
    )


@require_POST
def hide_first_steps(request):
    put_away(by=request.user)
    messages.success(
        request,
        _("Die ersten Schritte sind ausgeblendet. Alles davon steht im Menü, Kolleg:innen unter „Konto“."),
    )
    return redirect("requests:list")


def _columns(own):
    return (
        Column(_("Anfrage"), "titel", ("sort_name",)),
        Column(_("Stand"), "stand", (PLACE_OF_STATE,)),
        Column(_("Am Zug"), "zug", (place_of_waiting_on(own),)),
        Column(_("Seit"), "seit", ("waiting_since",)),
        Column(_("Nächster Schritt")),
    )


def _row(support_request, own):
    """Return one line of the table: the request, and whether the reader has to act."""
    mine = support_request.waiting_on == WaitingOn.OFFICE and support_request.office_id in own
    return {"support_request": support_request, "mine": mine}
