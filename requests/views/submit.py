"""Pages to submit a request: check all answers, submit, or answer a question with them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gsvo.lib.forms import form_data
from requests import actions, form_fields
from requests.answer_checks import wrong_answers
from requests.forms.actions import AnswerForm, SubmitForm
from requests.forms.questions import with_answers
from requests.forms.steps import CHECK, STEP_OF
from requests.models import FundingPeriod
from requests.next_action_texts import opened_form
from requests.notification_counts import promise
from requests.states import EDITABLE
from requests.views.access import refused, writable
from requests.views.form import attachments_of, steps_nav
from requests.workflow import State


def check(request, oid):
    """Show all answers, what is missing and the privacy notice; POST submits."""
    support_request = writable(request, oid)
    if support_request.state == State.QUERIED:
        return redirect("requests:answer", oid)
    form = SubmitForm(form_data(request), support_request=support_request)
    if request.method == "POST" and (form.is_valid() or support_request.state != State.DRAFT):
        try:
            actions.submit(support_request, by=request.user, privacy_read=True)
        except actions.TransitionNotAllowed as moved_on:
            return refused(request, support_request, moved_on)
        except actions.ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("requests:submitted", oid)
    elif support_request.state != State.DRAFT:
        return redirect(support_request)
    return _sheet(request, "requests/check.html", support_request, form=form)


@require_safe
def submitted(request, oid):
    """Show the receipt: the number, and what happens next."""
    support_request = writable(request, oid)
    if support_request.state == State.DRAFT:
        return redirect("requests:check", oid)
    return render(request, "requests/submitted.html", {"support_request": support_request})


def answer(request, oid):
    """Answer a question, or submit again what was reopened, with the whole form to change."""
    support_request = writable(request, oid)
    opened = opened_form(support_request.events.all())
    was_asked = opened is None or opened.act == "ask_back"
    form = AnswerForm(form_data(request), was_asked=was_asked)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(support_request, by=request.user, **form.cleaned_data)
        except actions.ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Ihre Antwort ist da. Die G.I.B. prüft weiter."))
            return redirect(support_request)
    elif support_request.state != State.QUERIED:
        return refused(request, support_request, _("Zu dieser Anfrage ist keine Rückfrage offen."))
    return _sheet(
        request,
        "requests/answer.html",
        support_request,
        form=form,
        opened=opened,
        was_asked=was_asked,
    )


def _sheet(request, template, support_request, **context):
    sections = with_answers(support_request)
    missing = [
        {"step": section["step"], "label": row["label"]}
        for section in sections
        for row in section["rows"]
        if row["is_missing"]
    ]
    wrong = [
        {"step": STEP_OF[name], "label": STEP_OF[name].base_fields[name].label, "sentence": sentence}
        for name, sentence in wrong_answers(form_fields.values_of(support_request)).items()
    ]
    act = "submit" if support_request.state == State.DRAFT else "answer"
    context |= {
        "support_request": support_request,
        "mails": promise(support_request, act) if support_request.state in EDITABLE else "",
        "wrong": wrong,
        "sections": sections,
        "missing": missing,
        "attachments": attachments_of(support_request),
        "steps": steps_nav(support_request, CHECK),
        "is_editable": support_request.state in EDITABLE,
        "period_is_open": FundingPeriod.objects.open().exists(),
        "next_opening": FundingPeriod.objects.next_opening(),
        "current": CHECK,
    }
    return render(request, template, context)
