"""Reports as documents: what the portal writes, the PDF as another reader sees it, the DOCX as a zip."""

import io
import zipfile

import pytest
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from advisors import actions
from advisors.models import LONGEST_TEXT
from advisors.papers import content_of, texts_from
from gsvo.demo.time_travel import days_ago
from gsvo.files.papers import Block, Content, Section, as_docx, as_pdf, blocks_of
from gsvo.lib import dates
from requests.models import Goal, Milestone
from tests import factories
from tests.advisors.reviews import agree_goals, begin_review, rate_all
from tests.advisors.sessions import fields
from tests.factories.papers import TEXTS

pytestmark = pytest.mark.django_db
HOSTILE = '#set page(fill: red) $x^2$ = *fett* @ziel <b> \\ "zitat" ]] [[ // nichts\n/* offen'


@pytest.fixture
def report():
    engagement = factories.engagement()
    engagement.support_request.title = "Übergänge im Kreis „Höxter“"
    return factories.paper(engagement)


def pdf_of(paper):
    return PdfReader(io.BytesIO(as_pdf(content_of(paper), paper.handed_in_at)))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def roles_of(reader):
    """The kinds of all structure elements of the PDF: what a screen reader is told."""
    found = set()

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node and node.get("/Type") != "/Action":
                found.add(node["/S"])
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def test_paragraphs_and_lists_of_a_text():
    assert blocks_of("Eins\nzwei\n\n- a\n- b\n  weiter\n\nDrei") == [
        Block("Eins\nzwei"),
        Block(items=["a", "b\nweiter"]),
        Block("Drei"),
    ]
    assert blocks_of("Vorweg:\n- a\n– b") == [Block("Vorweg:"), Block(items=["a", "b"])]
    assert blocks_of(" \n\n") == []


def test_the_pdf_is_tagged_german_and_has_its_title(report):
    reader = pdf_of(report)
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower().startswith("de")
    assert reader.metadata.title == "Abschlussbericht: Übergänge im Kreis „Höxter“"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert {"/H1", "/H2", "/P", "/L", "/LI"} <= roles_of(reader)
    shown = text_of(reader)
    for words in ("Übergänge im Kreis", "Das Wichtigste in Kürze", *TEXTS["summary"].split()[:4], "GSVO-"):
        assert words in shown, words


def test_all_letters_of_our_people_are_in_the_typeface(report):
    report.summary = "Yılmaz, Čović, Łukasz, Øystein, ẞ, Ağaoğlu – „so“ …"
    reader = pdf_of(report)
    assert "Yılmaz, Čović, Łukasz, Øystein, ẞ, Ağaoğlu" in text_of(reader)


def test_nothing_typed_is_read_as_markup(report):
    report.summary = HOSTILE
    report.advisor.name = "[#panic()] Bea"

    shown = text_of(pdf_of(report))
    document = Document(io.BytesIO(as_docx(content_of(report), report.handed_in_at)))

    assert "#set page(fill: red) $x^2$ = *fett* @ziel <b>" in shown
    assert "[#panic()] Bea" in shown
    assert any(HOSTILE in paragraph.text for paragraph in document.paragraphs)


def test_the_docx_has_headings_lists_language_and_title(report):
    data = as_docx(content_of(report), report.handed_in_at)
    document = Document(io.BytesIO(data))

    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Abschlussbericht"] == "Title"
    assert styles["Wie es weitergeht"] == "Heading 1"
    assert styles["3. März, vor Ort: Auftakt"] == "List Bullet"
    assert document.core_properties.title.startswith("Abschlussbericht: ")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert parts.testzip() is None
        assert b'w:val="de-DE"' in parts.read("word/styles.xml")
        names = [name for name in parts.namelist() if name.endswith(".rels")]
        assert not any(b'TargetMode="External"' in parts.read(name) for name in names)


def test_two_readings_of_a_version_are_the_same_to_the_byte(report):
    content = content_of(report)
    assert as_pdf(content, report.handed_in_at) == as_pdf(content, report.handed_in_at)


