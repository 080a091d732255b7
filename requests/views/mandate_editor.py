"""The page on which the mandate is written."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gsvo.lib import dates, days
from gsvo.lib.exceptions import StaleRecord, conflict_message_for
from gsvo.lib.forms import TEXT_IS_KEPT
from gsvo.unsent_forms.storage import draft_data
from requests import actions, mandate_parts
from requests.form_fields import is_beyond
from requests.forms.mandate_editor import (
    ROW_ACT,
    MandateForm,
    merged,
    rearranged,
    stored_values,
    typed_values,
)
from requests.mandate_change import WRITING
from requests.mandate_parts import Change
from requests.models.mandate import Content
from requests.sections import OVERALL
from requests.views.access import writable
from requests.views.mandate_sections import is_in_writing, said_before

FOLDS = {"alle": True, "keine": False}  # ?offen=…


@dataclass
class EditPanel:
    """One section to write: its field, its rows, and what stands beside them."""

    content: Content
    field: object
    check: object  # the tick of a text that comes from the request
    rows: object
    others: list  # (Change, the other wording) of a text or of rows that a colleague changed meanwhile
    said: tuple  # (institution, text) of what members said about it in the last round
    is_open: bool = False

    @property
    def section(self):
        return self.content.section

    @property
    def state(self):
        """Return how far the section is, in a word, as it is stored."""
        if self.content.is_missing:
            return _("fehlt noch")
        if self.content.is_unchecked and not self.content.is_empty:
            return _("aus der Anfrage, bitte prüfen")
        return _("freiwillig") if self.content.is_empty else _("ausgefüllt")

    @property
    def is_to_do(self):
        return self.content.is_missing or self.content.is_unchecked

    @property
    def has_errors(self):
        in_rows = self.rows is not None and self.rows.is_bound and self.rows.total_error_count()
        return bool(in_rows or (self.field is not None and self.field.errors))


def edit_mandate(request, oid):
    """Write the fifteen sections. Buttons that add, remove or move rows save nothing."""
    support_request = writable(request, oid)
    record = getattr(support_request, "mandate", None)
    version = record.latest if record else None
    if version is None or (request.method != "POST" and not is_in_writing(support_request, version)):
        if support_request.state not in WRITING or request.method == "POST":
            messages.info(request, _("Der Auftrag lässt sich gerade nicht ändern."))
        return redirect("requests:mandate", oid)
    act = ROW_ACT.fullmatch(request.POST.get("do", ""))
    if act:
        request.POST = rearranged(request.POST, act)  # so it is kept, should the writer leave now
        return _page(request, version, MandateForm(version, typed=request.POST))
    if request.method == "POST":
        return _save(request, version)
    return _written_before(request, version)


def _save(request, version):
    """Save what was sent; where a colleague was faster, show it beside what she changed."""
    form, others = MandateForm(version, request.POST), {}
    if form.is_valid():
        try:
            saved = actions.save_mandate(
                version.mandate.support_request,
                by=request.user,
                expected_revision=form.sections.expected_revision,
                **form.cleaned_data,
            )
        except StaleRecord as meanwhile:
            version.refresh_from_db()
            data, others = merged(request.POST, version)
            form = MandateForm(version, data)
            form.is_valid()
            form.sections.report_stale(meanwhile)
        except actions.ActionRefused as reason:
            form.sections.add_error(None, str(reason))
        else:
            return _saved(request, saved)
    return _page(request, version, form, others)


def _saved(request, version):
    support_request = version.mandate.support_request
    beyond = [row.title for row in version.milestones.all() if is_beyond(support_request, row.due_on)]
    if beyond:
        words = _("Außerhalb des Zeitraums der Anfrage: %(milestones)s. Ist das so gemeint?")
        messages.info(request, words % {"milestones": ", ".join(beyond)})
    if request.POST.get("do") == "ask":
        unchecked = ", ".join(map(str, version.to_check()))
        if unchecked:
            words = _("Aus der Anfrage übernommen und noch von niemandem geprüft: %(sections)s.")
            messages.info(request, words % {"sections": unchecked})
        return redirect("requests:open_round", support_request.oid)
    messages.success(request, _("Gespeichert. Sie können jederzeit weitermachen."))
    return redirect(request.get_full_path())


def _written_before(request, version):
    """Show the version, with what its reader typed before and did not save."""
    draft = draft_data(request)
    if draft is None or not _says_more(draft, version):
        return _page(request, version, MandateForm(version))
    request.shows_draft = True
    typed, others = merged(draft, version)
    return _page(request, version, MandateForm(version, typed=typed), others)


def _says_more(draft, version):
    is_ticked = any(name.startswith("checked_") for name in draft)
    return is_ticked or mandate_parts.differs(typed_values(draft), stored_values(version))


def _page(request, version, form, others=None):
    support_request = version.mandate.support_request
    panels, said = _panels(request, version, form, others or {})
    left = form.granted - form.planned_quarters
    context = {
        "support_request": support_request,
        "version": version,
        "form": form,
        "errors_of": form.parts,
        "section_panels": panels,
        "missing": [panel.section for panel in panels if panel.content.is_missing],
        "filled": sum(panel.content.is_filled for panel in panels),
        "said_overall": said.get(OVERALL, ()),
        "granted": form.granted,
        "left": left,
        "beyond": max(0, -left),
        "in_force": version.replaces if support_request.engaged_at else None,
        "faster": _faster(request, version) if others and request.method != "POST" else "",
    }
    return render(request, "requests/mandate/edit.html", context)


def _faster(request, version):
    return f"{conflict_message_for(version, request.user)} {TEXT_IS_KEPT}"


def _panels(request, version, form, others):
    said = said_before(version.mandate.support_request)
    folds = FOLDS.get(request.GET.get("offen", ""))
    panels = []
    for content in version.contents():
        section = content.section
        parts = [part for part in (section.has_text and section.key, section.rows) if part]
        panel = EditPanel(
            content,
            field=form.sections[section.key] if section.has_text else None,
            check=form.check(section.key),
            rows=form.rows(section.rows) if section.rows else None,
            others=[_other(part, *others[part]) for part in parts if part in others],
            said=said.get(section.key, ()),
        )
        panel.is_open = bool(panel.has_errors or panel.others or _is_open(panel, folds))
        panels.append(panel)
    return panels, said


def _is_open(panel, folds):
    return panel.is_to_do or bool(panel.rows) if folds is None else folds


def _other(part, change, wording):
    text = _rows_as_text(part, wording) if part in mandate_parts.ROW_FIELDS else wording
    return {"is_theirs": change == Change.THEIRS, "text": text or _("(leer)")}


def _rows_as_text(part, rows):
    """Return goals or milestones, each on a line."""
    if part == "goals":
        lines = [" – ".join(filter(None, [row["text"], row["criterion"]])) for row in rows]
    else:
        lines = [", ".join(filter(None, _milestone(row))) for row in rows]
    return "\n".join(filter(None, lines))


def _milestone(row):
    """Return the parts of a milestone, stored or as typed."""
    due_on, quarters = row["due_on"], row["quarters"]
    return [
        row["title"],
        row["result"],
        dates.day(due_on) if hasattr(due_on, "year") else due_on,
        days.as_words(quarters) if quarters and isinstance(quarters, int) else quarters,
    ]
