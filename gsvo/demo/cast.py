"""The demo's people, one shared password, all at example.org."""

from gsvo.offices.models import Role

PASSWORD = "demo-gsvo-2026"
BIELEFELD, UNNA = "05711", "05978"

# (address, name, telephone, office, role)
OFFICE_PEOPLE = [
    ("koko.bielefeld@example.org", "Nadine Brinkmann", "0521 51-0000", BIELEFELD, Role.LEAD),
    ("kollegin.bielefeld@example.org", "Ayşe Demir", "0521 51-0001", BIELEFELD, Role.MEMBER),
    ("koko.unna@example.org", "Thomas Overbeck", "02303 27-0000", UNNA, Role.LEAD),
    ("leser.unna@example.org", "Peter Schlüter", "02303 27-0001", UNNA, Role.READER),
]

# (address, name, group)
STAFF = [
    ("sachbearbeitung@example.org", "Miriam Kessler", "Sachbearbeitung"),
    ("leitung@example.org", "Dr. Jürgen Albers", "Leitung"),
    ("controlling@example.org", "Katharina Nowak", "Controlling"),
]
ADMIN = ("admin@example.org", "Robin Vogt")

# The committees: (institution, function, name, chair). Addresses follow from place and number.
COMMITTEES = {
    BIELEFELD: [
        ("Stadt Bielefeld, Dezernat Schule", "Beigeordneter", "Dr. Georg Wiemann", True),
        ("Agentur für Arbeit Bielefeld", "Leitung Berufsberatung", "Sabine Kötter", False),
        ("Jobcenter Arbeitplus Bielefeld", "Leitung U25", "Emre Yıldız", False),
        ("Untere Schulaufsicht", "Schulamtsdirektorin", "Birgit Hansmeier", False),
        ("Handwerkskammer", "Leitung Ausbildung", "Frank Lüttmann", False),
    ],
    UNNA: [
        ("Kreis Unna, Fachbereich Schule", "Fachbereichsleitung", "Christiane Rottmann", True),
        ("Agentur für Arbeit Hamm", "Leitung Berufsberatung", "Dirk Sander", False),
        ("Jobcenter Kreis Unna", "Leitung Markt und Integration", "Olga Weber", False),
        ("Jugendamt Kreis Unna", "Leitung Jugendberufshilfe", "Hendrik Maas", False),
    ],
}

SUBSTITUTES = {"Sabine Kötter": "Marlies Oberwinkler", "Dirk Sander": "Yasemin Acar"}

CHAIN_DECIDED_BY = "Steuerungsgruppe"
# How far each office's chain has come, step by step.
CHAIN_STATUS = {
    BIELEFELD: ["practised", "practised", "agreed", "agreed", "in_talks", "in_talks", "agreed", "in_talks"],
    UNNA: ["agreed", "in_talks"],
}
CHAIN_CONTACT = "Geschäftsstelle der federführenden Stelle"

