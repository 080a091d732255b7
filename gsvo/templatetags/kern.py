"""What the crispy pack `templates/kern/` and the error summary need to know about fields."""

from django import forms, template
from django.forms.formsets import BaseFormSet
from django.forms.utils import flatatt
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gsvo.lib.error_messages import EMPTY, NO_NUMBER, NOT_OFFERED, NOTHING_CHOSEN
from gsvo.templatetags.gsvo import typed

register = template.Library()

LONG_LINE = 250  # letters
TITLES = ("title", "description")
OF_VISIBLE = (EMPTY, NOTHING_CHOSEN, NOT_OFFERED, NO_NUMBER)
_CHECKED = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput)


@register.filter
def kind(field):
    """Return which part of the pack draws a field: hidden, choice, options, check, lines, select or input."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if getattr(widget, "is_decision", False):
        return "choice"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "options"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if getattr(widget, "is_list", False):
        return "lines"
    if isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
        return "select"
    return "input"


@register.filter
def is_radio(field):
    """Return whether a field has radio buttons, not check boxes (which Django derives from them)."""
    return field.field.widget.input_type == "radio"


def _kern_class(field):
    widget = field.field.widget
    if isinstance(widget, _CHECKED):
        block = f"kern-form-check__{'radio' if widget.input_type == 'radio' else 'checkbox'}"
    elif isinstance(getattr(widget, "widget", widget), forms.Select):
        block = "kern-form-input__select"
    else:
        block = "kern-form-input__input"
    own = widget.attrs.get("class", "")
    error = f"{block}--error" if field.errors else ""
    return " ".join(part for part in (block, error, own) if part)


@register.filter
def limit(field):
    """Return a field's maximum length where it is shown: in texts, titles and long lines, not in names."""
    most, widget = getattr(field.field, "max_length", None), field.field.widget
    is_title = type(widget) is forms.TextInput and field.name in TITLES
    is_long = type(widget) is forms.TextInput and (most or 0) >= LONG_LINE
    return most if isinstance(widget, forms.Textarea) or is_title or is_long else None


@register.filter
def in_groups(number):
    """Return a number with the language's thousands separator: 4.000."""
    return number_format(number, force_grouping=True)


@register.simple_tag
def control(field):
    """Return the bare input of a field with KERN's classes; Django adds aria-invalid and aria-describedby."""
    attrs = {"class": _kern_class(field)}
    if limit(field):
        attrs["maxlength"] = False  # a browser cuts a pasted text without a word; we say that it is too long
        attrs["aria-describedby"] = f"{field.aria_describedby or ''} {field.auto_id}_limit".strip()
    return field.as_widget(attrs=attrs)


@register.simple_tag
def options(field):
    """Return the single radio buttons or check boxes of a field, as dicts of Django's widgets."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": field.auto_id, "class": _kern_class(field)})
    if widget.input_type == "radio":
        attrs.pop("aria-invalid", None)  # belongs to the group: a single radio button cannot be wrong
    groups = widget.optgroups(field.html_name, widget.format_value(field.value()), attrs)
    single = [option for _name, members, _index in groups for option in members]
    if isinstance(field.field, forms.ModelMultipleChoiceField):  # records, which have German names only
        for option in single:
            option["label"] = typed(option["label"])
    return single


@register.simple_tag
def lines(field):
    """Return (id, HTML) of the single inputs of a field with a list of values."""
    attrs = field.build_widget_attrs({"id": field.auto_id, "class": _kern_class(field)})
    return field.field.widget.inputs(field.html_name, field.value(), attrs)


@register.filter
def is_selecting(field):
    """Return whether the single inputs of a list are drop-down lists."""
    return isinstance(field.field.widget.widget, forms.Select)


@register.filter
def as_attributes(attrs):
    """Return a widget's attributes as HTML: as Django's own template, which asks and escapes one by one."""
    return flatatt(attrs)


@register.filter
def anchor(field):
    """Return the id that a link to a field leads to: its input, or the first of several."""
    widget = field.field.widget
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


def _failed(thing):
    """Return whether a form or formset was sent and is invalid."""
    if not getattr(thing, "is_bound", False):
        return False
    return bool(thing.total_error_count() if isinstance(thing, BaseFormSet) else thing.errors)


def _forms_in(context):
    """Return the page's forms: `errors_of` (forms and formsets) if it is set, else its `form`."""
    found = context.get("errors_of") or context.get("form") or []
    return found if isinstance(found, (list, tuple)) else [found]


def _errors_of_unseen(field):
    """Return errors of a hidden field, without an anchor; our general words ask for what is not there."""
    if not set(field.errors) & {str(words) for words in OF_VISIBLE}:
        return [{"text": message} for message in field.errors]
    sentence = _(
        "Ein Wert, den die Seite unsichtbar mitschickt, stimmt nicht. Laden Sie die Seite bitte neu und "
        "füllen Sie sie noch einmal aus."
    )
    return [{"text": sentence}]


def _errors_of(form):
    for message in form.non_field_errors():
        yield {"text": message}
    for field in form:
        if field.is_hidden:
            yield from _errors_of_unseen(field)
            continue
        for message in field.errors:
            if kind(field) == "check":  # its label is a whole statement, the message says it again
                yield {"text": message, "anchor": anchor(field)}
            else:
                label = str(field.label)
                label += "" if label.endswith((".", "?", "!", ":")) else ":"
                yield {"text": f"{label} {message}", "anchor": anchor(field)}


@register.simple_tag(takes_context=True)
def errors_in(context, forms=None):
    """Return every error of the page's forms in their order: dicts with text and anchor."""
    errors = []
    for thing in forms or _forms_in(context):  # a template has "" for what it does not know
        if not _failed(thing):
            continue
        if isinstance(thing, BaseFormSet):
            errors += [{"text": message} for message in thing.non_form_errors()]
            errors += [error for form in thing for error in _errors_of(form)]
        else:
            errors += _errors_of(thing)
    return errors


@register.filter
def count_places(errors):
    """Return how many places errors ask to check: a field with two errors is one."""
    anchors = [error.get("anchor") for error in errors]
    return len(set(filter(None, anchors))) + sum(not anchor for anchor in anchors)


@register.simple_tag(takes_context=True)
def has_errors(context):
    return any(_failed(thing) for thing in _forms_in(context))
