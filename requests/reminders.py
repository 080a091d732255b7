"""What people around a request are reminded of: rows of the table in `gsvo.reminders.kinds`."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from gsvo import dates
from gsvo.links.models import Link
from gsvo.outbox.needed import needed_while
from gsvo.reminders.kinds import Matter, register
from gsvo.workdays import local_date
from requests.emails import mandate as emails
from requests.models import Seat, SupportRequest
from requests.workflow import Ball, State


def statements(today):
    """Open statements: a mail with the seat's own link to each member who has not answered."""
    seats = {
        seat.pk: seat
        for seat in Seat.objects.filter(
            round__closed_at=None, round__answer_by__gte=today, not_responsible_at=None, statements=None
        ).select_related("round__version__mandate__support_request__office", "member")
    }
    for link in Link.objects.usable().to_many(Seat, seats, "statement"):
        seat = seats[link.object_id]
        yield Matter(
            record=str(seat.pk),
            begins=local_date(link.created_at),
            anchor=seat.round.answer_by,
            send=partial(emails.statement_reminder, seat, link),
        )


@needed_while("requests/statement_asked", "requests/statement_reminder")
def statement_is_open(mail):
    """A reminder while nobody answered on the seat, the first mail while the round takes answers."""
    seat = mail.link.target
    reminds = mail.kind.endswith("reminder")
    return seat.round.is_open and not (reminds and (seat.not_responsible_at or seat.statement))


def queries(today):
    """Unanswered questions of G.I.B."""
    return _with_office(State.QUERIED, gettext_lazy("%(title)s: Frage der G.I.B. beantworten, %(until)s"))


def mandates(today):
    """Mandates to write and to bring to the committee."""
    return _with_office(State.CLARIFYING, gettext_lazy("%(title)s: Auftrag klären, %(until)s"))


def drafts(today):
    """Drafts left lying."""
    found = SupportRequest.objects.filter(state=State.DRAFT).select_related("office")
    yield from _matters(
        found,
        lambda case: local_date(case.changed_at),
        lambda case: (
            _("%(title)s: Entwurf fertigstellen, zuletzt geändert am %(day)s")
            % {"title": case, "day": dates.day(case.changed_at)}
        ),
    )


def _with_office(state, words):
    """Requests in a state that wait for their office until a day."""
    found = SupportRequest.objects.waiting_for(Ball.OFFICE).filter(state=state, due_on__isnull=False)
    yield from _matters(
        found.select_related("office"), lambda case: case.due_on, lambda case: words % _named(case)
    )


def _matters(cases, anchor, line):
    for case in cases.iterator(chunk_size=500):
        yield Matter(
            record=case.oid,
            begins=local_date(case.ball_since),
            anchor=anchor(case),
            people=case.recipients,
            line=partial(line, case),
        )


def _named(case):
    day = {"day": dates.weekday(case.due_on)}
    is_late = case.due_on < timezone.localdate()
    until = _("Frist war %(day)s") % day if is_late else pgettext("deadline", "bis %(day)s") % day
    return {"title": f"{case} ({case.number})", "until": until}


@needed_while("requests/queried")
def query_is_open(mail):
    """Unanswered, and still this question: a later one has its own mail."""
    return mail.about.state == State.QUERIED and mail.created_at >= mail.about.ball_since


@needed_while("requests/granted", "requests/mandate_returned")
def mandate_is_open(mail):
    return mail.about.state == State.CLARIFYING


register("statement", statements)
register("query", queries)
register("mandate", mandates)
register("draft", drafts)
