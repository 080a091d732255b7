"""Who may open what in the portal: one line per address. The workplace's lines stand in table_staff.py.

A new address needs a line here: its route, who may GET and POST it (doors in rows.py), and for each parameter of the
route the name of a real record (`records` in world.py; further ones go into extra.py).
"""
# ruff: noqa: E501  one row, one line

from tests.access.rows import (
    COORDINATORS,
    EVERYBODY,
    INSIDE,
    LOGGED_IN,
    OFFICE,
    READERS,
    STAFF,
    WRITERS,
    door,
    link,
    row,
)

EITHER, MAYBE = (200, 302), (200, 302, 404)
# --- the doors of this table ---------------------------------------------------------------------
READ = door(READERS)  # a submitted request: its office, and partners who read along
READ_DRAFT = door(OFFICE)
READ_STAFF_TOO = door((*READERS, *(name for name in STAFF if name != "newcomer")))
WRITE = door(WRITERS, refused=("reader", "partner"))
WRITE_DRAFT = door(WRITERS, refused=("reader",))
OWN_OFFICE = door(OFFICE)
MANAGE = door(("lead",), refused=("member", "reader"))
ONE_OF_US = door(("lead", "member"), refused=("reader",))  # the person concerned, or who leads the office
WRITES_SOMEWHERE = door(
    (*WRITERS, "stranger", "partner"),
    refused=[name for name in INSIDE if name not in ("lead", "member", "stranger", "partner")],
)
POOL = door((*COORDINATORS, *STAFF))
WISH = door((*WRITERS, "stranger", "partner"), refused=("reader", *STAFF))
FORGET = door(WRITERS, refused=("reader", *STAFF))
TAKES_PART = door((*READERS, "advisor"))
MAY_FINISH = door((*WRITERS, "advisor"), refused=("reader", "partner"))

PUBLIC = [
    row("", EVERYBODY, login=False),
    row("impressum/", EVERYBODY, login=False),
    row("datenschutz/", EVERYBODY, login=False),
    row("barrierefreiheit/", EVERYBODY, login=False),
    row("fragen/", EVERYBODY, login=False),
    row("so-funktionierts/", EVERYBODY, login=False),
    row("orte/", EVERYBODY, login=False),
    row("kooperations-workshops/", EVERYBODY, login=False),
    row("kontakt/", EVERYBODY, login=False),
    row("leichte-sprache/", EVERYBODY, login=False),
    row("gebaerdensprache/", EVERYBODY, login=False),
    row("rueckmeldung/", EVERYBODY, EVERYBODY, login=False),
    row("rueckmeldung/danke/", EVERYBODY, login=False),
    row("robots.txt", EVERYBODY, login=False),
    row("sitemap.xml", EVERYBODY, login=False),
    row("site.webmanifest", EVERYBODY, login=False),
    row("favicon.ico", EVERYBODY, login=False, opens=EITHER),
    row(".well-known/security.txt", EVERYBODY, login=False),
    row("sprache/", None, EVERYBODY, login=False),
    row("sitzung/", EVERYBODY, EVERYBODY, login=False),
    row("eingaben/", LOGGED_IN, opens=EITHER),
    row("eingaben/verwerfen/", None, LOGGED_IN),
    row("livez", EVERYBODY, login=False),
    row("readyz", EVERYBODY, login=False, opens=(200, 503)),
    row("postfach/", EVERYBODY, login=False),
    row("postfach/<oid:oid>/", EVERYBODY, login=False, oid="mail"),
    row("postfach/<oid:oid>/html/", EVERYBODY, login=False, oid="mail"),
]

