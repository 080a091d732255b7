"""Texts of the copies: ordinary words that many cases share, and two that stand in a fixed number of them."""

RARE_WORD = "Zwischenwerkstatt"  # in the titles of as many cases at every size
RARE_CASES = 60  # half of them of the office that the bench looks at
RARE_NAME = "Quirin Achterberg"  # gets the mails of a few cases, as many at every size

SCHOOLS = ("Gesamtschule", "Realschule", "Hauptschule", "Sekundarschule", "Förderschule", "Berufskolleg")
QUARTERS = (
    "Heepen", "Brackwede", "Sennestadt", "Jöllenbeck", "Königsborn", "Massen", "Altendorf", "Borbeck",
    "Steele", "Rüttenscheid", "Hörde", "Aplerbeck", "Eving", "Mengede", "Rheydt", "Odenkirchen", "Wickrath",
    "Nippes", "Porz", "Mülheim", "Chorweiler", "Ehrenfeld", "Barmen", "Vohwinkel", "Ronsdorf", "Cronenberg",
    "Haspe", "Boele", "Hohenlimburg", "Weitmar", "Langendreer", "Wattenscheid", "Buer", "Horst", "Erle",
    "Rotthausen", "Hiltrup", "Roxel", "Gievenbeck", "Kinderhaus", "Uerdingen", "Fischeln", "Hüls",
    "Homberg", "Rheinhausen", "Marxloh", "Meiderich", "Walsum", "Sterkrade", "Osterfeld", "Bockum",
    "Uentrop", "Herringen", "Pelkum",
)  # fmt: skip
SENTENCES = (
    "An der {school} {quarter} endet die Begleitung mit dem Zeugnis.",
    "Die Zahl der Jugendlichen ohne Anschluss in {quarter} ist seit drei Jahren gleich.",
    "Die {school} {quarter} und die Agentur für Arbeit laden getrennt ein.",
    "In {quarter} fehlt eine Stelle, die alle Partner kennt.",
    "Das Jobcenter erfährt von Abbrüchen erst nach Wochen.",
    "Die Kammern bieten Sprechstunden an, die niemand besucht.",
    "Zwischen {school} und Jugendamt gibt es keine verabredete Übergabe.",
    "Die Schulsozialarbeit an der {school} {quarter} wechselt jedes Jahr.",
    "Praktika werden dreifach abgefragt und nirgends ausgewertet.",
    "Für die Sommermonate ist niemand zuständig.",
    "Eltern bekommen Briefe von fünf Stellen.",
    "Ein gemeinsamer Kalender ist verabredet, aber nie gepflegt worden.",
)


def vary(fields, chance, is_rare):
    """Give a copied request its own title and text. `fields` is changed in place."""
    school, quarter = chance.choice(SCHOOLS), chance.choice(QUARTERS)
    place = RARE_WORD if is_rare else f"{school} {quarter}"
    fields["title"] = f"{fields['title'][: 120 - len(place) - 3]} – {place}"
    more = (sentence.format(school=school, quarter=quarter) for sentence in chance.sample(SENTENCES, 4))
    fields["occasion_text"] = " ".join([fields["occasion_text"], *more])
