"""Pages behind an institution's link: read its part, answer, change the answer, decline."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chains import actions
from chains.actions.confirmations import seen_of
from chains.confirmations import institution_of
from chains.forms.parts import PartAnswerForm
from chains.models import ChainActor
from chains.parts import differs, lines
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.forms import form_data
from gsvo.links.forms import NotResponsibleForm
from gsvo.links.views import told
from gsvo.unsent_forms import review


def confirmation(request, oid):
    """Show the part; a POST leads to the summary, only the summary's POST records the answer."""
    one = _institution(request.link)
    if not one.part["steps"]:
        return render(request, "chains/confirmation/gone.html", _context(request, one))
    if request.method == "POST":
        return _answer(request, one)
    form = PartAnswerForm(review.reviewed(request))
    if form.is_valid():
        return _summary(request, one, form)
    typed = review.typed_before(request)
    has_answered = one.last.answer and not differs(one.last.part, one.part)
    if has_answered and not typed and "aendern" not in request.GET:
        return render(request, "chains/confirmation/given.html", _context(request, one))
    given = {"answer": "", "remark": one.last.remark, "name": one.last.answered_by or request.link.name}
    return _page(request, one, PartAnswerForm(initial={**given, **typed, "seen": seen_of(one)}))


def not_responsible(request, oid):
    """Ask for a ticked box before "nicht (mehr) zuständig", because mail scanners press buttons."""
    one = _institution(request.link)
    form = NotResponsibleForm(form_data(request))
    if form.is_valid():
        actions.decline_part(one.last, by=request.link, successor=form.hint)
        return told(request.link)
    return render(
        request, "chains/confirmation/not_responsible.html", _context(request, one) | {"form": form}
    )


def _answer(request, one):
    form = PartAnswerForm(request.POST)
    return review.answer(
        request,
        form,
        page=lambda: _page(request, one, form),
        summary=lambda: _summary(request, one, form),
        send=lambda: _send(request, one, form),
    )


def _send(request, one, form):
    try:
        actions.answer_part(one.last, by=request.link, **form.cleaned_data)
    except ActionRefused as refused:
        one = _institution(request.link)
        form.catch_up(seen_of(one))
        form.add_error(None, str(refused))
        return _page(request, one, form)
    messages.success(request, _("Danke. Ihre Antwort ist angekommen."))
    return redirect(request.link.page_url())


def _page(request, one, form):
    return render(request, "chains/confirmation/page.html", _context(request, one) | {"form": form})


def _summary(request, one, form):
    """Show an answer before it is sent."""
    words, consequence = form.given_words
    context = {"form": form, "answer": words, "consequence": consequence, "given": form.cleaned_data}
    return render(request, "chains/confirmation/summary.html", _context(request, one) | context)


def _context(request, one):
    return {
        "link": request.link,
        "one": one,
        "question": one.last,
        "chain": one.row.chain,
        "lines": lines(one.part, one.names),
        "changes": one.changes,
    }


def _institution(link):
    """Return the institution that a link was sent to; the link's question is its newest."""
    rows = ChainActor.objects.select_related("chain__office", "actor")
    return institution_of(rows.get(confirmations=link.object_id))
