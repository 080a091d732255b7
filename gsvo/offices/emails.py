"""Mails about the people of an office."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from gsvo.lib import dates
from gsvo.outbox import privacy_notice
from gsvo.outbox.language import in_mail_language
from gsvo.outbox.queue import Mail, queues_mails


@queues_mails
def account_invitation(invitation, link):
    """Mail an invitation, the first mail to this address."""
    return _invite(invitation, link, "account_invitation")


@queues_mails
def account_reminder(invitation, link):
    """Mail an open invitation again, with the same link."""
    return _invite(invitation, link, "account_reminder")


def _invite(invitation, link, mail):
    office, inviter = invitation.office, invitation.invited_by
    return Mail(
        f"offices/{mail}",
        to=invitation.email,
        name=invitation.name,
        link=link,
        about=invitation,
        context={
            "office": office,
            "inviter": inviter,
            "role": invitation.get_role_display(),
            "until": dates.day(localtime(link.expires_at).date()),
        },
        introduces=privacy_notice.Source(
            f"account:{office.key}",
            _("%(inviter)s, für ein Konto der Koordinierungsstelle %(office)s")
            % {"inviter": inviter, "office": office},
        ),
    )


@queues_mails
def committee_welcome(member):
    """Mail a new committee member who got no mail yet: what for, by whom, which rights."""
    committee = member.committee
    return Mail(
        "offices/committee_welcome",
        to=member,
        context={"office": committee.office, "committee": committee.name, "member": member},
        introduces=source_of_member(member),
    )


@in_mail_language
def source_of_member(member):
    """Return who gave us a member's address, in the words of the mail that tells it."""
    return privacy_notice.by_office(member.committee.office, "member")


@queues_mails
def invitation_declined(invitation, person, successor):
    """Mail who can invite somebody else; None: G.I.B. `successor`: whom, as typed, or ""."""
    office = invitation.office
    is_lead = person is not None and not person.is_staff
    return Mail(
        "offices/invitation_declined",
        to=person or settings.CONTACT_EMAIL,
        about=invitation,
        context={
            "office": office,
            "person": person,
            "inviter": invitation.invited_by,
            "invited": invitation.name or invitation.email,
            "successor": successor,
            "url": reverse("offices:invite", args=[office.key])
            if is_lead
            else reverse("admin:offices_invite_lead", args=[office.pk]),
        },
    )


@queues_mails
def somebody_invited(invitation, lead):
    """Mail a lead that somebody from outside the office invited a person."""
    return Mail(
        "offices/somebody_invited",
        to=lead,
        about=invitation,
        context={
            "office": invitation.office,
            "invited": invitation.name or invitation.email,
            "inviter": invitation.invited_by,
            "role": invitation.get_role_display(),
        },
    )


@queues_mails
def somebody_joined(invitation, user, lead):
    """Mail each lead who joined, in which role, and who had invited."""
    return Mail(
        "offices/somebody_joined",
        to=lead,
        about=invitation,
        context={
            "office": invitation.office,
            "newcomer": user,
            "role": invitation.get_role_display(),
            "inviter": invitation.invited_by,
            "url": reverse("offices:people", args=[invitation.office.key]),
        },
    )


@queues_mails
def membership_changed(membership, by, former_role=""):
    """Mail somebody that another person ended her work in the office, or changed her role there."""
    return Mail(
        "offices/membership_changed",
        to=membership.user,
        context={
            "office": membership.office,
            "by": by,
            "former_role": former_role,
            "role": membership.get_role_display(),
            "has_left": membership.left_at is not None,
        },
    )


@queues_mails
def invitations_ended(office, invitations, lead):
    """Mail each lead that invitations ended because their sender may not invite any more."""
    return Mail(
        "offices/invitations_ended",
        to=lead,
        about=invitations[0],
        context={
            "office": office,
            "invitations": invitations,
            "inviter": invitations[0].invited_by,
            "url": reverse("offices:invite", args=[office.key]),
        },
    )


@in_mail_language
def seat_in_words(committee, by):
    """Return what `announce_address_change` says about a member's entry, its author and source."""
    office = _("Koordinierungsstelle %(office)s") % {"office": committee.office}
    return {
        "what": _("Ihr Eintrag im Gremium „%(committee)s“") % {"committee": committee},
        "changed_by": f"{office}, {by}",
        "introduces": privacy_notice.by_office(committee.office, "member"),
    }


@queues_mails
def member_removed(member, by):
    """Mail somebody who was taken off the list while a mandate is clarified or carried out."""
    return _to_member(member, "member_removed", by)


@queues_mails
def member_vote_changed(member, by):
    """Mail a member who gained or lost the vote."""
    return _to_member(member, "member_vote_changed", by, is_voting=member.is_voting)


def _to_member(member, mail, by, **context):
    words = seat_in_words(member.committee, by)
    return Mail(
        f"offices/{mail}",
        to=member.email,
        name=member.name,
        about=member,
        context={
            **context,
            "committee": member.committee,
            "institution": member.institution,
            "office": member.committee.office,
            "what": words["what"],
            "changed_by": words["changed_by"],
        },
        introduces=words["introduces"],
    )
