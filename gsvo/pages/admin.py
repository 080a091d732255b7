"""Feedback in the workplace: read, answer by mail, mark as answered."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gsvo.lib.admin import RecordAdmin
from gsvo.pages.models import Feedback


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
