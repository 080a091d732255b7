"""The bare views. The address says how many rows, how heavy the page and how much its template has to do."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.forms import modelform_factory
from django.shortcuts import get_object_or_404, redirect, render

from tests.bench.twin.models import Record
from tests.bench.twin_walk import FILLER

PARTS = ("values", "links", "texts", "conditions", "paragraphs")
RecordForm = modelform_factory(Record, fields=["office", "title", "state", "text", "due_on"])
may_look = permission_required("twin.view_record", raise_exception=True)


@may_look
def records(request):
    asked = request.GET
    rows = Record.objects.select_related("office", "owner").order_by("-since")
    if "whole" not in asked:
        rows = rows.filter(office=request.user.first_name)
    if word := asked.get("q"):
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(number__icontains=word))
    if state := asked.get("state"):
        rows = rows.filter(state=state)
    page = Paginator(rows, int(asked["rows"])).get_page(asked.get("page"))
    return render(request, "list.html", {"page": page, "record": page[0], "more": _more(asked)})


@may_look
def detail(request, pk):
    record = get_object_or_404(Record.objects.select_related("office", "owner"), pk=pk)
    notes = record.notes.order_by("-pk")
    return render(request, "detail.html", {"record": record, "notes": notes, "more": _more(request.GET)})


@permission_required("twin.change_record", raise_exception=True)
def edit(request, pk):
    record = get_object_or_404(Record, pk=pk)
    form = RecordForm(request.POST or None, instance=record)
    if form.is_valid():
        form.save()
        return redirect(record)
    return render(request, "form.html", {"form": form, "record": record, "more": _more(request.GET)})


def _more(asked):
    """Return what the page shows besides its rows: a list of each part, as long as the address says."""
    return {part: [FILLER] * int(asked.get(part, 0)) for part in PARTS}
