"""What each state looks like and who acts in it: one row a state, beside the moves of `requests.workflow`.

Lists, pages, icons and the progress bar read this table. It knows no database, no mail and no HTTP.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requests import next_action_texts as texts
from requests.workflow import TRANSITIONS, State, WaitingOn


class Group(TextChoices):
    """The groups of the overview; the values stand in its address."""

    DRAFT = "entwurf", _("Entwurf")
    RUNNING = "laufend", _("Laufend")
    ENDED = "beendet", _("Abgeschlossen oder beendet")


class PublicStage(TextChoices):
    """The stages of the public map; of several requests the first in this order counts."""

    RUNNING = "running", _("in Begleitung")
    PREPARING = "preparing", _("bereitet eine Begleitung vor")
    DONE = "done", _("Begleitung abgeschlossen")
    NONE = "none", _("zurzeit ohne Begleitung")


S, W, G, P = State, WaitingOn, Group, PublicStage


@dataclass(frozen=True, kw_only=True)
class StateInfo:
    """A row of the table. No field has a default, so that none of a new state is forgotten."""

    icon: str  # its name in gsvo/lib/icons.py
    group: Group
    progress_stage: State | None  # its place on the progress bar; None: the last one it came to
    public_stage: PublicStage
    is_editable: bool  # whether the office may change its form
    waiting_on: WaitingOn  # who has to act when it is entered; while a round is open it is the committee
    next_step: str | Promise  # what that one does next, as the object of "Nächster Schritt"
    ended_heading: str | Promise | None  # of the next action's panel, where nobody has to act any more
    next_action: Callable | None  # the panel's texts while it runs, see requests/next_action_texts.py
    engagement_text: str | Promise | None  # the panel's text on the engagement's page, where there can be one


STATES = {
    S.DRAFT: StateInfo(
        icon="draft",
        group=G.DRAFT,
        progress_stage=S.DRAFT,
        public_stage=P.NONE,
        is_editable=True,
        waiting_on=W.OFFICE,
        next_step=_("Entwurf fertigstellen"),
        ended_heading=None,
        next_action=texts.draft,
        engagement_text=None,
    ),
    S.SUBMITTED: StateInfo(
        icon="submitted",
        group=G.RUNNING,
        progress_stage=S.SUBMITTED,
        public_stage=P.PREPARING,
        is_editable=False,
        waiting_on=W.GIB,
        next_step=_("Anfrage prüfen"),
        ended_heading=None,
        next_action=texts.submitted,
        engagement_text=None,
    ),
    S.QUERIED: StateInfo(
        icon="queried",
        group=G.RUNNING,
        progress_stage=S.SUBMITTED,
        public_stage=P.PREPARING,
        is_editable=True,
        waiting_on=W.OFFICE,
        next_step=_("Rückfrage beantworten"),
        ended_heading=None,
        next_action=texts.queried,
        engagement_text=None,
    ),
    S.CLARIFYING: StateInfo(
        icon="clarifying",
        group=G.RUNNING,
        progress_stage=S.CLARIFYING,
        public_stage=P.PREPARING,
        is_editable=False,
        waiting_on=W.OFFICE,
        next_step=_("Auftrag klären"),
        ended_heading=None,
        next_action=texts.clarifying,
        engagement_text=None,
    ),
    S.MANDATED: StateInfo(
        icon="mandated",
        group=G.RUNNING,
        progress_stage=S.MANDATED,
        public_stage=P.PREPARING,
        is_editable=False,
        waiting_on=W.GIB,
        next_step=_("Beratende einladen"),
        ended_heading=None,
        next_action=texts.mandated,
        engagement_text=None,
    ),
    S.MATCHING: StateInfo(
        icon="matching",
        group=G.RUNNING,
        progress_stage=S.MATCHING,
        public_stage=P.PREPARING,
        is_editable=False,
        waiting_on=W.ADVISOR,
        next_step=_("Einladung beantworten"),
        ended_heading=None,
        next_action=texts.matching,
        engagement_text=_("Für diese Begleitung wird eine neue Person aus dem Pool gesucht."),
    ),
    S.ENGAGED: StateInfo(
        icon="engaged",
        group=G.RUNNING,
        progress_stage=S.ENGAGED,
        public_stage=P.RUNNING,
        is_editable=False,
        waiting_on=W.ADVISOR,
        next_step=_("Gemeinsam arbeiten"),
        ended_heading=None,
        next_action=texts.engaged,
        engagement_text=_("Verabreden Sie gemeinsam die nächsten Termine und arbeiten Sie am Auftrag."),
    ),
    S.INTERRUPTED: StateInfo(
        icon="interrupted",
        group=G.RUNNING,
        progress_stage=S.ENGAGED,
        public_stage=P.RUNNING,
        is_editable=False,
        waiting_on=W.GIB,
        next_step=_("Fortsetzen oder beenden"),
        ended_heading=None,
        next_action=texts.interrupted,
        engagement_text=_("Die Begleitung ruht. Die G.I.B. meldet sich, wenn es weitergeht."),
    ),
    S.CLOSING: StateInfo(
        icon="closing",
        group=G.RUNNING,
        progress_stage=S.CLOSING,
        public_stage=P.RUNNING,
        is_editable=False,
        waiting_on=W.GIB,  # where nothing is owed any more; else who owes it (`requests.turns`)
        next_step=_("Abschluss vorbereiten"),
        ended_heading=None,
        next_action=texts.closing,
        engagement_text=_("Die G.I.B. prüft, ob alles vorliegt, und schließt ab."),
    ),
    S.COMPLETED: StateInfo(
        icon="completed",
        group=G.ENDED,
        progress_stage=S.CLOSING,
        public_stage=P.DONE,
        is_editable=False,
        waiting_on=W.NO_ONE,
        next_step=_("abgeschlossen"),
        ended_heading=_("Die Begleitung ist abgeschlossen"),
        next_action=None,
        engagement_text=_("Die Begleitung ist abgeschlossen."),
    ),
    S.REJECTED: StateInfo(
        icon="rejected",
        group=G.ENDED,
        progress_stage=None,
        public_stage=P.NONE,
        is_editable=False,
        waiting_on=W.NO_ONE,
        next_step=_("abgelehnt"),
        ended_heading=_("Die G.I.B. hat die Anfrage abgelehnt"),
        next_action=None,
        engagement_text=None,
    ),
    S.WITHDRAWN: StateInfo(
        icon="withdrawn",
        group=G.ENDED,
        progress_stage=None,
        public_stage=P.NONE,
        is_editable=False,
        waiting_on=W.NO_ONE,
        next_step=_("zurückgezogen"),
        ended_heading=_("Die Anfrage ist zurückgezogen"),
        next_action=None,
        engagement_text=None,
    ),
    S.CANCELLED: StateInfo(
        icon="cancelled",
        group=G.ENDED,
        progress_stage=None,
        public_stage=P.NONE,
        is_editable=False,
        waiting_on=W.NO_ONE,
        next_step=_("abgebrochen"),
        ended_heading=_("Die Anfrage ist abgebrochen"),
        next_action=None,
        engagement_text=_("Die Begleitung ist abgebrochen: Sie endete vorzeitig."),
    ),
    S.ANSWERED_OTHERWISE: StateInfo(
        icon="otherwise",
        group=G.ENDED,
        progress_stage=None,
        public_stage=P.NONE,
        is_editable=False,
        waiting_on=W.NO_ONE,
        next_step=_("anders beantwortet"),
        ended_heading=_("Die G.I.B. hat die Anfrage anders beantwortet"),
        next_action=None,
        engagement_text=None,
    ),
}

ENDS = frozenset(state for state, row in STATES.items() if row.group == Group.ENDED)
EDITABLE = frozenset(state for state, row in STATES.items() if row.is_editable)
PROGRESS = tuple(state for state, row in STATES.items() if row.progress_stage == state)  # the straight way


def in_group(group: Group) -> list[State]:
    """Return the states of a group in the table's order."""
    return [state for state, row in STATES.items() if row.group == group]


def next_step(state: str, waiting_on: str) -> str | Promise:
    """Return what the one who has to act does next.

    Without an open invitation it is to invite; where whoever advises left the pool, to change her; while an
    engagement runs the office countersigns what was worked; at its close the advisor owes her report.
    """
    if (state, waiting_on) == (S.ENGAGED, W.GIB):
        return TRANSITIONS["change_advisor"].label
    if (state, waiting_on) == (S.ENGAGED, W.OFFICE):
        return _("Zeiteinträge gegenzeichnen")
    if (state, waiting_on) == (S.CLOSING, W.ADVISOR):
        return _("Abschlussbericht abgeben")
    return STATES[S.MANDATED if state == S.MATCHING and waiting_on == W.GIB else State(state)].next_step
