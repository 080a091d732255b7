"""Texts of the demo's requests. Places and figures are invented; no line is about a single pupil."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """`steps`: numbers of the chain's steps, `topics`: places in the list of topics."""

    title: str
    occasion: str
    situation: str
    goals: tuple[str, ...]
    steps: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    days: int = 8
    mode: str = "mixed"
    chain_status: str = "in_work"
    partners: tuple[str, ...] = field(default=("Jobcenter", "Jugendamt"))


TEXTS = {
    "summer": Text(
        "Sommer ohne Lücke: Kontakt halten von Juli bis Oktober",
        "step",
        "Nach den Zeugnissen ist an vielen Schulen niemand mehr erreichbar, und die Berufsberatung hat keine "
        "aktuellen Anschriften. Wer sich im August noch umentscheidet, findet keine Ansprechperson.",
        (
            "Von Juli bis Oktober ist für jede Schule eine Stelle erreichbar.",
            "Bis zum 15. Oktober wissen wir von allen gezählten Jugendlichen, ob ein Anschluss da ist.",
        ),
        (10, 11, 12),
        (0, 6),
        6,
    ),
    "vocational": Text(
        "Berufskolleg und Berufsberatung an einem Tisch",
        "step",
        "Unsere Berufskollegs melden freie Plätze an verschiedene Stellen. Die Berufsberatung "
        "erfährt davon oft "
        "erst, wenn Jugendliche sich schon anders entschieden haben.",
        (
            "Freie Plätze stehen ab Juni an einer Stelle, die alle kennen.",
            "Absagen der Berufskollegs führen innerhalb einer Woche zu einem Gespräch.",
        ),
        (8, 9),
        (0, 1),
        8,
    ),
    "three_codes": Text(
        "Fallberatung der drei Rechtskreise verbindlich machen",
        "build",
        "Jobcenter, Jugendamt und Agentur für Arbeit beraten oft dieselben Familien, ohne "
        "voneinander zu wissen. "
        "Eine gemeinsame Fallberatung gibt es nur in einem Stadtbezirk.",
        (
            "In allen Stadtbezirken gibt es bis zum Frühjahr eine feste Fallberatung.",
            "Für jeden Fall ist eine Stelle benannt, die den nächsten Schritt verantwortet.",
        ),
        (5, 6),
        (2, 3),
        10,
        "on_site",
        "not_begun",
        ("Jobcenter", "Jugendamt", "Schulsozialarbeit"),
    ),
    "queries": Text(
        "Zwei Abfragen, ein Verfahren",
        "law",
        "Die Schulen fragen zu verschiedenen Zeiten und mit eigenen Bögen ab. Die Zahlen lassen sich nicht "
        "vergleichen, und die gesetzliche Übermittlung kostet jedes Jahr viel Zeit.",
        (
            "Alle Schulen nutzen dieselben Fragen und dieselben beiden Wochen.",
            "Die Übermittlung zum Schuljahresende ist beschrieben und einmal gemeinsam geübt.",
        ),
        (4, 8, 10),
        (4, 9),
        5,
        "online",
    ),
    "parents": Text(
        "Eltern früh ins Boot holen",
        "rework",
        "Elternabende zur Berufsorientierung sind schlecht besucht. Viele Eltern erfahren von "
        "den Wegen nach der "
        "zehnten Klasse erst bei der Anmeldung.",
        ("Jede Schule hat ein Angebot, das Eltern auch ohne Deutschkenntnisse erreicht.",),
        (2, 3),
        (5, 8),
        4,
        "on_site",
        "in_revision",
    ),
    "inclusion": Text(
        "KAoA-STAR mit der Kette verzahnen",
        "step",
        "Für Jugendliche mit Förderbedarf gibt es eigene Abläufe. An den Schnittstellen zur allgemeinen "
        "Berufsberatung fühlen sich zwei Stellen zuständig oder keine.",
        ("Für jede Schnittstelle steht fest, wer übergibt, wer übernimmt und wann.",),
        (3, 5),
        (7,),
        6,
    ),
    "newcomers": Text(
        "Anschluss für neu zugewanderte Jugendliche",
        "build",
        "In den internationalen Klassen endet die Schulzeit zu verschiedenen Zeitpunkten. Die "
        "beiden Abfragen "
        "erreichen diese Jugendlichen nicht.",
        ("Auch unterjährig gibt es einen beschriebenen Weg von der Klasse in die Beratung.",),
        (4, 5, 9),
        (8, 2),
        8,
    ),
    "figures": Text(
        "Zahlen, über die wir reden können",
        "other",
        "Wir sammeln viel und nutzen wenig. Das Steuerungsgremium möchte mit vier Kennzahlen auskommen, die "
        "alle gleich verstehen.",
        ("Das Gremium entscheidet zweimal im Jahr anhand derselben vier Zahlen.",),
        (12,),
        (9,),
        4,
        "online",
        "agreed",
    ),
    "chambers": Text(
        "Kammern und Betriebe verlässlich einbinden",
        "rework",
        "Betriebe haben freie Plätze, erfahren aber zu spät, welche Jugendlichen noch suchen. "
        "Die Kammern laden "
        "einzeln ein; Termine überschneiden sich.",
        ("Es gibt einen gemeinsamen Kalender für Besuche, Messen und Nachvermittlung.",),
        (7, 11),
        (6, 3),
        6,
        "mixed",
        "in_revision",
        ("Kammern",),
    ),
    "agreement": Text(
        "Kooperationsvereinbarung erneuern",
        "rework",
        "Die Vereinbarung von 2019 nennt Stellen, die es nicht mehr gibt. Neue Ansprechpersonen kennen sie "
        "nicht.",
        ("Alle Partner unterschreiben bis zum Sommer eine Vereinbarung mit Terminplan.",),
        (1,),
        (3,),
        4,
    ),
    "practice": Text(
        "Praktika: ein Kalender für alle Schulen",
        "step",
        "Jede Schule legt ihre Praktika für sich. In manchen Wochen suchen drei Jahrgänge zugleich, und "
        "Betriebe sagen ab.",
        (
            "Alle Schulen planen ihre Praktika bis zu den Osterferien in einem Kalender.",
            "Betriebe nennen ihre Plätze an einer Stelle.",
        ),
        (3, 7),
        (1, 6),
        5,
    ),
    "arrival": Text(
        "Ankommen im Berufskolleg",
        "rework",
        "Im Herbst verlassen viele das Berufskolleg wieder, und erst im Frühjahr fragt jemand nach. Wer dann "
        "beraten soll, ist nicht geregelt.",
        ("Wer das Berufskolleg vor den Herbstferien verlässt, wird innerhalb von zwei Wochen beraten.",),
        (9, 12),
        (2, 4),
        6,
        "on_site",
    ),
    "draft": Text(
        "Übergänge im ländlichen Teil des Kreises",
        "build",
        "Die Wege zu den Berufskollegs sind weit.",
        ("Jugendliche aus allen Gemeinden erreichen eine Beratung in höchstens 45 Minuten.",),
        (5,),
        (),
        5,
    ),
}

QUESTION = (
    "Welche Schritte der Kette sollen im ersten halben Jahr bearbeitet werden? Und war die "
    "Schulaufsicht bei der "
    "Beratung im Gremium schon dabei?"
)
ANSWER = (
    "Wir beginnen mit den Schritten 4 und 8. Die Schulaufsicht war am Termin beteiligt und trägt "
    "die Anfrage mit."
)
CHANGE = {"scope": "Bitte auch die Förderschulen nennen.", "volume": "Fünf Tage vor Ort sind das Mindeste."}
REMARK = {"communication": "Schreiben Sie uns bitte vor jeder Werkstatt kurz, was auf dem Tisch liegt."}
PERSONAL = (
    "Mir liegt an Ihrer Antwort: Mit dem Auftrag legen wir fest, woran wir im Frühjahr gemeinsam arbeiten. "
    "Rufen Sie mich gern an, wenn etwas unklar ist."
)
NO_TIME = "Bis April bin ich in zwei anderen Kreisen gebunden. Danach gern wieder."
