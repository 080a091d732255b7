"""Pages behind an invited advisor's link: read, answer, check, send."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from advisors import actions
from advisors.capacity import free_quarters
from advisors.first_steps import first_call_of
from advisors.forms.response import NOT_IN_POOL, AnswerForm
from advisors.invitation_context import contact_of, facts_of, fee_of, institutions_of, mandate_of
from advisors.models import Invitation
from gsvo.lib.forms import form_data
from gsvo.links.forms import NotResponsibleForm
from gsvo.links.models import LinkClosed
from gsvo.unsent_forms import review


def invitation(request, oid):
    """Show the invitation; a POST leads to the summary, only the summary's POST records the answer."""
    invitation = _invitation(request.link)
    if invitation.is_answered:
        return _answered(request, invitation)
    if invitation.is_offered:
        return _offered(request, invitation)
    of = {
        "addressee": request.link.name,
        "institutions": institutions_of(invitation.support_request),
        "at_once": invitation.at_once,
    }
    if request.method == "POST":
        form = AnswerForm(request.POST, **of)
        return review.answer(
            request,
            form,
            page=lambda: _page(request, invitation, form),
            summary=lambda: _summary(request, invitation, form),
            send=lambda: _decide(request, invitation, form),
        )
    form = AnswerForm(review.reviewed(request), **of)
    if form.is_valid():
        return _summary(request, invitation, form)
    initial = review.typed_before(request) | {"scope": invitation.support_request.left_quarters}
    return _page(request, invitation, AnswerForm(initial=initial, **of))


def not_responsible(request, oid):
    """Record that the person left the pool or was not meant; final like every "no"."""
    invitation = _invitation(request.link)
    if invitation.is_answered:
        return _answered(request, invitation)
    if invitation.is_offered:
        return _offered(request, invitation)
    form = NotResponsibleForm(form_data(request))
    if form.is_valid():
        try:
            actions.decline(invitation, by=request.link, reason=NOT_IN_POOL, successor=form.hint)
        except actions.ActionRefused as refusal:
            messages.info(request, str(refusal))
        return redirect(request.link.page_url())
    return render(request, "advisors/not_responsible.html", _context(request, invitation) | {"form": form})


def _summary(request, invitation, form):
    """Show an answer before it is sent."""
    return render(request, "advisors/invitation_summary.html", _context(request, invitation) | {"form": form})


def _decide(request, invitation, form):
    given = form.cleaned_data
    try:
        if form.accepts:
            messages.success(request, _accept(request, invitation, form))
        else:
            actions.decline(
                invitation,
                by=request.link,
                reason=given["reason"],
                text=given["text"],
                deputy=given["deputy"],
            )
            messages.success(request, _("Danke für Ihre Antwort. Die G.I.B. weiß Bescheid."))
    except actions.ActionRefused as refusal:
        invitation = _invitation(request.link)
        if invitation.is_answered:
            messages.info(request, str(refusal))
            return _answered(request, invitation)
        form.add_error(None, str(refusal))
        form.show(invitation.support_request.left_quarters)
        return _page(request, invitation, form)
    return redirect(request.link.page_url())


def _accept(request, invitation, form):
    """Accept, or offer to where G.I.B. has to agree first. Return the message."""
    given = form.cleaned_data
    how = {
        "by": request.link,
        "no_conflict": given["no_conflict"],
        "deputy": given["deputy"],
        "expected_quarters": form.quarters,
    }
    try:
        actions.accept(invitation, **how)
        return _("Danke für Ihre Zusage. Die Begleitung beginnt.")
    except actions.NeedsStaffError:
        actions.offer(invitation, **how)
        return _("Danke für Ihre Zusage. Die G.I.B. sieht sie sich an und meldet sich bei Ihnen.")


def _offered(request, invitation):
    """Say that G.I.B. has to agree first, and why; nothing is decided here any more."""
    context = {
        "obstacles": actions.obstacles_of(invitation, invitation.advisor),
        "facts": facts_of(invitation.support_request, is_open=True),
        "mandate": mandate_of(invitation.support_request),
    }
    return render(request, "advisors/invitation_offered.html", _context(request, invitation) | context)


def _page(request, invitation, form):
    support_request = invitation.support_request
    context = {
        "form": form,
        "facts": facts_of(support_request, is_open=True),
        "contact": contact_of(support_request),
        "free": free_quarters(invitation.advisor, support_request.period),
        "mandate": mandate_of(support_request),
        "fee": fee_of(support_request),
        "obstacles": actions.obstacles_of(invitation, invitation.advisor),
    }
    return render(request, "advisors/invitation.html", _context(request, invitation) | context)


def _answered(request, invitation):
    """Show the answered invitation read-only, without what came after the reader's part."""
    accepted = invitation.state == Invitation.State.ACCEPTED
    until = invitation.assignment.ended_at if accepted else invitation.answered_at
    context = {"accepted": accepted, "facts": facts_of(invitation.support_request, until=until)}
    if accepted:
        context["engagement"] = invitation.assignment.engagement
        context["contact"] = contact_of(invitation.support_request, until=until)
        context["mandate"] = mandate_of(invitation.support_request, until=until)
        context["call_day"] = None if until else first_call_of(invitation.assignment.engagement)
    return render(request, "advisors/invitation_answered.html", _context(request, invitation) | context)


def _context(request, invitation):
    return {
        "link": request.link,
        "invitation": invitation,
        "support_request": invitation.support_request,
        "office": invitation.support_request.office,
    }


def _invitation(link):
    """Return the link's invitation; raise LinkClosed if it was taken back or is overdue."""
    found = Invitation.objects.select_related("advisor", "support_request__office", "support_request__period")
    invitation = found.get(pk=link.object_id)
    is_open = invitation.state == Invitation.State.OPEN and not invitation.is_overdue
    if not (is_open or invitation.is_answered):
        raise LinkClosed
    return invitation
