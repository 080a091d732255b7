"""Admin of the G.I.B.'s staff. Leitung assigns the three groups."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gsvo.accounts import actions, admin_actions, emails, reauthentication
from gsvo.accounts.access import leadership, may_act_on, may_act_on_some, tell_leadership
from gsvo.accounts.actions import rights_of, send_password_link
from gsvo.accounts.mfa import factors_of
from gsvo.accounts.models import User
from gsvo.accounts.reauthentication import RequiresReauthentication
from gsvo.lib.admin import RecordAdmin, RecordForm, TolerantListMixin
from gsvo.lib.duplicates import DuplicateWarning, same_name
from gsvo.lib.exceptions import conflict_message

STAFF_GROUPS = ("Sachbearbeitung", "Leitung", "Controlling")


class StaffForm(DuplicateWarning, RecordForm):
    """Form without a password: new staff get a mail with a link to set one."""

    groups = forms.ModelMultipleChoiceField(
        label=_("Gruppen"),
        queryset=Group.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Wählen Sie mindestens eine Gruppe.")},
    )

    class Meta:
        model = User
        fields = ["email", "name", "phone", "groups"]
        error_messages = {"email": {"required": _("Geben Sie die E-Mail-Adresse an.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            self.fields["groups"].queryset = Group.objects.filter(name__in=STAFF_GROUPS).order_by("name")

    def find_duplicates(self):
        if self.instance.pk and "name" not in self.changed_data:
            return []
        others = User.objects.filter(is_staff=True).exclude(pk=self.instance.pk)
        return same_name(others, self.cleaned_data.get("name", ""))

    def duplicate_words(self, found):
        return f"{found.name}, {found.email}"

    def unnoted(self):
        """Return the message for a change made on the page of the own account."""
        return conflict_message(self.instance, is_me=self.instance == self.reader)

    def clean_groups(self):
        """Keep groups that are not offered here."""
        chosen = self.cleaned_data["groups"]
        if self.instance.pk is None:
            return chosen
        return [*chosen, *self.instance.groups.exclude(name__in=STAFF_GROUPS)]


# allauth's own screens: a table of addresses that we do not keep, and the second factors in clear.
for model in (EmailAddress, Authenticator):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(User)
class UserAdmin(RequiresReauthentication, RecordAdmin):
    """Show staff of the G.I.B. only. Superusers are created on the command line and not listed."""

    form = StaffForm
    change_form_template = "accounts/admin/account.html"
    change_list_template = "accounts/admin/accounts.html"
    list_display = ["name", "email", "in_groups", "active", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["search_text"]
    ordering = ["sort_name", "pk"]

    def get_fields(self, request, obj=None):
        return ["email", "name", "phone", *(["active"] if obj else []), "groups"]

    def get_readonly_fields(self, request, obj=None):
        """Make address and access read-only: they change by acts of their own."""
        return ["email", "active"] if obj else []

    def get_queryset(self, request):
        found = super().get_queryset(request).filter(is_staff=True).prefetch_related("groups")
        return found if request.user.is_superuser else found.filter(is_superuser=False)

    def get_urls(self):
        view = self.admin_site.admin_view
        ours = [
            path("zweiter-faktor/", view(self.find), name="accounts_find"),
            path("<int:pk>/zweiter-faktor/", view(self.reset_factor), name="accounts_reset_factor"),
            path("<int:pk>/konto/", view(require_safe(self.account_page)), name="accounts_access"),
            path("<int:pk>/konto/<slug:slug>/", view(self.act), name="accounts_act"),
        ]
        return ours + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        may_find = {"may_find": may_act_on_some(request.user)}
        return super().changelist_view(request, {**(extra_context or {}), **may_find})

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["may_act"] = obj is not None and may_act_on(obj, by=request.user)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def find(self, request):
        return admin_actions.find(self.admin_site, request)

    def account_page(self, request, pk):
        return admin_actions.account(self.admin_site, request, pk)

    def act(self, request, pk, slug):
        return admin_actions.act(request, self.admin_site, pk, slug)

    def reset_factor(self, request, pk):
        """Ask first, then do it. Any account but the own and those above it."""
        if not request.user.has_perm("accounts.change_user"):
            raise PermissionDenied
        account = get_object_or_404(User, pk=pk)
        if not actions.may_reset_second_factor(account, by=request.user):
            raise PermissionDenied
        way = reauthentication.ask(request)
        if way:
            return way
        factors = factors_of(account)
        if request.method == "POST" and factors:
            actions.reset_second_factor(account, by=request.user)
            messages.success(
                request, _("Der zweite Faktor von %(name)s ist zurückgesetzt.") % {"name": account}
            )
            return redirect("admin:accounts_access", account.pk)
        facts = [
            (_("App für Einmalcodes"), _("eingerichtet") if factors.app else _("keine")),
            (_("Passkeys"), len(factors.passkeys)),
        ]
        context = self.admin_site.each_context(request)
        context |= {"title": _("Zweiten Faktor zurücksetzen"), "account": account}
        return render(
            request, "accounts/admin/reset_factor.html", context | {"factors": factors, "facts": facts}
        )

    def has_change_permission(self, request, obj=None):
        """Forbid changing one's own rights or somebody's who has more."""
        me = request.user
        if obj is not None and not me.is_superuser and (obj == me or actions.is_above(obj, by=me)):
            return False
        return super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        """Mark a new account as staff; an office's account is never turned into one."""
        if change and not self.has_change_permission(request, obj):
            raise PermissionDenied
        if not change:
            obj.is_staff, obj.is_superuser = True, False
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            send_password_link(obj.email)

    def save_related(self, request, form, formsets, change):
        """Mail all Leitungen when an account gained rights by a new group."""
        before = rights_of(form.instance)
        super().save_related(request, form, formsets, change)
        if rights_of(form.instance) - before:
            tell_leadership(form.instance, by=request.user)

    @admin.display(description=_("aktiv"), ordering="is_active")
    def active(self, user):
        return _("ja") if user.is_active else _("nein")

    @admin.display(description=_("Gruppen"))
    def in_groups(self, user):
        return ", ".join(group.name for group in user.groups.all())


class OurGroupAdmin(RequiresReauthentication, TolerantListMixin, GroupAdmin):
    """Groups and their rights, for superusers. Mail all Leitungen when a group gained rights."""

    actions = None

    def save_related(self, request, form, formsets, change):
        before = set(form.instance.permissions.all())
        super().save_related(request, form, formsets, change)
        gained = set(form.instance.permissions.all()) - before
        if gained:
            rights = sorted(str(right.name) for right in gained)
            for person in leadership():
                emails.group_gained(person, form.instance, rights, request.user)


admin.site.unregister(Group)
admin.site.register(Group, OurGroupAdmin)
