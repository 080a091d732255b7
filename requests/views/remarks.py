"""The office's work list after a round: what members said, and what she answers to each."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gsvo.lib.exceptions import StaleRecord
from gsvo.lib.forms import form_data, stored_values
from requests import actions
from requests.comparison import compare
from requests.forms.remarks import RemarkAnswerForm
from requests.mandate_change import WRITING, is_unsettled
from requests.models import MandateVersion, RemarkAnswer
from requests.remarks import in_words, worklist
from requests.roles import roles_on_page
from requests.sections import BY_KEY, OVERALL, title_of
from requests.views.access import readable, writable
from requests.views.mandate_sections import may_go_on
from requests.workflow import WorkflowRole

OPEN, ANSWERED = "offen", "beantwortet"
BAR = 320  # units of the picture's width


@require_safe
def remarks(request, oid):
    """List the remarks of the last closed rounds by section, all, the open or the answered ones."""
    support_request = readable(request, oid)
    found = worklist(support_request)
    if not found.rounds:
        raise Http404
    is_writer = WorkflowRole.OFFICE in roles_on_page(request.user, support_request)
    may_answer = is_writer and not found.is_over and not support_request.is_ended
    shown = request.GET.get("zeigen", "")
    chosen = {OPEN: found.open, ANSWERED: found.answered}.get(shown, found.remarks)
    next_version = _next_version(support_request, found) if is_writer else None
    context = {
        "support_request": support_request,
        "worklist": found,
        "sentence": in_words(found, may_answer=may_answer),
        "may_answer": may_answer,
        "tabs": _tabs(found, shown),
        "sections": list(
            _sections(found, chosen, support_request, may_answer, _differences(found, next_version))
        ),
        "bar": _bar(found),
        "may_send": is_writer and _may_send(support_request),
        "may_go_on": may_answer and may_go_on(support_request, found.rounds[0]),
        "next_version": next_version,
    }
    return render(request, "requests/mandate/remarks.html", context)


def answer_remark(request, oid, round_oid, member_oid, key):
    """Ask for the answer to one remark; POST saves it and leads to the next without one."""
    support_request = writable(request, oid)
    found = worklist(support_request)
    remark = found.find(round_oid, member_oid, key)
    if remark is None:
        raise Http404
    form = RemarkAnswerForm(
        form_data(request),
        initial=_stored(remark.answer),
        is_agreed=not is_unsettled(support_request, support_request.mandate.latest),
    )
    context = {"support_request": support_request, "worklist": found, "remark": remark, "form": form}
    if request.method != "POST" and not _is_changeable(found, remark):
        messages.info(request, _("Diese Antwort ist schon mitgeteilt. Ändern lässt sie sich nicht mehr."))
        return redirect("requests:remarks", oid)
    if form.is_valid():
        try:
            actions.answer_remark(
                remark.statement,
                key,
                by=request.user,
                expected_revision=form.expected_revision,
                **form.values,
            )
        except StaleRecord as meanwhile:
            form.report_stale(meanwhile)
            context["stored"] = stored_values(RemarkAnswerForm(form.data, initial=_stored(meanwhile.record)))
        except actions.ActionRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(_after(request, support_request, remark))
    return render(request, "requests/mandate/answer_remark.html", context)


@require_POST
def send_answers(request, oid):
    """Mail the members what became of their remarks, once the committee agreed."""
    support_request = writable(request, oid)
    try:
        count = actions.send_answers(support_request, by=request.user)
    except actions.ActionRefused as reason:
        messages.info(request, str(reason))
    else:
        words = ngettext("Eine Mail ist unterwegs.", "%(count)s Mails sind unterwegs.", count)
        messages.success(request, words % {"count": count})
    return redirect("requests:remarks", oid)


def remarks_to_answer(support_request):
    """Return (address, remark) of what has no answer yet, before the next round makes it too late."""
    found = worklist(support_request)
    return [] if found.is_over else [(url_of(support_request, remark), remark) for remark in found.open]


def url_of(support_request, remark):
    """Return the address at which a remark is answered."""
    seat = remark.seat
    names = [support_request.oid, seat.round.oid, seat.member.oid, remark.key]
    return reverse("requests:answer_remark", args=names)


def _after(request, support_request, remark):
    """Return where saving leads: to the next open remark where that was asked for, else back to the list."""
    following = next(iter(worklist(support_request).open), None)
    if "next" in request.POST and following:
        return url_of(support_request, following)
    return f"{reverse('requests:remarks', args=[support_request.oid])}#{remark.anchor}"


def _is_changeable(found, remark):
    return not found.is_over and not (remark.answer and remark.answer.told_at)


def _stored(answer):
    if answer is None:
        return {"revision": 0}
    return {"verdict": answer.verdict, "reason": answer.reason, "revision": answer.revision}


def _tabs(found, shown):
    """Return (label, query, whether it is shown) of the three filters."""
    rows = [
        (_("Alle %(count)s"), "", found.remarks),
        (_("Offen %(count)s"), OPEN, found.open),
        (_("Beantwortet %(count)s"), ANSWERED, found.answered),
    ]
    chosen = shown if shown in (OPEN, ANSWERED) else ""
    return [(label % {"count": len(remarks)}, name, name == chosen) for label, name, remarks in rows]


def _sections(found, chosen, support_request, may_answer, differences):
    """Yield each section with its remarks as lines. A section with something open is open itself."""
    kept = set(map(id, chosen))
    for key, remarks in found.by_section().items():
        lines = [
            {
                "remark": remark,
                "url": url_of(support_request, remark)
                if may_answer and _is_changeable(found, remark)
                else "",
            }
            for remark in remarks
            if id(remark) in kept
        ]
        if lines:
            open_count = sum(remark.answer is None for remark in remarks)
            yield {
                "key": key,
                "title": title_of(key),
                "edit": BY_KEY[key].number if key != OVERALL else None,
                "lines": lines,
                "count": len(remarks),
                "difference": differences.get(key),
                "open": open_count,
            }


def _differences(found, next_version):
    """Return {section's key: SectionDifference} of what is already changed in the version being written."""
    if next_version is None:
        return {}
    both = MandateVersion.objects.filter(pk__in=[found.version.pk, next_version.pk])
    old, new = both.prefetch_related("goals", "milestones").order_by("number")
    return {row.section.key: row for row in compare(old, new) if row.is_changed}


def _bar(found):
    """Return the picture's segments, one a remark, the answered first: (x, width, whether answered)."""
    count = len(found.remarks)
    edges = [f"{BAR * number / count:.1f}" for number in range(count)] if count else []
    width = f"{BAR / count:.1f}" if count else ""
    return [(edge, width, number < len(found.answered)) for number, edge in enumerate(edges)]


def _may_send(support_request):
    is_settled = not is_unsettled(support_request, support_request.mandate.latest)
    return (
        is_settled and not support_request.is_ended and RemarkAnswer.objects.untold(support_request).exists()
    )


def _next_version(support_request, found):
    """Return the version that is being written after these remarks, or None."""
    if support_request.state not in WRITING or found.is_over:
        return None
    latest = support_request.mandate.latest
    return latest if not latest.is_frozen else None
