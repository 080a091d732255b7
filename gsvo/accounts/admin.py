"""Accounts of the G.I.B.'s staff. Leitung gives and takes the three groups, and nothing above them."""

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from gsvo.accounts.actions import kill_password_links, send_password_link
from gsvo.accounts.models import User
from gsvo.admin import RecordAdmin, RecordForm

STAFF_GROUPS = ("Sachbearbeitung", "Leitung", "Controlling")


class StaffForm(RecordForm):
    """Without a password: whoever is new gets a mail with a link to set one."""

    groups = forms.ModelMultipleChoiceField(
        label=_("Gruppen"),
        queryset=Group.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Wählen Sie mindestens eine Gruppe.")},
    )

    class Meta:
        model = User
        fields = ["email", "name", "phone", "is_active", "groups"]
        error_messages = {"email": {"required": _("Geben Sie die E-Mail-Adresse an.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            self.fields["groups"].queryset = Group.objects.filter(name__in=STAFF_GROUPS).order_by("name")

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()


@admin.register(User)
class UserAdmin(RecordAdmin):
    """Shows people of the G.I.B. only. Superusers are made on the command line and stay out of sight."""

    form = StaffForm
    fields = ["email", "name", "phone", "is_active", "groups"]
    list_display = ["name", "email", "in_groups", "active", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["name", "email"]
    ordering = ["name", "email"]

    def get_queryset(self, request):
        found = super().get_queryset(request).filter(is_staff=True).prefetch_related("groups")
        return found if request.user.is_superuser else found.filter(is_superuser=False)

    def has_change_permission(self, request, obj=None):
        """Nobody changes the own rights, and only superusers touch superusers."""
        if obj is not None and not request.user.is_superuser and (obj == request.user or obj.is_superuser):
            return False
        return super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        """Whoever is added here belongs to the G.I.B.; an account of an office is never turned into one."""
        if change and not self.has_change_permission(request, obj):
            raise PermissionDenied
        if not change:
            obj.is_staff, obj.is_superuser = True, False
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            send_password_link(obj.email)
        elif "email" in form.changed_data:
            kill_password_links(obj)
            obj.end_sessions()

    @admin.display(description=_("aktiv"), ordering="is_active")
    def active(self, user):
        return _("ja") if user.is_active else _("nein")

    @admin.display(description=_("Gruppen"))
    def in_groups(self, user):
        return ", ".join(group.name for group in user.groups.all())
