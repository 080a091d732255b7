"""The history and the progress of a request as German sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gsvo.accounts.models import User
from gsvo.lib import dates, days
from gsvo.offices.committee_words import members_in_words
from requests.event_names import names_of, with_names
from requests.event_sentences import SENTENCES, SENTENCES_FOR_OFFICES
from requests.models import Seat, Statement
from requests.other_answers import OtherAnswer
from requests.roles import roles_of
from requests.round_rules import Ending, Rule
from requests.states import ENDS, PROGRESS, STATES
from requests.workflow import State, WorkflowRole

DATES = frozenset(
    {"clarify_by", "answer_by", "until", "moved_from", "done_on", "session_on", "answered_on", "review_on"}
    | {"moved_to", "reached_on", "began_on", "decided_on", "said_on", "held_on"}
)
MISSING = gettext_lazy("(ohne Angabe)")
_UNUSUAL = {
    Ending.EARLY: gettext_lazy("Die Koordinierungsstelle hat sie vor der Frist beendet."),
    Ending.MEETING: gettext_lazy("Das Gremium hat in einer Sitzung entschieden."),
}
REPLACED = "%(replaced)s"  # told to staff behind any sentence


class _Data(dict):
    """The data of an event as text; a missing value of an old event never fails a sentence."""

    def __missing__(self, key):
        return MISSING


def sentence(event, *, for_staff=False):
    """Return what happened, in one or two sentences."""
    data = _Data({key: _readable(event, key, value) for key, value in event.data.items()})
    data |= names_of(event)
    if event.act == "round_closed":
        data["tally"] = _tally(event.data)
    text = _words(event, for_staff) % data
    if event.data.get("at_once"):
        text += " " + _("Alle auf einmal: Die erste Annahme gilt.")
    if event.data.get("deputy"):
        text += " " + _("Die Antwort kam in Vertretung.")
    if event.data.get("is_contact"):
        text += " " + _("Wer das übernimmt, ist jetzt auch Ansprechperson.")
    if event.act == "handler_left":
        text += " " + _who_looks_after_it(event)
    if event.data.get("returned_quarters"):
        returned = days.as_words(event.data["returned_quarters"])
        text += " " + _("Zurück in den Förderzeitraum: %(days)s.") % {"days": returned}
    if event.data.get("booked_quarters"):
        booked = days.as_words(event.data["booked_quarters"])
        text += " " + _("Wieder zugesagt: %(days)s.") % {"days": booked}
    if event.act == "round_opened" and event.data.get("rule") in Rule:
        text += " " + _("Regel: %(rule)s.") % {"rule": Rule(event.data["rule"]).label}
    if event.act == "round_closed" and event.data.get("ending") in _UNUSUAL:
        text += " " + str(_UNUSUAL[event.data["ending"]])
    if event.act == "round_closed" and event.data.get("overtaken"):
        text += " " + _("Die Begleitung endet vorher.")
    if event.act == "round_closed" and event.data.get("in_force"):
        text += " " + _("Es gilt weiter Fassung %(number)s.") % {"number": event.data["in_force"]}
    if event.data.get("in_round"):
        text += " " + _("Eine Runde war offen.")
    if event.data.get("entry_changed"):
        text += " " + _("Die Antwort kam, nachdem Name oder Adresse geändert waren.")
    if event.data.get("entries_changed"):
        seats = Seat.objects.filter(pk__in=event.data["entries_changed"])
        text += " " + _("Nach einer Änderung von Name oder Adresse geantwortet: %(who)s.") % {
            "who": ", ".join(seats.values_list("institution", flat=True))
        }
    if for_staff and event.data.get("address_change"):
        text += f" {REPLACED}" % data
    if event.data.get("changes"):
        count = len(event.data["changes"])
        text += " " + ngettext("Eine Angabe ist geändert.", "%(count)s Angaben sind geändert.", count) % {
            "count": count
        }
    return text


def _words(event, for_staff):
    """Return the sentence of an act with its placeholders."""
    sentences = SENTENCES if for_staff else SENTENCES | SENTENCES_FOR_OFFICES
    return str(sentences.get(_wording(event), MISSING))


def _wording(event):
    """Return the key of an event's sentence: its act, or a way of it that reads differently."""
    if (event.act, event.to_state) == ("complete", State.CANCELLED):
        return "complete_early"
    if event.act == "round_opened" and "answer_by" not in event.data:
        return "meeting_opened"
    if event.act == "extend_invitation" and event.data.get("count"):
        return "extend_invitations"
    figures = [event.data.get(key) for key in ("quarters", "done_on", "quarters_before", "moved_from")]
    if event.act == "change_entry" and figures[:2] == figures[2:]:
        return "change_entry_words"
    return event.act


def _who_looks_after_it(event):
    if event.data.get("without_lead"):
        return _("Die Stelle hat zurzeit keine Leitung, die es tut.")
    return _("Bis jemand sie übernimmt, tut es die Leitung der Stelle.")


