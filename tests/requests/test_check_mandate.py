"""The public page that says whose a paper is, and whether its file is as it left us."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from gsvo.retention.rules import ERASED_TEXT, all_rules, erase
from requests.fingerprint import fingerprint_of, in_groups
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of
from tests.requests.test_mandate_papers import pdf_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    case = factories.support_request(State.CLARIFYING, by=koko, title="Übergänge im Kreis „Höxter“")
    for seat in factories.opened_round(case, by=koko).seats.all():
        factories.answer(seat)
    case.refresh_from_db()
    return case


@pytest.fixture
def agreed(case):
    return case.mandate.agreed


CHECK = "/auftrag-pruefen/"


def check(client, **data):
    """Send the form as a stranger and return the result's page."""
    client.logout()
    answer = client.post(CHECK, data)
    assert answer.status_code == 302
    shown = client.get(answer.url)
    assert shown.status_code == 200
    return shown


def upload(data):
    return SimpleUploadedFile("Auftrag.pdf", data, content_type="application/pdf")


def test_a_typed_sum_is_found_and_only_number_version_and_day_are_said(client, agreed, case):
    shown = main_of(check(client, fingerprint=in_groups(agreed.fingerprint).upper()))

    assert "Die Prüfsumme stimmt" in shown
    assert case.number in shown
    assert case.title not in shown
    assert str(case.office) not in shown


def test_the_file_is_told_to_be_untouched(client, koko, agreed, case):
    shown = main_of(check(client, paper=upload(pdf_of(client, koko, case))))
    assert "Die Datei ist unverändert" in shown
    assert case.number in shown


def test_a_changed_file_is_told(client, koko, agreed, case):
    data = pdf_of(client, koko, case)
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.add_blank_page(100, 100)
    saved = io.BytesIO()
    writer.write(saved)

    for changed in (data.replace(b"startxref", b" startxref"), saved.getvalue()):
        shown = main_of(check(client, paper=upload(changed)))
        assert "Die Datei ist geändert" in shown
        assert case.number in shown


def test_unknown_sums_and_files_get_a_calm_sentence(client, agreed):
    assert "Nicht gefunden" in main_of(check(client, fingerprint="0" * 64))
    assert "Nicht gefunden" in main_of(check(client, paper=upload(b"%PDF-1.7 something else")))


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "fingerprint"),
        ({"fingerprint": "GSVO-2026-0001"}, "fingerprint"),
        ({"paper": SimpleUploadedFile("a.pdf", b"MZ")}, "paper"),
    ],
)
def test_what_cannot_be_checked_is_said_at_the_field(client, data, field):
    answer = client.post(CHECK, data)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors


def test_the_address_alone_makes_no_result(client, agreed):
    assert client.get(f"{CHECK}?ergebnis={agreed.fingerprint}").context["result"] is None


def test_too_many_checks_have_to_wait(client, settings):
    settings.LIMITS = settings.LIMITS | {"check_mandate": "2/h/ip"}
    answers = [client.post(CHECK, {"fingerprint": "0" * 64}).status_code for _time in range(3)]
    assert answers == [302, 302, 429]


def test_the_page_is_for_no_search_engine(client):
    assert 'name="robots" content="noindex' in client.get(CHECK).content.decode()


# --- what stays when the texts are gone ----------------------------------------------------------------
def test_the_sum_is_stored_with_the_agreement_and_outlives_the_texts(client, agreed, case):
    stored = agreed.fingerprint
    assert stored == fingerprint_of(case.number, agreed)

    erase(next(rule for rule in all_rules() if rule.kind == "case"), [case])

    agreed.refresh_from_db()
    assert SupportRequest.objects.get(pk=case.pk).title == ERASED_TEXT
    assert agreed.fingerprint == stored
    assert fingerprint_of(case.number, agreed) != stored
    shown = main_of(check(client, fingerprint=stored))
    assert "Die Prüfsumme stimmt" in shown
    assert "der Wortlaut ist im Portal gelöscht" in " ".join(shown.split()).replace(
        "Der Wortlaut", "der Wortlaut"
    )
