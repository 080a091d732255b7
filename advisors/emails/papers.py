"""Mails about papers that came in, and about what nobody needs to give any more."""

from django.urls import reverse

from advisors.emails.recipients import both_mails, gib_mails
from advisors.owed import OwedKind, PaperKind
from gsvo.outbox.queue import queues_mails
from requests.workflow import WaitingOn


@queues_mails
def paper_came(paper, *, may_close=False):
    """To office and G.I.B.: a report has come. Of a contract to the advisor alone, with whom it is.

    `may_close`: whether nothing bars the close any more.
    """
    engagement, is_contract = paper.engagement, paper.kind == PaperKind.CONTRACT
    case = engagement.support_request
    context = {
        "paper": paper.get_kind_display(),
        "is_contract": is_contract,
        "version": paper.version,
        "author": paper.advisor.name,
        "may_close": False,
    }
    if is_contract:
        return both_mails(engagement, "paper_came", is_for_office=False, **context)
    return [
        *both_mails(engagement, "paper_came", is_for_advisor=False, **context),
        *gib_mails(
            case,
            "paper_came",
            url=reverse("admin:engagement", args=[case.oid]),
            **context | {"may_close": may_close},
        ),
    ]


@queues_mails
def waived(engagement, item, reason):
    """To whoever owed it: G.I.B. does without it. Of the contract to the advisor, who waits for it.

    The committee only hears no more of it.
    """
    if item.kind == OwedKind.COMMITTEE_LOOKS_BACK:
        return []
    is_for_office = item.owner == WaitingOn.OFFICE
    return both_mails(
        engagement,
        "waived",
        is_for_office=is_for_office,
        is_for_advisor=not is_for_office,
        item=item.label,
        is_contract=item.kind == OwedKind.CONTRACT,
        reason=reason,
    )
