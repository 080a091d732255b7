"""Advisors from a table: upload, look at what it would do, confirm. The file is not kept."""

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from advisors import actions
from advisors.forms import pool_import as tables
from advisors.models import PoolImport
from gsvo.files.file_types import XLSX
from gsvo.files.spreadsheets import read_table, write_template
from gsvo.lib.forms import form_data
from gsvo.offices.models import Office
from requests.models import Topic

RIGHTS = ("advisors.add_advisor", "advisors.change_advisor")
MOST_TOLD = 50  # of the problems; whoever has more mends these first


def upload(request):
    """Take a table, say what is wrong with it, or lead to what it would do."""
    _must_be_allowed(request)
    form = tables.UploadForm(form_data(request), request.FILES if request.method == "POST" else None)
    problems = []
    if form.is_valid():
        table = read_table(form.cleaned_data["file"].examined.content, tables.COLUMNS)
        rows, problems = tables.examine(table)
        if not problems:
            kept = PoolImport.objects.create(by=request.user, rows=rows)
            return redirect("admin:pool-import-confirm", kept.oid)
        words = ngettext(
            "In der Tabelle ist eine Stelle zu berichtigen. Noch ist nichts übernommen.",
            "In der Tabelle sind %(count)s Stellen zu berichtigen. Noch ist nichts übernommen.",
            len(problems),
        )
        form.add_error("file", words % {"count": len(problems)})
    context = {
        "title": _("Beratende aus einer Tabelle übernehmen"),
        "form": form,
        "problems": problems[:MOST_TOLD],
        "more": len(problems) - MOST_TOLD,
        "headings": tables.HEADINGS,
    }
    return render(request, "admin/pool_import.html", admin.site.each_context(request) | context)


@require_safe
def template(request):
    """Return the table to fill in, in German as all its headings."""
    _must_be_allowed(request)
    content = write_template(tables.COLUMNS, _notes(), title="Beratende")
    answer = HttpResponse(content, content_type=XLSX.content_type)
    answer["Content-Disposition"] = 'attachment; filename="beratende.xlsx"'
    return answer


def _notes():
    topics = "; ".join(Topic.objects.filter(is_offered=True).values_list("name", flat=True))
    offices = "; ".join(Office.objects.values_list("display_name", flat=True))
    return [
        "Eine Zeile je Person. Name und E-Mail sind nötig; an der E-Mail erkennen wir die Person.",
        "Eine leere Zelle ändert nichts. Spalten, die Sie nicht brauchen, können Sie löschen.",
        f"Themen, mit Semikolon getrennt: {topics}",
        f"Orte, mit Semikolon getrennt, oder „ganz NRW“: {offices}",
        "Form: vor Ort, online, oder vor Ort und online",
        "Tage je Förderzeitraum: Viertel gehen, zum Beispiel 20,5",
        "Pause bis: ein Datum, als Datum formatiert",
    ]


def confirm(request, oid):
    """Show what the rows would do today; a POST does it, if it is still what was shown."""
    _must_be_allowed(request)
    kept = PoolImport.objects.filter(oid=oid).first()
    if kept is None:
        messages.info(request, _("Diese Tabelle ist schon übernommen oder verworfen."))
        return redirect("admin:advisors_advisor_changelist")
    if request.method == "POST" and "discard" in request.POST:
        kept.delete()
        messages.success(request, _("Verworfen. Am Pool ist nichts geändert."))
        return redirect("admin:pool-import")
    with transaction.atomic():
        plan = tables.plan(kept.rows)
        if request.method == "POST" and not PoolImport.objects.select_for_update().filter(pk=kept.pk).first():
            return redirect(request.path)  # somebody confirmed it meanwhile
        if request.method == "POST":
            refusal = _take_over(request, kept, plan)
            if not refusal:
                return redirect("admin:advisors_advisor_changelist")
            messages.info(request, refusal)
    context = {
        "title": _("Beratende übernehmen"),
        "plan": plan,
        "kept": kept,
        "button": _button(plan),
        "headings": tables.HEADINGS,
    }
    return render(request, "admin/pool_import_confirm.html", admin.site.each_context(request) | context)


def _take_over(request, kept, plan):
    """Take the rows over. Return why not, or ""."""
    if plan.problems or request.POST.get("shown") != plan.digest:
        return _(
            "Der Pool hat sich inzwischen geändert. Sehen Sie bitte noch einmal nach, was jetzt geschieht."
        )
    try:
        with transaction.atomic():
            done = actions.take_over(plan.lines, by=request.user)
            for advisor, is_new in done:
                LogEntry.objects.log_actions(
                    request.user.pk,
                    [advisor],
                    ADDITION if is_new else CHANGE,
                    _("aus einer Tabelle übernommen"),
                    single_object=True,
                )
            kept.delete()
    except actions.ActionRefused as refused:
        return str(refused)
    words = ngettext("Übernommen: eine Person.", "Übernommen: %(count)s Personen.", len(done))
    messages.success(request, words % {"count": len(done)} if done else _("Es war nichts zu ändern."))
    return ""


def _button(plan):
    new, changed = len(plan.new), len(plan.changed)
    words = ngettext("Eine Person übernehmen", "%(count)s Personen übernehmen", new + changed)
    return words % {"count": new + changed}


def _must_be_allowed(request):
    if not request.user.has_perms(RIGHTS):
        raise PermissionDenied
