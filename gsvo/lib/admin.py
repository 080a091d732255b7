"""Base of all our admins: plain fields that work without JavaScript, no deletion, no lost updates."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup, DisallowedModelAdminToField
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, models, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from gsvo.lib import listing
from gsvo.lib.duplicates import DuplicateWarning, same_name
from gsvo.lib.exceptions import conflict_message
from gsvo.lib.forms import TEXT_IS_KEPT, DayField, StaleCheckForm, stored_values
from gsvo.lib.paging import by_keys, paginate
from gsvo.lib.search_fields import folded_fields
from gsvo.lib.widgets import DateInput


class RecordForm(StaleCheckForm, forms.ModelForm):
    """Refuse a stale form: say who was faster and what is stored now, and keep what was typed."""

    reader = None  # who is typing; the admin says so

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk and self.is_stale:
            faster = changes_of(*self.noted_at(), since=self.rendered_at).first()
            self.catch_up()
            self.stored = stored_values(self)
            raise ValidationError(
                f"{conflict_message_from_log(faster, self.reader) or self.unnoted()} {TEXT_IS_KEPT}",
                code="stale",
            )
        return cleaned

    def noted_at(self) -> Sequence[models.Model]:
        """Return the records whose admin log holds the changes of this one."""
        return [self.instance]

    def unnoted(self) -> str:
        """Return the message for a change made outside the workplace."""
        return conflict_message()


def changes_of(*records: models.Model, since: dt.datetime) -> models.QuerySet[LogEntry]:
    """Return the admin log's changes of these records since a moment, the last first."""
    theirs = Q(pk=None)
    for record in records:
        theirs |= Q(content_type=ContentType.objects.get_for_model(record), object_id=str(record.pk))
    entries = LogEntry.objects.filter(theirs, action_time__gte=since)
    return entries.select_related("user").order_by("-action_time", "-pk")


def conflict_message_from_log(entry: LogEntry | None, reader: Any) -> str:
    """Return who was faster, from the admin log; "" without an entry."""
    return conflict_message(entry.user, entry.action_time, is_me=entry.user == reader) if entry else ""


def _parameter_of(list_filter: Any) -> str:
    return list_filter if isinstance(list_filter, str) else list_filter.parameter_name


class NamedRecordForm(DuplicateWarning, RecordForm):
    """Form of records that differ by their names only."""

    confirm_label = _("Ja, das ist ein anderer Eintrag")

    def find_duplicates(self) -> Sequence[models.Model]:
        if self.instance.pk and "name" not in self.changed_data:
            return []
        others = self._meta.model.objects.exclude(pk=self.instance.pk)
        return same_name(others, self.cleaned_data.get("name", ""))


class UnreadableQuery(Exception):  # noqa: N818  nonsense in an address, no fault of ours
    """Raised when a list's query cannot be understood."""


NONSENSE = (
    IncorrectLookupParameters, DisallowedModelAdminLookup, DisallowedModelAdminToField, ValidationError,
    ValueError, OverflowError, DataError,
)  # fmt: skip
OFFERED_LOOKUPS = {"exact", "isnull", "gte", "lt", "year", "month", "day"}  # of Django's own filters


class TolerantListMixin(admin.ModelAdmin):
    """Answer a list's query that makes no sense (?created_at__year=9999, ?sort=x) with the whole list and a
    sentence.

    Django itself shows "Database error" or a bare 400, or breaks over what only the database refuses.
    """

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Allow only lookups that filters offer: a range of one value, for instance, breaks the query."""
        *path, last = lookup.split("__")
        return (not path or last in OFFERED_LOOKUPS) and super().lookup_allowed(lookup, value, request)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RecordList

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        try:
            with transaction.atomic():  # PostgreSQL gives up the transaction of a query that it refuses
                return super().get_changelist_instance(request)
        except NONSENSE as error:
            raise UnreadableQuery from error

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            page = super().changelist_view(request, extra_context)
        except UnreadableQuery:
            if not request.GET:
                raise
            messages.warning(request, _("Diese Auswahl kennt die Liste nicht. Hier steht sie ganz."))
            return redirect(request.path)
        listing.remember(request, f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return page


class RecordList(ChangeList):
    """Sort a column by what it shows: names folded, choices by their words; empty cells last.

    Its pages are those of gsvo.lib.paging.
    """

    def get_results(self, request: HttpRequest) -> None:
        self.page = paginate(request, self.queryset, self.list_per_page, PAGE_VAR)
        self.result_list = self.page.object_list
        self.result_count = self.full_result_count = self.page.count

    def get_ordering_field(self, field_name: Any) -> Any:
        for field in sorted(folded_fields(self.model), key=lambda field: field.name != "sort_name"):
            if field.sources[0] == field_name:
                return field.name
        return super().get_ordering_field(field_name)

    def get_ordering(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> list[Any]:
        """Return the order as shown, with what is empty last in both directions."""
        return [self._as_shown(part) for part in super().get_ordering(request, queryset)]

    def _as_shown(self, part: Any) -> Any:
        name = part.removeprefix("-") if isinstance(part, str) else ""
        field = next((field for field in self.model._meta.local_concrete_fields if field.name == name), None)
        column: Any = self._column(field) if field else None
        if column is None:
            return part
        return column.desc(nulls_last=True) if part.startswith("-") else column.asc(nulls_last=True)

    @staticmethod
    def _column(field: Any) -> Any:
        """Return what to sort by instead of a field's own value, or None where that is what it shows."""
        if field.flatchoices:
            rows = [(models.Q(**{field.name: value}), label) for value, label in field.flatchoices]
            return listing.place_by_words(rows)
        related = field.related_model
        if related and any(named.name == "sort_name" for named in related._meta.fields):
            return models.F(f"{field.name}__sort_name")
        return models.F(field.name) if field.null else None


class RecordAdmin(TolerantListMixin):
    """Admin of the programme's records. They are changed and ended, but not deleted.

    `search_fields` names folded columns only.
    """

    view_on_site = False  # Django's way there counts up ids, drafts included

    form = RecordForm
    actions = None
    empty_list = _("Hier steht noch nichts.")  # what a list says before it has anything
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    formfield_overrides = {models.DateField: {"form_class": DayField, "widget": DateInput}}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Refuse `_saveasnew`: Django copies the record whether `save_as` is on or not."""
        if "_saveasnew" in request.POST:
            raise PermissionDenied
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        columns = self.get_search_fields(request)
        if not (columns and search_term.strip()):
            return queryset, False
        return by_keys(listing.search_filter(queryset, search_term, *columns), among=queryset), False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the record, on POST with its row locked until the transaction ends."""
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST" and transaction.get_connection().in_atomic_block:
            self.lock_before(found)
            found.refresh_from_db(from_queryset=self.model.objects.select_for_update(of=("self",)))
        return found

    def lock_before(self, record: models.Model) -> None:
        """Lock what saving locks besides the record, in the global order; otherwise deadlock."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"reader": request.user})

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Allow only the offered filters: others would let one guess hidden values letter by letter."""
        offered = {self.date_hierarchy, *map(_parameter_of, self.get_list_filter(request))}
        return lookup.split("__")[0] in offered and super().lookup_allowed(lookup, value, request)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the bare select: the links beside it open windows by JavaScript."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(RecordAdmin):
    """Admin of records written by acts only: nobody edits them, not even superusers."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return super().changeform_view(request, object_id, form_url, extra_context)