def _readable(event, key, value):
    if key in DATES and value:
        return dates.day(value)
    if key in ("quarters", "quarters_before"):
        return days.as_words(value)
    if key == "count":
        people = ngettext("eine Person aus dem Pool", "%(count)s Personen aus dem Pool", value)
        return people % {"count": value}
    if key == "remarks":
        return ngettext("eine Rückmeldung", "%(count)s Rückmeldungen", value) % {"count": value}
    if key == "entries":
        return ngettext("Ein Zeiteintrag", "%(count)s Zeiteinträge", value) % {"count": value}
    if key == "seats":
        if "voting" in event.data:
            return members_in_words(event.data["voting"], value - event.data["voting"])
        return ngettext("%(number)s Mitglied", "%(number)s Mitglieder", value) % {"number": value}
    if key == "vote":
        return _("mit Stimme") if value else _("als Gast ohne Stimme")
    if key == "chair":
        return _("mit Vorsitz") if value else _("ohne Vorsitz")
    if key == "committee_rule":
        return _committee_rule(event.data)
    if key == "other_answer":
        return OtherAnswer(value).label if value in OtherAnswer else value
    if key == "members":
        return ngettext("%(number)s Mitglied", "%(number)s Mitglieder", value) % {"number": value}
    if key == "came_by" and value in Statement.Way:
        return Statement.Way(value).label
    if event.act in ("statement", "statement_entered") and key == "answer":
        return Statement.Answer(value).label
    return value


def _committee_rule(data):
    parts = [Rule(data["committee_rule"]).label if data["committee_rule"] in Rule else MISSING]
    if data.get("quorum"):
        parts.append(_("Quorum %(count)s") % {"count": data["quorum"]})
    if data.get("silence"):
        parts.append(_("Verschweigung im Ausnahmefall erlaubt"))
    return ", ".join(map(str, parts))


def _tally(data):
    agree, change, abstain, left = (data.get(key, 0) for key in ("agree", "change", "abstain", "open"))
    parts = (
        (agree, ngettext("%(count)s stimmt zu", "%(count)s stimmen zu", agree)),
        (change, ngettext("%(count)s wünscht eine Änderung", "%(count)s wünschen eine Änderung", change)),
        (abstain, ngettext("%(count)s enthält sich", "%(count)s enthalten sich", abstain)),
        (left, ngettext("%(count)s hat nicht geantwortet", "%(count)s haben nicht geantwortet", left)),
    )
    told = [words % {"count": count} for count, words in parts if count]
    return ", ".join(told) or _("niemand hat geantwortet")


def actor_name(event, support_request):
    """Return who did it, by office or function; names of persons stay out of the history."""
    if event.by_role == WorkflowRole.OFFICE:
        return _("Koordination %(office)s") % {"office": support_request.office}
    return {
        WorkflowRole.CASEWORK: _("Sachbearbeitung G.I.B."),
        WorkflowRole.LEADERSHIP: _("Leitung G.I.B."),
        WorkflowRole.COMMITTEE: _("Steuerungsgremium"),
        WorkflowRole.ADVISOR: _("Berater:in"),
        WorkflowRole.CLOCK: _("automatisch"),
    }.get(event.by_role, "")


def latest(support_request, reader):
    """Return what happened last, when and by whom, for a reader who was slower; "" without events."""
    event = support_request.events.select_related("by_user").first()
    if event is None:
        return ""
    return _("Zuletzt (%(moment)s Uhr, %(who)s): %(what)s") % {
        "moment": dates.short_moment(event.at),
        "who": _doer(event, support_request, reader),
        "what": sentence(event, for_staff=getattr(reader, "is_staff", False)),
    }


def _doer(event, support_request, reader):
    """Return a colleague's name; people of the other side and behind links are named by function."""
    if event.by_user_id is None or not isinstance(reader, User):
        return actor_name(event, support_request)
    if event.by_user_id == reader.pk:
        return _("Sie selbst")
    office = {WorkflowRole.OFFICE} & roles_of(reader, support_request)
    side = {WorkflowRole.CASEWORK, WorkflowRole.LEADERSHIP} if reader.is_staff else office
    return str(event.by_user) if event.by_role in side else actor_name(event, support_request)


def log(support_request, events, *, for_staff=False, reads=None, known=None):
    """Return the history for a page, newest first.

    By time, not by key: a history that the demo plays, or that is written later, stands in its order too.
    `reads(event)`: whether the reader may read the event's reason; staff read all, nobody else without it.
    `known`: as in `with_names`.
    """
    ordered = sorted(events, key=lambda event: (event.at, event.pk), reverse=True)
    return [
        {
            "event": event,
            "at": event.at,
            "who": actor_name(event, support_request),
            "name": event.by_user if for_staff else None,
            "text": sentence(event, for_staff=for_staff),
            "reason": event.reason if for_staff or (reads and reads(event)) else "",
            "is_move": event.moved,
        }
        for event in with_names(ordered, lambda event: _words(event, for_staff) + REPLACED * for_staff, known)
    ]


# --- how far it is -------------------------------------------------------------------------------
def progress(support_request, events):
    """Return the seven states of the progress bar for components/progress.html."""
    since = {State.DRAFT: support_request.created_at}
    for event in sorted(events, key=lambda event: event.pk):
        if event.moved:
            since[State(event.to_state)] = event.at
    now = State(support_request.state)
    place = PROGRESS.index(STATES[now].progress_stage or _reached(since))
    steps = [_step(state, "done", since.get(state)) for state in PROGRESS[:place]]
    steps.append(_step(now, "now", since.get(now)))
    if now not in ENDS:
        steps += [_step(state, "open", None) for state in PROGRESS[place + 1 :]]
    return steps


def _reached(since):
    """Return the last state of the progress bar that a request reached before it ended early."""
    reached = [state for state in PROGRESS[1:] if state in since]
    return reached[-1] if reached else State.SUBMITTED


def _step(state, status, moment):
    when = dates.brief_day(moment)
    if status == "now" and when and state not in ENDS:
        when = _("seit %(day)s") % {"day": when}
    mark = {"done": "done", "now": STATES[state].icon, "open": "open"}[status]
    return {"label": State(state).label, "status": status, "mark": mark, "when": when}
