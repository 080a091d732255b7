"""Advisors who left the pool, and what invitations and preferences say in closed cases."""

from advisors.models import Advisor, Assignment, Invitation
from gsvo.links.models import Link
from gsvo.retention.rules import MARKER, Rule, extend, register


def _left(before):
    at_work = Assignment.objects.filter(ended_at=None).values("advisor")
    return Advisor.objects.filter(left_at__lt=before).exclude(pk__in=at_work).exclude(name=MARKER)


def _kill_links(cases):
    for invitation in Invitation.objects.filter(support_request__in=cases):
        Link.objects.to(invitation).revoke()


def _kill_links_of(advisors):
    """What she answered could still be read; the links' own term takes name and address."""
    keys = Invitation.objects.filter(advisor__in=advisors).values_list("pk", flat=True)
    Link.objects.to_many(Invitation, keys, "invitation").revoke()


register(Rule("advisor", Advisor, _left, reach={"advisors.Advisor": "pk"}, also=[_kill_links_of]))
for kind in ("case", "case-not-advised"):
    extend(
        kind,
        reach={"advisors.Invitation": "support_request", "advisors.Preference": "support_request"},
        also=[_kill_links],
    )
