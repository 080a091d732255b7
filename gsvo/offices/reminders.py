"""Who was invited to an account and has not come yet: a row of the table in `gsvo.reminders.kinds`."""

from functools import partial

from gsvo.links.models import Link
from gsvo.offices import emails
from gsvo.offices.actions import is_valid
from gsvo.offices.models import AccountInvitation
from gsvo.outbox.needed import needed_while
from gsvo.reminders.kinds import Matter, register
from gsvo.workdays import local_date


def account_invitations(today):
    """Open invitations to an account: a mail with the same link, counted from the link's last day."""
    found = AccountInvitation.objects.open().select_related("office", "invited_by")
    open_now = {row.pk: row for row in found if is_valid(row)}
    for link in Link.objects.usable().to_many(AccountInvitation, open_now, "account"):
        invitation = open_now[link.object_id]
        yield Matter(
            record=str(invitation.pk),
            begins=local_date(link.created_at),
            anchor=local_date(link.expires_at),
            send=partial(emails.account_reminder, invitation, link),
        )


@needed_while("offices/account_invitation", "offices/account_reminder")
def account_is_open(mail):
    return is_valid(mail.link.target)


register("account", account_invitations)
