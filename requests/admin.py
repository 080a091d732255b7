"""Records around requests in the workplace: funding periods, topics, events, ledger."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gsvo.accounts.reauthentication import RequiresReauthentication
from gsvo.lib import days
from gsvo.lib.admin import NamedRecordForm, ReadOnlyAdmin, RecordAdmin
from gsvo.lib.forms import HttpsField
from requests import timeline
from requests.event_names import with_names
from requests.models import Event, FundingPeriod, LedgerEntry, SupportRequest, Topic

MOST_DAYS = 10_000


class FundingPeriodForm(NamedRecordForm):
    """A funding period with its budget in days."""

    budget_quarters = days.DaysField(
        label=_("Budget in Tagen"),
        min_quarters=0,
        max_quarters=MOST_DAYS * days.QUARTERS_PER_DAY,
        help_text=_("Viertel gehen: 120,25"),
        error_messages={"required": _("Geben Sie das Budget in Tagen an.")},
    )

    fee_link = HttpsField(
        label=_("Link zu Vertrag und Vergütung"),
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": _("Geben Sie eine Adresse an, die mit https:// beginnt.")},
        help_text=_("Zum Beispiel zum Mustervertrag. Die Adresse beginnt mit https://"),
    )

    class Meta:
        help_texts = {
            "fee_text": _(
                "Steht in jeder Einladung dieses Zeitraums, in der Mail und auf ihrer Seite, und bei der "
                "Begleitung. Das lesen nur Beratende und G.I.B."
            )
        }

    def __init__(self, *args, **kwargs):
        """Propose for a new period what the last one says of fee and contract."""
        super().__init__(*args, **kwargs)
        last = FundingPeriod.objects.first()
        if not self.instance.pk and last and "fee_text" in self.fields:
            self.initial.setdefault("fee_text", last.fee_text)
            self.initial.setdefault("fee_link", last.fee_link)

    def clean_service_until(self):
        """Refuse an end in the past while something runs on days of this period."""
        until = self.cleaned_data["service_until"]
        if "service_until" not in self.changed_data or until >= timezone.localdate() or not self.instance.pk:
            return until
        running = SupportRequest.objects.open().filter(period=self.instance).count()
        if running:
            words = ngettext(
                "Mit diesem Zeitraum läuft noch %(count)s Fall. Wählen Sie heute oder einen späteren Tag.",
                "Mit diesem Zeitraum laufen noch %(count)s Fälle. Wählen Sie heute oder einen späteren Tag.",
                running,
            )
            raise ValidationError(words % {"count": running})
        return until

    def clean_budget_quarters(self):
        """Refuse a budget below what is committed; the admin holds the period's lock meanwhile."""
        budget, committed = self.cleaned_data["budget_quarters"], self.instance.committed_quarters
        if budget < committed:
            raise ValidationError(
                _("Schon zugesagt: %(days)s. Das Budget kann nicht kleiner sein.")
                % {"days": days.as_words(committed)}
            )
        return budget


@admin.register(FundingPeriod)
class FundingPeriodAdmin(RequiresReauthentication, RecordAdmin):
    empty_list = _("Noch gibt es keinen Förderzeitraum. Ohne ihn lassen sich Anfragen nicht einreichen.")
    form = FundingPeriodForm
    list_display = [
        "name",
        "service_from",
        "service_until",
        "submission_until",
        "budget",
        "committed",
        "free",
    ]
    search_fields = ["search_text"]
    readonly_fields = ["budget", "committed", "free"]
    fieldsets = [
        (None, {"fields": ["name", "budget_quarters", "committed", "free"]}),
        (
            _("Anfragen und Leistungen"),
            {
                "fields": [
                    "submission_from",
                    "submission_until",
                    "service_from",
                    "service_until",
                    "accounting_until",
                ]
            },
        ),
        (_("Förderhinweis"), {"fields": ["funder_line"]}),
        (_("Honorar und Vertrag"), {"fields": ["fee_text", "fee_link"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        """Show the budget in days to people who may only look."""
        if self.has_change_permission(request, obj) or self.has_add_permission(request):
            return self.fieldsets
        (title, first), *rest = self.fieldsets
        names = ["budget" if name == "budget_quarters" else name for name in first["fields"]]
        return [(title, {"fields": names}), *rest]

    def save_model(self, request, obj, form, change):
        """Save without `committed_quarters`, which belongs to the ledger."""
        if change:
            obj.save(update_fields=form.changed_data or ["name"])
        else:
            obj.save()

    @admin.display(description=_("Budget"), ordering="budget_quarters")
    def budget(self, period):
        return days.as_words(period.budget_quarters)

    @admin.display(description=_("zugesagt"), ordering="committed_quarters")
    def committed(self, period):
        return days.as_words(period.committed_quarters or 0)

    @admin.display(description=_("frei"))
    def free(self, period):
        return days.as_words(period.free_quarters) if period.pk else "–"


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    form = NamedRecordForm
    list_display = ["name", "position", "offered"]
    list_filter = ["is_offered"]
    search_fields = ["search_text"]

    @admin.display(description=_("wird angeboten"), ordering="is_offered")
    def offered(self, topic):
        return _("ja") if topic.is_offered else _("nein")


@admin.register(SupportRequest)
class SupportRequestAdmin(ReadOnlyAdmin):
    """Redirects to the workplace's own list and pages of cases."""

    def get_queryset(self, request):
        return super().get_queryset(request).submitted()

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:cases")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None or request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return self.history_view(request, object_id)

    def history_view(self, request, object_id, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_object(request, object_id)
        return redirect("admin:case", found.oid) if found else redirect("admin:cases")


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "support_request", "what_happened", "from_state", "to_state", "by_user", "by_role"]
    list_filter = ["to_state", "by_role"]
    list_select_related = ["support_request", "by_user"]
    search_fields = ["support_request__search_text"]
    date_hierarchy = None
    fields = [
        "support_request", "at", "what_happened", "reason", "from_state", "to_state", "waiting_on",
        "by_role", "by_user", "by_link", "stored_data",
    ]  # fmt: skip
    readonly_fields = fields

    def get_changelist_instance(self, request):
        """Look up the names of all rows with one query each kind."""
        changelist = super().get_changelist_instance(request)
        changelist.result_list = with_names(changelist.result_list)
        return changelist

    @admin.display(description=_("was"))
    def what_happened(self, event):
        return timeline.sentence(event, for_staff=True)

    @admin.display(description=_("Angaben, wie sie gespeichert sind"))
    def stored_data(self, event):
        """Return the data one value a line, not as JSON, which escapes what was typed."""
        return "\n".join(_lines(event.data)) or self.get_empty_value_display()


def _lines(value, name=""):
    """Yield "name: value" for each value of nested JSON, names joined."""
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value, start=1)
        for key, part in inner:
            yield from _lines(part, f"{name} {key}".strip())
    else:
        yield f"{name}: {value}"


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "period", "support_request", "kind", "in_days"]
    fields = ["at", "period", "support_request", "kind", "in_days", "event"]
    readonly_fields = fields
    list_filter = ["period", "kind"]
    list_select_related = ["period", "support_request"]
    search_fields = ["support_request__search_text"]

    @admin.display(description=_("Tage"))
    def in_days(self, entry):
        return days.as_words(entry.quarters)
