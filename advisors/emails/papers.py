"""Mails about papers that came in."""

from advisors.emails.recipients import both_mails, gib_mails
from advisors.owed import PaperKind
from gsvo.outbox.queue import queues_mails
from requests.workflow import WaitingOn


@queues_mails
def paper_came(paper):
    """To office and G.I.B.: a report has come. Of a contract to the advisor alone, with whom it is."""
    engagement, is_contract = paper.engagement, paper.kind == PaperKind.CONTRACT
    case = engagement.support_request
    context = {"paper": paper.get_kind_display(), "is_contract": is_contract, "version": paper.version}
    if is_contract:
        return both_mails(engagement, "paper_came", is_for_office=False, **context)
    context["advisor"] = paper.advisor.name
    may_close = paper.kind == PaperKind.FINAL_REPORT and case.waiting_on == WaitingOn.GIB
    return [
        *both_mails(engagement, "paper_came", is_for_advisor=False, **context),
        *gib_mails(case, "paper_came", may_close=may_close, **context),
    ]
