"""Acts on the people of an office: invite, accept, change roles, leave.

Each locks the office's row first, so that two leads who leave at once wait for each other.
"""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.access import role_ended
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.text import normalize_email, same_email
from gsvo.lib.workdays import end_of_day
from gsvo.links.models import Link
from gsvo.offices import emails
from gsvo.offices.models import AccountInvitation, Membership, Office, Role
from gsvo.offices.signals import is_writing, membership_began, membership_ended, send_what_changed


def may_manage(user, office):
    """Return whether a user may manage an office's people: its leads and G.I.B."""
    if user.is_staff and user.has_perm("offices.change_office"):
        return True
    return Membership.objects.current().filter(office=office, user=user, role=Role.LEAD).exists()


def is_valid(invitation):
    """Return whether an open invitation can be accepted: it gives no more than its sender may give today."""
    is_open = invitation.accepted_at is None and invitation.withdrawn_at is None
    return is_open and may_manage(User.objects.get(pk=invitation.invited_by_id), invitation.office)


@transaction.atomic
def invite(office, *, by, email, name, role):
    """Ask somebody by link to come in. Returns the AccountInvitation."""
    _lock(office, by)
    email = normalize_email(email, strict=False)
    if Membership.objects.current().filter(office=office, user__email__iexact=email).exists():
        raise ActionRefused(_("Diese Person gehört schon zur Stelle."))
    if AccountInvitation.objects.open().filter(office=office, email__iexact=email).exists():
        raise ActionRefused(
            _("Diese Person ist schon eingeladen. Für eine neue Mail nehmen Sie die Einladung erst zurück.")
        )
    invitation = AccountInvitation.objects.create(
        office=office, email=email, name=name.strip(), role=role, invited_by=by
    )
    _send_link(invitation)
    _tell_leads_of_an_outsiders_invitation(invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation, *, by):
    """Take an invitation back; its link is dead at once."""
    _lock(invitation.office, by)
    _still_open(invitation)
    _withdraw(invitation)


@transaction.atomic
def decline(invitation, *, by, successor=""):
    """Decline an invitation, perhaps naming somebody else. `by` is the link."""
    _take_up(invitation, by)
    _withdraw(invitation)
    for person in _next_inviter(invitation):
        emails.invitation_declined(invitation, person, successor)


@transaction.atomic
def accept(invitation, *, by, link):
    """Accept an invitation with an existing account at the invited address."""
    _take_up(invitation, link)
    if not same_email(by.email, invitation.email):
        raise PermissionDenied
    _come_in(invitation, by)


@transaction.atomic
def register(invitation, *, by, name, phone, password):
    """Accept an invitation with a new account. `by` is the link. Return the user."""
    _take_up(invitation, by)
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name, phone=phone)
    except IntegrityError:
        raise ActionRefused(
            _("Für diese Adresse gibt es schon ein Konto. Melden Sie sich damit an.")
        ) from None
    _come_in(invitation, user)
    return user


@transaction.atomic
def change_role(membership, *, by, expected_role, role):
    """Give a person another role than the `expected_role`. The last lead stays lead until there is
    another.
    """
    _lock(membership.office, by)
    _still_member(membership)
    if membership.role != expected_role:
        raise StaleRecord(membership, by)
    if role != Role.LEAD:
        _not_the_last_lead(membership)
    wrote, former = is_writing(membership), membership.get_role_display()
    membership.role, membership.changed_by = role, by
    membership.save(update_fields=["role", "changed_by", "changed_at"])
    send_what_changed(membership, wrote=wrote, by=by)
    end_what_was_set_going(membership.user, membership.office)
    if by != membership.user:
        emails.membership_changed(membership, by, former)


@transaction.atomic
def leave(membership, *, by):
    """End somebody's work in the office: a lead for anybody, anybody for oneself. The last lead stays."""
    lock_office(membership.office)
    if by.pk != membership.user_id and not may_manage(by, membership.office):
        raise PermissionDenied
    _still_member(membership)
    _not_the_last_lead(membership)
    wrote = is_writing(membership)
    membership.left_at = timezone.now()
    membership.save(update_fields=["left_at"])
    send_what_changed(membership, wrote=wrote, by=by)
    membership_ended.send(sender=Membership, membership=membership, by=by)
    role_ended(membership.user)
    end_what_was_set_going(membership.user, membership.office)
    to_her = membership.office.account_invitations.open().filter(email__iexact=membership.user.email)
    for invitation in to_her:
        _withdraw(invitation)
    if by != membership.user:
        emails.membership_changed(membership, by)


@transaction.atomic
def name_publicly(office, *, by, agreed):
    """Show the office on the public map or stop it; only a lead decides."""
    lock_office(office)
    if not Membership.objects.current().filter(office=office, user=by, role=Role.LEAD).exists():
        raise PermissionDenied
    office.is_named_publicly = agreed
    office.naming_changed_at = timezone.now()
    office.naming_changed_by = by
    office.save(update_fields=["is_named_publicly", "naming_changed_at", "naming_changed_by"])


