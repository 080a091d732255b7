"""Reply-To of mails to the committee: the person to whom the request is assigned when the mail is sent."""

from gsvo.offices.models import CommitteeMember, Membership, Role
from gsvo.outbox.reply_to import reply_to_rule
from requests.models import Seat, SupportRequest


@reply_to_rule(CommitteeMember, Seat)
def coordinators(mail):
    """Return who gets the office's mails about the request; without a request the office's leads."""
    if isinstance(mail.about, SupportRequest):
        return mail.about.recipients()
    member = mail.addressee if isinstance(mail.addressee, CommitteeMember) else mail.link.target.member
    leads = Membership.objects.current().filter(role=Role.LEAD, office=member.committee.office_id)
    return [row.user for row in leads.select_related("user")]
