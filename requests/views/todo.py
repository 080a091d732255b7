"""What the office does next with a request: the words of the button and where it leads."""

from django.urls import reverse
from django.utils.translation import gettext as _

from requests import form_fields
from requests.actions import may_copy
from requests.forms.steps import STEP_OF
from requests.workflow import Ball, State, Who


def next_act(support_request, opened=None):
    """(label, address) of the one thing that the office does next, or None while it only waits.

    `opened`: the event that opened its form again, see `requests.next_action.opened_form`.
    """
    if support_request.ball != Ball.OFFICE:
        return None
    oid = support_request.oid
    if support_request.state == State.DRAFT:
        return _finish_draft(support_request)
    if support_request.state == State.QUERIED:
        was_asked = opened is None or opened.act == "ask_back"
        label = _("Rückfrage beantworten") if was_asked else _("Ändern und wieder einreichen")
        return label, reverse("requests:answer", args=[oid])
    if support_request.state == State.CLARIFYING:
        return _("Auftrag bearbeiten"), reverse("requests:mandate", args=[oid])
    return None


def _finish_draft(support_request):
    missing = form_fields.first_missing(support_request)
    if missing is None:
        return _("Prüfen und einreichen"), reverse("requests:check", args=[support_request.oid])
    step = STEP_OF[missing].number
    return _("Entwurf fertigstellen"), reverse("requests:step", args=[support_request.oid, step])


def task(support_request):
    """One line of "Was jetzt zu tun ist"."""
    fallback = (support_request.next_step, support_request.get_absolute_url())
    label, url = next_act(support_request) or fallback
    return {"support_request": support_request, "label": label, "url": url}


def further_acts(support_request, who):
    """(label, address) of what the office may do besides, seldom things last."""
    if Who.OFFICE not in who:
        return []
    acts = [
        ("revise", _("Noch einmal ändern"), support_request.may("revise", who)),
        ("hand_over", _("An Kolleg:in übergeben"), not support_request.is_ended),
        ("share", _("Partnerstelle mitlesen lassen"), True),
        ("copy", _("Als Vorlage kopieren"), may_copy(support_request)),
        ("reopen_mandate", _("Auftrag neu fassen …"), support_request.may("reopen_mandate", who)),
        ("withdraw", _("Anfrage zurückziehen …"), support_request.may("withdraw", who)),
        ("delete_draft", _("Entwurf löschen …"), support_request.state == State.DRAFT),
    ]
    return [
        (label, reverse(f"requests:{name}", args=[support_request.oid]))
        for name, label, is_possible in acts
        if is_possible
    ]
