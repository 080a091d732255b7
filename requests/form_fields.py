"""The answers of the request form as text, and which are missing.

Used by pages, the printed form, the act of submitting and the list of changes that G.I.B. sees.
"""

from gsvo.lib import dates, days

# In the order of the form.
FIELDS = (
    "contact_name", "contact_email", "contact_phone", "deputy_name", "deputy_email",
    "title", "occasion", "occasion_text",
    "goal_1", "goal_2", "goal_3", "chain_status", "chain_agreed_on", "chain_steps",
    "period_from", "period_to", "period_alternative", "wanted_quarters", "mode",
    "committee_status", "committee_on", "partners", "partners_text",
    "topics", "method_wishes",
)  # fmt: skip
TO_MANY = frozenset({"chain_steps", "partners", "topics"})
REQUIRED = frozenset({
    "contact_name", "contact_email", "contact_phone", "title", "occasion", "occasion_text", "goal_1",
    "chain_status", "period_from", "period_to", "wanted_quarters", "mode", "committee_status",
    "committee_on",
})  # fmt: skip
WORDS_OF_A_GOAL = 3  # fewer are a heading, not a goal


def span(support_request):
    """Return the wished period: "Februar bis Oktober 2027", else the office's own words, or ""."""
    period = dates.months(support_request.period_from, support_request.period_to)
    return period or support_request.period_alternative


def is_beyond(support_request, day):
    """Return whether a day lies before or after the wished period; without a day or a period it does not."""
    first, last = support_request.period_from, support_request.period_to
    return bool(day and first and last and not first <= day <= last)


def amount(support_request, quarters=None):
    """Return how much is promised (or so many quarters), and when: "8 Tage, Februar bis Oktober 2027"."""
    quarters = support_request.granted_quarters if quarters is None else quarters
    parts = (days.as_words(quarters), span(support_request))
    return ", ".join(part for part in parts if part).removesuffix(".")


def values_of(support_request, names=FIELDS):
    """Return the stored values as the form's fields know them, of all fields or of some."""
    return {
        name: list(getattr(support_request, name).all())
        if name in TO_MANY
        else getattr(support_request, name)
        for name in FIELDS
        if name in names
    }


def missing(values):
    """Return the fields without a required answer, in the form's order. `values` may hold one step only."""
    return [name for name in FIELDS if name in values and _is_missing(name, values)]


def first_missing(support_request):
    """Return the first field without a required answer, or None. No query."""
    return next(iter(missing(values_of(support_request, set(FIELDS) - TO_MANY))), None)


def _is_missing(name, values):
    value = values[name]
    if name == "goal_1":
        return len((value or "").split()) < WORDS_OF_A_GOAL
    if name == "chain_agreed_on":
        return value is None and values.get("chain_status") == "agreed"
    return name in REQUIRED and value in (None, "")


def shown(name, value):
    """Return one answer as text, "" without one. Entries of a list stand on lines of their own."""
    if value in (None, ""):
        return ""
    if name in TO_MANY:
        return "\n".join(str(entry) for entry in value)
    if name == "wanted_quarters":
        return days.as_words(value)
    if hasattr(value, "year"):
        return dates.day(value)
    return str(value)


def texts_of(support_request):
    """Return every answer as text, by field."""
    texts = {name: shown(name, value) for name, value in values_of(support_request).items()}
    for name, text in texts.items():
        choices = support_request._meta.get_field(name).choices
        if choices:
            texts[name] = str(dict(choices).get(text, ""))
    return texts


def difference(before, after):
    """Return what differs between two sets of texts: a list of {"field", "old", "new"}."""
    return [
        {"field": name, "old": before.get(name, ""), "new": after[name]}
        for name in FIELDS
        if before.get(name, "") != after[name]
    ]
