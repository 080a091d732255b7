"""A committee member's link to look back, for tests."""

from advisors.actions.committee_looking_back import ask_committee
from advisors.models import CommitteeLookingBack
from gsvo.links.models import Link
from requests.models import SupportRequest


def looking_back_link(engagement):
    """Return the latest link of a member, who is asked for it where the work has not ended yet."""
    if not engagement.committee_looking_back.exists():
        engagement.support_request = SupportRequest.objects.get(pk=engagement.support_request_id)
        ask_committee(engagement)
    row = engagement.committee_looking_back.latest("pk")
    return Link.objects.to(row, CommitteeLookingBack.LINK_PURPOSE).usable().latest("pk")
