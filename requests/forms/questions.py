"""The questions of the form and the answers to them, for pages that only show them."""

from requests import form_fields
from requests.forms.steps import STEP_OF, STEPS


def label_of(field):
    """The question that a field of the form answers."""
    return STEP_OF[field].base_fields[field].label


def changes_of(event):
    """What an answer changed, for people: (question, old text, new text), in the form's order."""
    rows = event.data.get("changes", [])
    return [(label_of(row["field"]), row["old"], row["new"]) for row in rows if row["field"] in STEP_OF]


def questions():
    """Every step with its fields and no answers, to read before one begins."""
    return [step() for step in STEPS]


def with_answers(support_request):
    """Every step with its questions, the answers as text and whether one is missing."""
    texts = form_fields.texts_of(support_request)
    missing = set(form_fields.missing(form_fields.values_of(support_request)))
    return [
        {
            "step": step,
            "rows": [
                {"name": name, "label": field.label, "text": texts[name], "is_missing": name in missing}
                for name, field in step.base_fields.items()
                if name in form_fields.FIELDS
            ],
        }
        for step in STEPS
    ]