def end_what_was_set_going(user, office=None):
    """Take back the open invitations of somebody who may not invite any more; the leads are told.

    `office`: only there. Called wherever a right ends; redeeming asks again, for ways that nobody thought of.
    """
    found = AccountInvitation.objects.open().filter(invited_by=user).select_related("office")
    if office is not None:
        found = found.filter(office=office)
    ended = {}
    for invitation in found.order_by("pk"):
        if not is_valid(invitation):
            _withdraw(invitation)
            ended.setdefault(invitation.office, []).append(invitation)
    for place, invitations in ended.items():
        for lead in _leads(place):
            emails.invitations_ended(place, invitations, lead)


def end_invitation(invitation):
    """End an invitation because whom it is for may not come in. The caller holds the office's lock."""
    _withdraw(invitation)


def move_invitation(invitation, user):
    """Send an open invitation to the new address of an account, or end it where one is open there."""
    there = invitation.office.account_invitations.open().filter(email__iexact=user.email)
    if there.exists() or not is_valid(invitation):
        _withdraw(invitation)
        return
    invitation.email = user.email
    invitation.save(update_fields=["email"])
    _send_link(invitation)


def renew_account_link(link):
    """Issue a new link in place of an expired one ("Neuen Link schicken"), while the invitation is open."""
    if is_valid(link.target):
        _send_link(link.target)


def mail_account_link_again(link):
    """Mail a valid link once more."""
    if is_valid(link.target):
        emails.account_invitation(link.target, link)


def lock_office(office):
    """Lock the office, but for nobody who only refers to it: acts on its requests do, holding these."""
    Office.objects.select_for_update(of=("self",), no_key=True).get(pk=office.pk)


def _lock(office, by):
    lock_office(office)
    if not may_manage(by, office):
        raise PermissionDenied


def _tell_leads_of_an_outsiders_invitation(invitation):
    """Mail an office's leads when G.I.B. invites somebody into it."""
    people = _leads(invitation.office)
    if invitation.invited_by not in people:
        for person in people:
            emails.somebody_invited(invitation, person)


def _leads(office):
    leads = Membership.objects.current().filter(office=office, role=Role.LEAD).select_related("user")
    return [membership.user for membership in leads]


def _next_inviter(invitation):
    """Return who can invite somebody else: the inviter or today's leads; None stands for G.I.B."""
    inviter = invitation.invited_by
    if inviter.is_active and may_manage(inviter, invitation.office):
        return [inviter]
    return _leads(invitation.office) or [None]


def _still_open(invitation):
    invitation.refresh_from_db()
    if invitation.accepted_at:
        raise ActionRefused(_("Diese Einladung ist schon angenommen."))
    if invitation.withdrawn_at:
        raise ActionRefused(_("Diese Einladung ist schon zurückgenommen."))


def _take_up(invitation, link):
    lock_office(invitation.office)
    Link.objects.claim(link)
    _still_open(invitation)


def _check_inviter(invitation):
    if not is_valid(invitation):
        raise ActionRefused(_("Wer Sie eingeladen hat, darf für diese Stelle niemanden mehr einladen."))


def _come_in(invitation, user):
    _check_inviter(invitation)
    leads = [lead for lead in _leads(invitation.office) if lead != user]
    membership, is_new = Membership.objects.get_or_create(
        office=invitation.office,
        user=user,
        left_at=None,
        defaults={"role": invitation.role, "invited_by": invitation.invited_by},
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    if is_new:
        send_what_changed(membership, wrote=False, by=user)
        membership_began.send(sender=Membership, membership=membership, by=user)
    for lead in leads:
        emails.somebody_joined(invitation, user, lead)


def _still_member(membership):
    membership.refresh_from_db()
    if membership.left_at:
        raise ActionRefused(_("%(name)s gehört nicht mehr zur Stelle.") % {"name": membership.user})


def _not_the_last_lead(membership):
    if membership.is_last_lead():
        raise ActionRefused(
            _("%(name)s ist die letzte Leitung dieser Stelle. Machen Sie erst jemand anderen zur Leitung.")
            % {"name": membership.user}
        )


def _withdraw(invitation):
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    Link.objects.to(invitation, AccountInvitation.LINK_PURPOSE).revoke()


def _send_link(invitation):
    link = Link.objects.issue(
        AccountInvitation.LINK_PURPOSE,
        invitation,
        email=invitation.email,
        name=invitation.name,
        expires_at=end_of_day(timezone.localdate() + timedelta(days=settings.ACCOUNT_LINK_DAYS)),
    )
    emails.account_invitation(invitation, link)
