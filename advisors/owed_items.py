"""What one engagement owes today, read from the database for the table of `advisors.owed_table`."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.utils import timezone

from advisors import owed
from advisors.models import (
    Assignment,
    CommitteeLookingBack,
    Engagement,
    FollowUp,
    LookingBack,
    Paper,
    Side,
    Waiver,
)
from advisors.owed import OwedKind, PaperKind
from gsvo.lib.workdays import local_date, start_of_day
from requests.models import Event
from requests.workflow import State

AFTER_WORK = (State.CLOSING, State.COMPLETED, State.CANCELLED)
LOOKS_BACK = {Side.OFFICE: OwedKind.OFFICE_LOOKS_BACK, Side.ADVISOR: OwedKind.ADVISOR_LOOKS_BACK}


@dataclass(frozen=True)
class Answers:
    """How many members of the committee were asked to look back, and how many did; never who."""

    asked: int
    given: int
    is_awaited: bool  # whether one who can still answer has not


def items_of(engagement, papers=None, *, finished_on=None, assignments=None, end_of_work=None, waivers=None):
    """Return the items of an engagement in the table's order.

    A contract is with one advisor: another one's does not count. Reports are about the engagement.
    `papers`: of `papers_of`, `assignments`, `waivers`, and `end_of_work`: of `ends_of_work`, where the caller
    has them.
    `finished_on`: the end of its work, while the act that ends it goes on.
    """
    case = engagement.support_request
    if finished_on is None and case.state in AFTER_WORK:
        finished_on, is_broken_off = end_of_work or ends_of_work([case.pk]).get(case.pk, (None, False))
    else:
        is_broken_off = False
    last = last_assignment(engagement, assignments)
    rows = papers_of(engagement) if papers is None else papers
    given, waived = {}, {}
    for paper in sorted((row for row in rows if row.version), key=lambda row: row.version):
        if _counts(paper, last):
            given[paper.kind] = paper
    for waiver in engagement.waivers.all() if waivers is None else waivers:
        if _counts(waiver, last):
            waived[waiver.kind] = waiver
    committee = None
    if case.state in AFTER_WORK:
        committee = committee_answers(engagement)
        given |= _answers(engagement, committee)
    facts = owed.Facts(
        accepted_on=local_date(last.began_at),
        finished_on=finished_on,
        promised_from=case.period_from,
        promised_until=case.period_to,
        closed_on=local_date(engagement.ended_at) if engagement.ended_at else None,
        is_broken_off=is_broken_off,
        is_completed=case.state == State.COMPLETED,
        asks_committee=bool(committee and committee.asked),
    )
    return owed.items(facts, given, waived, today=timezone.localdate(), answers=committee)


def answers():
    """Return what to prefetch with engagements: what is answered after the work, one query for each sort."""
    return (
        Prefetch("looking_back", LookingBack.objects.select_related("by_user")),
        Prefetch("committee_looking_back", CommitteeLookingBack.objects.select_related("member")),
        Prefetch("follow_up", FollowUp.objects.select_related("by_user")),
    )


def with_answers(engagement):
    """Fetch what is answered on pages after the work, for a page that shows it in several places.

    The follow-up is asked for once the case is completed.
    """
    state = engagement.support_request.state
    if state in AFTER_WORK:
        lookups = answers()
        prefetch_related_objects([engagement], *(lookups if state == State.COMPLETED else lookups[:-1]))


def committee_answers(engagement):
    """Return the Answers of the committee."""
    rows = list(_members_places(engagement))
    return Answers(
        asked=len(rows),
        given=sum(row.answered_at is not None for row in rows),
        is_awaited=any(row.is_awaited for row in rows),
    )


def _members_places(engagement):
    fetched = "committee_looking_back" in getattr(engagement, "_prefetched_objects_cache", {})
    rows = engagement.committee_looking_back.all()
    return rows if fetched else rows.select_related("member")


def follow_up_of(engagement):
    """Return what the office says lasted, or None; anew each time, unless a page has fetched it."""
    if Engagement.follow_up.is_cached(engagement):
        return getattr(engagement, "follow_up", None)
    return FollowUp.objects.filter(engagement=engagement).first()


def _answers(engagement, committee):
    """Return {kind: answer} of what is given on pages after the work."""
    given = {LOOKS_BACK[row.side]: row for row in engagement.looking_back.all()}
    if committee.given and not committee.is_awaited:
        given[OwedKind.COMMITTEE_LOOKS_BACK] = committee
    if engagement.support_request.state == State.COMPLETED and (row := follow_up_of(engagement)):
        given[OwedKind.FOLLOW_UP] = row
    return given


def end_of_work_in(events):
    """Return the same for one request as `ends_of_work` from its events, newest first."""
    ends = (row for row in events if row.to_state == State.CLOSING and row.from_state != State.CLOSING)
    last = next(ends, None)
    return (local_date(last.at), last.act == "cancel") if last else (None, False)


def waivers_in(events, engagement):
    """Return what was waived; asked only where the events of the request say that anything was."""
    return engagement.waivers.all() if any(row.act == "paper_waived" for row in events) else ()


def ends_of_work(cases):
    """Return {request's key: (day, whether G.I.B. broke it off)} of the last end of the work of each."""
    ends = Event.objects.filter(support_request__in=cases, to_state=State.CLOSING)
    rows = ends.exclude(from_state=State.CLOSING).order_by("pk").values_list("support_request", "at", "act")
    return {case: (local_date(at), act == "cancel") for case, at, act in rows}


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


def without_contract(until):
    """Return current assignments whose contract is due until a day and missing, the oldest first.

    What rests is left alone, what is waived is settled.
    """
    begun = start_of_day(until - dt.timedelta(days=settings.CONTRACT_WITHIN_DAYS - 1))
    theirs = {"engagement": OuterRef("engagement"), "advisor": OuterRef("advisor")}
    states = (State.ENGAGED, State.CLOSING)
    running = {"engagement__ended_at": None, "engagement__support_request__state__in": states}
    return (
        Assignment.objects.filter(ended_at=None, began_at__lt=begun, **running)
        .exclude(Exists(Paper.objects.filter(kind=PaperKind.CONTRACT, **theirs)))
        .exclude(Exists(Waiver.objects.filter(kind=PaperKind.CONTRACT, **theirs)))
        .order_by("began_at", "engagement_id")  # along an index, until there are as many as are shown
    )
