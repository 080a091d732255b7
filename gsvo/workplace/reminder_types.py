"""The table of reminders beside that of mails: who owes it and is reminded, since when it counts, until when.

docs/reminders.md prints it (`manage.py write_reminders`), German like that page. What is due on a day decides
`gsvo.reminders.registry`; a test walks this table with a matter of each kind.
"""

from dataclasses import dataclass

LINE = "eine Zeile in der Morgenmail der Person"
LINK = "eine eigene Mail, mit dem Link der ersten"
MORNING = "eine Zeile in der Morgenmail der G.I.B."
OFFICE = "wer die Anfrage betreut"
ADVISOR = "wer berät"
_RESTS = "ruht mit der Begleitung; geht sie weiter, beginnen die Tage neu"
_BEFORE = "es läuft noch keine Begleitung"
_NOT = "ruht nicht: Nach dem Ende der Arbeit wird nichts unterbrochen"
_ALONE = "ruht nicht: Es gehört zu keiner Begleitung"


@dataclass(frozen=True)
class Row:
    """One kind of reminder. `since`: when the person knows, `counts`: the day from which steps count."""

    what: str
    owner: str
    way: str
    since: str
    counts: str
    end: str
    rest: str


TABLE = {
    "account": Row(
        "Einladung zu einem Konto",
        "wer eingeladen ist",
        LINK,
        "dem Tag der Mail mit dem Link",
        "dem letzten Tag des Links",
        "angenommen, abgelehnt oder zurückgenommen",
        _ALONE,
    ),
    "welcome_member": Row(
        "Woher wir die Adresse haben, im Gremium",
        "wer neu im Gremium steht",
        "eine eigene Mail",
        "dem Eintrag",
        "dem Eintrag",
        "eine andere Mail hat es schon gesagt; einmal",
        _ALONE,
    ),
    "welcome_advisor": Row(
        "Woher wir die Adresse haben, im Pool",
        "wer neu im Pool steht",
        "eine eigene Mail",
        "der Aufnahme",
        "der Aufnahme",
        "eine andere Mail hat es schon gesagt; einmal",
        _ALONE,
    ),
    "draft": Row(
        "Entwurf fertigstellen",
        OFFICE,
        LINE,
        "der letzten Änderung",
        "der letzten Änderung",
        "eingereicht oder gelöscht",
        _BEFORE,
    ),
    "draft_ends": Row(
        "Ein Entwurf wird gelöscht (Ankündigung)",
        OFFICE,
        LINE,
        "der letzten Änderung",
        "dem Tag der Löschung",
        "geändert, eingereicht oder gelöscht",
        _BEFORE,
    ),
    "query": Row(
        "Frage der G.I.B. beantworten",
        OFFICE,
        LINE,
        "der Frage oder der verlängerten Frist",
        "der Frist",
        "beantwortet; bis dahin ohne Ende",
        _BEFORE,
    ),
    "mandate": Row(
        "Auftrag klären",
        OFFICE,
        LINE,
        "dem Tag, an dem es zu ihr kam, oder der verlängerten Frist",
        "der Frist",
        "beim Gremium oder geklärt; bis dahin ohne Ende",
        _BEFORE,
    ),
    "statement": Row(
        "Stellungnahme abgeben",
        "das Mitglied, das noch nicht geantwortet hat",
        LINK,
        "der Mail mit dem Link oder der verlängerten Frist",
        "der Frist der Runde",
        "beantwortet, nicht zuständig, oder die Runde ist zu",
        _BEFORE,
    ),
    "silence": Row(
        "Stellungnahme abgeben, wo Verschweigung gilt",
        "das Mitglied mit Stimme, das noch nicht geantwortet hat",
        LINK,
        "der Mail mit dem Link oder der verlängerten Frist",
        "der Frist der Runde",
        "beantwortet, nicht zuständig, oder die Runde ist zu",
        _BEFORE,
    ),
    "invitation": Row(
        "Einladung beantworten",
        "wer eingeladen ist",
        LINK,
        "der Mail mit dem Link oder der verlängerten Frist",
        "der Frist der Einladung",
        "beantwortet, zurückgenommen oder abgelaufen",
        _BEFORE,
    ),
    "time_entries": Row(
        "Zeiteinträge gegenzeichnen",
        OFFICE,
        LINE,
        "dem ältesten Eintrag, der wartet",
        "dem Tag, ab dem die G.I.B. gegenzeichnen darf",
        "gegengezeichnet, oder die G.I.B. darf es",
        _RESTS,
    ),
    "time_entry_question": Row(
        "Rückfrage zu einem Zeiteintrag beantworten",
        "wer ihn eingetragen hat",
        LINE,
        "der Rückfrage",
        "der Rückfrage",
        "beantwortet oder zurückgenommen",
        _RESTS,
    ),
    "session": Row(
        "Hat ein vergangener Termin stattgefunden?",
        f"{ADVISOR}; ohne sie oder ihn die Koordinierungsstelle. Auf der Seite sind beide gefragt",
        LINE,
        "dem Ende des Termins",
        "dem Ende des Termins",
        "gesagt, ob er stattfand; einmal",
        _RESTS,
    ),
    "acknowledgement": Row(
        "Ergebnis oder Zwischenbericht zur Kenntnis nehmen",
        "das Mitglied, das noch nicht bestätigt hat",
        LINK,
        "der Mail mit dem Link",
        "der Mail mit dem Link",
        "bestätigt oder nicht zuständig; einmal",
        _RESTS,
    ),
    "owed": Row(
        "Zwischenbericht und Abschlussbericht abgeben",
        ADVISOR,
        LINE,
        "der Annahme, dem Ende der Arbeit oder dem Weiterlaufen",
        "dem Tag, an dem der Bericht fällig ist ([owed.md](owed.md))",
        "abgegeben oder verzichtet; bis dahin ohne Ende",
        _RESTS,
    ),
    "looking_back": Row(
        "Zurückblicken",
        f"{OFFICE} und {ADVISOR}, jede Seite für ihren eigenen Rückblick",
        LINE,
        "dem Ende der Arbeit",
        "dem Tag, an dem der Rückblick fällig ist ([owed.md](owed.md))",
        "beantwortet, verzichtet oder zu spät",
        _NOT,
    ),
    "committee_looking_back": Row(
        "Zurückblicken, im Gremium",
        "das Mitglied, das noch nicht geantwortet hat",
        LINK,
        "der Mail mit dem Link",
        "dem Tag, an dem der Rückblick fällig ist ([owed.md](owed.md))",
        "beantwortet, nicht zuständig, verzichtet oder zu spät; einmal",
        _NOT,
    ),
    "part_confirmation": Row(
        "Teil in einer Verantwortungskette bestätigen",
        "die Stelle, die noch nicht geantwortet hat",
        LINK,
        "der Mail mit dem Link",
        "dem Tag, bis zu dem um Antwort gebeten ist",
        "beantwortet, nicht zuständig, oder das Schuljahr ist vorbei; danach nicht mehr",
        _ALONE,
    ),
    "part_changed": Row(
        "Geänderten Teil einer Verantwortungskette neu bestätigen",
        "die Stelle, deren Teil sich nach ihrer Antwort geändert hat",
        "eine eigene Mail mit der neuen Frage und dem, was anders ist",
        "ihrer letzten Antwort",
        "der letzten Änderung der Kette",
        "neu gefragt; je Änderung einmal",
        _ALONE,
    ),
    "follow_up": Row(
        "Die Frage, was gehalten hat",
        OFFICE,
        "eine eigene Mail mit der Frage",
        "dem Abschluss",
        "dem Abschluss",
        "beantwortet oder verzichtet; einmal",
        _NOT,
    ),
    "follow_up_open": Row(
        "Sagen, was gehalten hat",
        OFFICE,
        LINE,
        "dem Tag der Frage",
        "dem Tag, an dem die Antwort fällig ist ([owed.md](owed.md))",
        "beantwortet oder verzichtet; einmal",
        _NOT,
    ),
    "interruption": Row(
        "Unterbrechung endet",
        "Sachbearbeitung der G.I.B.",
        MORNING,
        "der Unterbrechung oder ihrer Verlängerung",
        "dem Tag, bis zu dem die Begleitung ruht",
        "fortgesetzt, verlängert oder beendet; bis dahin ohne Ende",
        "ist selbst die Frage nach der Ruhe",
    ),
    "asleep": Row(
        "Ein Fall endet von selbst (Ankündigung)",
        f"{OFFICE}, und die Sachbearbeitung der G.I.B.",
        f"{LINE}; {MORNING}",
        "dem letzten Schritt",
        "dem Tag, an dem er endet",
        "irgendein Schritt",
        "ruht bis zu dem Tag, bis zu dem die Begleitung ruht",
    ),
    "asleep_engagement": Row(
        "Eine Begleitung endet von selbst (Ankündigung)",
        ADVISOR,
        LINE,
        "dem letzten Schritt",
        "dem Tag, an dem sie endet",
        "irgendein Schritt",
        "ruht bis zu dem Tag, bis zu dem die Begleitung ruht",
    ),
}