# The pool: (name, organisation, short profile, way of working, languages, mode, days per period).
ADVISORS = [
    (
        "Carolin Thiele",
        "Thiele Prozessberatung",
        "Fünfzehn Jahre Netzwerkarbeit am Übergang Schule–Beruf, davor Leitung eines Berufskollegs.",
        "Kurze, gut vorbereitete Arbeitstreffen; jedes endet mit einer Vereinbarung, die alle lesen können.",
        "Deutsch, Englisch",
        "mixed",
        30,
    ),
    (
        "Mehmet Arslan",
        "Büro für kommunale Zusammenarbeit",
        "Begleitet Steuerungsgremien bei der Abstimmung zwischen den Rechtskreisen SGB II, III und VIII.",
        "Fallbeispiele aus dem Alltag, daraus gemeinsame Regeln.",
        "Deutsch, Türkisch",
        "on_site",
        24,
    ),
    (
        "Ulrike Hoppe",
        "Institut Übergänge gestalten",
        "Schulentwicklung, Schüler Online und die Zusammenarbeit mit Berufskollegs.",
        "Bestandsaufnahme mit Zahlen, dann zwei bis drei Werkstätten.",
        "Deutsch",
        "mixed",
        20,
    ),
    (
        "Jan-Philipp Krüger",
        "Krüger & Partner",
        "Moderation großer Gruppen, Konfliktklärung, Leitbilder für regionale Bündnisse.",
        "Großgruppe zum Auftakt, kleine Arbeitsgruppen dazwischen.",
        "Deutsch, Niederländisch",
        "on_site",
        20,
    ),
    (
        "Elena Petrowa",
        "selbstständig",
        "Datenschutz an Übergängen, Übergabeverfahren, Dokumentation von Vereinbarungen.",
        "Jede Übergabe einmal Schritt für Schritt durchspielen.",
        "Deutsch, Russisch, Polnisch",
        "online",
        16,
    ),
    (
        "Sebastian Grothe",
        "Werkstatt Region",
        "Kommunales Bildungsmanagement, Monitoring und Kennzahlen ohne personenbezogene Daten.",
        "Erst die Fragen, dann die Zahlen.",
        "Deutsch, Englisch",
        "mixed",
        24,
    ),
    (
        "Hatice Yılmaz-Berger",
        "Beratungskontor Ruhr",
        "Zusammenarbeit mit Kammern, Betrieben und Jugendberufsagenturen.",
        "Besuche bei den Partnern vor Ort, bevor alle an einem Tisch sitzen.",
        "Deutsch, Türkisch, Englisch",
        "on_site",
        20,
    ),
    (
        "Marlies Eickhoff",
        "selbstständig",
        "Leitete eine Kommunale Koordinierungsstelle; Aufbau von Verantwortungsketten auf dem Land.",
        "Auf vorhandenen Abläufen aufbauen, Lücken benennen, Zuständigkeiten klären.",
        "Deutsch",
        "mixed",
        16,
    ),
]


# Where some work, and when some are away, by their number: days from today, the first and the last.
PLACES = {4: (UNNA,), 7: (BIELEFELD, UNNA)}
ABSENCES = {2: ((100, 160),), 6: ((80, 400),)}


FEE_TEXT = (
    "Die G.I.B. schließt mit Ihnen einen Vertrag über die zugesagten Tage und zahlt einen festen Tagessatz. "
    "Fahrtkosten sind darin enthalten. Den Vertrag bekommen Sie nach Ihrer Zusage per Post (Demodaten)."
)
NEW_PROFILE = {
    "profile": "Schulentwicklung, Schüler Online und die Zusammenarbeit mit Berufskollegs. "
    "Seit 2026 auch Beratung zur Ausbildungsvorbereitung.",
    "languages": "Deutsch, Polnisch",
}


def advisor_address(number):
    return f"beratung{number}@example.org"


def logins():
    """Return who can log in as what, for `make run`."""
    rows = [
        ("Koordinierungsstelle Bielefeld (Leitung)", "koko.bielefeld@example.org"),
        ("Koordinierungsstelle Bielefeld (Mitarbeit)", "kollegin.bielefeld@example.org"),
        ("Koordinierungsstelle Kreis Unna (Leitung)", "koko.unna@example.org"),
        ("Koordinierungsstelle Kreis Unna (nur lesen)", "leser.unna@example.org"),
        ("G.I.B. Sachbearbeitung", "sachbearbeitung@example.org"),
        ("G.I.B. Leitung", "leitung@example.org"),
        ("G.I.B. Controlling", "controlling@example.org"),
        ("Verwaltung (alle Rechte)", "admin@example.org"),
        ("Beratende", "beratung1@example.org … beratung8@example.org"),
    ]
    lines = [f"  {label:<46}{address}" for label, address in rows]
    return "\n".join(
        [f"Anmelden mit dem Passwort {PASSWORD} als", *lines, "Gesendete Mails zeigt /postfach/.", ""]
    )
