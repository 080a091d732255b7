"""Receivers of this app, inside the sender's transaction: a request moved, a committee changed."""

from django.dispatch import receiver

from gsvo.lib.search_fields import refold, refolded
from gsvo.offices.committee_actions import committee_renamed, member_changes
from gsvo.offices.models import Office
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


@receiver(refolded, sender=Office, dispatch_uid="requests.follow_the_name_of_a_place")
def update_search_of_office(keys, **kwargs):
    """Update the search text of the office's requests."""
    refold(SupportRequest, SupportRequest.objects.filter(office__in=keys).values_list("pk", flat=True))
