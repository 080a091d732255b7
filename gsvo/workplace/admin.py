"""The outbox for staff: read-only, with resending and settling."""

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gsvo.lib import dates, icons
from gsvo.lib.admin import ReadOnlyAdmin
from gsvo.lib.case_numbers import unbroken
from gsvo.lib.listing import search_filter
from gsvo.lib.paging import by_keys
from gsvo.lib.text import fold
from gsvo.outbox.error_texts import error_text_of
from gsvo.outbox.models import WAITING, OutgoingMail, Status
from gsvo.retention.rules import ERASED_EMAIL
from gsvo.workplace import mail_actions, mail_types
from gsvo.workplace.mail_types_advisors import CONFIDENTIAL
from requests.models import SupportRequest
from requests.roles import staff_roles_of


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = _("Stand"), "stand"

    def lookups(self, request, model_admin):
        return [
            ("task", _("noch zu klären")),
            ("waiting", _("wartet")),
            ("sent", _("gesendet")),
            ("failed", _("fehlgeschlagen")),
            ("obsolete", _("nicht mehr nötig")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "task":
            return queryset & OutgoingMail.objects.unsettled()
        states = {"waiting": WAITING, "sent": [Status.SENT], "failed": [Status.FAILED]}
        states["obsolete"] = [Status.OBSOLETE]
        return queryset.filter(status__in=states[self.value()]) if self.value() in states else queryset


class KindFilter(admin.SimpleListFilter):
    title, parameter_name = _("Anlass"), "anlass"

    def lookups(self, request, model_admin):
        """Offer every kind of this release, and the one that is chosen: no reading through all mails."""
        kinds = {*mail_types.KINDS, *request.GET.getlist(self.parameter_name)}
        return sorted(((kind, mail_types.label(kind)) for kind in kinds), key=lambda row: fold(str(row[1])))

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin):
    """Whoever may not send anything again (Controlling) sees that and when a mail went out, not its words."""

    change_form_template = "admin/mail.html"
    change_list_template = "admin/mails.html"
    empty_list = _("Hier stehen die Mails, sobald das Portal welche schreibt.")
    list_display = ["headed", "to", "standing", "case", "written"]
    list_filter = [StateFilter, KindFilter, "created_at"]
    search_fields = ["search_text"]
    search_help_text = _("Adresse, Name, Betreff oder Nummer des Falls")
    date_hierarchy = "created_at"
    ordering = ["-pk"]
    show_full_result_count = False
    facts = [
        "state", "to_name", "to_email", "occasion", "way_to_case", "created_at", "sent_at", "next_try",
        "settled",
    ]  # fmt: skip
    words, technical = ["readable_text"], ["attempts", "mark_of_its_own"]

    def get_queryset(self, request):
        mails = super().get_queryset(request).select_related("link", "settled_by")
        if not staff_roles_of(request.user):
            mails = mails.exclude(kind__in=CONFIDENTIAL)
        return mails.prefetch_related("about").defer("html", "secret")

    def get_fieldsets(self, request, obj=None):
        """Show the texts only to staff who may send mail, and some facts only to technical staff."""
        parts = [(None, self._known(obj)), (_("Wortlaut"), self.words), (_("Technik"), self.technical)]
        if not request.user.has_perm(mail_actions.RIGHT):
            del parts[1]
        return [(title, {"fields": fields}) for title, fields in parts]

    def get_fields(self, request, obj=None):
        return flatten_fieldsets(self.get_fieldsets(request, obj))

    def _known(self, mail):
        """Return the fields that are filled for a mail like this."""
        has = {
            "to_name": mail and mail.to_name,
            "way_to_case": mail and mail_actions.case_of(mail),
            "sent_at": mail and mail.sent_at,
            "next_try": mail and mail.is_waiting,
            "settled": mail and mail.settled_at,
        }
        return [name for name in self.facts if has.get(name, True)]

    def get_readonly_fields(self, request, obj=None):
        return [*self.facts, *self.words, *self.technical]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {**(extra_context or {}), "standing": mail_actions.standing()}
        )

    def get_search_results(self, request, queryset, search_term):
        """Find a case's mails by its number; anything else is sought in address, name and subject."""
        number = search_term.strip().upper()
        case = SupportRequest.objects.submitted().filter(number=number).first() if number else None
        if case is None:
            return super().get_search_results(request, queryset, search_term)
        found = search_filter(queryset, search_term) | (queryset & OutgoingMail.objects.about(case))
        return by_keys(found, among=queryset), False

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            is_task = OutgoingMail.objects.unsettled().filter(pk=obj.pk).exists()
            context["row"] = mail_actions.row_of(
                obj, is_task=is_task, may=request.user.has_perm(mail_actions.RIGHT)
            )
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description=_("Stand"), ordering="status")
    def state(self, mail):
        return _("fehlgeschlagen, erledigt") if mail.settled_at else mail.get_status_display()

    @admin.display(description=_("Betreff"), ordering="subject")
    def headed(self, mail):
        """Return the subject in its own language, which need not be the reader's."""
        return format_html('<span lang="{}">{}</span>', mail.language, unbroken(mail.subject))

    @admin.display(description=_("an"), ordering="to_email")
    def to(self, mail):
        if not mail.to_name:
            return mail.to_email
        return format_html('<span>{} <span class="sub">{}</span></span>', mail.to_name, mail.to_email)

    @admin.display(description=_("Stand"), ordering="status")
    def standing(self, mail):
        """Return the state with its icon and, after a failure, why and what to do."""
        reason = error_text_of(mail)
        words = format_html(
            '<span class="gs-state">{}<span>{}</span></span>',
            icons.svg(mail_actions.mark_of(mail)),
            self.state(mail),
        )
        if reason is None or mail.settled_at:
            return words
        return format_html('<span>{} <span class="sub">{} {}</span></span>', words, reason.what, reason.to_do)

    @admin.display(description=_("geschrieben"), ordering="pk")
    def written(self, mail):
        return format_html('<span class="gs-nowrap">{}</span>', dates.short_moment(mail.created_at))

    @admin.display(description=_("Fall"))
    def way_to_case(self, mail):
        case = mail_actions.case_of(mail)
        url = reverse("admin:case", args=[case.oid])
        return format_html('<a class="gs-nowrap" href="{}">{}</a>', url, case.number)

    @admin.display(description=_("Fall"))
    def case(self, mail):
        case = mail_actions.case_of(mail)
        return format_html('<span class="gs-nowrap">{}</span>', case.number) if case else ""

    @admin.display(description=_("Anlass"))
    def occasion(self, mail):
        return mail_types.label(mail.kind)

    @admin.display(description=_("erledigt"))
    def settled(self, mail):
        if not mail.settled_at:
            return self.get_empty_value_display()
        note = mail.settled_note or _("noch einmal gesendet")
        return f"{mail.settled_by}: {note}"

    @admin.display(description=_("nächster Versuch"), ordering="next_try_at")
    def next_try(self, mail):
        return dates.short_moment(mail.next_try_at) if mail.is_waiting else self.get_empty_value_display()

    @admin.display(description=_("Kennung der Mail"))
    def mark_of_its_own(self, mail):
        return mail.message_id

    @admin.display(description=_("Text"))
    def readable_text(self, mail):
        """Return the text with link and secret replaced, so that nobody sees them."""
        if mail.to_email == ERASED_EMAIL:
            return _("Der Text ist gelöscht, die Frist dafür ist vorbei.")
        with translation.override(mail.language):
            text = mail.text.replace(mail.link_marker, gettext("[persönlicher Link]"))
            text = text.replace(mail.secret_marker, gettext("[geheimer Code]"))
        lines = format_html_join("", "{}<br>", ((line,) for line in text.split("\n")))
        return format_html('<span lang="{}">{}</span>', mail.language, lines)
