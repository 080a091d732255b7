"""Pages for the people of an office and for an invitation's link."""

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from gsvo.accounts.left_behind import left_behind
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.forms import add_stale_error, form_data
from gsvo.links.forms import NotResponsibleForm
from gsvo.links.views import told
from gsvo.offices import actions
from gsvo.offices.forms import InviteForm, RegisterForm, RoleForm
from gsvo.offices.models import Office, Role
from gsvo.outbox.failures import with_failures
from gsvo.status.idempotency import makes_once


def _office(request, key):
    return get_object_or_404(Office.objects.of(request.user), key=key)


def _managed_office(request, key):
    """Return the office for its leads; 403 for colleagues in another role."""
    office = _office(request, key)
    if not actions.may_manage(request.user, office):
        raise PermissionDenied
    return office


def _membership(request, key, pk):
    """Return a membership, for the office's leads or the person concerned."""
    office = _office(request, key)
    membership = get_object_or_404(office.memberships.select_related("user", "office"), pk=pk)
    if membership.user_id != request.user.pk and not actions.may_manage(request.user, office):
        raise PermissionDenied
    return membership


@require_safe
def people(request, key):
    office = _office(request, key)
    memberships = list(office.memberships.current().select_related("user").order_by("user__sort_name", "pk"))
    invitations = list(office.account_invitations.open().select_related("invited_by").order_by("pk"))
    with_failures([*(membership.user for membership in memberships), *invitations])
    context = {
        "office": office,
        "memberships": memberships,
        "invitations": invitations,
        "may_manage": actions.may_manage(request.user, office),
        "may_agree": office.memberships.current().filter(user=request.user, role=Role.LEAD).exists(),
    }
    return render(request, "offices/people.html", context)


@require_POST
def name_publicly(request, key):
    """Store the lead's choice about the public map; 403 for everybody else, G.I.B. included."""
    agreed = request.POST.get("agreed") == "yes"
    actions.name_publicly(_office(request, key), by=request.user, agreed=agreed)
    if agreed:
        messages.success(request, _("Ihr Ort steht jetzt auf der öffentlichen Karte."))
    else:
        messages.success(request, _("Ihr Ort steht nicht mehr auf der öffentlichen Karte."))
    return redirect("offices:people", key)


@makes_once
def invite(request, key):
    office = _managed_office(request, key)
    form = InviteForm(form_data(request), office=office)
    if form.is_valid():
        try:
            invitation = actions.invite(office, by=request.user, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(
                request, _("Die Einladung an %(name)s ist unterwegs.") % {"name": invitation.name}
            )
            return redirect("offices:people", office.key)
    return render(request, "offices/invite.html", {"office": office, "form": form})


@require_POST
def withdraw_invitation(request, key, pk):
    office = _managed_office(request, key)
    invitation = get_object_or_404(office.account_invitations.select_related("office"), pk=pk)
    try:
        actions.withdraw_invitation(invitation, by=request.user)
    except ActionRefused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("Die Einladung ist zurückgenommen. Ihr Link gilt nicht mehr."))
    return redirect("offices:people", office.key)


def change_role(request, key, pk):
    office = _managed_office(request, key)
    membership = get_object_or_404(office.memberships.current().select_related("user", "office"), pk=pk)
    form = RoleForm(form_data(request), initial={"role": membership.role, "expected_role": membership.role})
    context = {
        "membership": membership,
        "form": form,
        "left_behind": left_behind(membership.user, office=office, reader=request.user, stays=True),
    }
    if form.is_valid():
        try:
            actions.change_role(membership, by=request.user, **form.cleaned_data)
        except StaleRecord as meanwhile:
            add_stale_error(form, meanwhile)
            form.data = form.data.copy()
            form.data["expected_role"] = membership.role
            context["stored"] = [(_("Rolle"), membership.get_role_display())]
            return render(request, "offices/change_role.html", context)
        except ActionRefused as refused:
            messages.info(request, str(refused))
        else:
            messages.success(request, _("Gespeichert."))
        return redirect("offices:people", office.key)
    return render(request, "offices/change_role.html", context)


def leave(request, key, pk):
    membership = _membership(request, key, pk)
    if request.method != "POST":
        office = membership.office
        behind = left_behind(membership.user, office=office, reader=request.user)
        return render(request, "offices/leave.html", {"membership": membership, "left_behind": behind})
    try:
        actions.leave(membership, by=request.user)
    except ActionRefused as refused:
        messages.info(request, str(refused))
        return redirect("offices:people", membership.office.key)
    if membership.user_id == request.user.pk:
        update_session_auth_hash(request, membership.user)  # to be told, and for other offices
        messages.success(
            request, _("Sie gehören nicht mehr zur Stelle %(office)s.") % {"office": membership.office}
        )
        return redirect("accounts:account")
    messages.success(request, _("%(name)s gehört nicht mehr zur Stelle.") % {"name": membership.user})
    return redirect("offices:people", membership.office.key)


@sensitive_post_parameters("password1", "password2")
def accept_account(request, oid):
    """Accept an invitation with one's account, or create one."""
    invitation = request.link.target
    account = User.objects.filter(email__iexact=invitation.email).first()
    context = {"invitation": invitation, "account": account, "is_me": account == request.user}
    if not actions.is_valid(invitation):
        return render(request, "offices/invitation_over.html", context)
    if account:
        return _accept_with(account, request, context)
    form = RegisterForm(form_data(request), invitation=invitation)
    if form.is_valid():
        data = form.cleaned_data
        try:
            user = actions.register(
                invitation,
                by=request.link,
                name=data["name"],
                phone=data["phone"],
                password=data["password1"],
            )
        except ActionRefused as refused:
            messages.info(request, str(refused))
            return redirect(request.path)
        login(request, user)
        messages.success(request, _("Willkommen! Ihr Konto ist angelegt."))
        return redirect("arrive")
    return render(request, "offices/register.html", {**context, "form": form})


def _accept_with(account, request, context):
    if request.method != "POST":
        return render(request, "offices/accept_account.html", context)
    if account != request.user:
        raise PermissionDenied
    try:
        actions.accept(context["invitation"], by=account, link=request.link)
    except ActionRefused as refused:
        messages.info(request, str(refused))
        return redirect(request.path)
    messages.success(
        request,
        _("Sie gehören jetzt zur Koordinierungsstelle %(office)s.")
        % {"office": context["invitation"].office},
    )
    return redirect("arrive")


def decline_account(request, oid):
    """Decline an invitation after a confirmation ("Ich bin nicht (mehr) zuständig")."""
    invitation = request.link.target
    context = {"invitation": invitation, "link": request.link}
    if invitation.accepted_at:
        return render(request, "offices/invitation_over.html", context)
    form = NotResponsibleForm(form_data(request))
    if not form.is_valid():
        return render(request, "offices/decline_account.html", {**context, "form": form})
    try:
        actions.decline(invitation, by=request.link, successor=form.hint)
    except ActionRefused as refused:
        messages.info(request, str(refused))
        return redirect("links:account", oid)
    return told(request.link)
