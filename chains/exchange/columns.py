"""The columns of a chain's table, the same for what the portal writes and what it reads."""

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
    """A column. `words`: other headings that offices write above it, folded; `width`: in letters."""

    name: str
    heading: str
    words: tuple[str, ...] = ()
    width: int = 22


COLUMNS = (
    Column("number", "Nr.", ("nr", "nummer", "lfd. nr.", "lfd nr", "schritt nr.", "#"), 6),
    Column("when", "Wann", ("zeitraum", "zeit", "monat", "monate", "termin", "zeitpunkt", "zeitfenster")),
    Column("title", "Was", ("was ist zu tun", "schritt", "aufgabe", "massnahme", "aktivitat", "thema"), 40),
    Column("description", "Was genau", ("beschreibung", "inhalt", "erlauterung"), 40),
    Column("lead", "Wer", ("zustandig", "zustandigkeit", "verantwortlich", "federfuhrung", "federfuhrend")),
    Column("participants", "Beteiligte", ("mit", "beteiligt", "wirkt mit", "mitwirkende", "partner"), 30),
    Column("result", "Ergebnis", ("ziel", "produkt", "was liegt am ende vor"), 40),
    Column("handover", "Übergabe", ("ubergibt", "was wird ubergeben", "weitergabe"), 30),
    Column("receivers", "An", ("an wen", "ubergabe an", "empfanger", "empfangende"), 30),
    Column("receiver_steps", "Weiter mit Schritt", ("weiter mit", "nachster schritt"), 14),
    Column("form", "Form der Übergabe", ("form", "wie")),
    Column("hands_over_names", "Namen werden weitergegeben", ("namen", "personenbezogen"), 14),
    Column("legal_basis", "Rechtsgrundlage", ("recht", "gesetz", "grundlage"), 30),
    Column("feedback_to", "Rückmeldung an Schritt", ("ruckmeldung", "ruckmeldung an"), 14),
    Column("target_groups", "Zielgruppen", ("zielgruppe", "fur wen"), 30),
    Column("indicator", "Kennzahl", ("indikator",), 30),
    Column("status", "Stand", ("status",)),
    Column("section", "Abschnitt", ("phase", "teil", "kapitel"), 10),
    Column("year_offset", "Im Schuljahr danach", ("schuljahr danach",), 12),
    Column("anchor", "Anhaltspunkt", ("bezug",)),
    Column("anchor_day", "Beweglicher Tag", (), 30),
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
