"""What the public sends, in the workplace: feedback to answer by mail, and wishes for access to invite."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gsvo.accounts import reauthentication
from gsvo.accounts.models import User
from gsvo.lib.admin import RecordAdmin
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.forms import form_data
from gsvo.lib.listing import way_back
from gsvo.offices.actions import may_manage
from gsvo.offices.forms import InviteForm, LeadForm
from gsvo.offices.models import Role
from gsvo.pages import actions
from gsvo.pages.models import AccessRequest, Feedback


@admin.register(Feedback)
class FeedbackAdmin(RecordAdmin):
    empty_list = _("Hier stehen die Rückmeldungen, sobald jemand eine schreibt.")
    list_display = ["kind", "page", "created_at", "wants_answer", "answered", "answered_by"]
    list_filter = ["is_answered", "kind"]
    search_fields = ["search_text"]
    list_select_related = ["answered_by"]
    ordering = ["is_answered", "created_at"]
    fields = [
        "kind",
        "page",
        "text",
        "email",
        "created_at",
        "is_answered",
        "note",
        "answered_at",
        "answered_by",
    ]
    readonly_fields = ["kind", "page", "text", "email", "created_at", "answered_at", "answered_by"]

    def has_add_permission(self, request):
        return False  # it comes from the public form

    def save_model(self, request, feedback, form, change):
        """Set who answered and when with the mark; empty both when it is taken back."""
        if "is_answered" in form.changed_data:
            feedback.answered_at = timezone.now() if feedback.is_answered else None
            feedback.answered_by = request.user if feedback.is_answered else None
        super().save_model(request, feedback, form, change)

    @admin.display(description=_("Stand"), ordering="is_answered")
    def answered(self, feedback):
        return _("beantwortet") if feedback.is_answered else _("offen")

    @admin.display(description=_("möchte Antwort"))
    def wants_answer(self, feedback):
        return _("ja") if feedback.email else _("nein")


@admin.register(AccessRequest)
class AccessRequestAdmin(RecordAdmin):
    change_form_template = "pages/admin/access_request.html"
    empty_list = _("Hier steht, wer über „Zugang anfragen“ um eine Einladung bittet.")
    list_display = ["name", "office", "created_at", "standing", "settled_by"]
    list_filter = ["is_settled"]
    search_fields = ["search_text", "office__search_text"]
    list_select_related = ["office", "settled_by"]
    ordering = ["is_settled", "created_at"]
    told = ["name", "office", "function", "email", "phone", "text", "created_at"]
    fields = [*told, "is_settled", "note", "settled_at", "settled_by"]
    readonly_fields = [*told, "settled_at", "settled_by"]

    def has_add_permission(self, request):
        return False  # it comes from the public form

    def get_urls(self):
        view = self.admin_site.admin_view(self.invite)
        return [path("<int:pk>/einladen/", view, name="pages_invite_asker"), *super().get_urls()]

    def save_model(self, request, asked, form, change):
        """Set who settled it and when with the mark; empty both when it is taken back."""
        if "is_settled" in form.changed_data:
            asked.settled_at = timezone.now() if asked.is_settled else None
            asked.settled_by = request.user if asked.is_settled else None
        super().save_model(request, asked, form, change)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """Show what to know before inviting: who leads the office, and whether the address is known."""
        if obj is not None:
            leads = obj.office.memberships.current().filter(role=Role.LEAD).select_related("user")
            context["leads"] = [membership.user for membership in leads.order_by("user__sort_name")]
            context["has_account"] = User.objects.filter(email__iexact=obj.email).exists()
            context["may_invite"] = not obj.is_settled and may_manage(request.user, obj.office)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def invite(self, request, pk):
        """Invite who asked, with name and address filled in: as first lead, else in a role to choose."""
        asked = get_object_or_404(AccessRequest.objects.select_related("office"), pk=pk)
        if not (self.has_change_permission(request, asked) and may_manage(request.user, asked.office)):
            raise PermissionDenied
        way = reauthentication.ask(request)
        if way:
            return way
        has_lead = asked.office.memberships.current().filter(role=Role.LEAD).exists()
        kind = InviteForm if has_lead else LeadForm
        form = kind(
            form_data(request), office=asked.office, initial={"name": asked.name, "email": asked.email}
        )
        if form.is_valid():
            try:
                given = {"role": Role.LEAD} | form.cleaned_data
                invitation = actions.invite_asker(asked, by=request.user, **given)
            except ActionRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(
                    request, _("Die Einladung an %(name)s ist unterwegs.") % {"name": invitation.name}
                )
                return redirect(way_back(request, "admin:pages_accessrequest_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Einladen"),
            "asked": asked,
            "office": asked.office,
            "has_lead": has_lead,
            "form": form,
        }
        return render(request, "pages/admin/invite_asker.html", context)

    @admin.display(description=_("Stand"), ordering="is_settled")
    def standing(self, asked):
        return _("erledigt") if asked.is_settled else _("offen")
