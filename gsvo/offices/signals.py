"""The signals for higher apps, sent inside the transaction of the act: an exception undoes the act.

Each with sender Membership, `membership` (its row is written) and `by`. `writing_ended`, `writing_began`:
somebody may not write for an office any more, or may, or may again. `membership_ended`, `membership_began`:
she does not belong to it any more, or does (again), in whatever role; sent after the others. Whoever listens
locks requests: in the global order they come after the office, which is locked, and before the account, which
is not yet.
"""

from django.dispatch import Signal

from gsvo.offices.models import Membership

writing_ended, writing_began = Signal(), Signal()
membership_ended, membership_began = Signal(), Signal()


def is_writing(membership):
    """Return whether a person may write for the office by this membership."""
    return membership.left_at is None and membership.may_write and membership.user.is_active


def send_what_changed(membership, *, wrote, by):
    """Send the signal where an act took or gave the right to write. `wrote`: whether it was there before."""
    if wrote != is_writing(membership):
        signal = writing_ended if wrote else writing_began
        signal.send(sender=Membership, membership=membership, by=by)
