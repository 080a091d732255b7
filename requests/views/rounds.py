"""Pages to ask the committee about a version and to read its answers."""

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gsvo.lib.forms import form_data
from gsvo.lib.workdays import workday_in
from gsvo.offices.models import Committee, CommitteeMember
from gsvo.outbox.failures import failures_to, with_failures
from gsvo.status.idempotency import makes_once
from requests import actions, round_ways, round_words
from requests.forms.rounds import ExtendRoundForm, OpenRoundForm
from requests.mandate_change import change_of
from requests.models import MeetingDecision, Round, Seat, Statement
from requests.roles import roles_on_page, works_in
from requests.round_rules import least_days
from requests.views.access import readable, writable
from requests.views.mandate_sections import answer_lines, mandate_next_action, may_go_on
from requests.views.remarks import remarks_to_answer
from requests.workflow import WorkflowRole


@makes_once
def open_round(request, oid):
    """Ask for the deadline and show who gets a mail; POST opens the round."""
    support_request = writable(request, oid)
    obstacle = actions.round_obstacle(support_request, request.user)
    if obstacle and request.method != "POST":
        return render(
            request,
            "requests/mandate/open_round.html",
            {"support_request": support_request, "obstacle": obstacle},
        )
    members = CommitteeMember.objects.current().responsible()
    members = with_failures(
        members.filter(committee__office=support_request.office).select_related("committee")
    )
    committee = members[0].committee if members else Committee(office=support_request.office)
    open_remarks = remarks_to_answer(support_request)
    form = OpenRoundForm(
        form_data(request),
        initial={"answer_by": _usual_deadline(committee)},
        period=support_request.period,
        committee=committee,
        voting=sum(member.is_voting for member in members),
        open_remarks=len(open_remarks),
    )
    if form.is_valid():
        try:
            opened = actions.open_round(support_request, by=request.user, **form.cleaned_data)
        except actions.ActionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Die Mails an das Gremium sind unterwegs."))
            return redirect("requests:round", oid, opened.oid)
    return render(
        request,
        "requests/mandate/open_round.html",
        {
            "support_request": support_request,
            "version": support_request.mandate.latest if hasattr(support_request, "mandate") else None,
            "members": members,
            "several_seats": round_words.several_seats(members),
            "ways": round_ways.before_round(support_request, members),
            "open_remarks": open_remarks,
            "in_force": change.in_force if (change := change_of(support_request)) else None,
            "form": form,
        },
    )


def _usual_deadline(committee):
    """Return the default day; one that leaves room for the rule where it may be silence."""
    least = least_days(Round.Rule.SILENCE) if committee.allows_silence else 0
    return workday_in(max(settings.ROUND_DAYS, least))


@require_safe
def round(request, oid, round_oid):  # noqa: A001  the page is called like the thing
    """Show who answered what; after a round without agreement, the wishes as a list.

    The next step is that of the mandate today, also on the page of an earlier round.
    """
    support_request = readable(request, oid)
    seats = Seat.objects.select_related("member").prefetch_related("statements")
    row = get_object_or_404(
        Round.objects.of(support_request)
        .select_related("version__mandate__support_request")
        .prefetch_related(Prefetch("seats", queryset=seats)),
        oid=round_oid,
    )
    is_writer = WorkflowRole.OFFICE in roles_on_page(request.user, support_request)
    tally = row.tally()
    version = support_request.mandate.latest
    last = row.version == version and not Round.objects.filter(version=version, pk__gt=row.pk).exists()
    panel = mandate_next_action(support_request, version, is_writer=is_writer)
    if panel and panel.button_url == request.path:
        panel = replace(panel, button_label="", button_url="")  # this is where it leads
    if panel and not last:
        went_on = _("Nach dieser Runde ging es weiter, inzwischen mit Fassung %(number)s.")
        panel = replace(panel, text=f"{went_on % {'number': version.number}} {panel.text}")
    failures = _failures(row) if is_writer else {}
    may_act = is_writer and row.is_open and row.deadline >= timezone.now()
    return render(
        request,
        "requests/mandate/round.html",
        {
            "support_request": support_request,
            "round": row,
            "sentence": _beside(panel, row, tally),
            "rule": round_words.rule_of(row),
            "outlook": round_words.outlook(tally) if row.is_open else "",
            "day_hint": round_words.day_hint(row.answer_by) if row.is_open and is_writer else "",
            "several_seats": round_words.several_seats(
                [seat.member for seat in row.seats.all()] if is_writer and row.is_open else []
            ),
            "next_action": panel,
            "standing": answer_lines(row, failures=failures),
            "shows_names": is_writer or works_in(request.user, support_request),
            "wishes": _remarks(row, Statement.Answer.CHANGE),
            "remarks": _remarks(row, Statement.Answer.AGREE, Statement.Answer.AGREE_REMARKS,
                                Statement.Answer.ABSTAIN),
            "may_act": may_act,
            "ways": round_ways.in_round(support_request, row, failures) if may_act else [],
            "may_remind": may_act and bool(actions.to_remind(row.seats.all())),
            "meeting": _meeting(row),
            "reason": _reason(row, support_request),
            "may_go_on": is_writer and last and not row.is_open and may_go_on(support_request, row),
        },
    )  # fmt: skip


