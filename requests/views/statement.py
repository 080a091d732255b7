"""Pages behind a committee member's link: read the mandate, answer, change the answer, decline."""

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from gsvo.lib.forms import form_data
from gsvo.links.forms import NotResponsibleForm
from gsvo.unsent_forms import review
from requests import actions
from requests.forms.mandate import SignForm, StatementForm, remark_name
from requests.link_endings import newer
from requests.models import RemarkAnswer, Round, Seat
from requests.round_words import answered, closed, rule_of
from requests.sections import OVERALL, title_of
from requests.views.mandate_sections import answer_lines, others_said, section_panels


def statement(request, oid):
    """Show the mandate; a POST leads to the summary, only the summary's POST records the answer."""
    seat = _seat(request.link)
    if request.method == "POST":
        return _answer(request, seat) if seat.round.is_open else _too_late(request, seat)
    if not seat.round.is_open:
        return _final(request, seat)
    form = StatementForm(review.reviewed(request), is_voting=seat.is_voting)
    if form.is_valid():
        return _summary(request, seat, form, _sign(request))
    typed = review.typed_before(request)
    has_answered = seat.statement or seat.not_responsible_at
    if has_answered and not typed and "aendern" not in request.GET:
        return render(request, "requests/mandate/statement_given.html", _context(request, seat))
    before = seat.statement.remarks if seat.statement else {}
    initial = typed or {remark_name(key): text for key, text in before.items()}
    return _page(request, seat, StatementForm(initial=initial, is_voting=seat.is_voting))


def not_responsible(request, oid):
    """Ask for a ticked box before "nicht (mehr) zuständig", because mail scanners press buttons."""
    seat = _seat(request.link)
    form = NotResponsibleForm(form_data(request))
    if seat.round.is_open and form.is_valid():
        try:
            actions.not_responsible(seat, by=request.link, successor=form.hint)
        except actions.ActionRefused as reason:
            messages.info(request, str(reason))
        return redirect(request.link.page_url())
    if not seat.round.is_open:
        return _too_late(request, seat) if form.is_bound else _final(request, seat)
    return render(request, "requests/mandate/not_responsible.html", _context(request, seat) | {"form": form})


def _answer(request, seat):
    form, sign = StatementForm(request.POST, is_voting=seat.is_voting), _sign(request)
    return review.answer(
        request,
        form,
        page=lambda: _page(request, seat, form),
        summary=lambda: _summary(request, seat, form, sign),
        send=lambda: _send(request, seat, form, sign),
    )


def _send(request, seat, form, sign):
    if not sign.is_valid():
        return _summary(request, seat, form, sign)
    try:
        actions.state_opinion(
            seat,
            by=request.link,
            answer=form.cleaned_data["answer"],
            remarks=form.remarks,
            **sign.cleaned_data,
        )
    except actions.ActionRefused:
        return _too_late(request, _seat(request.link))
    messages.success(request, _("Danke. Ihre Antwort ist angekommen."))
    return redirect(request.link.page_url())


def _sign(request):
    """Return the form for the name, bound where the answer is sent."""
    is_sent = request.POST.get("step") == "send"
    return SignForm(request.POST if is_sent else None, initial={"name": request.link.name})


def _summary(request, seat, form, sign):
    """Show an answer before it is sent."""
    answers = dict(form.fields["answer"].choices)
    context = {
        "statement_form": form,
        "form": sign,
        "answer": answers[form.cleaned_data["answer"]],
        "remarks": [(title_of(key), text) for key, text in form.remarks.items()],
    }
    return render(request, "requests/mandate/statement_summary.html", _context(request, seat) | context)


def _page(request, seat, form):
    version = seat.round.version
    former = _answered_before(seat)
    prefetch_related_objects([row for row in (version, former) if row], "goals", "milestones")
    changed = version.changed_since(former) if former else ()
    sections = section_panels(version, changed=changed, is_open="alles" in request.GET)
    for fold in sections:
        fold.field = form[remark_name(fold.section.key)]
        fold.is_open = fold.is_open or bool(fold.field.errors or fold.field.value())
    numbers = [fold.section.number for fold in sections if fold.is_changed]
    context = {
        "form": form,
        "section_panels": sections,
        "former": former,
        "changed": numbers,
        "changed_words": get_text_list(numbers, _("und")),
        "overall": form[remark_name(OVERALL)],
        "shows_all": "alles" in request.GET,
    }
    return render(request, "requests/mandate/statement.html", _context(request, seat) | context)


def _too_late(request, seat):
    """Answer a POST after the round: redirect if it repeats what was recorded, else show the typed text."""
    form = StatementForm(request.POST, is_voting=seat.is_voting)
    given, is_whole = seat.statement, form.is_valid()
    if is_whole and given and (given.answer, given.remarks) == (form.cleaned_data["answer"], form.remarks):
        return redirect(request.link.page_url())
    messages.warning(request, _("Die Runde war schon zu Ende. Das ist nicht mehr angekommen."))
    return _final(request, seat, unsent=form.remarks, status=410)


def _final(request, seat, unsent=None, status=200):
    """Show a closed round read-only: the answer given and the outcome."""
    context = {
        "outcome": "" if seat.round.is_open else closed(seat.round),
        "section_panels": section_panels(seat.round.version),
        "newer": newer(request.link),
        "others_said": others_said(seat),
        "unsent": [(title_of(key), text) for key, text in (unsent or {}).items()],
    }
    context = _context(request, seat) | context
    return render(request, "requests/mandate/statement_closed.html", context, status=status)


def _context(request, seat):
    version = seat.round.version
    return {
        "link": request.link,
        "seat": seat,
        "round": seat.round,
        "version": version,
        "support_request": version.mandate.support_request,
        "standing": answer_lines(seat.round, mine=seat),
        "sentence": answered(seat.round.tally()),
        "rule": rule_of(seat.round),
        "answers": RemarkAnswer.objects.told_to(seat),
    }


def _seat(link):
    """Return the seat with its round and version, and with all seats of the round."""
    others = Seat.objects.prefetch_related("statements")
    rounds = Round.objects.select_related("version__mandate__support_request__office")
    rounds = rounds.prefetch_related(Prefetch("seats", queryset=others))
    seats = Seat.objects.select_related("member").prefetch_related(
        "statements", Prefetch("round", queryset=rounds)
    )
    return seats.get(pk=link.object_id)


def _answered_before(seat):
    """Return the version that this member answered last before this one, or None."""
    version = seat.round.version
    earlier = Seat.objects.filter(
        member=seat.member,
        round__version__mandate=version.mandate,
        round__version__number__lt=version.number,
        statements__isnull=False,
    )
    last = earlier.select_related("round__version").order_by("-round__version__number").first()
    return last.round.version if last else None
