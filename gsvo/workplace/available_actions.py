"""Which of G.I.B.'s acts somebody may do on a case now, and how its pages offer them."""

from django.urls import reverse

from advisors.actions import pointless_acts
from gsvo.workplace.case_action import DAYS, PEOPLE
from gsvo.workplace.case_actions import CASE_ACTIONS
from requests import workflow
from requests.actions.casework import reject_waits_until
from requests.actions.corrections import change_grant_obstacle
from requests.actions.reopening import reopen_obstacle
from requests.roles import staff_roles_of
from requests.workflow import State, WaitingOn

# The step forward gets the one primary button. To change the advisor is one where she left the pool.
PRIMARY = ("grant", "accept", "invite", "resume", "complete", "change_advisor")


def may_ever(roles, act):
    """Return whether these roles have the right to an act in any state."""
    return any(move.roles & roles for move in act.transition.moves)


def available(user, support_request):
    """Return the acts that a user may do on a case now."""
    roles = staff_roles_of(user)
    acts = [
        CASE_ACTIONS[row.name]
        for row in workflow.available(support_request.state, roles)
        if row.name in CASE_ACTIONS
    ]
    barred = {"reject"} if reject_waits_until(support_request) else set()
    barred |= {"reopen_case"} if reopen_obstacle(support_request) else set()
    barred |= pointless_acts(support_request)
    barred |= {"change_grant"} if change_grant_obstacle(support_request) else set()
    barred |= {"extend_query"} if support_request.due_on is None else set()
    barred |= _barred_while_asking(support_request)
    return [act for act in acts if act.name not in barred]


def _barred_while_asking(support_request):
    """Return the acts on invitations that would find nobody: who is asked, would accept, or waits."""
    if support_request.state != State.MATCHING:
        return set()
    pending = support_request.invitations.pending().select_related("advisor__user")
    asked = [row for row in pending if row.sent_at]
    offered = [row for row in asked if row.is_offered]
    waiting = [row for row in pending if not row.sent_at and row.advisor.is_in_pool]
    barred = {"invite"} if offered else set()
    barred |= {"accept"} if not asked else set()
    barred |= {"decline", "extend_invitation"} if len(asked) == len(offered) else set()
    barred |= {"ask_at_once"} if offered or not waiting else set()
    barred |= {"recall_one"} if not asked or len(asked) + len(waiting) < 2 else set()
    return barred | ({"recall"} if not pending else set())


def by_weight(acts, support_request):
    """Return acts by weight: one primary button at most, further buttons, destructive ones as links."""
    primary = _primary(acts, support_request)
    rest = [act for act in acts if act is not primary]
    return {
        "primary": primary,
        "secondary": [act for act in rest if not act.transition.is_destructive][:1],
        "links": [act for act in rest if not act.transition.is_destructive][1:]
        + [act for act in rest if act.transition.is_destructive],
    }


def by_place(user, support_request):
    """Return {part of the engagement's page: the acts that it offers now}; its panel has the step forward."""
    acts = available(user, support_request)
    primary = _primary(acts, support_request)
    found = {place: [] for place in ("", DAYS, PEOPLE)}
    for act in acts:
        found["" if act is primary else act.place].append(act)
    return found


def _primary(acts, support_request):
    is_our_turn = support_request.waiting_on == WaitingOn.GIB
    return next((act for act in acts if is_our_turn and act.name in PRIMARY), None)


def links(acts, support_request):
    """Return (label, address) of acts."""
    return [(f"{act.label} …", reverse("admin:act", args=[support_request.oid, act.name])) for act in acts]
