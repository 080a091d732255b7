"""The 53 offices in the workplace; G.I.B. invites an office's first lead here."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from gsvo.accounts import reauthentication
from gsvo.lib.admin import RecordAdmin
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.forms import form_data
from gsvo.offices import actions
from gsvo.offices.forms import LeadForm
from gsvo.offices.models import Office, Role

LEADS = Count(
    "memberships",
    filter=Q(
        memberships__role=Role.LEAD, memberships__left_at=None, memberships__user__is_active=True
    ),
)  # fmt: skip


class HasLead(admin.SimpleListFilter):
    title = _("Leitung")
    parameter_name = "leitung"

    def lookups(self, request, model_admin):
        return [("ja", _("mit Leitung")), ("nein", _("ohne Leitung"))]

    def queryset(self, request, queryset):
        if self.value() == "ja":
            return queryset.filter(lead_count__gt=0)
        return queryset.filter(lead_count=0) if self.value() == "nein" else queryset


@admin.register(Office)
class OfficeAdmin(RecordAdmin):
    change_form_template = "offices/admin/office.html"
    list_display = ["display_name", "kind", "district_government", "leads", "named"]
    list_filter = [HasLead, "district_government"]
    search_fields = ["search_text"]
    ordering = ["sort_name"]  # counting the leads would lose that of the model
    fields = ["display_name", "name", "key", "kind", "district_government", "naming"]
    readonly_fields = ["name", "key", "kind", "district_government", "naming"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(lead_count=LEADS)

    def has_add_permission(self, request):
        return False  # there are 53, from the data

    @admin.display(description=_("Leitungen"), ordering="lead_count")
    def leads(self, office):
        return office.lead_count or _("keine")

    @admin.display(description=_("öffentlich genannt"), ordering="is_named_publicly")
    def named(self, office):
        return _("ja") if office.is_named_publicly else _("nein")

    @admin.display(description=_("Öffentliche Karte"))
    def naming(self, office):
        """Show whether the office agreed to be named; only its lead decides."""
        word = _("wird genannt") if office.is_named_publicly else _("wird nicht genannt")
        if office.naming_changed_at is None:
            return word
        day = date_format(localtime(office.naming_changed_at), "DATE_FORMAT")
        return _("%(word)s, seit %(day)s (%(who)s)") % {
            "word": word,
            "day": day,
            "who": office.naming_changed_by,
        }

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["memberships"] = (
            obj.memberships.current().select_related("user").order_by("role", "user__sort_name")
        )
        context["invitations"] = obj.account_invitations.open().select_related("invited_by").order_by("pk")
        context["has_lead"] = obj.lead_count > 0
        context["may_manage"] = actions.may_manage(request.user, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_urls(self):
        view = self.admin_site.admin_view
        ours = [
            path("<int:pk>/leitung-einladen/", view(self.invite_lead), name="offices_invite_lead"),
            path(
                "<int:pk>/einladung/<int:invitation_pk>/zuruecknehmen/",
                view(require_POST(self.withdraw_invitation)),
                name="offices_withdraw_invitation",
            ),
        ]
        return ours + super().get_urls()

    def _office(self, request, pk):
        office = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, office):
            raise PermissionDenied
        return office

    def invite_lead(self, request, pk):
        office = self._office(request, pk)
        way = reauthentication.ask(request)
        if way:
            return way
        form = LeadForm(form_data(request), office=office)
        if form.is_valid():
            try:
                invitation = actions.invite(office, by=request.user, role=Role.LEAD, **form.cleaned_data)
            except ActionRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(
                    request, _("Die Einladung an %(name)s ist unterwegs.") % {"name": invitation.name}
                )
                return redirect("admin:offices_office_change", office.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Leitung einladen"),
            "office": office,
            "form": form,
        }
        return render(request, "offices/admin/invite_lead.html", context)

    def withdraw_invitation(self, request, pk, invitation_pk):
        office = self._office(request, pk)
        invitation = get_object_or_404(office.account_invitations.select_related("office"), pk=invitation_pk)
        try:
            actions.withdraw_invitation(invitation, by=request.user)
        except ActionRefused as refused:
            messages.info(request, str(refused))
        else:
            messages.success(request, _("Die Einladung ist zurückgenommen. Ihr Link gilt nicht mehr."))
        return redirect("admin:offices_office_change", office.pk)
