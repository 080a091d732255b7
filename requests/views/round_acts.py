"""Acts of the coordinator on a round: remind, enter an answer, end it early, decide in a meeting."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from gsvo.files.file_types import UnfitFileError
from gsvo.lib.forms import form_data
from gsvo.offices.models import CommitteeMember
from gsvo.status.idempotency import makes_once
from requests import actions, round_words
from requests.forms.rounds import EndRoundForm, EnteredAnswerForm, MeetingForm
from requests.models import Round
from requests.views.access import writable
from requests.views.remarks import remarks_to_answer


@require_POST
def remind_round(request, oid, round_oid):
    """Remind everybody who is missing, at most once a day."""
    row = _round(writable(request, oid), round_oid)
    try:
        count = actions.remind_round(row, by=request.user)
    except actions.ActionRefused as reason:
        messages.info(request, str(reason))
    else:
        sent = ngettext("Eine Erinnerung ist unterwegs.", "%(count)s Erinnerungen sind unterwegs.", count)
        messages.success(request, sent % {"count": count})
    return redirect("requests:round", oid, round_oid)


@makes_once
def end_round(request, oid, round_oid):
    """Ask why the round ends before its deadline; POST ends it."""
    support_request = writable(request, oid)
    row = _round(support_request, round_oid)
    if request.method != "POST" and not row.is_open:
        return _is_over(request, oid, round_oid)
    form = EndRoundForm(form_data(request))
    if form.is_valid():
        try:
            actions.close_early(row, by=request.user, **form.cleaned_data)
        except actions.ActionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Die Runde ist beendet, und wer noch fehlte, weiß Bescheid."))
            return redirect("requests:round", oid, round_oid)
    tally = row.tally()
    return _page(
        request,
        support_request,
        form,
        row=row,
        heading=_("Runde vor der Frist beenden"),
        lead=[
            round_words.standing(row, tally),
            round_words.early_end(tally),
            _("Wer noch nicht geantwortet hat, bekommt eine Mail mit Ihrer Begründung."),
        ],
        button=_("Runde beenden"),
    )


@makes_once
def enter_answer(request, oid, round_oid, member_oid):
    """Ask what a member said by mail or telephone, when and how; POST records it for her."""
    support_request = writable(request, oid)
    row = _round(support_request, round_oid)
    seats = row.seats.select_related("member", "round").prefetch_related("statements")
    seat = get_object_or_404(seats, member__oid=member_oid)
    if request.method != "POST" and not row.is_open:
        return _is_over(request, oid, round_oid)
    stands = seat.statement
    form = EnteredAnswerForm(
        form_data(request),
        round_=row,
        is_voting=seat.is_voting,
        initial={"name": seat.member.name, "seen": stands and stands.pk},
    )
    if form.is_valid():
        try:
            actions.enter_answer(seat, by=request.user, **form.values)
        except actions.ActionRefused as reason:
            form.add_error(None, str(reason))
            stands = row.seats.get(pk=seat.pk).statement
            form.data = form.data.copy()
            form.data["seen"] = stands.pk if stands else ""  # sent again, it is meant
        else:
            messages.success(
                request, _("Die Antwort steht da, und das Mitglied bekommt sie per Mail zu lesen.")
            )
            return redirect("requests:round", oid, round_oid)
    return _page(
        request,
        support_request,
        form,
        row=row,
        heading=_("Antwort eintragen: %(institution)s") % {"institution": seat.institution},
        lead=[
            _("Für eine Antwort, die per Mail oder am Telefon kam. Sie zählt wie eine über den Link.")
            if seat.is_voting
            else _("Für eine Anmerkung, die per Mail oder am Telefon kam. Gäste haben keine Stimme."),
            _("%(name)s bekommt eine Mail mit dem, was Sie eintragen, und kann es über den Link ändern.")
            % {"name": seat.member.name},
            _("Bisher steht dort: %(answer)s.") % {"answer": stands.word} if stands else "",
        ],
        button=_("Antwort eintragen"),
    )


@makes_once
def decide_in_meeting(request, oid):
    """Ask what a meeting decided; POST records it and closes the round, also one that was never mailed."""
    support_request = writable(request, oid)
    row = (
        Round.objects.of(support_request)
        .open()
        .prefetch_related("seats__statements", "seats__member")
        .first()
    )
    obstacle = "" if row else actions.round_obstacle(support_request, request.user)
    if obstacle and request.method != "POST":
        messages.info(request, obstacle)
        return redirect("requests:mandate", oid)
    open_remarks = [] if row else remarks_to_answer(support_request)
    form = _meeting_form(request, support_request, row, len(open_remarks))
    if form.is_valid():
        try:
            decided = actions.decide_in_meeting(support_request, by=request.user, **form.values)
        except (actions.ActionRefused, UnfitFileError) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Der Beschluss ist eingetragen."))
            return redirect("requests:round", oid, decided.oid)
    number = {"number": support_request.mandate.latest.number if hasattr(support_request, "mandate") else ""}
    return _page(
        request,
        support_request,
        form,
        row=row,
        heading=_("Beschluss aus einer Sitzung eintragen"),
        lead=[
            _("Es geht um Fassung %(number)s, wie sie dasteht. Danach lässt sie sich nicht mehr ändern.")
            % number,
            round_words.rule_of(row) if row else "",
            _("Nach einer anderen Regel geht es, wenn Sie die offene Runde vorher beenden.") if row else "",
            _("Wer nicht da war und noch nicht geantwortet hat, zählt nicht mit."),
        ],
        button=_("Beschluss eintragen"),
        open_remarks=open_remarks,
    )


def _meeting_form(request, support_request, row, open_remarks):
    if row:
        seats = [seat for seat in row.seats.all() if seat.is_voting]
        members = [seat.member for seat in seats]
        given = {seat.member.oid: seat.answer for seat in seats}
        return MeetingForm(form_data(request), request.FILES or None, members=members, given=given)
    found = (
        CommitteeMember.objects.current()
        .responsible()
        .filter(committee__office=support_request.office, is_voting=True)
    )
    members = list(found.select_related("committee"))
    committee = members[0].committee if members else None
    return MeetingForm(
        form_data(request),
        request.FILES or None,
        members=members,
        committee=committee,
        open_remarks=open_remarks,
    )


def _round(support_request, round_oid):
    found = Round.objects.of(support_request).select_related("version__mandate__support_request")
    return get_object_or_404(found, oid=round_oid)


def _is_over(request, oid, round_oid):
    messages.info(request, _("Die Runde ist schon beendet."))
    return redirect("requests:round", oid, round_oid)


def _page(request, support_request, form, *, row, heading, lead, button, open_remarks=()):
    context = {
        "support_request": support_request,
        "form": form,
        "heading": heading,
        "lead": [sentence for sentence in lead if sentence],
        "button": button,
        "open_remarks": open_remarks,
        "back_url": reverse("requests:round", args=[support_request.oid, row.oid])
        if row
        else reverse("requests:mandate", args=[support_request.oid]),
    }
    return render(request, "requests/mandate/round_act.html", context)
