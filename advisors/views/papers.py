"""Pages of what an engagement owes: hand in a file, write a report, read a paper."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from advisors import actions
from advisors.actions.bookings import ENTERING
from advisors.engagement_page.access import find, for_advisor
from advisors.engagement_page.owed import readable
from advisors.engagement_page.taken_over import mandate_paper_of
from advisors.forms.papers import HandInForm, ReportForm
from advisors.owed import REPORTS, PaperKind
from advisors.owed_items import items_of, papers_of
from advisors.papers import texts_from
from advisors.papers.download import answer_with
from advisors.views.form_page import refuse
from gsvo.files.download import serve
from gsvo.lib.exceptions import StaleRecord
from gsvo.lib.forms import add_refusal, form_data, stored_values
from gsvo.status.idempotency import makes_once

HAND_IN = "abgeben"  # the name of the button that does not only save


@require_safe
def paper(request, oid, paper_oid, form):
    """Return a version that the reader may open; foreign ones are absent."""
    engagement = find(request, oid)
    found = get_object_or_404(engagement.papers.select_related("file", "advisor"), oid=paper_oid)
    if found not in readable(engagement, [found], request.user):
        raise Http404
    found.engagement = engagement
    return answer_with(found, form)


@require_safe
def mandate_paper(request, oid):
    """Return the paper with the mandate of an engagement that was taken over; without one there is none."""
    found = mandate_paper_of(find(request, oid))
    if found is None:
        raise Http404
    return serve(found.file)


@makes_once
def hand_in(request, oid, kind):
    """Hand in a file, or go on to write the report here."""
    engagement = _owing(request, oid, kind)
    if engagement.support_request.state not in ENTERING:
        return _too_late(request, engagement)
    papers = [row for row in papers_of(engagement) if row.kind == kind]
    newest = max((row for row in papers if row.version), key=lambda row: row.version, default=None)
    is_post = request.method == "POST"
    form = HandInForm(form_data(request), request.FILES if is_post else None, newest=newest)
    if is_post and form.is_valid():
        try:
            actions.hand_in_file(
                engagement,
                kind,
                by=request.user,
                upload=form.cleaned_data["upload"],
                expected_version=form.expected_revision,
            )
        except StaleRecord as meanwhile:
            form.report_file_again(meanwhile)
        except actions.ActionRefused as refused:
            form.add_error("upload", str(refused))
        else:
            messages.success(request, _("Danke. Das liegt jetzt vor."))
            return redirect(engagement)
    has_draft = any(row.version is None and row.advisor_id == engagement.advisor_id for row in papers)
    context = _context(engagement, kind) | {"form": form, "newest": newest, "has_draft": has_draft}
    return render(request, "advisors/papers/hand_in.html", context)


@makes_once
def write_report(request, oid, kind):
    """Write a report from what the portal knows: save it as a draft, or hand it in."""
    engagement = _owing(request, oid, kind)
    if engagement.support_request.state not in ENTERING:
        return _too_late(request, engagement)
    is_draft = request.method == "POST" and HAND_IN not in request.POST
    form = ReportForm(form_data(request), initial=_stored(engagement, kind), is_draft=is_draft)
    context = _context(engagement, kind) | {"form": form}
    if request.method == "POST" and form.is_valid():
        act = actions.save_draft if is_draft else actions.hand_in_report
        try:
            act(
                engagement,
                kind,
                by=request.user,
                texts=form.values,
                expected_revision=form.expected_revision,
            )
        except StaleRecord as meanwhile:
            form.report_stale(meanwhile)
            shown = meanwhile.record.texts | {"revision": meanwhile.record.revision}
            context["stored"] = stored_values(ReportForm(form.data, initial=shown))
        except actions.ActionRefused as refused:
            add_refusal(form, refused)
        else:
            if not is_draft:
                messages.success(request, _("Danke. Der Bericht liegt jetzt vor."))
                return redirect(engagement)
            messages.success(request, _("Gespeichert. Den Entwurf lesen nur Sie."))
            return redirect("advisors:write_report", engagement.oid, kind)
    return render(request, "advisors/papers/report.html", context)


def _stored(engagement, kind):
    """Return what the form begins with: the draft, else the version handed in, else what the portal knows."""
    mine = engagement.papers.filter(kind=kind, advisor=engagement.advisor_id)
    if draft := mine.drafts().first():
        return draft.texts | {"revision": draft.revision}
    handed_in = mine.handed_in().filter(file=None).first()
    return (handed_in.texts if handed_in else texts_from(engagement)) | {"revision": 0}


def _owing(request, oid, kind):
    """Return the engagement of whoever advises it; 404 for what she cannot owe."""
    if kind not in REPORTS:
        raise Http404
    engagement = for_advisor(request, oid)
    if not any(item.kind == kind for item in items_of(engagement)):
        raise Http404
    return engagement


def _context(engagement, kind):
    return {
        "engagement": engagement,
        "support_request": engagement.support_request,
        "kind": kind,
        "paper_name": PaperKind(kind).label,
        "item": next(item for item in items_of(engagement) if item.kind == kind),
    }


def _too_late(request, engagement):
    return refuse(request, engagement, _("Die Begleitung läuft nicht mehr. Abgeben lässt sich jetzt nichts."))
