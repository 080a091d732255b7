"""The outbox for staff: to look at, never to write in."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from gsvo.admin import ReadOnlyAdmin
from gsvo.outbox.models import OutgoingMail


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin):
    list_display = ["subject", "to_email", "status", "created_at", "sent_at", "last_answer"]
    list_filter = ["status", "kind", "created_at"]
    search_fields = ["to_email", "to_name", "subject"]
    date_hierarchy = "created_at"
    ordering = ["-pk"]
    show_full_result_count = False
    fields = [
        "status",
        "to_name",
        "to_email",
        "subject",
        "readable_text",
        "kind",
        "created_at",
        "sent_at",
        "attempts",
        "next_try",
        "last_answer",
        "message_id",
    ]
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).defer("html", "secret")

    @admin.display(description=_("nächster Versuch"), ordering="next_try_at")
    def next_try(self, mail):
        return mail.next_try_at if mail.is_waiting else None

    @admin.display(description=_("Text"))
    def readable_text(self, mail):
        """The words without link and secret: staff see that there is one, nobody sees which."""
        text = mail.text.replace(mail.link_marker, f"[{_('persönlicher Link')}]")
        return text.replace(mail.secret_marker, f"[{_('geheimer Code')}]")
