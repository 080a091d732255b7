"""Pages of the workplace for one account of anybody, and the acts on it (gsvo.accounts.access)."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from gsvo.accounts import access, actions, reauthentication
from gsvo.accounts.email_changes import change_login_address
from gsvo.accounts.forms import email_field
from gsvo.accounts.left_behind import left_behind
from gsvo.accounts.mfa import factors_of
from gsvo.accounts.models import User
from gsvo.lib import dates
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.forms import form_data

LATEST = 10  # entries of the record on an account's page


class FindForm(forms.Form):
    """Find any account by its address; `self.found` is the account."""

    email = email_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["required"] = _("Geben Sie die E-Mail-Adresse an.")

    def clean_email(self):
        self.found = User.objects.filter(email=self.cleaned_data["email"]).first()
        if self.found is None:
            raise forms.ValidationError(_("Zu dieser Adresse gibt es kein Konto."))
        return self.cleaned_data["email"]


class AddressForm(forms.Form):
    email = email_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Neue E-Mail-Adresse")
        self.fields["email"].widget.attrs["autocomplete"] = "off"


@dataclass(frozen=True)
class AccountAction:
    title: str
    causes: str
    button: str
    done: str
    action: Callable
    fits: Callable = lambda account: True  # whether it makes sense as the account stands
    form: type = forms.Form
    ends_work: bool = False  # whether the page says what the person would leave behind


ACCOUNT_ACTIONS = {
    "sperren": AccountAction(
        _("Zugang sperren"),
        _(
            "Die Person ist sofort überall abgemeldet und kommt nicht mehr hinein. Links aus ihren Mails "
            "gelten nicht mehr, wartende Mails gehen nicht hinaus. Sie erfährt es per Mail. Sie können den "
            "Zugang wieder öffnen."
        ),
        _("Zugang sperren"),
        _("Der Zugang von %(name)s ist gesperrt."),
        access.stop,
        fits=lambda account: account.is_active,
        ends_work=True,
    ),
    "oeffnen": AccountAction(
        _("Zugang wieder öffnen"),
        _(
            "Die Person kann sich wieder anmelden wie früher und erfährt es per Mail. Alte Links bleiben "
            "ungültig."
        ),
        _("Zugang öffnen"),
        _("Der Zugang von %(name)s ist wieder offen."),
        access.reopen,
        fits=lambda account: not account.is_active,
    ),
    "abmelden": AccountAction(
        _("Überall abmelden"),
        _("Alle Sitzungen der Person enden sofort. Sie kann sich wieder anmelden und erfährt es per Mail."),
        _("Überall abmelden"),
        _("%(name)s ist überall abgemeldet."),
        access.end_sessions,
    ),
    "anmeldeadresse": AccountAction(
        _("Neue Anmeldeadresse"),
        _(
            "Die Person meldet sich künftig mit der neuen Adresse an, zuerst mit einem Code per Mail. Sie "
            "ist überall abgemeldet, alte Links und das Passwort gelten nicht mehr. Beide Adressen erfahren "
            "davon."
        ),
        _("Adresse ändern"),
        _("Die neue Anmeldeadresse von %(name)s gilt."),
        change_login_address,
        form=AddressForm,
    ),
}


def find(site, request):
    """Search an account by its address; people of offices and of the pool are in no list here."""
    if not access.may_act_on_some(request.user):
        raise PermissionDenied
    form = FindForm(form_data(request))
    if form.is_valid():
        if access.may_act_on(form.found, by=request.user):
            return redirect("admin:accounts_access", form.found.pk)
        form.add_error(
            "email", _("Bei diesem Konto dürfen Sie das nicht. Fragen Sie die Leitung oder die Technik.")
        )
    context = site.each_context(request) | {"title": _("Konto suchen"), "form": form}
    return render(request, "accounts/admin/find_account.html", context)


def account(site, request, pk):
    """Show an account: owner, state, history and the acts that are allowed."""
    found = _account(request, pk)
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(found.pk)
    )
    context = site.each_context(request) | {
        "title": _("Konto"),
        "account": found,
        "facts": _facts(found),
        "acts": [(slug, act) for slug, act in ACCOUNT_ACTIONS.items() if act.fits(found)],
        "may_reset": actions.may_reset_second_factor(found, by=request.user),
        "entries": entries.select_related("user").order_by("-action_time", "-pk")[:LATEST],
    }
    return render(request, "accounts/admin/access.html", context)


@reauthentication.required
def act(request, site, pk, slug):
    """Ask first, then do it."""
    found, what = _account(request, pk), ACCOUNT_ACTIONS.get(slug)
    if what is None:
        raise Http404
    if not what.fits(found):
        messages.info(request, _("Das ist inzwischen schon geschehen."))
        return redirect("admin:accounts_access", found.pk)
    form = what.form(form_data(request))
    if form.is_valid():
        try:
            what.action(found, by=request.user, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error("email" if "email" in form.fields else None, str(refused))
        else:
            messages.success(request, what.done % {"name": found})
            return redirect("admin:accounts_access", found.pk)
    context = site.each_context(request) | {
        "title": what.title,
        "account": found,
        "act": what,
        "form": form,
        "left_behind": left_behind(found, reader=request.user) if what.ends_work else [],
    }
    return render(request, "accounts/admin/act.html", context)


def _account(request, pk):
    if not access.may_act_on_some(request.user):
        raise PermissionDenied
    found = get_object_or_404(User, pk=pk)
    if not access.may_act_on(found, by=request.user):
        raise PermissionDenied
    return found


def _facts(user):
    """Return the account's facts. Offices and pool are asked by relation: their apps are above this one."""
    memberships = user.memberships.current() if user.is_active else user.memberships.filter(left_at=None)
    memberships = memberships.select_related("office").order_by("office__sort_name")
    roles = [f"{membership.office}: {membership.get_role_display()}" for membership in memberships]
    if user.is_staff:
        roles += [f"G.I.B.: {group}" for group in user.groups.order_by("name")]
    if hasattr(user, "advisor"):
        roles.append(_("Pool der Beratenden"))
    factors = factors_of(user)
    return [
        (_("Name"), user.name),
        (_("E-Mail"), format_html("{}{}<wbr>{}", *user.email.rpartition("@"))),
        (_("Zugang"), _("offen") if user.is_active else _("gesperrt")),
        (_("Rollen"), ", ".join(map(str, roles)) or _("keine")),
        (_("letzte Anmeldung"), dates.short_moment(user.last_login) if user.last_login else _("noch nie")),
        (_("Zweiter Faktor"), _("eingerichtet") if factors else _("keiner")),
    ]
