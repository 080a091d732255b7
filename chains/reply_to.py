"""Who gets the answer to a mail of this app; registered in gsvo/outbox/reply_to.py."""

from chains.confirmations import office_people
from chains.models import PartConfirmation
from gsvo.outbox.reply_to import reply_to_rule


@reply_to_rule(PartConfirmation)
def who_asked(mail):
    """Return who asked the institution, else the office's leads."""
    return office_people(mail.link.target)
