"""What all our admins share: plain fields that work without JavaScript, nothing deleted, nothing lost."""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models

from gsvo.widgets import DateInput


class RecordAdmin(admin.ModelAdmin):
    """Lists and forms of the programme's records. They are changed and ended, but not deleted."""

    actions = None
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    formfield_overrides = {models.DateField: {"widget": DateInput}}

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
