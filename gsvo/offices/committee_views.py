"""Pages of the steering committee, kept by its office."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.forms import form_data, stored_values
from gsvo.offices import committee_actions as acts
from gsvo.offices.committee_forms import CommitteeForm, MemberForm, RuleForm
from gsvo.offices.committee_list_form import MemberListForm
from gsvo.offices.committee_words import members_in_words, rule_in_words
from gsvo.offices.models import Committee, CommitteeMember, Office
from gsvo.outbox.failures import with_failures
from gsvo.status.idempotency import makes_once
from gsvo.unsent_forms import review


@require_safe
def committee(request, key=None):
    """Show the list of members, after a choice of office for who works in several."""
    offices = Office.objects.of(request.user).distinct()
    if key is None and len(offices) != 1:
        return render(request, "offices/committees.html", {"offices": offices})
    office = get_object_or_404(offices, key=key) if key else offices[0]
    body = Committee.objects.filter(office=office).first()
    members = with_failures(body.members.current()) if body else []
    voting = sum(member.is_voting for member in members)
    body = body or Committee(office=office)
    return render(
        request,
        "offices/committee.html",
        {
            "office": office,
            "committee": body,
            "rule_in_words": rule_in_words(body),
            "members": members,
            "members_in_words": members_in_words(voting, len(members) - voting),
            "may_write": acts.may_keep(request.user, office),
            "several": len(offices) > 1,
        },
    )


def rename_committee(request, key):
    office = _office(request, key)
    body = Committee.objects.filter(office=office).first() or Committee(office=office)
    form = CommitteeForm(form_data(request), instance=body)
    context = {"office": office, "form": form}
    if form.is_valid():
        try:
            acts.rename(
                office,
                by=request.user,
                expected_revision=form.expected_revision,
                name=form.cleaned_data["name"],
            )
        except StaleRecord as meanwhile:
            context["stored"] = _overtaken(form, meanwhile)
        else:
            messages.success(request, _("Der Name ist gespeichert."))
            return redirect("offices:committee", office.key)
    return render(request, "offices/committee_name.html", context)


def committee_rule(request, key):
    """Put on record how the committee decides."""
    office = _office(request, key)
    body = Committee.objects.filter(office=office).first() or Committee(office=office)
    voting = body.members.current().filter(is_voting=True).count() if body.pk else 0
    form = RuleForm(form_data(request), instance=body, voting=voting)
    context = {"office": office, "form": form}
    if form.is_valid():
        try:
            acts.set_rule(
                office, by=request.user, expected_revision=form.expected_revision, **form.fields_of_rule()
            )
        except StaleRecord as meanwhile:
            context["stored"] = _overtaken(form, meanwhile)
        else:
            messages.success(request, _("Gespeichert. Für eine Runde, die schon läuft, ändert sich nichts."))
            return redirect("offices:committee", office.key)
    return render(request, "offices/committee_rule.html", context)


@makes_once
def add_committee_member(request, key):
    office = _office(request, key)
    form = MemberForm(form_data(request), committee=Committee.objects.filter(office=office).first())
    if form.is_valid():
        try:
            member = acts.add_member(
                office, by=request.user, confirmed=form.duplicates, **form.fields_of_member()
            )
        except ActionRefused as reason:
            form.add_error(reason.field, str(reason))
        else:
            messages.success(request, _("%(name)s ist eingetragen.") % {"name": member.name})
            then = "add_committee_member" if request.POST.get("then") == "next" else "committee"
            return redirect(f"offices:{then}", office.key)
    return render(request, "offices/committee_member.html", {"office": office, "form": form})


@makes_once
def add_committee_members(request, key):
    """Enter a list of members: read it, show what was read on a page of its own, then enter all or none."""
    office = _office(request, key)
    kept = review.reviewed(request)
    form = MemberListForm(
        form_data(request) or kept,
        committee=Committee.objects.filter(office=office).first(),
        initial=review.typed_before(request),
    )
    context = {"office": office, "form": form}

    def page():
        return render(request, "offices/committee_list.html", context)

    def summary():
        return render(request, "offices/committee_list_check.html", context)

    def send():
        try:
            added = acts.add_members(office, by=request.user, entries=form.entries_of_members())
        except ActionRefused as reason:
            form.add_error(None, str(reason))
            return page()
        count = len(added)
        words = ngettext("%(count)s Person ist eingetragen.", "%(count)s Personen sind eingetragen.", count)
        messages.success(request, words % {"count": count})
        return redirect("offices:committee", office.key)

    if request.method == "POST":
        return review.answer(request, form, page=page, summary=summary, send=send)
    return summary() if kept and form.is_valid() else page()


def edit_committee_member(request, oid):
    member = _member(request, oid)
    if member.left_at:
        return _has_left(request, member)
    form = MemberForm(form_data(request), instance=member, committee=member.committee)
    context = {"office": member.committee.office, "member": member, "name": member.name, "form": form}
    if form.is_valid():
        try:
            acts.change_member(
                member,
                by=request.user,
                expected_revision=form.expected_revision,
                confirmed=form.duplicates,
                **form.fields_of_member(),
            )
        except StaleRecord as meanwhile:
            context["stored"] = _overtaken(form, meanwhile, committee=member.committee)
        except ActionRefused as reason:
            form.add_error(reason.field, str(reason))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("offices:committee", member.committee.office.key)
    return render(request, "offices/committee_member.html", context)


def remove_committee_member(request, oid):
    member = _member(request, oid)
    if member.left_at:
        return _has_left(request, member)
    if request.method == "POST":
        acts.remove_member(member, by=request.user)
        messages.success(request, _("%(name)s ist nicht mehr Mitglied.") % {"name": member.name})
        return redirect("offices:committee", member.committee.office.key)
    context = {"office": member.committee.office, "member": member}
    return render(request, "offices/committee_remove.html", context)


def _overtaken(form, meanwhile, **kwargs):
    """Say who was faster and let the same text be sent again. Returns what stands there now."""
    form.report_stale(meanwhile)
    now = type(form)(form.data, instance=meanwhile.record, **kwargs)
    return stored_values(now)


def _has_left(request, member):
    """Answer for a member who was removed already, by a double click or a colleague."""
    messages.info(request, _("%(name)s ist nicht mehr Mitglied.") % {"name": member.name})
    return redirect("offices:committee", member.committee.office.key)


def _office(request, key):
    """Return an office that the user works in; 403 for readers who want to write."""
    office = get_object_or_404(Office.objects.of(request.user).distinct(), key=key)
    if not acts.may_keep(request.user, office):
        raise PermissionDenied
    return office


def _member(request, oid):
    offices = Office.objects.of(request.user)
    members = CommitteeMember.objects.filter(committee__office__in=offices)
    member = get_object_or_404(members.select_related("committee__office"), oid=oid)
    if not acts.may_keep(request.user, member.committee.office):
        raise PermissionDenied
    return member
