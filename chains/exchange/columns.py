"""The columns of a chain's table."""

from dataclasses import dataclass

from chains.content import StepContent
from chains.models import MONTHS, AnchorDay, ChainStep

SEPARATOR = "; "
LOCAL_NAMES = "Namen vor Ort"  # the second sheet
YES = "ja"
MONTH_NAMES = dict(
    zip(
        (number for number, _name in MONTHS),
        ("September", "Oktober", "November", "Dezember", "Januar", "Februar", "März", "April", "Mai", "Juni",
         "Juli", "August"),
        strict=True,
    )
)  # fmt: skip
# A file is passed on among people and read again: its words are German in every language.
ANCHOR_DAYS = {
    AnchorDay.AFTER_START: "nach Beginn des Schuljahres (1. August)",
    AnchorDay.AFTER_HALF_YEAR: "nach dem Halbjahr (31. Januar)",
    AnchorDay.BEFORE_EASTER: "bis Ostern",
    AnchorDay.AFTER_EASTER: "nach Ostern",
    AnchorDay.BY_MAY: "bis 31. Mai",
    AnchorDay.AFTER_PENTECOST: "nach Pfingsten",
    AnchorDay.BY_END: "bis zum Ende des Schuljahres (31. Juli)",
}
STATES = {
    ChainStep.Status.NOT_BEGUN: "nicht begonnen",
    ChainStep.Status.IN_TALKS: "in Abstimmung",
    ChainStep.Status.AGREED: "vereinbart",
    ChainStep.Status.PRACTISED: "gelebt",
}


@dataclass(frozen=True)
class Column:
    """A column. `width`: in letters."""

    name: str
    heading: str
    width: int = 22


COLUMNS = (
    Column("number", "Nr.", 6),
    Column("when", "Wann"),
    Column("title", "Was", 40),
    Column("description", "Was genau", 40),
    Column("lead", "Wer"),
    Column("participants", "Beteiligte", 30),
    Column("result", "Ergebnis", 40),
    Column("handover", "Übergabe", 30),
    Column("receivers", "An", 30),
    Column("receiver_steps", "Weiter mit Schritt", 14),
    Column("form", "Form der Übergabe"),
    Column("hands_over_names", "Namen werden weitergegeben", 14),
    Column("legal_basis", "Rechtsgrundlage", 30),
    Column("feedback_to", "Rückmeldung an Schritt", 14),
    Column("target_groups", "Zielgruppen", 30),
    Column("indicator", "Kennzahl", 30),
    Column("status", "Stand"),
    Column("section", "Abschnitt", 10),
    Column("year_offset", "Im Schuljahr danach", 12),
    Column("anchor", "Anhaltspunkt"),
    Column("anchor_day", "Beweglicher Tag", 30),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
PLAIN = ("title", "description", "result", "handover", "form", "legal_basis", "indicator", "anchor")
LISTS = ("participants", "receivers", "target_groups")


def months_in_words(first: int | None, last: int | None) -> str:
    """Return "Mai", "Dezember bis Januar", "ab Mai", "bis Mai", or "" without months."""
    if first is None or last is None:
        if first is None:
            return f"bis {MONTH_NAMES[last]}" if last else ""
        return f"ab {MONTH_NAMES[first]}"
    if first == last:
        return MONTH_NAMES[first]
    return f"{MONTH_NAMES[first]} bis {MONTH_NAMES[last]}"


def cells_of(step: StepContent, numbers: dict[str, int]) -> dict[str, str]:
    """Return a step as the texts of its cells. `numbers`: of the chain's steps, by their id."""
    return {
        **{name: getattr(step, name) for name in PLAIN},
        **{name: SEPARATOR.join(getattr(step, name)) for name in LISTS},
        "number": str(step.number),
        "when": months_in_words(step.window_from, step.window_to),
        "lead": step.lead,
        "receiver_steps": SEPARATOR.join(
            str(numbers[other]) for other in step.receiver_steps if other in numbers
        ),
        "feedback_to": str(numbers.get(step.feedback_to, "")),
        "hands_over_names": YES if step.hands_over_names else "",
        "status": STATES[ChainStep.Status(step.status)],
        "section": str(step.section or ""),
        # A number of years, where it is more than one; "ja" is what people write.
        "year_offset": {0: "", 1: YES}.get(step.year_offset, str(step.year_offset)),
        "anchor_day": ANCHOR_DAYS[AnchorDay(step.anchor_day)] if step.anchor_day else "",
    }
