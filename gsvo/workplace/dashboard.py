"""What waits for G.I.B., what waits for others, and warnings: for start page and daily digest."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, F, Min, OuterRef, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.models import Engagement, Invitation, ProfileChange
from gsvo.files import disk_space
from gsvo.lib import dates
from gsvo.offices.models import Membership, Office, Role
from gsvo.ops.health import scheduler_warnings
from gsvo.outbox.error_texts import error_text_of
from gsvo.outbox.models import WAITING, OutgoingMail
from gsvo.pages.models import AccessRequest
from gsvo.workplace.case_action import PEOPLE, page_of
from requests import turnaround
from requests.models import Event, SupportRequest
from requests.workflow import State, WaitingOn

SHOWN = 8  # of those that wait for others; the rest is one link away
AT_ONCE = 60  # of those that wait for us: what comes due first; nobody works through more in a day
QUITE_FULL_MB = 50  # a form may bring as much at once
# Of sixty columns what a line shows of a case.
CASE = (
    "oid", "number", "title", "state", "waiting_on", "waiting_since", "due_on", "deferred_until",
    "engaged_at", "office__display_name",
)  # fmt: skip
TOLD = ("support_request", "pk", "at", "act", "to_state", "waiting_on", "data")  # of an event
LATE_FROM = 0.8  # of the promised days


@dataclass(frozen=True)
class Waiting:
    """A case in which G.I.B. has to act."""

    case: SupportRequest
    step: str
    age: int
    promised: int | None  # working days, where an answer is promised
    is_late: bool
    until: dt.date | None  # put off until then
    due: dt.date | None  # by when something is promised: the answer, or the end of an interruption

    @property
    def url(self):
        return page_of(self.case)[0]


def for_gib(today):
    """Return cases in which G.I.B. has to act, at most one more than AT_ONCE.

    First what breaks a promise first. What nobody promised for a day, such as a close, comes after that, the
    oldest first.
    """
    cases = (
        SupportRequest.objects.submitted()
        .waiting_for(WaitingOn.GIB)
        .select_related("office")
        .only(*CASE)
        .annotate(has_offer=Exists(Invitation.objects.offered().filter(support_request=OuterRef("pk"))))
        .order_by(F("due_on").asc(nulls_last=True), "waiting_since", "pk")[: AT_ONCE + 1]
    )
    events = _events_of(cases)
    rows = [_waiting(case, events[case.pk], today) for case in cases]
    return sorted(rows, key=lambda row: (row.due or dt.date.max, -row.age, row.case.waiting_since))


def _events_of(cases):
    """Return {request's key: its events, the oldest first}: thousands of rows, so no more than is told."""
    found = defaultdict(list)
    rows = Event.objects.filter(support_request__in=list(cases)).order_by("pk")
    for event in rows.values_list(*TOLD, named=True):
        found[event.support_request].append(event)
    return found


def _waiting(case, events, today):
    age = turnaround.gib_age(events, today)
    promised = settings.ANSWER_WITHIN_WORKING_DAYS if case.state == State.SUBMITTED else None
    deferred = case.deferred_until if promised and (case.deferred_until or today) > today else None
    rests = case.due_on if case.state == State.INTERRUPTED and (case.due_on or today) > today else None
    return Waiting(
        case=case,
        step=_step(case, events),
        age=age,
        promised=promised,
        is_late=bool(promised) and not deferred and age >= promised * LATE_FROM,
        until=deferred or rests,
        due=_due(case, events, deferred, today),
    )


def _due(case, events, deferred, today):
    """Return by when something is promised; an answer's day moves with the time that others took."""
    if case.state == State.SUBMITTED:
        return deferred or turnaround.promise_date(events, today)
    return case.due_on


def _step(case, events):
    """Return the next step in words; the last event may say more than the state."""
    last = events[-1].act if events else ""
    if case.state == State.SUBMITTED and last == "answer":
        return _("Antwort auf Rückfrage prüfen")
    if case.state == State.MANDATED and last in ("decline", "expire", "leave_pool"):
        return _("Einladungen sind aufgebraucht")
    if case.has_offer:
        return _("Zusage prüfen")
    return case.next_step


def for_others():
    """Return (the first cases that wait for others, whether there are more)."""
    cases = (
        SupportRequest.objects.submitted()
        .open()
        .exclude(waiting_on__in=[WaitingOn.GIB, WaitingOn.NO_ONE])
        .select_related("office")
        .only(*CASE)
        .order_by(F("due_on").asc(nulls_last=True), "waiting_since", "pk")
    )
    found = list(cases[: SHOWN + 1])
    return found[:SHOWN], len(found) > SHOWN


def access_asked():
    """Yield a line for each of the first people who wait for access."""
    for asked in AccessRequest.objects.open().select_related("office").order_by("created_at")[:SHOWN]:
        yield {
            "mark": "heed",
            "url": reverse("admin:pages_accessrequest_change", args=[asked.pk]),
            "label": _("%(office)s bittet um Zugang") % {"office": asked.office},
            "note": _("Prüfen, dann einladen oder als erledigt vermerken."),
            "side": _since(asked.created_at),
        }


def changed_profiles():
    """Yield a line for each of the first advisors whose public profile changed since somebody looked."""
    unseen = ProfileChange.objects.unseen().order_by().values("advisor__oid", "advisor__name")
    for row in unseen.annotate(first=Min("at")).order_by("first")[:SHOWN]:
        yield {
            "mark": "note",
            "url": reverse("admin:profile-changes", args=[row["advisor__oid"]]),
            "label": _("%(name)s hat das Profil geändert") % {"name": row["advisor__name"]},
            "note": _("Es gilt schon. Sehen Sie an, was anders ist."),
            "side": _since(row["first"]),
        }


def failed_mail():
    """Yield the line about mail that did not arrive, if there is any."""
    failed = OutgoingMail.objects.unsettled().annotate(count=Window(Count("pk")))
    first = failed.defer("text", "html").order_by("created_at").first()
    if first:
        count = first.count
        words = ngettext("Eine Mail kam nicht an", "%(count)s Mails kamen nicht an", count) % {"count": count}
        url = reverse("admin:outbox_outgoingmail_changelist") + "?stand=task"
        yield {
            "mark": "bad",
            "url": url,
            "label": words,
            "note": error_text_of(first).what if error_text_of(first) else "",
            "side": _since(first.created_at),
        }


def late_mail():
    """Yield the line about mail that waits too long, if there is any, with the oldest's age."""
    waiting = OutgoingMail.objects.filter(status__in=WAITING).order_by("created_at").only("created_at")
    first = waiting.first()
    age = timezone.now() - first.created_at if first else dt.timedelta()
    if age > dt.timedelta(minutes=settings.MAIL_LATE_MINUTES):
        yield {
            "mark": "heed",
            "url": reverse("admin:outbox_outgoingmail_changelist") + "?stand=waiting",
            "label": _("Die älteste Mail wartet seit %(time)s") % {"time": _span(age)},
            "note": _("Bleibt es dabei, sagen Sie der Technik Bescheid."),
            "side": _since(first.created_at),
        }


def silence():
    """Yield the line about a worker or scheduler that says nothing any more, within minutes."""
    for warning in scheduler_warnings():
        yield {
            "mark": "bad",
            "label": warning,
            "note": _(
                "Mails und Erinnerungen bleiben so lange liegen. Bitte sagen Sie der Technik Bescheid."
            ),
        }


def low_disk_space():
    """Yield the line about a nearly full disk, if it is."""
    left = disk_space.scarce_megabytes()
    if left is not None:
        yield {
            "mark": "bad" if left < QUITE_FULL_MB else "heed",
            "label": _("Der Platz auf dem Server wird knapp: noch %(left)s MB") % {"left": left},
            "note": _("Bitte sagen Sie der Technik Bescheid. Ist er voll, gehen keine Unterlagen mehr ein."),
        }


def _span(age):
    minutes = int(age.total_seconds() // 60)
    if minutes < 120:
        return ngettext("einer Minute", "%(count)s Minuten", minutes) % {"count": minutes}
    if minutes < 48 * 60:
        return ngettext("einer Stunde", "%(count)s Stunden", minutes // 60) % {"count": minutes // 60}
    return ngettext("einem Tag", "%(count)s Tagen", minutes // 1440) % {"count": minutes // 1440}


def overdue(today):
    """Yield a line for each of the first cases that others are late with."""
    late = (
        SupportRequest.objects.submitted()
        .open()
        .filter(due_on__lt=today)
        .exclude(waiting_on__in=[WaitingOn.GIB, WaitingOn.NO_ONE])
        .exclude(state=State.ENGAGED)  # there G.I.B. may countersign: `dashboard_days.unsigned`
        .select_related("office")
        .only(*CASE)
        .order_by("due_on", "pk")
    )
    for case in late[:SHOWN]:
        yield {
            "mark": "heed",
            "url": reverse("admin:case", args=[case.oid]),
            "label": _("%(who)s ist überfällig: %(step)s")
            % {"who": case.get_waiting_on_display(), "step": case.next_step},
            "note": f"{case.office}, {case.number}",
            "side": _("seit %(day)s") % {"day": dates.short_day(case.due_on)},
        }


def unhandled():
    """Yield a line for each office with requests that nobody there looks after: no handler, no lead."""
    leads = Membership.objects.current().filter(role=Role.LEAD)
    without_lead = list(Office.objects.exclude(pk__in=leads.values("office")).values_list("pk", flat=True))
    if not without_lead:
        return
    cases = SupportRequest.objects.submitted().open().filter(office__in=without_lead)
    cases = cases.with_handler().filter(is_handled=False).order_by("office__sort_name")
    offices = cases.values("office", "office__display_name").annotate(count=Count("pk"))
    for row in offices[:SHOWN]:
        count = row["count"]
        words = ngettext(
            "Niemand in %(office)s betreut eine offene Anfrage",
            "Niemand in %(office)s betreut %(count)s offene Anfragen",
            count,
        )
        yield {
            "mark": "bad",
            "url": reverse("admin:offices_office_change", args=[row["office"]]),
            "label": words % {"office": row["office__display_name"], "count": count},
            "note": _(
                "Die Stelle hat keine Leitung. Laden Sie eine ein; bis dahin bekommt niemand ihre Mails."
            ),
        }


def abandoned():
    """Yield a line for each of the first engagements whose advisor is not in the pool any more."""
    found = Engagement.objects.abandoned().select_related("support_request__office", "advisor")
    for row in found.order_by("abandoned_at", "pk")[:SHOWN]:
        case = row.support_request
        to_do = (
            _("Schließen Sie den Fall ab.")
            if case.state == State.CLOSING
            else _("Wechseln Sie die Beratung.")
        )
        yield {
            "mark": "bad",
            "url": page_of(case, PEOPLE)[0],
            "label": _("%(advisor)s begleitet %(office)s und ist nicht mehr im Pool")
            % {"advisor": row.advisor, "office": case.office},
            "note": f"{case.number}. {to_do}",
            "side": _since(row.abandoned_at),
        }


def _since(moment):
    return _("seit %(day)s") % {"day": dates.short_day(timezone.localtime(moment))} if moment else ""
