"""Follow changes of accounts in offices, in the same transaction."""

from django.db.models import Q
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver

from gsvo.accounts.access import access_reopens, access_stopped, access_stops
from gsvo.accounts.email_changes import login_address_changed, login_address_changes
from gsvo.accounts.models import User
from gsvo.offices import actions
from gsvo.offices.models import AccountInvitation, Office


@receiver(post_save, sender=User, dispatch_uid="offices.account_saved")
def follow_an_account(sender, instance, created, raw=False, **kwargs):
    """End the invitations sent by somebody who was stopped or left the G.I.B."""
    if not (created or raw) and not (instance.is_active and instance.is_staff):
        actions.end_what_was_set_going(instance)


@receiver(m2m_changed, sender=User.groups.through, dispatch_uid="offices.groups_changed")
@receiver(m2m_changed, sender=User.user_permissions.through, dispatch_uid="offices.permissions_changed")
def follow_groups(sender, instance, action, reverse, pk_set, **kwargs):
    """End the invitations of whoever lost the right to invite by a change of groups, from either side."""
    if not action.startswith("post_") or action == "post_add":
        return
    people = User.objects.filter(pk__in=pk_set or ()) if reverse else [instance]
    for user in people:
        actions.end_what_was_set_going(user)


@receiver(login_address_changes, dispatch_uid="offices.lock_for_address")
def lock_offices(sender, user, **kwargs):
    """Take locks in the global order: offices before accounts; otherwise deadlock."""
    concerned = AccountInvitation.objects.open().filter(email__iexact=user.email).values("office")
    list(Office.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=concerned).order_by("pk"))


@receiver(login_address_changed, dispatch_uid="offices.follow_address")
def follow_address(sender, user, change, **kwargs):
    """Readdress open invitations; otherwise the former address could create a second account."""
    for invitation in AccountInvitation.objects.open().filter(email__iexact=change.former_email):
        actions.move_invitation(invitation, user)


@receiver([access_stops, access_reopens], dispatch_uid="offices.lock_for_access")
def lock_for_access(sender, user, **kwargs):
    """Lock the offices first: where the account works, and of invitations that it sent."""
    hers = AccountInvitation.objects.open().filter(Q(invited_by=user) | Q(email__iexact=user.email))
    works = user.memberships.filter(left_at=None)
    concerned = Office.objects.filter(Q(pk__in=hers.values("office")) | Q(pk__in=works.values("office")))
    list(concerned.order_by("pk").select_for_update(of=("self",), no_key=True))


@receiver(access_stopped, dispatch_uid="offices.withdraw_invitations")
def withdraw_invitations(sender, user, **kwargs):
    """Withdraw open invitations to a stopped person."""
    for invitation in AccountInvitation.objects.open().filter(email__iexact=user.email):
        actions.end_invitation(invitation)
