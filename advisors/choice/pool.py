"""The whole pool judged for one request, in as many statements as one person costs."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.utils import timezone

from advisors.capacity import Needed, free_in, missing_for, needed_of
from advisors.choice.facts import Candidate, Need
from advisors.choice.rules import Finding, Fit, judge
from advisors.models import Absence, Advisor, Assignment, Invitation, Preference
from gsvo.lib.workdays import local_date
from requests.models import SupportRequest


@dataclass(frozen=True)
class Choice:
    """An advisor with what is known about her for a request, and what the rules found."""

    advisor: Advisor
    facts: Candidate
    findings: list[Finding]
    covered: int  # subjects of the request

    @property
    def fit(self) -> Fit:
        return max((finding.fit for finding in self.findings), default=Fit.FITS)

    @property
    def is_choosable(self) -> bool:
        return self.fit != Fit.BLOCKED

    def words(self, fit: Fit) -> str:
        """Return what the rules found of one kind, as sentences."""
        return " ".join(finding.words for finding in self.findings if finding.fit == fit)

    @property
    def order(self) -> tuple[Any, ...]:
        """Return the place inside a group: wished, subjects covered, days left, name."""
        who = self.facts
        return (not who.is_wished, -self.covered, -who.free, self.advisor.sort_name, self.advisor.pk)


def need_of(support_request: SupportRequest) -> Need:
    """Return what a request needs; days that are over do not count any more."""
    today, period = timezone.localdate(), support_request.period
    until = support_request.period_to or (period.service_until if period else today)
    return Need(
        topics=[topic.name for topic in support_request.topics.all()],
        office=str(support_request.office),
        mode=support_request.mode,
        first=max(support_request.period_from or today, today),
        last=max(until, today),
        today=today,
    )


def choices_for(support_request: SupportRequest, advisors: Iterable[Advisor] | None = None) -> list[Choice]:
    """Judge all active advisors, or the given ones, in order: what fits first."""
    need, needed = need_of(support_request), needed_of(support_request)
    facts = _Facts(support_request, need, needed)
    found = [_choice(need, advisor, facts) for advisor in _rows(support_request, advisors, needed)]
    return sorted(found, key=lambda choice: (choice.fit, choice.order))


def _choice(need: Need, advisor: Advisor, facts: "_Facts") -> Choice:
    who = facts.about(advisor)
    return Choice(advisor, who, judge(need, who), len(who.covers(need)))


def _rows(
    support_request: SupportRequest, advisors: Iterable[Advisor] | None, needed: Needed
) -> Iterable[Any]:
    found = Advisor.objects.active()
    if advisors is not None:
        found = Advisor.objects.filter(pk__in=[advisor.pk for advisor in advisors])
    places = Advisor.offices.through.objects.filter(advisor=OuterRef("pk"))
    running = Count("engagements", filter=Q(engagements__ended_at=None), distinct=True)
    return (
        found.annotate(running=running, **{f"free_{period.pk}": free_in(period) for period in needed})
        .annotate(
            has_places=Exists(places), works_here=Exists(places.filter(office=support_request.office_id))
        )
        .order_by("sort_name", "pk")
    )


class _Facts:
    """What several advisors have to do with one request, each kind in one statement."""

    def __init__(self, support_request: SupportRequest, need: Need, needed: Needed) -> None:
        self.needed = needed
        office = support_request.office_id
        self.preferences = {row.advisor_id: row for row in support_request.preferences.all()}
        self.asked, self.answered = _invitations(support_request)
        self.topics = _grouped(
            Advisor.topics.through.objects.filter(topic__in=support_request.topics.all()).values_list(
                "advisor", "topic__name"
            )
        )
        current = Absence.objects.current().filter(from_on__lte=need.last)
        self.absences = _grouped(
            (advisor, (begin, end))
            for advisor, begin, end in current.values_list("advisor", "from_on", "to_on")
        )
        conflicts = Invitation.objects.filter(
            support_request__office=office, decline_reason=Invitation.DeclineReason.CONFLICT
        )
        self.conflicts = dict(
            conflicts.order_by().values_list("advisor").annotate(last=Max(F("answered_at")))
        )
        here = Assignment.objects.filter(engagement__support_request__office=office)
        self.known = set(here.order_by().values_list("advisor", flat=True))

    def about(self, advisor: Any) -> Candidate:
        preference = self.preferences.get(advisor.pk)
        kind = preference.kind if preference else ""
        free = {period: getattr(advisor, f"free_{period.pk}") for period in self.needed}
        conflict: dt.datetime | None = self.conflicts.get(advisor.pk)
        return Candidate(
            name=advisor.name,
            topics=set(self.topics.get(advisor.pk, ())),
            has_places=advisor.has_places,
            works_here=advisor.works_here,
            mode=advisor.mode,
            free=sum(free.values()),
            total=advisor.quarters_per_period * len(free),
            missing=missing_for(self.needed, free),
            running=advisor.running,
            absences=self.absences.get(advisor.pk, ()),
            paused_until=advisor.paused_until,
            is_wished=kind == Preference.Kind.WISH,
            is_excluded=kind == Preference.Kind.EXCLUDE,
            reason=preference.reason if preference else "",
            is_asked=advisor.pk in self.asked,
            answered=self.answered.get(advisor.pk, ""),
            conflict_on=local_date(conflict) if conflict else None,
            knows_office=advisor.pk in self.known,
        )


def _invitations(support_request: SupportRequest) -> tuple[set[int], dict[int, str]]:
    """Return who is asked or in line, and how the others answered, the last answer counts."""
    asked, answered = set(), {}
    for row in support_request.invitations.order_by("position"):
        if row.state in (Invitation.State.OPEN, Invitation.State.WAITING):
            asked.add(row.advisor_id)
        elif row.sent_at:
            answered[row.advisor_id] = str(row.get_decline_reason_display() or row.get_state_display())
    return asked, answered


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
