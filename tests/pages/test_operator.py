"""What only the operator can say: marked as missing on the pages, and told to whoever starts production."""

from unittest import mock

import pytest
from django.utils.html import escape

from gsvo.pages import operator
from gsvo.pages.easy_language import easy_language, sections

pytestmark = pytest.mark.once

FILLED = {
    "CONTACT_EMAIL": "gsvo@gib.example.nrw",
    "CONTACT_PHONE": "02041 767-0",
    "CONTACT_HOURS": "Montag bis Donnerstag 9 bis 16 Uhr; Freitag 9 bis 13 Uhr",
}


@pytest.fixture
def filled(settings):
    settings.OPERATOR = dict.fromkeys(settings.OPERATOR, "Beispielweg 1")
    for name, value in FILLED.items():
        setattr(settings, name, value)
    return settings


def test_nothing_is_missing_once_everything_is_filled_in(filled):
    assert operator.missing() == []


@pytest.mark.parametrize("name", operator.TEXTS)
@pytest.mark.parametrize("value", ["", "  ", "Platzhalter", "TODO", "info@example.org", "02041 000-000"])
def test_an_empty_or_a_sample_value_is_missing(filled, name, value):
    if name.startswith("OPERATOR_"):
        filled.OPERATOR = filled.OPERATOR | {name.removeprefix("OPERATOR_").lower(): value}
    else:
        setattr(filled, name, value)

    assert operator.missing() == [name]


def test_every_text_of_the_operator_is_asked_for(settings):
    asked = {
        name.removeprefix("OPERATOR_").lower() for name in operator.TEXTS if name.startswith("OPERATOR_")
    }

    assert asked == set(settings.OPERATOR)


def test_a_video_that_is_not_there_is_missing(filled):
    filled.SIGN_LANGUAGE_VIDEO = "video/gibt-es-nicht.mp4"

    assert operator.missing() == ["SIGN_LANGUAGE_VIDEO"]


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/impressum/", ["NAME", "ADDRESS", "REPRESENTED_BY", "REGISTER"]),
        ("/datenschutz/", ["DATA_PROTECTION", "LEGAL_BASIS", "JOINT_CONTROL", "PROCESSORS"]),
        ("/barrierefreiheit/", ["OMBUDS_OFFICE", "STATEMENT_DATE"]),
        ("/kooperations-workshops/", ["WORKSHOPS"]),
    ],
)
def test_what_is_not_filled_in_is_marked_and_what_is_filled_in_is_shown(client, db, filled, address, names):
    values = {name.lower(): f"Wert <{name}>" for name in names}
    filled.OPERATOR = filled.OPERATOR | values
    html = client.get(address).content.decode()
    assert [value for value in values.values() if escape(value) not in html] == []
    assert "Platzhalter" not in html

    filled.OPERATOR = filled.OPERATOR | dict.fromkeys(values, "")
    html = client.get(address).content.decode()
    assert html.count('class="gs-placeholder"') == len(names)


def test_each_opening_hour_stands_on_its_own_line(client, db, filled):
    html = client.get("/kontakt/").content.decode()

    assert "Montag bis Donnerstag 9 bis 16 Uhr<br>Freitag 9 bis 13 Uhr" in html
    assert 'href="tel:+4920417670"' in html


def test_an_address_that_the_operator_writes_is_a_link_and_markup_stays_text(client, db, filled):
    """BGG NRW § 10b wants the way to the Ombudsstelle as a link."""
    filled.OPERATOR = filled.OPERATOR | {
        "ombuds_office": "<b>Ombudsstelle</b>, ombud@gib.example.nrw, https://ombud.example.nrw/antrag"
    }
    html = client.get("/barrierefreiheit/").content.decode()

    assert '<a href="mailto:ombud@gib.example.nrw">ombud@gib.example.nrw</a>' in html
    assert '<a href="https://ombud.example.nrw/antrag"' in html
    assert "&lt;b&gt;Ombudsstelle&lt;/b&gt;" in html


@pytest.mark.parametrize(("value", "is_one"), [("TODO", True), ("todo?", True), ("Anna Todorova", False)])
def test_a_name_that_looks_like_a_placeholder_is_none(settings, value, is_one):
    settings.OPERATOR = {"represented_by": value}

    assert operator.TEXTS["OPERATOR_REPRESENTED_BY"].is_placeholder is is_one


@pytest.mark.parametrize(
    ("shown", "dialled"),
    [("02041 767-0", "+4920417670"), ("+49 2041 767-0", "+4920417670"), ("(02041) 7670", "+4920417670"),
     ("+49 (0) 2041 767-0", "+4920417670"), ("115", "115")],
)  # fmt: skip
def test_a_telephone_number_can_be_dialled(settings, shown, dialled):
    settings.CONTACT_PHONE = shown

    assert operator.dialled() == dialled


# --- Leichte Sprache and sign language ----------------------------------------------------------
def test_leichte_sprache_says_one_short_thing_per_line():
    lines = [
        line
        for section in easy_language()
        for block in section.blocks
        for line in block.get("lines", []) + block.get("points", [])
    ]

    assert len(lines) > 80
    assert [line for line in lines if len(line.split()) > 12] == []
    assert [line for line in lines if ";" in line or " würde" in line or " könnte" in line] == []


def test_a_text_is_read_into_headings_lines_and_points():
    intro, first = sections("Eins.\nZwei.\n\n# Kopf\n\n- a\n- b\n\nDrei.")

    assert (intro.heading, intro.blocks) == ("", [{"lines": ["Eins.", "Zwei."]}])
    assert (first.heading, first.blocks) == ("Kopf", [{"points": ["a", "b"]}, {"lines": ["Drei."]}])


def test_without_a_video_no_player_is_shown(client, db):
    html = client.get("/gebaerdensprache/").content.decode()

    assert "<video" not in html
    assert "Das Video ist noch nicht da" in html
    assert "Das Video fehlt noch" in client.get("/barrierefreiheit/").content.decode()


def test_a_configured_video_is_played_from_here_with_its_words(client, db, settings, tmp_path):
    folder = tmp_path / "video"
    folder.mkdir()
    (folder / "dgs.mp4").write_bytes(b"film")
    (folder / "dgs.jpg").write_bytes(b"bild")
    (folder / "dgs.txt").write_text("Guten Tag.\n\n- eins", encoding="utf-8")
    settings.STATICFILES_DIRS = [tmp_path]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.SIGN_LANGUAGE_VIDEO = "video/dgs.mp4"

    html = client.get("/gebaerdensprache/").content.decode()

    assert '<source src="/static/video/dgs.mp4">' in html
    assert 'poster="/static/video/dgs.jpg"' in html
    assert "<track" not in html
    assert "Guten Tag." in html
    assert "noch nicht da" not in html
    assert "Das Video fehlt noch" not in client.get("/barrierefreiheit/").content.decode()
    assert "media-src 'self'" in client.get("/gebaerdensprache/")["Content-Security-Policy"]


def test_a_video_that_nobody_collected_yet_breaks_no_page(client, db, settings, tmp_path):
    (tmp_path / "dgs.mp4").write_bytes(b"film")
    settings.STATICFILES_DIRS = [tmp_path]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.SIGN_LANGUAGE_VIDEO = "dgs.mp4"
    with mock.patch(
        "gsvo.pages.easy_language.static", side_effect=ValueError("Missing staticfiles manifest entry")
    ):
        html = client.get("/gebaerdensprache/").content.decode()

        assert "Das Video ist noch nicht da" in html
        assert "Das Video fehlt noch" in client.get("/barrierefreiheit/").content.decode()
