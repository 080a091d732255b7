"""Reminders about invitations and new committee members."""

from functools import partial

from gsvo.lib.workdays import local_date
from gsvo.links.models import Link
from gsvo.offices import emails
from gsvo.offices.actions import is_valid
from gsvo.offices.models import AccountInvitation, CommitteeMember
from gsvo.outbox.privacy_notice import hash_of, people_owed
from gsvo.outbox.relevance import relevant_while
from gsvo.reminders.registry import Matter, register


def account_invitations(today):
    """Open invitations to an account: a mail with the same link, counted from the link's last day."""
    found = AccountInvitation.objects.open().select_related("office", "invited_by")
    open_now = {row.pk: row for row in found if is_valid(row)}
    for link in Link.objects.usable().to_many(AccountInvitation, open_now, AccountInvitation.LINK_PURPOSE):
        invitation = open_now[link.object_id]
        yield Matter(
            record=str(invitation.pk),
            begins=local_date(link.created_at),
            anchor=local_date(link.expires_at),
            to=link.email,
            send=partial(emails.account_reminder, invitation, link),
        )


@relevant_while("offices/account_invitation", "offices/account_reminder")
def account_is_open(mail):
    return is_valid(mail.link.target)


def new_members(today):
    """Return committee members whom no mail has told yet that somebody entered them."""
    found = CommitteeMember.objects.current().responsible().select_related("committee__office")
    for member in people_owed(found, emails.source_of_member):
        yield Matter(
            record=f"{member.pk}:{hash_of(member.email)[:12]}",  # another person in the place is told as well
            begins=local_date(member.joined_at),
            anchor=local_date(member.joined_at),
            to=member.email,
            send=partial(emails.committee_welcome, member),
        )


register("account", account_invitations)
register("welcome_member", new_members)
