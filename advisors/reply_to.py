"""Who gets the answer to a mail of the advisors' app; registered in gsvo/outbox/reply_to.py."""

from advisors.models import Acknowledgement, CommitteeLookingBack
from gsvo.outbox.reply_to import reply_to_rule


@reply_to_rule(Acknowledgement, CommitteeLookingBack)
def coordinators(mail):
    """Return who gets the office's mails about the request, as for every mail to the committee."""
    return mail.about.recipients()