def extend_round(request, oid, round_oid):
    """Ask for a later day and why, on a page of its own; POST extends the round."""
    support_request = writable(request, oid)
    row = get_object_or_404(Round.objects.of(support_request).select_related("version"), oid=round_oid)
    if request.method != "POST" and (not row.is_open or row.deadline < timezone.now()):
        messages.info(request, _("Die Runde ist beendet. Verlängern lässt sie sich nicht mehr."))
        return redirect("requests:round", oid, round_oid)
    form = ExtendRoundForm(form_data(request), period=support_request.period)
    if form.is_valid():
        try:
            actions.extend_round(support_request, by=request.user, round_=row, **form.cleaned_data)
        except actions.ActionRefused as reason:
            form.add_error("until" if row.is_open else None, str(reason))
        else:
            messages.success(request, _("Die Runde läuft länger, und wer fehlt, weiß Bescheid."))
            return redirect("requests:round", oid, round_oid)
    tally = {"support_request": support_request, "round": row, "form": form, "waiting": _waiting(row)}
    return render(request, "requests/mandate/extend_round.html", tally)


def _beside(panel, round_, tally):
    """Return how the round stands or ended, or "" where the panel of the next step says it."""
    if round_.is_open:
        return "" if panel else round_words.standing(round_, tally)
    sentence = round_words.closed(round_)
    return "" if panel and panel.text.startswith(sentence) else sentence


def _meeting(round_):
    """Return what a meeting decided that closed the round, or None."""
    if round_.ending != Round.Ending.MEETING:
        return None
    return MeetingDecision.objects.filter(round=round_).select_related("minutes__file").first()


def _reason(round_, support_request):
    """Return why a round was ended before its deadline, or ""."""
    if round_.ending != Round.Ending.EARLY:
        return ""
    closed = support_request.events.filter(act="round_closed", at__gte=round_.opened_at).exclude(reason="")
    return next((event.reason for event in closed if event.data["version"] == round_.version.number), "")


def _waiting(round_):
    """Return the seats that have not answered and could."""
    seats = round_.seats.prefetch_related("statements")
    return [seat for seat in seats if not seat.statement and not seat.not_responsible_at]


def _failures(round_):
    """Return mails that did not arrive at members who have not answered."""
    waiting = [seat for seat in round_.seats.all() if not seat.statement and not seat.not_responsible_at]
    return failures_to(seat.member.email for seat in waiting) if round_.is_open else {}


@require_POST
def ask_again(request, oid, round_oid, member_oid):
    """Mail a member again after a mail that did not arrive."""
    support_request = writable(request, oid)
    row = get_object_or_404(Round.objects.of(support_request), oid=round_oid)
    seat = get_object_or_404(row.seats.select_related("member"), member__oid=member_oid)
    try:
        actions.ask_after_failure(seat, by=request.user)
    except actions.ActionRefused as reason:
        messages.info(request, str(reason))
    else:
        messages.success(request, _("Die Mail ist noch einmal unterwegs."))
    return redirect("requests:round", oid, round_oid)


def _remarks(round_, *answers):
    """Return (title, institution, text) of the given answers, in the order of the sections."""
    found = [
        (title, seat.institution if seat.is_voting else _of_guest(seat), text)
        for seat in round_.seats.all()
        if seat.statement and seat.statement.answer in answers
        for title, text in seat.statement.titled_remarks
    ]
    return sorted(found, key=lambda row: _position(row[0]))


def _of_guest(seat):
    return _("%(institution)s, Gast ohne Stimme") % {"institution": seat.institution}


def _position(title):
    number = title.partition(" ")[0]
    return int(number) if number.isdecimal() else 99
