"""Time entries, by the acts where a test does not ask for a past that they would refuse."""

from django.db.models import F
from django.utils import timezone

from advisors import actions
from advisors.models import TimeEntry
from requests.models import SupportRequest
from requests.workflow import State
from tests.factories.cases import support_request
from tests.factories.people import advisor


def engagement(*, account=True, state=State.ENGAGED, **fields):
    """An engagement whose advisor can log in."""
    row = support_request(state, **fields).engagement
    if account:
        actions.account_for(row.advisor)
    return row


def worked(of_engagement, quarters=2, *, done_on=None, kind=TimeEntry.Kind.ON_SITE, **fields):
    """What the advisor enters, by the act itself."""
    return actions.add_entry(
        of_engagement,
        by=of_engagement.advisor.user,
        kind=kind,
        done_on=done_on or timezone.localdate(),
        quarters=quarters,
        **fields,
    )


def time_entry(of_engagement, quarters=2, *, done_on=None, by=None, signed_by=None, **fields):
    """An entry and its booking, whatever the act would say: of any day and state, of somebody who left."""
    case = of_engagement.support_request
    person = fields.pop("advisor", None) or of_engagement.advisor or advisor(account=True)
    if signed_by:
        fields |= {"state": TimeEntry.State.SIGNED, "signed_at": timezone.now(), "signed_by": signed_by}
    entry = TimeEntry.objects.create(
        engagement=of_engagement,
        advisor=person,
        period=fields.pop("period", None) or case.period,
        kind=fields.pop("kind", TimeEntry.Kind.ON_SITE),
        done_on=done_on or timezone.localdate(),
        quarters=quarters,
        created_by=by or person.user or case.created_by,
        **fields,
    )
    SupportRequest.objects.filter(pk=case.pk).update(booked_quarters=F("booked_quarters") + quarters)
    case.refresh_from_db(fields=["booked_quarters"])
    return entry
