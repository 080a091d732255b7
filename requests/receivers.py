"""Receivers of this app, inside the sender's transaction: a request moved, people came or went."""

from django.dispatch import receiver

from gsvo.accounts.access import access_reopened, access_stopped
from gsvo.lib.search_fields import refold, refolded
from gsvo.offices.committee_actions import committee_renamed, member_changes
from gsvo.offices.models import Office
from gsvo.offices.signals import writing_began, writing_ended
from requests import actions
from requests.actions.mandate import begin
from requests.actions.rounds import abandon_rounds
from requests.models import SupportRequest
from requests.signals import moved
from requests.workflow import State


@receiver(moved)
def begin_or_end_rounds(support_request, event, **kwargs):
    """Begin a mandate with clarification; end open rounds when it is left another way."""
    if event.to_state == State.CLARIFYING:
        begin(support_request)
    else:
        abandon_rounds(support_request)


@receiver(member_changes, dispatch_uid="requests.follow_member")
def record_member_change(member, before, change, person_changed, by, **kwargs):
    return actions.follow_member(member, before=before, change=change, person_changed=person_changed, by=by)


@receiver(committee_renamed, dispatch_uid="requests.follow_committee")
def record_committee_name(committee, former, by, **kwargs):
    actions.follow_committee(committee, former=former, by=by)


@receiver(writing_ended, dispatch_uid="requests.handler_left")
def record_departure(membership, by, **kwargs):
    actions.handler_left(membership.user, office=membership.office, by=by)


@receiver(writing_began, dispatch_uid="requests.handler_returned")
def record_return(membership, by, **kwargs):
    actions.handler_returned(membership.user, office=membership.office, by=by)


@receiver(access_stopped, dispatch_uid="requests.handler_stopped")
def record_stopped_handler(user, by, **kwargs):
    for office in _writes_for(user):
        actions.handler_left(user, office=office, by=by)


@receiver(access_reopened, dispatch_uid="requests.handler_reopened")
def record_reopened_handler(user, by, **kwargs):
    for office in _writes_for(user):
        actions.handler_returned(user, office=office, by=by)


def _writes_for(user):
    """Return the offices a person writes for while her account is open."""
    return Office.objects.filter(memberships__in=user.memberships.writing().filter(left_at=None))


@receiver(refolded, sender=Office, dispatch_uid="requests.follow_the_name_of_a_place")
def update_search_of_office(keys, **kwargs):
    """Update the search text of the office's requests."""
    refold(SupportRequest, SupportRequest.objects.filter(office__in=keys).values_list("pk", flat=True))
