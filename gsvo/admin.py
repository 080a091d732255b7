"""What all our admins share: plain fields that work without JavaScript, nothing deleted, nothing lost."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from gsvo.widgets import DateInput


class RecordForm(forms.ModelForm):
    """Sends along a mark of what its user was shown, so that the slower of two overwrites nothing."""

    def shown(self):
        """The mark: it differs as soon as one of the record's values does."""
        values = sorted((name, _as_text(value)) for name, value in self.initial.items())
        return salted_hmac("gsvo.admin.shown", repr(values)).hexdigest()

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.data.get("shown", self.shown()) != self.shown():
            raise ValidationError(
                _(
                    "Jemand hat diesen Eintrag gerade geändert. Ihre Eingaben stehen noch hier. "
                    "Vergleichen Sie bitte und speichern Sie dann noch einmal."
                )
            )
        return cleaned


def _as_text(value):
    return sorted(str(row.pk) for row in value) if isinstance(value, list) else str(value)


def _parameter_of(list_filter):
    return list_filter if isinstance(list_filter, str) else list_filter.parameter_name


class RecordAdmin(admin.ModelAdmin):
    """Lists and forms of the programme's records. They are changed and ended, but not deleted."""

    form = RecordForm
    actions = None
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    formfield_overrides = {models.DateField: {"widget": DateInput}}

    def get_object(self, request, object_id, from_field=None):
        """A change locks its row until the transaction ends: nothing happens between check and save."""
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST" and transaction.get_connection().in_atomic_block:
            found.refresh_from_db(from_queryset=self.model.objects.select_for_update(of=("self",)))
        return found

    def lookup_allowed(self, lookup, value, request):
        """Only the offered filters: by others one could guess, letter by letter, what no page shows."""
        offered = {self.date_hierarchy, *map(_parameter_of, self.get_list_filter(request))}
        return lookup.split("__")[0] in offered and super().lookup_allowed(lookup, value, request)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The bare select: the links beside it open windows by JavaScript."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(RecordAdmin):
    """To look at only: written by acts, edited by nobody, not even by superusers."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return super().changeform_view(request, object_id, form_url, extra_context)
