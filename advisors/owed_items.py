"""What one engagement owes today, read from the database for the table of `advisors.owed`."""

import datetime as dt

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery

from advisors import owed, service_days
from advisors.models import Assignment, Engagement, Paper, Waiver
from advisors.owed import PaperKind
from gsvo.lib.workdays import local_date, start_of_day
from requests.workflow import State


def items_of(engagement, papers=None, *, finished_on=None, assignments=None):
    """Return the items of an engagement in the table's order. `finished_on`: the end of its work, if known.

    A contract is with one advisor: another one's does not count. Reports are about the engagement.
    `papers`: of `papers_of`, and `assignments`, where the caller has them. After the close nothing is open.
    """
    last = last_assignment(engagement, assignments)
    rows = papers_of(engagement) if papers is None else papers
    papers, waivers = {}, {}
    for paper in sorted((row for row in rows if row.version), key=lambda row: row.version):
        if _counts(paper, last):
            papers[paper.kind] = paper
    for waiver in engagement.waivers.all():
        if _counts(waiver, last):
            waivers[waiver.kind] = waiver
    found = owed.items(_facts(engagement, last, finished_on), papers, waivers)
    return [item for item in found if not (item.is_open and engagement.ended_at)]


def papers_of(engagement):
    """Return all papers, drafts too, with their files and without their texts."""
    return list(engagement.papers.select_related("file").defer(*Paper.TEXTS))


def last_assignment(engagement, assignments=None):
    """Return who advises now, or advised last."""
    return max(
        assignments or engagement.assignments.all(),
        key=lambda row: (row.ended_at is None, row.began_at, row.pk),
    )


def _counts(row, last):
    return row.kind != PaperKind.CONTRACT or row.advisor_id == last.advisor_id


def _facts(engagement, last, finished_on):
    case = engagement.support_request
    return owed.Facts(
        accepted_on=local_date(last.began_at),
        finished_on=finished_on or _finished_on(case),
        promised_from=case.period_from,
        promised_until=case.period_to,
    )


def _finished_on(case):
    if case.state != State.CLOSING:
        return None
    return service_days.finished_on(
        case.events.order_by("pk").only("support_request", "at", "from_state", "to_state")
    )


def without_contract(until):
    """Return advised engagements whose contract is due until a day and missing, the oldest first.

    Each with `accepted_at`. What rests is left alone, what is waived is settled.
    """
    begun = start_of_day(until - dt.timedelta(days=settings.CONTRACT_WITHIN_DAYS - 1))
    mine = {"engagement": OuterRef("pk"), "advisor": OuterRef("advisor"), "kind": PaperKind.CONTRACT}
    current = Assignment.objects.filter(engagement=OuterRef("pk"), ended_at=None).values("began_at")
    found = Engagement.objects.running().filter(support_request__state__in=(State.ENGAGED, State.CLOSING))
    return (
        found.annotate(accepted_at=Subquery(current[:1]))
        .filter(accepted_at__lt=begun)
        .exclude(Exists(Paper.objects.filter(**mine)))
        .exclude(Exists(Waiver.objects.filter(**mine)))
        .order_by("accepted_at", "pk")
    )
