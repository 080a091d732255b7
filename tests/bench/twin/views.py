"""The bare views. The address says how many rows and how heavy the page has to be."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.forms import modelform_factory
from django.shortcuts import get_object_or_404, redirect, render

from tests.bench.twin.models import Record

FILLER = (
    "Dieser Absatz macht die Seite so schwer wie die, neben der sie steht; er kostet, was Text eben kostet. "
    * 3
)
FRAME, ROW = 900, 420  # bytes of a page without rows, and of a row
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
    return render(request, "list.html", {"page": page, "filler": _filler(request, len(page) * ROW)})


@may_look
def detail(request, pk):
    record = get_object_or_404(Record.objects.select_related("office", "owner"), pk=pk)
    notes = record.notes.order_by("-pk")
    return render(
        request, "detail.html", {"record": record, "notes": notes, "filler": _filler(request, 12 * 130)}
    )


@permission_required("twin.change_record", raise_exception=True)
def edit(request, pk):
    record = get_object_or_404(Record, pk=pk)
    form = RecordForm(request.POST or None, instance=record)
    if form.is_valid():
        form.save()
        return redirect(record)
    return render(request, "form.html", {"form": form, "filler": _filler(request, 4500)})


def _filler(request, shown):
    """Return as many paragraphs as bring the page to the weight that was asked for."""
    left = int(request.GET.get("weight", 0)) - FRAME - shown
    return [FILLER] * max(0, round(left / (len(FILLER) + len("<p></p>\n"))))
