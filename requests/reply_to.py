"""Answers of the committee go to the coordinator: whose desk the request lies on when the mail goes out."""

from gsvo.offices.models import CommitteeMember, Membership, Role
from gsvo.outbox.reply_to import reply_to_rule
from requests.models import Seat, SupportRequest


@reply_to_rule(CommitteeMember, Seat)
def coordinators(mail):
    """Who gets the office's mails about the request, or for mails about no request the office's leads."""
    if isinstance(mail.about, SupportRequest):
        return mail.about.recipients()
    member = mail.addressee if isinstance(mail.addressee, CommitteeMember) else mail.link.target.member
    leads = Membership.objects.current().filter(role=Role.LEAD, office=member.committee.office_id)
    return [row.user for row in leads.select_related("user")]
