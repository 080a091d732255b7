"""The mandate of an engagement that began outside of the portal: the day of its decision, and its paper."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gsvo.lib import dates


def taken_over_part(engagement, events, *, for_gib=False):
    """Return {"sentence", "url"} of the mandate from before, or None for an engagement of the portal."""
    event = next((event for event in events if event.act == "take_over"), None)
    if event is None:
        return None
    day = {"day": dates.day(event.data["decided_on"])}
    return {
        "sentence": _("Beschlossen am %(day)s im Steuerungsgremium, vor der Übernahme ins Portal.") % day,
        "url": _url_of(engagement, mandate_paper_of(engagement), for_gib=for_gib),
    }


def mandate_paper_of(engagement):
    """Return the attachment that came with the take-over, or None; what the office added later is another."""
    case = engagement.support_request
    if case.taken_over_on is None:
        return None
    papers = case.attachments.current().select_related("file").order_by("pk")
    return papers.filter(file__created_at__lte=case.submitted_at).first()


def _url_of(engagement, paper, *, for_gib):
    if paper is None or not paper.file.file:
        return ""
    if for_gib:
        return reverse("requests:attachment", args=[engagement.support_request.oid, paper.file.oid])
    return reverse("advisors:mandate_paper", args=[engagement.oid])
