"""What advisors are reminded of: rows of the table in `gsvo.reminders.kinds`."""

from functools import partial

from advisors import emails
from advisors.models import Invitation
from gsvo.links.models import Link
from gsvo.outbox.needed import needed_while
from gsvo.reminders.kinds import Matter, register
from gsvo.workdays import local_date


def invitations(today):
    """Open invitations: a mail with the invitation's own link."""
    found = Invitation.objects.open().filter(answer_by__date__gte=today)
    open_now = {row.pk: row for row in found.select_related("support_request__office", "advisor")}
    for link in Link.objects.usable().to_many(Invitation, open_now, "invitation"):
        invitation = open_now[link.object_id]
        yield Matter(
            record=invitation.oid,
            begins=local_date(link.created_at),
            anchor=invitation.answer_day,
            send=partial(emails.invitation_reminder, invitation, link),
        )


@needed_while("advisors/invitation", "advisors/invitation_reminder")
def invitation_is_open(mail):
    return mail.link.target.state == Invitation.State.OPEN


register("invitation", invitations)
