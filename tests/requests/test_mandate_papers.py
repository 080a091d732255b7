"""The mandate as documents: who gets them, what stands in them, and the public page that checks them."""

import io
import shutil
import subprocess

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from gsvo.lib import dates
from requests import actions
from requests.fingerprint import in_groups
from requests.models import Milestone
from requests.remarks import worklist
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of
from tests.requests import remarked

pytestmark = pytest.mark.django_db
REMARK = "Bitte auch die Förderschulen, nicht nur <die Gesamtschulen>."


@pytest.fixture
def round_(koko):
    case = factories.support_request(State.CLARIFYING, by=koko, title="Übergänge im Kreis „Höxter“")
    version = factories.filled(case.mandate.latest)
    Milestone.objects.create(version=version, position=1, title="Auftakt", result="Ein Plan", quarters=4)
    return factories.opened_round(case, by=koko)


@pytest.fixture
def case(round_):
    return round_.version.mandate.support_request


@pytest.fixture
def agreed(round_):
    """A version to which all agreed, one with a remark."""
    for number, seat in enumerate(round_.seats.all()):
        factories.answer(seat, "agree_remarks" if number == 0 else "agree", name="Petra Privat",
                         remarks={"scope": REMARK} if number == 0 else None)  # fmt: skip
    round_.version.refresh_from_db()
    return round_.version


def url(name, case, number=1):
    return reverse(f"requests:{name}", args=[case.oid, number])


def pdf_of(client, person, case):
    client.force_login(person)
    answer = client.get(url("agreement", case))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="Auftrag-{case.number}-1.pdf"'
    return answer.content


def text_of(data):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def document_of(client, person, case, number=1):
    client.force_login(person)
    answer = client.get(url("proposal", case, number))
    assert answer.status_code == 200
    return Document(io.BytesIO(answer.content))


def words_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


# --- the agreed mandate ------------------------------------------------------------------------------
def test_the_pdf_is_tagged_german_titled_and_has_an_outline(client, koko, agreed, case):
    data = pdf_of(client, koko, case)
    reader = PdfReader(io.BytesIO(data))
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower().startswith("de")
    assert reader.metadata.title == "Auftrag: Übergänge im Kreis „Höxter“"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    outline = str(reader.outline)
    for heading in ("Was vereinbart ist", "3 Ziele", "Wie das Gremium entschieden hat"):
        assert heading in outline, heading
    if shutil.which("pdfinfo"):
        told = subprocess.run(["pdfinfo", "-"], input=data, capture_output=True, check=True).stdout.decode()
        assert "Tagged:          yes" in told


def test_the_pdf_says_what_was_agreed_by_whom_and_no_persons_name(client, koko, agreed, case):
    text = text_of(pdf_of(client, koko, case))
    seat = agreed.rounds.get().seats.first()

    for words in (
        case.number, "Alle Schulen melden bis 31. Mai.", "Zu sehen an: Zwölf Meldungen.", "Auftakt", "1 Tag",
        "Regel: Alle mit Stimme müssen zustimmen.", seat.institution, "stimmt mit Anmerkung zu",
    ):  # fmt: skip
        assert words in text, words
    assert in_groups(agreed.fingerprint)[:35] in text
    for name in ["Petra Privat", *(row.member.name for row in agreed.rounds.get().seats.all())]:
        assert name not in text
    assert REMARK not in text


def test_the_pdf_names_the_meeting_that_decided(client, koko, case, round_):
    votes = {seat.member.oid: "agree" for seat in round_.seats.all()}
    actions.decide_in_meeting(case, by=koko, held_on=timezone.localdate(), votes=votes)

    text = text_of(pdf_of(client, koko, case))

    assert f"Beschlossen in der Sitzung am {dates.day(timezone.localdate())}." in text
    assert text.count("stimmt zu") == len(votes)


def test_two_readings_are_the_same_to_the_byte(client, koko, agreed, case):
    assert pdf_of(client, koko, case) == pdf_of(client, koko, case)


def test_a_version_without_agreement_has_no_pdf(client, koko, round_, case):
    client.force_login(koko)
    assert client.get(url("agreement", case)).status_code == 404
    assert client.get(url("agreement", case, 7)).status_code == 404


def test_office_and_gib_find_both_papers_and_a_stranger_none(client, koko, gib, other_koko, agreed, case):
    for person, pages in (
        (koko, [url("version", case), reverse("requests:mandate", args=[case.oid])]),
        (gib, [reverse("admin:case", args=[case.oid])]),
    ):
        client.force_login(person)
        for page in pages:
            shown = main_of(client.get(page))
            assert url("agreement", case) in shown
            assert url("proposal", case) in shown
        assert pdf_of(client, person, case).startswith(b"%PDF-")
    client.force_login(other_koko)
    assert client.get(url("agreement", case)).status_code == 404
    assert client.get(url("proposal", case)).status_code == 404


# --- the paper for the meeting ------------------------------------------------------------------------
def test_the_docx_proposes_a_decision_and_leaves_a_place_for_it(client, koko, round_, case):
    factories.answer(round_.seats.first(), "change", remarks={"scope": REMARK, "overall": "Kürzer."})

    document = document_of(client, koko, case)
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    words = words_of(document)

    assert styles["Sitzungsvorlage"] == "Title"
    assert [
        styles[name] for name in ("Beschlussvorschlag", "Der Auftrag", "Offene Anmerkungen", "Beschluss")
    ] == (["Heading 1"] * 4)
    assert styles["3 Ziele"] == "Heading 2"
    assert "Das Gremium stimmt dem Auftrag „Übergänge im Kreis „Höxter““" in words
    assert REMARK in words
    assert round_.seats.first().institution in words
    assert "Ja-Stimmen" in words
    assert "Mia Mitglied" not in words
    assert words.index(REMARK) < words.index("Kürzer.")
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert round(page.left_margin.mm) == round(page.right_margin.mm) == 25
    assert all(row._tr.xpath("w:trPr/w:cantSplit") for table in document.tables for row in table.rows)


def test_a_version_in_writing_has_a_paper_too_with_what_is_open_since_the_last(client, koko, round_, case):
    for number, seat in enumerate(round_.seats.all()):
        factories.answer(
            seat, "change" if number == 0 else "agree", remarks={"scope": REMARK} if number == 0 else None
        )
    factories.mandate_version(case, sections={"occasion": "Neu geschrieben."})

    words = words_of(document_of(client, koko, case, 2))

    assert "Neu geschrieben." in words
    assert REMARK in words


def test_a_longer_committee_costs_the_papers_no_query_more(client, koko, case):
    counts = []
    client.force_login(koko)
    version = case.mandate.latest
    for _time in range(2):
        round_ = version.rounds.first()
        factories.answer(round_.seats.filter(statements=None).first(), "change", remarks={"scope": REMARK})
        with CaptureQueriesContext(connection) as found:
            client.get(url("proposal", case))
        counts.append(len(found))
    assert len(set(counts)) == 1


def test_the_paper_for_the_board_leaves_out_what_is_taken_over(client, koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    remarked.remarked_round(case, by=koko)
    remarks = worklist(case).remarks
    remarked.answer(remarks[0], by=koko, verdict=remarked.NOT, reason=remarked.WHY)
    remarked.answer(remarks[1], by=koko, verdict=remarked.TAKEN)
    client.force_login(koko)
    words = words_of(document_of(client, koko, case))
    assert remarked.WISH in words
    assert remarked.WHY in words
    assert remarked.NOTE not in words
