"""Pages behind a committee member's link: read the mandate, answer, change the answer, decline."""

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gsvo.lib import days
from gsvo.lib.forms import form_data
from gsvo.links.forms import NotResponsibleForm
from gsvo.unsent_forms import review
from gsvo.unsent_forms.storage import draft_data
from requests import actions
from requests.form_fields import span
from requests.forms.statement import SignForm, StatementForm, remark_name
from requests.link_endings import newer
from requests.models import RemarkAnswer, Round, Seat, Statement
from requests.round_words import answered, closed, rule_of
from requests.sections import OVERALL, title_of
from requests.views.compare import difference_context
from requests.views.mandate_sections import answer_lines, others_said, section_panels

DRAFT = "entwurf"  # in the query, after "Entwurf speichern"


def statement(request, oid):
    """Show the mandate; a POST leads to the summary, only the summary's POST records the answer."""
    seat = _seat(request.link)
    if request.method == "POST":
        return _answer(request, seat) if seat.round.is_open else _too_late(request, seat)
    if not seat.round.is_open:
        return _final(request, seat)
    form = StatementForm(review.reviewed(request), seat=seat)
    if form.is_valid():
        return _summary(request, seat, form, _sign(request, seat))
    typed = review.typed_before(request)
    has_answered = seat.statement or seat.not_responsible_at
    if has_answered and not typed and "aendern" not in request.GET:
        context = {"has_draft": draft_data(request) is not None}
        return render(request, "requests/mandate/statement_given.html", _context(request, seat) | context)
    before = seat.statement.remarks if seat.statement else {}
    initial = typed or {remark_name(key): text for key, text in before.items()}
    return _page(request, seat, StatementForm(initial=initial, seat=seat))


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
    form, sign = StatementForm(request.POST, seat=seat), _sign(request, seat)
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
            answer=form.given,
            remarks=form.remarks,
            **sign.cleaned_data,
        )
    except actions.ActionRefused:
        return _too_late(request, _seat(request.link))
    messages.success(request, _("Danke. Ihre Antwort ist angekommen."))
    return redirect(request.link.page_url())


def _sign(request, seat):
    """Return the form for the name, bound where the answer is sent; a change keeps name and deputy."""
    is_sent, given = request.POST.get("step") == "send", seat.statement
    known = {"name": given.name, "deputising_for": given.deputising_for} if given else {}
    return SignForm(request.POST if is_sent else None, initial={"name": request.link.name, **known})


def _summary(request, seat, form, sign):
    """Show an answer before it is sent."""
    words, consequence = form.given_words
    context = {
        "statement_form": form,
        "form": sign,
        "answer": words,
        "consequence": consequence if form.given == Statement.Answer.ABSTAIN else "",
        "remarks": [(title_of(key), text) for key, text in form.remarks.items()],
    }
    return render(request, "requests/mandate/statement_summary.html", _context(request, seat) | context)


def _page(request, seat, form):
    version, earlier = seat.round.version, _earlier(seat)
    former = earlier.round.version if earlier else None
    in_force = seat.round.stays_in_force
    known = in_force or former
    prefetch_related_objects([row for row in (version, former, in_force) if row], "goals", "milestones")
    panels = section_panels(version, changed=version.changed_since(known) if known else ())
    for panel in panels:
        panel.field = form[remark_name(panel.section.key)]
        panel.is_open = bool(panel.field.errors or panel.field.value())
    context = {
        "form": form,
        "section_panels": panels,
        "former": former,
        "overall": form[remark_name(OVERALL)],
        "is_draft_kept": DRAFT in request.GET,
        "draft_url": f"{request.path}?aendern=1&{DRAFT}=1",
    }
    if former:
        context |= difference_context(former, version)
        context["remarked"] = earlier.statement.remarks
    if in_force and in_force != former:
        context["against"] = difference_context(in_force, version)
    return render(request, "requests/mandate/statement.html", _context(request, seat) | context)


def _too_late(request, seat):
    """Answer a POST after the round: redirect if it repeats what was recorded, else show the typed text."""
    form = StatementForm(request.POST, seat=seat)
    given, is_whole = seat.statement, form.is_valid()
    if is_whole and given and (given.answer, given.remarks) == (form.given, form.remarks):
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
    support_request = version.mandate.support_request
    return {
        "link": request.link,
        "seat": seat,
        "round": seat.round,
        "version": version,
        "support_request": support_request,
        "facts": _facts(seat),
        "is_last": _is_last(seat),
        "standing": answer_lines(seat.round, mine=seat),
        "sentence": answered(seat.round.tally()),
        "rule": rule_of(seat.round),
        "answers": RemarkAnswer.objects.told_to(seat),
    }


def _facts(seat):
    """Return (label, value) of what a member knows at first sight: what, how much, when, who asks."""
    support_request = seat.round.version.mandate.support_request
    granted = support_request.granted_quarters
    asker = _("%(name)s, Koordinierungs\u00adstelle %(office)s")  # parted on narrow windows
    return [
        (_("Umfang"), days.as_words(granted) if granted else ""),
        (_("Zeitraum"), span(support_request)),
        (_("Es fragt"), asker % {"name": seat.round.opened_by, "office": support_request.office}),
    ]


def _is_last(seat):
    """Return whether this answer ends the round: every other seat with a vote has answered."""
    is_missing = seat.is_voting and not seat.answer
    return seat.round.is_open and is_missing and seat.round.tally().open == 1


def _seat(link):
    """Return the seat with its round and version, and with all seats of the round."""
    others = Seat.objects.prefetch_related("statements")
    rounds = Round.objects.select_related("version__mandate__support_request__office", "opened_by")
    rounds = rounds.prefetch_related(Prefetch("seats", queryset=others))
    seats = Seat.objects.select_related("member").prefetch_related(
        "statements", Prefetch("round", queryset=rounds)
    )
    return seats.get(pk=link.object_id)


def _earlier(seat):
    """Return the member's last seat with an answer in an earlier round on this mandate, or None."""
    earlier = Seat.objects.filter(
        member=seat.member,
        round__version__mandate=seat.round.version.mandate,
        round__lt=seat.round_id,
        not_responsible_at=None,
        statements__isnull=False,
    )
    found = earlier.select_related("round__version").prefetch_related("statements")
    return found.order_by("-round").first()
