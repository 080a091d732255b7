"""One's own account: start page, data, a new password."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from gsvo.accounts import actions, login_sessions
from gsvo.accounts.actions import disown
from gsvo.accounts.forms import AccountForm, ForgottenForm, PasswordForm
from gsvo.accounts.mfa import factors_of
from gsvo.accounts.models import User
from gsvo.http import ratelimit
from gsvo.lib.admin import changes_of, conflict_message_from_log
from gsvo.lib.exceptions import conflict_message
from gsvo.lib.forms import add_stale_error, form_data, stored_values
from gsvo.links.forms import NotMyAccountForm
from gsvo.links.models import Link
from gsvo.links.views import told


@require_safe
def arrive(request):
    """Redirect to where somebody's work is. Office and advisor are asked by relation: their apps are above
    this one.
    """
    user = request.user
    if user.is_staff:
        return redirect("admin:index")
    if user.memberships.current().exists():
        return redirect("requests:list")
    if hasattr(user, "advisor"):
        return redirect("advisors:engagements")
    return render(request, "accounts/no_role.html")


def account(request):
    """Show and change one's own name and number, refusing stale forms: G.I.B. changes those of its staff as
    well.
    """
    form, since = AccountForm(instance=request.user), None
    if request.method == "POST":
        with transaction.atomic():
            person = User.objects.select_for_update().get(pk=request.user.pk)
            form = AccountForm(request.POST, instance=person)
            if form.is_valid() and not form.is_stale:
                form.save()
                messages.success(request, _("Gespeichert."))
                return redirect("accounts:account")
        if form.is_stale:
            faster = changes_of(request.user, since=form.rendered_at).first()
            form.catch_up()
            since = stored_values(form)
            add_stale_error(
                form, conflict_message_from_log(faster, request.user) or conflict_message(is_me=True)
            )
    memberships = request.user.memberships.current().select_related("office").order_by("office__sort_name")
    # Typed text that was refused stands in the form only; elsewhere the page shows what is known.
    context = {"form": form, "stored": since, "memberships": memberships, "factors": factors_of(request.user)}
    elsewhere = list(login_sessions.other_logins(request))
    context |= {"elsewhere": len(elsewhere), "last_elsewhere": elsewhere[0].seen_at if elsewhere else None}
    return render(request, "accounts/account.html", context)


@require_POST
def end_other_logins(request):
    login_sessions.end_other_logins(request)
    messages.success(request, _("Überall sonst sind Sie jetzt abgemeldet."))
    return redirect("accounts:account")


@login_not_required
def reset_password(request):
    """Ask for a link by mail. The answer is the same whether the address has an account or not."""
    form = ForgottenForm(form_data(request))
    if form.is_valid():
        email = form.cleaned_data["email"]
        is_allowed = ratelimit.may_ask_for_mail(request, email)
        if not is_allowed or not ratelimit.is_allowed(request, "password_link", key=email):
            return ratelimit.too_many_requests(request)
        actions.send_password_link(email)
        return redirect("account_reset_password_done")
    return render(request, "accounts/password_forgotten.html", {"form": form})


@login_not_required
@require_safe
def reset_password_done(request):
    return render(request, "accounts/password_sent.html", {"hours": settings.PASSWORD_LINK_HOURS})


@sensitive_post_parameters("password1", "password2")
def set_password(request, oid):
    """Set a new password behind a link, once."""
    user = request.link.target
    if not user.is_active:
        return redirect("account_inactive")
    form = PasswordForm(form_data(request), user=user)
    if form.is_valid():
        with transaction.atomic():
            Link.objects.claim(request.link)
            actions.set_password(user, form.cleaned_data["password1"])
        get_adapter().forget_failures(request, user)
        messages.success(request, _("Ihr neues Passwort gilt. Melden Sie sich jetzt damit an."))
        return redirect("account_login")
    return render(request, "accounts/set_password.html", {"form": form, "owner": user})


def not_my_account(request, oid):
    """Revoke the link for a reader who is not the account's owner, and mail G.I.B."""
    form = NotMyAccountForm(form_data(request))
    context = {"form": form, "link": request.link, "owner": request.link.target}
    if not form.is_valid():
        return render(request, "accounts/not_my_account.html", context)
    disown(request.link, successor=form.hint)
    return told(request.link)