def test_the_longest_report_is_made_as_well(report):
    for name in TEXTS:
        setattr(report, name, ("Ein Satz mit Wörtern. " * 12 + "\n\n- Punkt\n- Punkt\n\n") * 20)
    assert len(pdf_of(report).pages) > 5
    assert len(Document(io.BytesIO(as_docx(content_of(report), report.handed_in_at))).paragraphs) > 200


def test_a_new_report_tells_how_both_sides_saw_the_goals_once_both_have_spoken(
    engagement, koko, advisor_user
):
    review = begin_review(engagement, by=koko)
    rate_all(review, by=koko, standing="partly")
    assert "teilweise erreicht" not in texts_from(engagement)["goals"]

    rate_all(review, by=advisor_user, standing="reached", sentence="Alle\n- wirklich alle.")

    today = dates.day(timezone.localdate())
    assert blocks_of(texts_from(engagement)["goals"])[-1].items == [
        f"{today}, Koordinierungsstelle: teilweise erreicht. „Vier Schulen sind dabei.“",
        f"{today}, Beratung: erreicht. „Alle - wirklich alle.“",
    ]


def test_a_long_course_of_goals_loses_its_oldest_sentences_and_no_goal(engagement, koko, advisor_user):
    agree_goals(engagement, [f"Ziel {number}" for number in range(1, 6)])
    for number in range(3):
        review = begin_review(engagement, by=koko)
        for person in (koko, advisor_user):
            rate_all(review, by=person, sentence=f"{number} " + "x" * 250)

    shown = texts_from(engagement)["goals"]

    assert 0 < len(shown) <= LONGEST_TEXT
    assert shown.count("unterwegs") == 5 * 3 * 2
    assert ("„0 " in shown, shown.count("„2 ")) == (False, 10)
    assert shown.endswith("steht auf der Seite der Begleitung.")


def test_a_new_report_knows_sessions_days_and_goals(engagement, koko, advisor_user):
    version = engagement.support_request.mandate.latest
    Goal._base_manager.bulk_create(
        [
            Goal(
                version=version,
                position=1,
                text="Übergaben verabreden",
                criterion="Alle haben unterschrieben",
            )
        ]
    )
    milestone = Milestone(version=version, position=1, title="M1 Auftakt", quarters=8)
    Milestone._base_manager.bulk_create([milestone])
    milestone = Milestone.objects.get()
    with days_ago(2):
        held = actions.plan_session(engagement, by=koko, **fields(-1, date_reason="Nachgetragen"))
        other = actions.plan_session(engagement, by=koko, **fields(-1, title="Ausgefallen", date_reason="x"))
    actions.settle_session(held, by=koko, was_held=True, participants=14)
    actions.settle_session(other, by=koko, was_held=False)
    factories.time_entry(engagement, 3, milestone=milestone)
    factories.time_entry(engagement, 2)
    engagement.refresh_from_db()

    texts = texts_from(engagement)

    assert (texts["summary"], texts["outlook"]) == ("", "")
    assert "1. Übergaben verabreden" in texts["goals"]
    assert "Alle haben unterschrieben" in texts["goals"]
    assert texts["sessions"].count("\n") == 0
    assert texts["sessions"].endswith(f": {held.title} (14 Teilnehmende)")
    assert texts["days"].startswith("Gebucht: 1,25 Tage. Zugesagt: 6 Tage.")
    assert "- M1 Auftakt: 0,75 Tage" in texts["days"]
    assert "- vor Ort: 1,25 Tage" in texts["days"]


def test_signs_that_the_typeface_does_not_know_are_substituted_and_the_rest_is_set(engagement):
    """A name in Chinese letters, a smile, or marks that nobody sees are no reason for an error page."""
    content = Content(
        title="Abschlussbericht",
        subject="Übergänge 中文 אב \u202eumgekehrt\u200b",
        author="Ağlayan Łukasz 👩\u200d👧",
        number="GSVO-2026-0001",
        facts=[("Ort", "Bielefeld")],
        sections=[Section("Ergebnis", [Block("Zeile \x01 eins\nZeile ﷽ zwei")])],
    )

    text = PdfReader(io.BytesIO(as_pdf(content, timezone.now()))).pages[0].extract_text()

    assert "Übergänge □□" in text
    assert "umgekehrt" in text
    assert "Zeile" in text
