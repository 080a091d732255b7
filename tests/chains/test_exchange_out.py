"""A chain as XLSX, DOCX, PDF and JSON: who gets it, what stands in it, and what leaves no office."""

import io
import json
import zipfile

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from chains import content, restoring
from chains.exchange import out
from chains.exchange.columns import ANCHOR_DAYS, HEADINGS, MONTH_NAMES, STATES
from chains.models import MONTHS, AnchorDay, ChainStep
from tests import factories

pytestmark = pytest.mark.django_db
FORMS = ["xlsx", "docx", "pdf", "json"]
PRIVATE = ("Petra Privat", "Volker Vertretung", "Nur für uns", "4711", "4712")


@pytest.fixture
def full(chain):
    step = chain.steps.get(number=2)
    step.contact, step.deputy, step.note = PRIVATE[:3]
    step.expected_count, step.actual_count = 4711, 4712
    step.title = '=HYPERLINK("http://example.org")'
    step.save()
    restoring.name_locally(chain, {"Jobcenter": "Jobcenter Musterstadt"})
    return chain


def url(chain, form):
    return reverse("chains:download", args=[chain.oid, form])


def fetched(client, person, chain, form):
    client.force_login(person)
    answer = client.get(url(chain, form))
    assert answer.status_code == 200
    assert f'.{form}"' in answer["Content-Disposition"]
    return answer.content


def text_of(data, form):
    if form == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if form == "json":
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return "\n".join(container.read(name).decode() for name in container.namelist() if "xml" in name)


@pytest.mark.parametrize("form", FORMS)
def test_no_file_has_contacts_notes_or_counts(client, reader, full, form):
    text = text_of(fetched(client, reader, full, form), form)
    assert "Erste Abfrage" in " ".join(text.split())
    assert "Jobcenter Musterstadt" in " ".join(text.split())
    assert not [word for word in PRIVATE if word in text]


@pytest.mark.parametrize("form", FORMS)
def test_another_office_gets_none(client, other_koko, chain, form):
    client.force_login(other_koko)
    assert client.get(url(chain, form)).status_code == 404


def test_there_is_no_other_form(client, koko, chain):
    client.force_login(koko)
    assert client.get(url(chain, "exe")).status_code == 404


def test_the_page_leads_to_each_file(client, koko, chain):
    client.force_login(koko)
    page = client.get(chain.get_absolute_url()).content.decode()
    assert all(url(chain, form) in page for form in FORMS)


def test_what_looks_like_a_formula_is_text(client, koko, full):
    sheet = load_workbook(io.BytesIO(fetched(client, koko, full, "xlsx"))).worksheets[0]
    cell = sheet.cell(3, [*HEADINGS].index("title") + 1)
    assert cell.value.startswith("=HYPERLINK")
    assert cell.data_type == "s"
    assert [sheet.cell(1, place).value for place in range(1, 4)] == ["Nr.", "Wann", "Was"]
    assert sheet.max_row == full.steps.count() + 1


def test_the_document_is_a_table_to_edit(client, koko, chain):
    document = Document(io.BytesIO(fetched(client, koko, chain, "docx")))
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Nr.", "Wann?", "Was?", "Wer?", "Übergibt"]
    assert len(table.rows) == chain.steps.count() + 1
    assert table.rows[1].cells[1].text == "September bis Dezember\nSchuljahresbeginn"


def test_the_paper_is_tagged(client, koko, chain):
    reader = PdfReader(io.BytesIO(fetched(client, koko, chain, "pdf")))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Verantwortungskette" in reader.metadata.title


def test_json_holds_what_is_public(client, koko, full):
    stored = json.loads(fetched(client, koko, full, "json"))
    assert stored["schema"] == content.SCHEMA
    assert content.ChainContent.from_json(stored) == content.load(full).public()


@pytest.mark.parametrize("form", FORMS)
def test_files_are_german_whoever_reads_them(client, koko, chain, form):
    client.cookies["django_language"] = "en"
    text = " ".join(text_of(fetched(client, koko, chain, form), form).split())
    assert "Who?" not in text
    assert form == "json" or "Wann" in text


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_chain_without_steps_says_so(client, koko, chain, form):
    chain.steps.all().delete()
    assert "keine Schritte" in " ".join(text_of(fetched(client, koko, chain, form), form).split())


@pytest.mark.parametrize("steps", [1, 3])
def test_a_file_asks_as_often_for_one_step_as_for_three(
    client, koko, chain, django_assert_num_queries, steps
):
    chain.steps.filter(number__gt=steps).delete()
    client.force_login(koko)
    with django_assert_num_queries(9):  # session, user, chain, steps, four relations, local names
        client.get(url(chain, "json"))


def test_words_in_files_are_those_of_the_pages():
    assert {day: str(day.label) for day in AnchorDay} == ANCHOR_DAYS
    assert {state: str(state.label) for state in ChainStep.Status} == STATES
    assert {number: str(name) for number, name in MONTHS} == MONTH_NAMES


def test_a_sign_that_no_document_may_hold_spoils_none(chain):
    first, *others = content.load(chain).steps
    odd = content.replace(first, title="Vor\x0bher\x00", result="名前", handover="a\ud800b")
    made = content.ChainContent(2026, (odd, *others))
    origin = out.Origin(factories.office().display_name, chain.changed_at)
    assert all(out.written(made, form, origin)[1] for form in ["xlsx", "docx", "pdf"])
