"""The one builder of the panel that says who has to act, and the office's next acts."""

import copy
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gsvo.lib import dates
from requests import form_fields, workflow
from requests.actions import may_copy
from requests.forms.steps import STEP_OF
from requests.next_action_texts import opened_form
from requests.remarks import open_in_words
from requests.states import STATES, Group
from requests.workflow import State, WaitingOn, WorkflowRole

WAITING_ON_HEADINGS = {  # the heading for everybody but the one who has to act
    WaitingOn.OFFICE: gettext_lazy("Die Koordinierungsstelle ist am Zug"),
    WaitingOn.GIB: gettext_lazy("Die G.I.B. ist am Zug"),
    WaitingOn.COMMITTEE: gettext_lazy("Das Gremium ist am Zug"),
    WaitingOn.ADVISOR: gettext_lazy("Die Beratung ist am Zug"),
    WaitingOn.NO_ONE: gettext_lazy("Niemand muss mehr etwas tun"),
}
_REOPENABLE = workflow.TRANSITIONS["reopen_case"].sources
_IF_BY_MISTAKE = gettext_lazy(
    "Ein Versehen? Rufen Sie die G.I.B. an: Die Leitung kann die Anfrage wieder öffnen."
)


@dataclass(frozen=True)
class NextAction:
    """The panel that says who has to act, as components/next_action.html shows it."""

    heading: str
    mine: bool  # whether the reader has to act
    since: datetime | None
    text: str
    deadline: str  # in second rank: until when, or what comes afterwards
    button_label: str = ""
    button_url: str = ""


def build_next_action(shown, readers, *, text="", deadline="", button=None, heading="", shows_since=True):
    """Build the panel of one request for one reader; each page gives its own words.

    `shown`: the request, or a Snapshot of an engagement. `readers`: the set of WaitingOn that the reader
    could be, empty for somebody who only reads along. `button`: (label, address). `heading`: instead of the
    one that says who has to act.
    """
    mine = shown.waiting_on in readers
    who = _("Sie sind am Zug") if mine else WAITING_ON_HEADINGS[WaitingOn(shown.waiting_on)]
    label, url = button or ("", "")
    since = shown.waiting_since if shows_since else None
    return NextAction(heading or who, mine, since, text, deadline, label, url)


def request_next_action(support_request, events, readers, *, reads):
    """Return the panel of a request's own page. `events`: newest first.

    `reads(event)`: whether the reader may read its reason.
    """
    events = [_as_read(event, reads) for event in events]
    row = STATES[State(support_request.state)]
    if row.group == Group.ENDED:
        text, deadline = _ended(support_request, events, WaitingOn.OFFICE in readers)
        return build_next_action(
            support_request, readers, text=text, deadline=deadline, heading=row.ended_heading
        )
    mine = support_request.waiting_on in readers
    text, after = row.next_action(support_request, events, mine)
    if mine and support_request.state == State.CLARIFYING and (waiting := open_in_words(support_request)):
        text = f"{text} {waiting}"
    return build_next_action(
        support_request,
        readers,
        text=text,
        deadline=" ".join(part for part in (_deadline(support_request, mine), after) if part),
        button=_own_act(support_request, events) if mine else None,
    )


def _ended(support_request, events, is_office):
    """Return (why it ended, what one may do where that was a mistake)."""
    last = next((event for event in events if event.moved), None)
    text = last.reason if last else ""
    if last and last.act == "lapse":
        text = _("Lange ist nichts geschehen. Sie können die Anfrage als Vorlage kopieren.")
    return text, _IF_BY_MISTAKE if is_office and support_request.state in _REOPENABLE else ""


def _as_read(event, reads):
    """Return the event, without its reason if the reader may not read it."""
    if not event.reason or reads(event):
        return event
    shown = copy.copy(event)
    shown.reason = ""
    return shown


def _deadline(support_request, mine):
    due_on = support_request.due_on
    if not due_on:
        return ""
    day = {"day": dates.day(due_on)}
    if due_on < timezone.localdate():
        return _("Die Frist war am %(day)s.") % day
    return (_("Bitte bis %(day)s.") if mine else _("Antwort bis %(day)s.")) % day


# --- what the office does next: words of the button and where it leads ----------------------------------
def next_act(support_request, opened=None):
    """Return (label, address) of the office's next act, or None while it only waits.

    `opened`: the event that opened its form again, see `requests.next_action_texts.opened_form`.
    """
    if support_request.waiting_on != WaitingOn.OFFICE:
        return None
    oid = support_request.oid
    if support_request.state == State.DRAFT:
        return _finish_draft(support_request)
    if support_request.state == State.QUERIED:
        was_asked = opened is None or opened.act == "ask_back"
        label = _("Rückfrage beantworten") if was_asked else _("Ändern und wieder einreichen")
        return label, reverse("requests:answer", args=[oid])
    if support_request.state == State.CLARIFYING:
        return _("Auftrag bearbeiten"), reverse("requests:edit_mandate", args=[oid])
    return None


_acts_above = {}


def leads_to(state):
    """Decorator of a higher app: `function(request)` returns (label, address) of the next act in a state.

    Only the request's own page asks it, no list.
    """

    def decorator(function):
        _acts_above[state] = function
        return function

    return decorator


def _own_act(support_request, events):
    if act := next_act(support_request, opened_form(events)):
        return act
    if support_request.waiting_on != WaitingOn.OFFICE or support_request.state not in _acts_above:
        return None
    return _acts_above[support_request.state](support_request)


def _finish_draft(support_request):
    missing = form_fields.first_missing(support_request)
    if missing is None:
        return _("Prüfen und einreichen"), reverse("requests:check", args=[support_request.oid])
    step = STEP_OF[missing].number
    return _("Entwurf fertigstellen"), reverse("requests:step", args=[support_request.oid, step])


def task(support_request):
    """Return one line of "Was jetzt zu tun ist"."""
    fallback = (support_request.next_step, support_request.get_absolute_url())
    label, url = next_act(support_request) or fallback
    return {"support_request": support_request, "label": label, "url": url}


def further_acts(support_request, roles):
    """Return (label, address) of the office's other acts, the rare ones last."""
    if WorkflowRole.OFFICE not in roles:
        return []
    acts = [
        ("revise", _("Noch einmal ändern"), support_request.may("revise", roles)),
        ("hand_over", _("An Kolleg:in übergeben"), not support_request.is_ended),
        ("share", _("Partnerstelle mitlesen lassen"), True),
        ("copy", _("Als Vorlage kopieren"), may_copy(support_request)),
        ("reopen_mandate", _("Auftrag neu fassen …"), support_request.may("reopen_mandate", roles)),
        ("withdraw", _("Anfrage zurückziehen …"), support_request.may("withdraw", roles)),
        ("delete_draft", _("Entwurf löschen …"), support_request.state == State.DRAFT),
    ]
    return [
        (label, reverse(f"requests:{name}", args=[support_request.oid]))
        for name, label, is_possible in acts
        if is_possible
    ]
