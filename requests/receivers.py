"""Receivers of this app, inside the sender's transaction: a request moved, people came or went."""

from django.dispatch import receiver

from gsvo.accounts.access import access_reopened, access_stopped
from gsvo.lib.search_fields import refold, refolded
from gsvo.offices.committee_actions import committee_renamed, committee_rule_changed, member_changes
from gsvo.offices.models import Office
from gsvo.offices.signals import membership_began, membership_ended, writing_began, writing_ended
from requests import actions
from requests.actions.mandate import begin
from requests.actions.round_ends import overtake_rounds
from requests.actions.rounds import abandon_rounds
from requests.mandate_change import ASKING
from requests.models import SupportRequest
from requests.signals import moved
from requests.workflow import State


@receiver(moved)
def begin_or_end_rounds(support_request, event, **kwargs):
    """Begin a mandate with clarification; end open rounds when it is left another way, or the work ends."""
    if event.to_state == State.CLARIFYING:
        begin(support_request)
    elif support_request.engaged_at is None:
        abandon_rounds(support_request)
    elif event.to_state not in ASKING:
        overtake_rounds(support_request)


@receiver(member_changes, dispatch_uid="requests.follow_member")
def record_member_change(member, before, change, person_changed, by, **kwargs):
    return actions.follow_member(member, before=before, change=change, person_changed=person_changed, by=by)


@receiver(committee_renamed, dispatch_uid="requests.follow_committee")
def record_committee_name(committee, former, by, **kwargs):
    actions.follow_committee(committee, former=former, by=by)


@receiver(committee_rule_changed, dispatch_uid="requests.follow_rule")
def record_committee_rule(committee, by, **kwargs):
    actions.follow_rule(committee, by=by)


@receiver(writing_ended, dispatch_uid="requests.handler_left")
def record_departure(membership, by, **kwargs):
    actions.handler_left(membership.user, office=membership.office, by=by)


@receiver(writing_began, dispatch_uid="requests.handler_returned")
def record_return(membership, by, **kwargs):
    actions.handler_returned(membership.user, office=membership.office, by=by)


@receiver(membership_ended, dispatch_uid="requests.contact_left")
def record_gone_contact(membership, by, **kwargs):
    actions.contact_left(membership.user, office=membership.office, by=by)


@receiver(membership_began, dispatch_uid="requests.contact_returned")
def record_returned_contact(membership, by, **kwargs):
    actions.contact_returned(membership.user, office=membership.office, by=by)


@receiver(access_stopped, dispatch_uid="requests.follow_stop")
def record_stopped_account(user, by, **kwargs):
    for membership in _memberships_of(user):
        if membership.may_write:
            actions.handler_left(user, office=membership.office, by=by)
        actions.contact_left(user, office=membership.office, by=by)


@receiver(access_reopened, dispatch_uid="requests.follow_reopening")
def record_reopened_account(user, by, **kwargs):
    for membership in _memberships_of(user):
        if membership.may_write:
            actions.handler_returned(user, office=membership.office, by=by)
        actions.contact_returned(user, office=membership.office, by=by)


def _memberships_of(user):
    """Return the memberships that hold while her account is open."""
    return user.memberships.filter(left_at=None).select_related("office").order_by("pk")


@receiver(refolded, sender=Office, dispatch_uid="requests.follow_the_name_of_a_place")
def update_search_of_office(keys, **kwargs):
    """Update the search text of the office's requests."""
    refold(SupportRequest, SupportRequest.objects.filter(office__in=keys).values_list("pk", flat=True))
