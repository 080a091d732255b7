"""Reminders about requests: rows of the table in `gsvo.reminders.registry`."""

from functools import partial

from django.conf import settings
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from gsvo.lib import dates
from gsvo.lib.workdays import local_date
from gsvo.links.models import Link
from gsvo.outbox.relevance import relevant_while
from gsvo.reminders.registry import Matter, register
from requests.actions import abandoned, inactivity, reminding
from requests.mandate_change import ASKING
from requests.models import Event, Round, Seat, SupportRequest
from requests.workflow import State, WaitingOn

# Acts after which somebody else looks after a request in its office, who knows of it from then on.
HANDED_OVER = ("hand_over", "handler_left", "handler_returned")


def statements(today):
    """Yield open statements: a mail with the seat's own link to each member without an answer."""
    return _open_seats(today, ~_SILENT)


def silent_seats(today):
    """Yield the same where silence passes for a vote: three reminders, so that nobody is passed over."""
    return _open_seats(today, _SILENT)


_SILENT = Q(round__rule=Round.Rule.SILENCE, is_voting=True)


def _open_seats(today, which):
    seats = {
        seat.pk: seat
        for seat in Seat.objects.filter(
            which,
            round__closed_at=None,
            round__answer_by__gte=today,
            not_responsible_at=None,
            statements=None,
        ).select_related("round__version__mandate__support_request__office", "member")
    }
    extended = extended_at(SupportRequest.objects.filter(state__in=ASKING), "extend_round")
    for link in Link.objects.usable().to_many(Seat, seats, Seat.LINK_PURPOSE):
        seat = seats[link.object_id]
        case = seat.round.version.mandate.support_request
        yield Matter(
            record=str(seat.pk),
            begins=local_date(max(link.created_at, extended.get(case.pk, link.created_at))),
            anchor=seat.round.answer_by,
            to=link.email,
            send=partial(reminding.remind_seat, seat, link),
        )


def extended_at(cases, *acts):
    """Return {request's id: when its deadline was extended last, or somebody else began to look after it}.

    `cases`: of these requests only. A pass every few minutes must not read the history of all that ended.
    """
    events = Event.objects.filter(act__in=acts, support_request__in=cases.order_by().values("pk"))
    rows = events.order_by().values("support_request").annotate(last=Max("at"))
    return dict(rows.values_list("support_request", "last"))


@relevant_while("requests/statement_asked", "requests/statement_reminder", "requests/round_extended")
def statement_is_open(mail):
    """Return whether a mail is still relevant.

    A reminder is while the seat has no answer, the first mail while the round takes answers.
    """
    seat = mail.link.target
    reminds = mail.kind != "requests/statement_asked"
    return seat.round.is_open and not (reminds and (seat.not_responsible_at or seat.statement))


def queries(today):
    """Return unanswered questions of G.I.B."""
    return _with_office(State.QUERIED, gettext_lazy("%(title)s: Frage der G.I.B. beantworten, %(until)s"))


def mandates(today):
    """Return mandates that wait for the office."""
    return _with_office(State.CLARIFYING, gettext_lazy("%(title)s: Auftrag klären, %(until)s"))


def drafts(today):
    """Return drafts that were not changed for long."""
    found = SupportRequest.objects.filter(state=State.DRAFT).select_related("office")
    yield from _matters(
        found,
        lambda case: local_date(case.changed_at),
        _draft_line,
    )


def ending_drafts(today):
    """Return drafts, counted to the day on which they are deleted."""
    found = abandoned.drafts().select_related("office")
    yield from _matters(found, abandoned.deleted_on, _ending_line)


def _draft_line(case):
    return _("%(title)s: Entwurf fertigstellen, zuletzt geändert am %(day)s") % {
        "title": case,
        "day": dates.day(local_date(case.changed_at)),
    }


def _ending_line(case):
    said = _("wird am %(day)s gelöscht") % {"day": dates.day(abandoned.deleted_on(case))}
    return f"{_draft_line(case)}; {said}"


def inactive_requests(today):
    """Return inactive cases: a line for the office, and one for G.I.B."""
    ahead = -min(settings.REMINDERS["asleep"], default=0)
    for case in inactivity.inactive_cases(settings.END_ASLEEP_CASE_DAYS - ahead).select_related("office"):
        ends_on = inactivity.ends_on(case)
        known = {"record": case.oid, "begins": local_date(case.last_step_at), "anchor": ends_on}
        yield Matter(**known, people=case.recipients, line=partial(_inactive_line, case, ends_on))
        yield Matter(**known, morning=partial(_inactive_notice, case, ends_on))


def _inactive_line(case, ends_on):
    return _("%(title)s: seit langem kein Schritt; endet am %(day)s von selbst") % {
        "title": f"{case} ({case.number})",
        "day": dates.day(ends_on),
    }


def _inactive_notice(case, ends_on):
    return _("%(title)s, %(office)s: seit langem kein Schritt; endet am %(day)s von selbst") % {
        "title": f"{case} ({case.number})",
        "office": case.office,
        "day": dates.day(ends_on),
    }


def _with_office(state, words):
    """Return requests in a state that wait for their office until a day."""
    found = SupportRequest.objects.waiting_for(WaitingOn.OFFICE).filter(state=state, due_on__isnull=False)
    yield from _matters(
        found.select_related("office"), lambda case: case.due_on, lambda case: words % _named(case)
    )


def _matters(cases, anchor, line):
    told = extended_at(cases, "extend_query", "extend_clarification", *HANDED_OVER)
    for case in cases.iterator(chunk_size=500):
        yield Matter(
            record=case.oid,
            begins=local_date(max(case.waiting_since, told.get(case.pk, case.waiting_since))),
            anchor=anchor(case),
            people=case.recipients,
            line=partial(line, case),
        )


def _named(case):
    day = {"day": dates.weekday(case.due_on)}
    is_late = case.due_on < timezone.localdate()
    until = _("Frist war %(day)s") % day if is_late else pgettext("deadline", "bis %(day)s") % day
    return {"title": f"{case} ({case.number})", "until": until}


@relevant_while("requests/queried")
def query_is_open(mail):
    """Return whether just this question is unanswered; a later one has a mail of its own."""
    return mail.about.state == State.QUERIED and mail.created_at >= mail.about.waiting_since


@relevant_while("requests/granted", "requests/mandate_returned")
def mandate_is_open(mail):
    return mail.about.state == State.CLARIFYING


register("statement", statements)
register("silence", silent_seats)
register("query", queries, goes_on=True)
register("mandate", mandates, goes_on=True)
register("draft", drafts)
register(abandoned.KIND, ending_drafts, announces=True)
register(inactivity.KIND, inactive_requests, announces=True)
