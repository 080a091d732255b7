"""The chains' routes, one line each, for the table in table.py."""
# ruff: noqa: E501  one row, one line

from tests.access.rows import (
    BUTTON,
    COORDINATORS,
    FILE,
    LEADS_ON,
    LOGGED_IN,
    OWN_OFFICE,
    STAFF,
    WRITE_DRAFT,
    WRITERS,
    WRITES_SOMEWHERE,
    door,
    row,
)

OFFICES_AND_STAFF = door((*COORDINATORS, *STAFF))
PUBLISHED = door((*COORDINATORS, *STAFF), outside="absent")
PUBLISHED_HERE = door(WRITERS, refused=[name for name in (*COORDINATORS, *STAFF) if name not in WRITERS])

CHAINS = [
    row("chains:list", "ketten/", LOGGED_IN),
    row("chains:create", "ketten/neu/", WRITES_SOMEWHERE, WRITES_SOMEWHERE),
    row("chains:published_list", "ketten/veroeffentlicht/", OFFICES_AND_STAFF),
    row("chains:published", "ketten/veroeffentlicht/<oid:oid>/", PUBLISHED, login=False, oid="published"),
    row("chains:set_public", "ketten/veroeffentlicht/<oid:oid>/lesbar/", None, PUBLISHED_HERE, oid="published", no_page=BUTTON),
    row("chains:withdraw_published", "ketten/veroeffentlicht/<oid:oid>/zurueckziehen/", PUBLISHED_HERE, PUBLISHED_HERE, oid="published"),
    row("chains:compare", "ketten/vergleich/<oid:oid>/<oid:other>/", OWN_OFFICE, oid="chain", other="published"),
    row("chains:publish", "ketten/<oid:oid>/veroeffentlichen/", WRITE_DRAFT, WRITE_DRAFT, oid="chain"),
    row("chains:detail", "ketten/<oid:oid>/", OWN_OFFICE, oid="chain"),
    row("chains:picture", "ketten/<oid:oid>/bild.svg", OWN_OFFICE, oid="chain", no_page=FILE),
    row("chains:download", "ketten/<oid:oid>/tabelle.<slug:form>", OWN_OFFICE, oid="chain", form="paper_form", no_page=FILE),
    row("chains:edit", "ketten/<oid:oid>/bearbeiten/", WRITE_DRAFT, oid="chain"),
    row("chains:institutions", "ketten/<oid:oid>/stellen/", OWN_OFFICE, oid="chain"),
    row("chains:ask_institutions", "ketten/<oid:oid>/stellen/fragen/", None, WRITE_DRAFT, oid="chain", no_page=BUTTON),
    row("chains:institution", "ketten/<oid:oid>/stellen/<int:actor>/", WRITE_DRAFT, WRITE_DRAFT, oid="chain", actor="chain_actor"),
    row("chains:ask_institution", "ketten/<oid:oid>/stellen/<int:actor>/fragen/", None, WRITE_DRAFT, oid="chain",
        actor="chain_actor", no_page=BUTTON),
    row("chains:enter_answer", "ketten/<oid:oid>/stellen/<int:actor>/antwort/", WRITE_DRAFT, WRITE_DRAFT, oid="chain",
        actor="chain_actor"),
    row("chains:add_step", "ketten/<oid:oid>/schritt/neu/", WRITE_DRAFT, WRITE_DRAFT, oid="chain"),
    row("chains:take_back", "ketten/<oid:oid>/zuruecknehmen/", None, WRITE_DRAFT, oid="chain", no_page=BUTTON),
    row("chains:edit_step", "ketten/<oid:oid>/schritt/<oid:step_oid>/", WRITE_DRAFT, opens=302, oid="chain", step_oid="step",
        crossed={"step_oid": "unna_step"}, no_page=LEADS_ON),
    row("chains:step_part", "ketten/<oid:oid>/schritt/<oid:step_oid>/<slug:part>/", WRITE_DRAFT, WRITE_DRAFT, oid="chain", step_oid="step",
        part="step_part", crossed={"step_oid": "unna_step"}),
    row("chains:split_step", "ketten/<oid:oid>/schritt/<oid:step_oid>/teilen/", WRITE_DRAFT, WRITE_DRAFT, oid="chain", step_oid="step",
        crossed={"step_oid": "unna_step"}),
    row("chains:move_step", "ketten/<oid:oid>/schritt/<oid:step_oid>/verschieben/", None, WRITE_DRAFT, oid="chain", step_oid="step",
        crossed={"step_oid": "unna_step"}, no_page=BUTTON),
    row("chains:remove_step", "ketten/<oid:oid>/schritt/<oid:step_oid>/entfernen/", WRITE_DRAFT, WRITE_DRAFT, oid="chain", step_oid="step",
        crossed={"step_oid": "unna_step"}),
    row("chains:gaps", "ketten/<oid:oid>/luecken/", OWN_OFFICE, oid="chain"),
    row("chains:accept_gap", "ketten/<oid:oid>/luecken/<gap:key>/hinnehmen/", WRITE_DRAFT, WRITE_DRAFT, oid="chain", key="gap"),
    row("chains:take_back_acceptance", "ketten/<oid:oid>/luecken/<gap:key>/zuruecknehmen/", None, WRITE_DRAFT, oid="chain", key="gap",
        no_page=BUTTON),
]  # fmt: skip
