"""The fifteen written sections of a mandate. The sixteenth, the decision, comes from a round.

A section's text is stored under its key in `MandateVersion.sections`; goals and milestones are rows.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

OVERALL = "overall"  # where a remark on the mandate as a whole is kept, beside the sections' keys


@dataclass(frozen=True)
class Section:
    """A section; `rows` names what it holds besides or instead of its text."""

    key: str
    number: int
    title: str
    hint: str
    example: str
    is_required: bool = False
    has_text: bool = True
    rows: str = ""

    def __str__(self):
        return f"{self.number} {self.title}"


def _numbered(*rows):
    return tuple(
        Section(key=key, number=number, title=title, hint=hint, example=example, **more)
        for number, (key, title, hint, example, more) in enumerate(rows, start=1)
    )


NEEDED = {"is_required": True}

SECTIONS = _numbered(
    (
        "occasion",
        _("Anlass und Ausgangslage"),
        _("Was ist heute so, dass Sie Unterstützung suchen? Bitte keine Angaben zu einzelnen Jugendlichen."),
        _("Nach der zweiten Abfrage hatten 2026 mehr Jugendliche keinen Anschluss als im Vorjahr."),
        NEEDED,
    ),
    (
        "steps_so_far",
        _("Bisherige Schritte"),
        _("Was haben Sie schon versucht, und was kam dabei heraus?"),
        _("2025 gab es zwei Treffen mit den Berufskollegs. Ein gemeinsamer Terminplan entstand nicht."),
        {},
    ),
    (
        "goals",
        _("Ziele"),
        _("Höchstens fünf Ziele, zu jedem ein Zeichen, an dem alle sehen, dass es erreicht ist."),
        _("Alle Schulen melden bis 31. Mai, wie viele Jugendliche noch keinen Anschluss haben."),
        NEEDED | {"has_text": False, "rows": "goals"},
    ),
    (
        "target_state",
        _("Zielzustand"),
        _("Wie sieht es vor Ort aus, wenn die Begleitung gelungen ist?"),
        _("Jede Stelle weiß, wer wann wen informiert. Auch im August ist jemand erreichbar."),
        {},
    ),
    (
        "scope",
        _("Gegenstand und Grenzen"),
        _("Worum geht es in der Begleitung, und worum ausdrücklich nicht?"),
        _("Es geht um die Übergaben von der Schule zur Berufsberatung, nicht um einzelne Fälle."),
        NEEDED,
    ),
    (
        "roles",
        _("Rollen und Entscheidungen"),
        _("Wer gibt den Auftrag, wer arbeitet mit, wer entscheidet worüber?"),
        _("Das Gremium entscheidet über die Kette, die Koordinierungsstelle bereitet vor und lädt ein."),
        NEEDED,
    ),
    (
        "participants",
        _("Beteiligte"),
        _("Welche Stellen sind dabei, und wie werden sie einbezogen?"),
        _("Schulen und Berufskollegs über die Leitungsrunden, die Kammern in zwei Werkstätten."),
        NEEDED,
    ),
    (
        "approach",
        _("Vorgehen und Meilensteine"),
        _("Wie gehen Sie vor, in welchen Formen arbeiten Sie zusammen?"),
        _("Drei Werkstätten, dazwischen Arbeit in kleinen Gruppen, am Ende ein Beschluss im Gremium."),
        NEEDED | {"rows": "milestones"},
    ),
    (
        "volume",
        _("Umfang und Zeitraum"),
        _("Wie viele Tage wofür, von wann bis wann? Vorbereitung, Termine vor Ort, Nachbereitung."),
        _("8 Tage von Februar bis Oktober 2027, davon 5 vor Ort."),
        NEEDED,
    ),
    (
        "resources",
        _("Was vor Ort gebraucht wird"),
        _("Wer stellt Räume, wer lädt ein, wer schreibt Protokoll?"),
        _("Räume im Kreishaus, Einladungen und Protokolle durch die Koordinierungsstelle."),
        {},
    ),
    (
        "communication",
        _("Kommunikation"),
        _("Wie und wie oft halten Sie sich gegenseitig auf dem Laufenden?"),
        _("Alle zwei Wochen ein Telefonat, nach jeder Werkstatt eine Seite für das Gremium."),
        {},
    ),
    (
        "confidentiality",
        _("Vertraulichkeit und Datenschutz"),
        _("Was bleibt im Kreis der Beteiligten, was darf veröffentlicht werden?"),
        _("Zahlen einzelner Schulen bleiben intern. Das Ergebnis darf auf der Seite der G.I.B. stehen."),
        {},
    ),
    (
        "results",
        _("Ergebnisse und Dokumentation"),
        _("Was liegt am Ende vor, und wer darf es weiter nutzen?"),
        _("Die beschlossene Kette mit Terminplan. Alle Beteiligten dürfen sie weiter nutzen."),
        {},
    ),
    (
        "evaluation",
        _("Auswertung"),
        _("Woran, wann und durch wen prüfen Sie, was die Begleitung gebracht hat?"),
        _("Das Gremium vergleicht im November 2027 die Zahlen beider Abfragen mit dem Vorjahr."),
        {},
    ),
    (
        "risks",
        _("Risiken und Ausstieg"),
        _("Was könnte dazwischenkommen, und wann ändern oder beenden Sie den Auftrag?"),
        _("Fällt eine Schule aus, entscheidet das Gremium in seiner nächsten Sitzung, wie es weitergeht."),
        {},
    ),
)

BY_KEY = {section.key: section for section in SECTIONS}
MAX_GOALS = 5
MAX_MILESTONES = 20
MAX_TEXT = 5000
MAX_REMARK = 2000


def title_of(key):
    """Return the title of a remark's section."""
    return str(BY_KEY[key]) if key in BY_KEY else str(_("Zum Auftrag insgesamt"))
