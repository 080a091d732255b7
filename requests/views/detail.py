"""Pages to read a request: its page, its files, all answers for print, the empty questions."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gsvo.files.download import serve
from gsvo.lib import days
from gsvo.lib.dates import months
from requests import reasons, timeline
from requests.forms.questions import changes_of, questions, with_answers
from requests.next_action import further_acts, request_next_action
from requests.roles import roles_on_page
from requests.undelivered import unreached
from requests.views.access import readable, readable_by_staff_too
from requests.views.form import attachments_of
from requests.workflow import WaitingOn, WorkflowRole


@require_safe
def detail(request, oid):
    """Show who has to act, the progress, what is granted and the history."""
    support_request = readable(request, oid)
    roles = roles_on_page(request.user, support_request)
    is_writer = WorkflowRole.OFFICE in roles
    events = list(support_request.events.all())
    partners = list(support_request.partner_offices.all())
    readers = reasons.readers_of(request.user, support_request, roles)
    reads = partial(reasons.is_read_by, readers=readers)
    log = timeline.log(support_request, events, reads=reads)
    for line in log:
        line["changes"] = changes_of(line["event"])
    return render(
        request,
        "requests/detail.html",
        {
            "support_request": support_request,
            "is_writer": is_writer,
            "next_action": request_next_action(
                support_request, events, {WaitingOn.OFFICE} if is_writer else set(), reads=reads
            ),
            "progress": timeline.progress(support_request, events),
            "facts": facts(support_request, partners),
            "log": log,
            "attachments": attachments_of(support_request),
            "unreached": unreached(support_request) if is_writer else [],
            "acts": further_acts(support_request, roles),
        },
    )


@require_safe
def print_page(request, oid):
    """Show all answers for print, with a line for the superior's signature."""
    support_request = readable_by_staff_too(request, oid)
    return render(
        request,
        "requests/print.html",
        {
            "support_request": support_request,
            "sections": with_answers(support_request),
            "attachments": attachments_of(support_request),
            "today": timezone.localdate(),
        },
    )


@require_safe
def attachment(request, oid, file_oid):
    """Download a file of a request that the user may read."""
    support_request = readable_by_staff_too(request, oid)
    papers = support_request.attachments.current().select_related("file")
    return serve(get_object_or_404(papers, file__oid=file_oid).file)


@login_not_required
@require_safe
def all_questions(request):
    """Show every question of the form, to read and print beforehand."""
    return render(request, "requests/questions.html", {"steps": questions()})


def facts(support_request, partners):
    """Return (label, text) pairs for components/facts.html, which leaves out empty ones."""
    granted = support_request.granted_quarters
    wanted = support_request.wanted_quarters
    return [
        (_("Zugesagt"), days.as_words(granted) if granted else ""),
        (_("Gewünscht"), days.as_words(wanted) if wanted else ""),
        (_("Zeitraum"), months(support_request.period_from, support_request.period_to)),
        (_("Förderzeitraum"), support_request.period.name if support_request.period else ""),
        (_("Bedingungen"), support_request.conditions),
        (_("Schritte der Kette"), _listed(str(step.number) for step in support_request.chain_steps.all())),
        (_("Ansprechperson"), str(support_request.contact)),
        (_("Zuständig in der Stelle"), support_request.handler_words),
        (_("Liest mit"), _listed(str(office) for office in partners)),
    ]


def _listed(entries):
    *most, last = list(entries) or [""]
    return _("%(most)s und %(last)s") % {"most": ", ".join(most), "last": last} if most else last
