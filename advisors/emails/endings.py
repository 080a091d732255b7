"""Mails at the end of the work, written in the transaction of the act."""

from django.urls import reverse
from django.utils.translation import gettext as _

from advisors.emails.recipients import both_mails, gib_mails, name_of, office_mails
from gsvo.lib import dates
from gsvo.outbox.queue import queues_mails


@queues_mails
def finishing(engagement, reason, *, by, early, by_office, by_advisor, report_until=None):
    """To the one who did not do it; G.I.B. does it while an engagement is interrupted, then to both.

    `report_until`: the day until which the advisor hands in her final report, if it is still open.
    """
    told = {
        "reason": reason,
        "by": name_of(by, engagement) if by_office or by_advisor else _("die G.I.B."),
        "early": early,
        "report_until": "",
        "url": reverse("advisors:look_back", args=[engagement.oid]),
    }
    mails = [] if by_office else office_mails(engagement, "finishing", **told)
    if report_until:
        report = reverse("advisors:hand_in", args=[engagement.oid, "final"])
        told |= {"report_until": dates.day(report_until), "url": report}
    return mails + both_mails(
        engagement, "finishing", is_for_office=False, is_for_advisor=not by_advisor, **told
    )


@queues_mails
def finishing_notice(engagement, reason, *, by, early):
    """To G.I.B.: office or advisor ended the work, now it closes the case."""
    context = {"reason": reason, "by": name_of(by, engagement), "early": early}
    return gib_mails(engagement.support_request, "finishing_notice", **context)
