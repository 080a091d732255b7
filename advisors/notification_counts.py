"""Parties of the pool around a request, and outcomes of acts, for the sentence about an act's mails."""

from advisors.actions.engagements import was_cancelled
from advisors.actions.invitations import in_line
from advisors.actions.taking_back import taken_back_by_end
from requests.actions.reopening import end_of
from requests.models import Round
from requests.notification_counts import decides, finds
from requests.notifications import Party
from requests.roles import roles_of
from requests.workflow import State, WorkflowRole


@finds(Party.ADVISOR)
def advisor_of(support_request):
    engagement = getattr(support_request, "engagement", None)
    return [engagement.advisor] if engagement is not None and engagement.advisor_id else []


@finds(Party.INVITED)
def invited(support_request):
    return support_request.invitations.answerable()


@finds(Party.INVITED, "accept", "decline", "recall_one")
def answering(support_request):
    return [None]  # one of those with an open invitation


@finds(Party.INVITED, "invite", "ask_at_once")
def asked_alone(support_request):
    return support_request.invitations.answerable().filter(at_once=False)


@finds(Party.INVITED, "extend_invitation")
def without_answer(support_request):
    return support_request.invitations.open().filter(offered_at=None)


@finds(Party.BESIDE)
def beside(support_request):
    """Return the others with an open invitation, when one answers."""
    return list(invited(support_request))[1:]


@finds(Party.NEXT)
def following(support_request):
    return [None]  # whoever is chosen first


@finds(Party.WAITING, "invite")
def waiting(support_request):
    return in_line(support_request)


@finds(Party.WAITING, "ask_at_once")
def waiting_behind(support_request):
    """Return who waits behind the next one in the order."""
    return in_line(support_request)[1:]


@finds(Party.UNINVITED)
def taken_back(support_request):
    return taken_back_by_end(support_request)


@decides("invite")
def invite_outcome(support_request, by=None):
    if support_request.state != State.MATCHING:
        return ""
    return "queues" if support_request.invitations.open().exists() else "asks"


@decides("accept")
def accept_outcome(support_request, by=None):
    return "first" if _several(support_request) else "alone"


@decides("decline")
def decline_outcome(support_request, by=None):
    if _several(support_request):
        return "others"
    return "next" if in_line(support_request) else "used_up"


@decides("recall_one")
def recall_one_outcome(support_request, by=None):
    return "others" if _several(support_request) else "next"


def _several(support_request):
    return support_request.invitations.open().count() > 1


@decides("finish")
def finish_outcome(support_request, by=None):
    if support_request.state != State.ENGAGED:
        return ""
    is_office = by is not None and WorkflowRole.OFFICE in roles_of(by, support_request)
    engagement = getattr(support_request, "engagement", None)
    is_advisor = engagement is not None and engagement.is_advised_by(by)
    return "by_office" if is_office and not is_advisor else "by_advisor"


@decides("increase_days", "decline_days", "carry_over_days", "sign_for_office")
def days_outcome(support_request, by=None):
    return "changing" if support_request.state == State.MATCHING else ""


@decides("ask_for_days")
def ask_for_days_outcome(support_request, by=None):
    if support_request.state == State.MATCHING:
        return "changing"
    is_office = by is not None and WorkflowRole.OFFICE in roles_of(by, support_request)
    return "by_office" if is_office else "by_advisor"


@decides("give_back_days")
def give_back_outcome(support_request, by=None):
    is_office = by is not None and WorkflowRole.OFFICE in roles_of(by, support_request)
    outcome = "by_office" if is_office else "by_gib"
    return f"changing_{outcome}" if support_request.state == State.MATCHING else outcome


@decides("reopen")
def reopen_outcome(support_request, by=None):
    return "after_cancel" if was_cancelled(support_request) else "after_finish"


@decides("reopen_case")
def reopen_case_outcome(support_request, by=None):
    if support_request.state != State.WITHDRAWN:
        return ""
    ended_by = end_of(support_request)
    before = ended_by.from_state if ended_by else State.SUBMITTED
    if before == State.CLARIFYING:
        return "asked" if Round.objects.of(support_request).exists() else "before_round"
    return {State.MANDATED: "asked", State.MATCHING: "invited"}.get(State(before), "reviewed")
