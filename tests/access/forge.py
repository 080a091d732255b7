"""Values that nobody was asked for: every column of a model, in the wording of a form."""

import datetime as dt

from django.apps import apps
from django.db import models


def forged(model):
    """field name → a value that would change something if anybody listened to it."""
    found = {}
    for field in model._meta.get_fields():
        if field.auto_created and not field.concrete:
            continue
        value = _value(field)
        if value is not None:
            found[field.name] = value
            found[f"{field.name}_id"] = value
    return found


def everything():
    """The columns of all our models at once, and what a framework may listen to besides."""
    found = {
        "id": "1",
        "pk": "1",
        "_method": "DELETE",
        "user": "1",
        "next": "//evil.example/",
        "is_admin": "on",
    }
    for model in apps.get_models():
        found |= {name: value for name, value in forged(model).items() if name not in found}
    return found


def _value(field):
    if isinstance(field, models.ManyToManyField | models.ForeignKey):
        row = field.related_model._default_manager.order_by("-pk").first()
        return str(row.pk) if row else None
    if getattr(field, "choices", None):
        return str(field.flatchoices[-1][0])
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateTimeField):
        return "2020-01-02 03:04"
    if isinstance(field, models.DateField):
        return dt.date(2020, 1, 2).isoformat()
    if isinstance(field, models.IntegerField):
        return "77"
    if isinstance(field, models.EmailField):
        return "forged@evil.example"
    if isinstance(field, models.CharField | models.TextField):
        return "gefaelscht"[: field.max_length or 10]
    return "gefaelscht"
