"""Questions and answers of the form, for pages that only show them."""

from django import forms

from gsvo.lib.days import DaysField
from requests import form_fields
from requests.forms.steps import STEP_OF, STEPS


def label_of(field):
    """Return the question of a field."""
    return STEP_OF[field].base_fields[field].label


def changes_of(event):
    """Return the changes of an event as (question, old text, new text)."""
    rows = event.data.get("changes", [])
    return [(label_of(row["field"]), row["old"], row["new"]) for row in rows if row["field"] in STEP_OF]


def questions():
    """Return every step without answers."""
    return [step() for step in STEPS]


def with_answers(support_request):
    """Return every step with its questions, the answers as text and whether one is missing."""
    texts = form_fields.texts_of(support_request)
    missing = set(form_fields.missing(form_fields.values_of(support_request)))
    return [
        {
            "step": step,
            "rows": [
                {
                    "name": name,
                    "label": field.label,
                    "text": texts[name],
                    "is_typed": _is_typed(field),
                    "is_missing": name in missing,
                }
                for name, field in step.base_fields.items()
                if name in form_fields.FIELDS
            ],
        }
        for step in STEPS
    ]


def _is_typed(field):
    """Return whether an answer is people's own words, or names from a list that is written in German only."""
    return isinstance(field, (forms.CharField, forms.ModelMultipleChoiceField)) and not isinstance(
        field, DaysField
    )
