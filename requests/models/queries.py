"""Queries on support requests: who may read which, and where they stand."""

from django.db.models import Exists, OuterRef, Q

from gsvo.lib.search_fields import FoldedQuerySet
from gsvo.offices.models import Membership
from requests import states
from requests.models.standing import standing_of
from requests.workflow import State

LISTED = ("oid", "number", "title", "state", "waiting_on", "waiting_since", "due_on", "granted_quarters")


def visible_to(user, path=""):
    """Return the condition for what a user may read.

    That is the requests of the user's offices, and from submission on those naming one as partner. `path`
    leads from the rows that are filtered to their request, for instance "support_request__". The keys are
    read first, in one query: asked for within an OR, they make the database read the whole table.
    """
    standing = standing_of(user)
    own = Q(**{f"{path}office__in": sorted(standing.roles)})
    partner = Q(**{f"{path}pk__in": sorted(standing.shared)})
    return own | (partner & ~Q(**{f"{path}state": State.DRAFT}))


class SupportRequestQuerySet(FoldedQuerySet):
    def visible_to(self, user):
        return self.filter(visible_to(user))

    def submitted(self):
        """Exclude drafts."""
        return self.exclude(state=State.DRAFT)

    def open(self):
        return self.exclude(state__in=states.ENDS)

    def ended(self):
        return self.filter(state__in=states.ENDS)

    def waiting_for(self, waiting_on):
        return self.open().filter(waiting_on=waiting_on)

    def listed(self):
        """Read of each request only what a line of a list shows: of sixty columns a dozen."""
        return (
            self.select_related("office")
            .with_handler()
            .only(*LISTED, "office__display_name", "handled_by__name", "handled_by__email")
        )

    def with_handler(self):
        """Annotate `is_handled`: whether the assigned person still acts for the office."""
        colleagues = Membership.objects.current().writing().filter(office=OuterRef("office"))
        here = colleagues.filter(user=OuterRef("handled_by"))
        return self.select_related("handled_by").annotate(is_handled=Exists(here))