HAS_APP = door(("newcomer",))  # see world.py
ACCOUNT = [
    row("konto/login/", EVERYBODY, EVERYBODY, opens=EITHER, login=False),
    row("konto/logout/", EVERYBODY, EVERYBODY, opens=EITHER, login=False),
    row("konto/inaktiv/", EVERYBODY, login=False),
    row("konto/bestaetigen/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("konto/login/code/", EVERYBODY, EVERYBODY, opens=EITHER, login=False),
    row("konto/login/code/eingeben/", EVERYBODY, EVERYBODY, opens=EITHER, login=False),
    row("konto/login/passkey/", EVERYBODY, EVERYBODY, opens=EITHER, login=False),
    row("konto/login/zweiter-faktor/", EVERYBODY, EVERYBODY, opens=EITHER, login=False),
    row("konto/bestaetigen/code/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("konto/bestaetigen/passkey/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("konto/bestaetigen/zweiter-faktor/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("konto/zweiter-faktor/", LOGGED_IN, opens=EITHER),
    row("konto/zweiter-faktor/app/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("konto/zweiter-faktor/app/entfernen/", HAS_APP, HAS_APP, opens=EITHER),
    row("konto/zweiter-faktor/passkey/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row(
        "konto/zweiter-faktor/passkey/<int:pk>/entfernen/",
        LOGGED_IN,
        LOGGED_IN,
        opens=EITHER,
        pk="authenticator",
    ),
    row("konto/notfallcodes/", LOGGED_IN, opens=MAYBE),  # 404 until there is a second factor
    row("konto/notfallcodes/neu/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("konto/passwort-aendern/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("konto/passwort-vergessen/", EVERYBODY, EVERYBODY, login=False),
    row("konto/passwort-vergessen/gesendet/", EVERYBODY, login=False),
    row("konto/passwort-setzen/", LOGGED_IN, LOGGED_IN, opens=302),
    row("konto/los/", LOGGED_IN, opens=EITHER),
    row("konto/", LOGGED_IN, LOGGED_IN),
    row("konto/ueberall-abmelden/", None, LOGGED_IN),
]


def _links(prefix, purpose):
    """The five addresses of a link, as gsvo.links.urls makes them."""
    not_me = f"{prefix}<oid:oid>/nicht-zustaendig/"
    return [
        row(f"{prefix}<oid:oid>/", link(purpose), link(purpose), login=False, oid=f"{purpose}_link"),
        row(not_me, link(purpose), link(purpose), login=False, oid=f"{purpose}_link"),
        row(f"{prefix}<oid:oid>/neu/", None, link(purpose), login=False, oid=f"{purpose}_link"),
        row(f"{prefix}<token:raw>/", EVERYBODY, login=False, opens=302, raw=f"{purpose}_token"),
        row(f"{prefix}<token:raw>", EVERYBODY, login=False, opens=302, raw=f"{purpose}_token"),
    ]


LINKS = [
    *_links("stellungnahme/", "statement"),
    *_links("einladung/", "invitation"),
    *_links("konto/einladung/", "account"),
    *_links("konto/passwort/", "password"),
]

OFFICES = [
    row("gremium/", LOGGED_IN),
    row("gremium/<str:key>/", OWN_OFFICE, key="bielefeld"),
    row("gremium/<str:key>/name/", WRITE_DRAFT, WRITE_DRAFT, key="bielefeld"),
    row("gremium/<str:key>/mitglied-neu/", WRITE_DRAFT, WRITE_DRAFT, key="bielefeld"),
    row("gremium/mitglied/<oid:oid>/", WRITE_DRAFT, WRITE_DRAFT, oid="committee_member"),
    row("gremium/mitglied/<oid:oid>/entfernen/", WRITE_DRAFT, WRITE_DRAFT, oid="committee_member"),
    row("konto/stelle/<str:key>/", OWN_OFFICE, key="bielefeld"),
    row("konto/stelle/<str:key>/oeffentlich/", None, MANAGE, key="bielefeld"),
    row("konto/stelle/<str:key>/einladen/", MANAGE, MANAGE, key="bielefeld"),
    row("konto/stelle/<str:key>/einladung/<int:pk>/zuruecknehmen/", None, MANAGE, key="bielefeld", pk="account_invitation",
        crossed={"pk": "unna_account_invitation"}),
    row("konto/stelle/<str:key>/person/<int:pk>/rolle/", MANAGE, MANAGE, key="bielefeld", pk="member_membership",
        crossed={"pk": "unna_membership"}),
    row("konto/stelle/<str:key>/person/<int:pk>/beenden/", ONE_OF_US, ONE_OF_US, key="bielefeld", pk="member_membership",
        crossed={"pk": "unna_membership"}),
]  # fmt: skip

REQUESTS = [
    row("anfragen/", LOGGED_IN),
    row("anfragen/neu/", WRITES_SOMEWHERE, WRITES_SOMEWHERE),
    row("anfragen/<oid:oid>/", READ, oid="submitted"),
    row("anfragen/<oid:oid>/schritt/<int:number>/", WRITE_DRAFT, WRITE_DRAFT, oid="draft", number="one"),
    row("anfragen/<oid:oid>/pruefen/", WRITE_DRAFT, WRITE_DRAFT, oid="draft"),
    row("anfragen/<oid:oid>/eingereicht/", WRITE, oid="submitted"),
    row("anfragen/<oid:oid>/antworten/", WRITE, WRITE, oid="queried"),
    row("anfragen/<oid:oid>/drucken/", READ_STAFF_TOO, oid="submitted"),
    row("anfragen/<oid:oid>/unterlagen/<oid:file_oid>/", READ_STAFF_TOO, oid="submitted", file_oid="submitted_paper",
        crossed={"file_oid": "unna_paper"}),
    row("anfragen/<oid:oid>/unterlagen/<oid:file_oid>/entfernen/", None, WRITE_DRAFT, oid="draft", file_oid="draft_paper",
        crossed={"file_oid": "unna_paper"}),
    row("anfragen/<oid:oid>/aendern/", WRITE, WRITE, oid="submitted"),
    row("anfragen/<oid:oid>/zurueckziehen/", WRITE, WRITE, oid="submitted"),
    row("anfragen/<oid:oid>/uebergeben/", WRITE, WRITE, oid="submitted"),
    row("anfragen/<oid:oid>/mitlesen/", WRITE, WRITE, oid="submitted"),
    row("anfragen/<oid:oid>/mitlesen/<str:key>/beenden/", None, WRITE, oid="submitted", key="guetersloh"),
    row("anfragen/<oid:oid>/kopieren/", WRITE, WRITE, oid="submitted"),
    row("anfragen/<oid:oid>/loeschen/", WRITE_DRAFT, WRITE_DRAFT, oid="draft"),
    row("anfragen/<oid:oid>/auftrag/", READ, oid="clarifying"),
    row("anfragen/<oid:oid>/auftrag/anlegen/", None, WRITE, oid="clarifying"),
    row("anfragen/<oid:oid>/auftrag/bearbeiten/", WRITE, WRITE, oid="clarifying"),
    row("anfragen/<oid:oid>/auftrag/neue-fassung/", None, WRITE, oid="voting"),
    row("anfragen/<oid:oid>/auftrag/neu-fassen/", WRITE, WRITE, oid="mandated"),
    row("anfragen/<oid:oid>/auftrag/fassung/<int:number>/", READ, oid="mandated", number="one"),
    row("anfragen/<oid:oid>/auftrag/abstimmen/", WRITE, WRITE, oid="clarifying"),
    row("anfragen/<oid:oid>/auftrag/runde/<oid:round_oid>/", READ, oid="voting", round_oid="round",
        crossed={"round_oid": "unna_round"}),
    row("anfragen/<oid:oid>/auftrag/runde/<oid:round_oid>/<oid:member_oid>/noch-einmal/", None, WRITE, oid="voting",
        round_oid="round", member_oid="committee_member", crossed={"round_oid": "unna_round"}),
]  # fmt: skip

CHAINS = [
    row("ketten/", LOGGED_IN),
    row("ketten/neu/", WRITES_SOMEWHERE, WRITES_SOMEWHERE),
    row("ketten/<oid:oid>/", OWN_OFFICE, oid="chain"),
    row("ketten/<oid:oid>/bearbeiten/", WRITE_DRAFT, oid="chain"),
    row("ketten/<oid:oid>/schritt/neu/", WRITE_DRAFT, WRITE_DRAFT, oid="chain"),
    row("ketten/<oid:oid>/schritt/<oid:step_oid>/", WRITE_DRAFT, WRITE_DRAFT, oid="chain", step_oid="step",
        crossed={"step_oid": "unna_step"}),
    row("ketten/<oid:oid>/schritt/<oid:step_oid>/verschieben/", None, WRITE_DRAFT, oid="chain", step_oid="step",
        crossed={"step_oid": "unna_step"}),
    row("ketten/<oid:oid>/schritt/<oid:step_oid>/entfernen/", WRITE_DRAFT, WRITE_DRAFT, oid="chain", step_oid="step",
        crossed={"step_oid": "unna_step"}),
]  # fmt: skip

POOL_AND_ENGAGEMENTS = [
    row("pool/", POOL),
    row("pool/<oid:oid>/", POOL, WISH, oid="pool_advisor"),
    row("pool/<oid:oid>/zuruecknehmen/", None, FORGET, oid="pool_advisor", data={"support_request": "draft"}),
    row("begleitungen/", LOGGED_IN),
    row("begleitungen/<oid:oid>/", TAKES_PART, oid="engagement"),
    row("begleitungen/<oid:oid>/beenden/", MAY_FINISH, MAY_FINISH, oid="engagement"),
]

TOPICS = {
    "public and account": [*PUBLIC, *ACCOUNT],
    "links": LINKS,
    "requests": REQUESTS,
    "offices, chains, pool": [*OFFICES, *CHAINS, *POOL_AND_ENGAGEMENTS],
}
