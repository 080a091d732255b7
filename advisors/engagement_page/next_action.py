"""Who has to act in an engagement, since when and until when: the panel on top of its page."""

from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.engagement_page.days import what_is_owed
from advisors.engagement_page.owed import what_closes
from gsvo.lib import dates
from requests.next_action import WAITING_ON_HEADINGS, build_next_action
from requests.states import STATES
from requests.workflow import State, WaitingOn, WorkflowRole

SIDES = {WorkflowRole.OFFICE: WaitingOn.OFFICE, WorkflowRole.ADVISOR: WaitingOn.ADVISOR}


def next_action_of(page, roles):
    """Return the panel for office and advisor. `page`: what `page_context` returns; `roles`: the reader's."""
    shown = page["shown"]
    text = STATES[State(shown.state)].engagement_text or ""
    if (shown.state, shown.waiting_on) == (State.ENGAGED, WaitingOn.GIB):
        text = _(
            "Die G.I.B. klärt, wer weiter berät, und meldet sich. Vereinbaren Sie bis dahin nichts Neues."
        )
    deadline = _("Bis %(day)s.") % {"day": dates.day(shown.due_on)} if shown.due_on else ""
    if page["call_day"] and not shown.due_on:
        text, deadline = _first_call(page, roles)
    text, deadline, button = _open_work(page, roles) or (text, deadline, None)
    return build_next_action(
        shown,
        {waiting_on for role, waiting_on in SIDES.items() if role in roles},
        text=text,
        deadline=deadline,
        button=button,
        shows_since=not shown.is_ended,
    )


def next_action_for_gib(page, text, deadline):
    """Return the panel for G.I.B., who is never called "Sie" there. `text`, `deadline`: those of the case."""
    shown = page["shown"]
    if page["call_day"] and not shown.due_on:
        call, day = _call_words(page), {"day": dates.weekday(page["call_day"])}
        is_over = page["call_day"] < timezone.localdate()
        words = _("Der erste Anruf war bis %(day)s zugesagt.") if is_over else _("Bis %(day)s.")
        text, deadline = (text if is_over else call), words % day
    text, deadline, _button = _open_work(page, set()) or (text, deadline, None)
    heading = shown.state_label if shown.is_ended else WAITING_ON_HEADINGS[WaitingOn(shown.waiting_on)]
    return build_next_action(
        shown,
        {WaitingOn.GIB},
        text="" if shown.is_ended else text,
        deadline="" if shown.is_ended else deadline,
        heading=heading,
        shows_since=not shown.is_ended,
    )


def _open_work(page, roles):
    """Return (text, deadline, button) where entries wait for somebody or a paper bars the close, or None."""
    shown, part, owed = page["shown"], page["part"], page["owed"]
    if part and shown.state == State.ENGAGED:
        return what_is_owed(shown, part, roles)
    if owed and shown.state == State.CLOSING:
        return what_closes(shown, owed["items"], roles)
    return None


def _first_call(page, roles):
    """Return (who calls whom, until when): one side begins, the other waits."""
    call_day, contact = page["call_day"], page["contact"]
    day = {"day": dates.weekday(call_day)}
    if call_day < timezone.localdate():
        text = _("Verabreden Sie gemeinsam die nächsten Termine und arbeiten Sie am Auftrag.")
        if WorkflowRole.ADVISOR in roles:
            return text, _("Der erste Anruf war bis %(day)s zugesagt.") % day
        return text, _("Hat sich noch niemand bei Ihnen gemeldet? Sagen Sie bitte der G.I.B. Bescheid.")
    if WorkflowRole.ADVISOR in roles:
        text = _("Rufen Sie %(contact)s an und verabreden Sie den ersten Termin.") % {"contact": contact.name}
        return text, _("Bitte bis %(day)s. Die Koordinierungsstelle wartet auf Ihren Anruf.") % day
    deadline = _("Bis %(day)s. Hören Sie bis dahin nichts, sagen Sie bitte der G.I.B. Bescheid.")
    return _call_words(page), deadline % day


def _call_words(page):
    names = {"advisor": page["shown"].advisor.name, "contact": page["contact"].name}
    return _("%(advisor)s ruft %(contact)s an und verabredet den ersten Termin.") % names
