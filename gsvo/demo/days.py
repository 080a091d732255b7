"""The demo's time entries: engagements early, at four fifths of their days and late, by the real acts."""

from dataclasses import dataclass

from django.utils import timezone

from advisors import actions as advisor_actions
from advisors.models import TimeEntry
from gsvo.demo.cases import ago, user_of

Kind = TimeEntry.Kind
BEFORE, ON_SITE, ONLINE, AFTER = Kind.PREPARATION, Kind.ON_SITE, Kind.ONLINE, Kind.FOLLOW_UP


@dataclass(frozen=True)
class Worked:
    """An entry, made on the evening of its day. `on`: so many working days ago."""

    on: int
    kind: str
    quarters: int
    milestone: int | None  # its place in the mandate
    note: str


@dataclass(frozen=True)
class Signed:
    """The office countersigns whatever waits."""

    on: int


@dataclass(frozen=True)
class Corrected:
    """The advisor takes back the entry that she made last."""

    on: int
    note: str


FIGURES = (
    Worked(175, BEFORE, 2, 0, "Zahlen der Schulen und des Jobcenters gesichtet"),
    Worked(170, ON_SITE, 4, 0, "Auftakt mit allen Partnern"),
    Worked(160, ONLINE, 2, 1, "Welche Zahl wer erhebt"),
    Signed(154),
    Worked(150, ON_SITE, 4, 1, "Werkstatt zu den Übergaben"),
    Worked(130, AFTER, 2, 2, "Vorlage für das Gremium"),
    Signed(120),
)
QUERIES = (
    Worked(145, BEFORE, 2, 0, "Bögen aller Schulen verglichen"),
    Worked(140, ONLINE, 4, 0, "Auftakt mit allen Schulen"),
    Signed(136),
    Worked(125, ONLINE, 4, 1, "Ein gemeinsamer Bogen"),
    Worked(118, ONLINE, 4, 2, "Übermittlung einmal geübt"),
    Signed(112),
)
AGREEMENT = (
    Worked(78, BEFORE, 2, 0, "Vereinbarung von damals gelesen"),
    Worked(74, ON_SITE, 4, 0, "Auftakt"),
    Signed(70),
    Worked(40, ON_SITE, 4, 1, "Gespräche mit den Kammern"),
    Signed(36),
)
INCLUSION = (
    Worked(70, BEFORE, 2, 0, "Gespräch mit dem Inklusionsamt"),
    Worked(66, ON_SITE, 6, 0, "Auftakt und Rundgang durch zwei Schulen"),
    Worked(60, AFTER, 2, 0, "Ergebnisse aufgeschrieben"),
    Signed(55),
    Worked(50, ON_SITE, 6, 1, "Werkstatt zu den Übergaben"),
    Worked(42, ONLINE, 2, 1, "Zuständigkeiten abgestimmt"),
    Signed(40),
    Worked(20, ON_SITE, 4, 2, "Abschlusstermin im Gremium"),
    Worked(18, AFTER, 1, 2, "Protokoll"),
    Signed(16),
    Corrected(14, "Das Protokoll hat die Koordinierungsstelle selbst geschrieben."),
    Signed(12),
    Worked(8, AFTER, 1, None, "Übergabe der Unterlagen"),
    Signed(5),
)
THREE_CODES = (
    Worked(58, BEFORE, 2, 0, "Gespräche mit den drei Leitungen vorbereitet"),
    Worked(55, ON_SITE, 4, 0, "Auftakt mit Jobcenter, Jugendamt und Agentur"),
    Worked(54, AFTER, 2, 0, "Auftrag an die Arbeitsgruppen"),
    Signed(52),
    Worked(44, ON_SITE, 4, 1, "Werkstatt Fallberatung, erster Teil"),
    Worked(43, AFTER, 2, 1, "Ablauf gezeichnet"),
    Worked(38, ONLINE, 2, 1, "Fragen zum Datenschutz geklärt"),
    Signed(37),
    Worked(30, ON_SITE, 6, 1, "Werkstatt Fallberatung, zweiter Teil"),
    Worked(24, ON_SITE, 4, 2, "Probelauf im ersten Stadtbezirk"),
    Signed(20),
    Worked(6, ON_SITE, 4, 2, "Probelauf im zweiten Stadtbezirk"),
    Worked(4, AFTER, 2, 2, "Was der Probelauf gezeigt hat"),
)
PRACTICE = (
    Worked(52, BEFORE, 2, 0, "Kalender aller Schulen nebeneinandergelegt"),
    Worked(48, ON_SITE, 4, 0, "Auftakt mit Schulen und Kammern"),
    Signed(44),
    Worked(38, ON_SITE, 4, 1, "Werkstatt: ein Kalender, drei Zeitfenster"),
    Worked(33, ONLINE, 2, 1, "Abstimmung mit den Berufskollegs"),
    Signed(30),
    Worked(21, ON_SITE, 4, 1, "Probelauf mit zwei Schulen"),
    Worked(12, ONLINE, 2, 2, "Vorlage für das Gremium abgestimmt"),
    Signed(7),
    Worked(5, AFTER, 1, 2, "Kalender für das nächste Schuljahr ergänzt"),
    Signed(3),
)
TAKEN_OVER = (  # its mandate is a paper: no milestones
    Worked(41, ONLINE, 2, None, "Stand der Arbeitsgruppen"),
    Worked(34, ON_SITE, 4, None, "Fallwerkstatt mit dem Jugendamt"),
    Signed(31),
    Worked(11, ON_SITE, 3, None, "Probetag in der neuen Anlaufstelle"),
    Signed(9),
)
CHAMBERS = (  # nobody countersigns, so that G.I.B. may
    Worked(26, BEFORE, 2, 0, "Erste Gespräche mit beiden Kammern"),
    Worked(24, ON_SITE, 4, 0, "Auftakt in der Handwerkskammer"),
)


def play(row, steps, *, by="koko.bielefeld"):
    """Let who advises work and the office countersign, in the order of time."""
    engagement, last = row.engagement, None
    milestones = [] if row.taken_over_on else list(row.mandate.agreed.milestones.all())
    advisor = engagement.advisor.user
    for step in steps:
        with ago(step.on, 17):
            if isinstance(step, Signed):
                waiting = list(engagement.time_entries.waiting())
                advisor_actions.sign_entries(engagement, waiting, by=user_of(by))
            elif isinstance(step, Corrected):
                advisor_actions.correct_entry(last, by=advisor, note=step.note)
            else:
                last = advisor_actions.add_entry(
                    engagement,
                    by=advisor,
                    kind=step.kind,
                    done_on=timezone.localdate(),
                    quarters=step.quarters,
                    milestone=None if step.milestone is None else milestones[step.milestone],
                    note=step.note,
                )
