"""Pages of what is owed: the part for each reader, upload, report, contract, waiver; who reads what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisors import actions
from advisors.models import Paper
from advisors.owed import PaperKind
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.advisors.entries import page_of, words
from tests.factories.papers import TEXTS
from tests.files import samples

pytestmark = pytest.mark.django_db
CONTRACT, FINAL = PaperKind.CONTRACT, PaperKind.FINAL_REPORT


def upload(name="Bericht.pdf"):
    return SimpleUploadedFile(name, samples.pdf("Bericht"))


def url(name, engagement, *more):
    return reverse(f"advisors:{name}", args=[engagement.oid, *more])


def case_url(name, engagement, *more):
    return reverse(f"admin:{name}", args=[engagement.support_request.oid, *more])


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


@pytest.fixture
def filed(engagement, gib):
    return actions.hand_in_file(engagement, CONTRACT, by=gib, upload=upload("Vertrag.pdf"))


@pytest.fixture
def report(engagement, advisor_user):
    return actions.hand_in_report(engagement, FINAL, by=advisor_user, texts=TEXTS)


# --- the part of the page ---------------------------------------------------------------------------
def test_the_page_says_what_is_owed_and_only_the_advisor_reads_how_to_hand_it_in(
    client, engagement, koko, advisor_user
):
    way = url("hand_in", engagement, FINAL)
    for person in (koko, advisor_user):
        shown = page_of(client, person, engagement.get_absolute_url())
        assert "Was noch aussteht" in words(shown)
        assert "Abschlussbericht nötig für den Abschluss" in words(shown)
        assert (way in shown) == (person is advisor_user)


def test_the_panel_asks_the_advisor_for_what_bars_the_close(client, engagement, koko, advisor_user, filed):
    actions.finish(engagement.support_request, by=koko)

    hers = words(page_of(client, advisor_user, engagement.get_absolute_url()))
    theirs = words(page_of(client, koko, engagement.get_absolute_url()))

    assert "Sie sind am Zug" in hers
    assert "Zum Abschluss fehlt noch: Abschlussbericht. Bitte bis" in hers
    assert "Die Beratung ist am Zug" in theirs
    assert "Zum Abschluss fehlt noch: Abschlussbericht (von: Berater:in)." in theirs


def test_gibs_page_says_what_is_open_and_who_may_do_what(client, engagement, gib, leitung):
    contract, waive = case_url("file-contract", engagement), case_url("waive-paper", engagement, FINAL)
    seen = {person: page_of(client, person, case_url("engagement", engagement)) for person in (gib, leitung)}

    assert "Was noch aussteht" in seen[gib]
    assert {person: (contract in page, waive in page) for person, page in seen.items()} == {
        gib: (True, False),
        leitung: (True, True),
    }


def test_one_version_costs_as_many_queries_as_three(client, engagement, advisor_user):
    counts = []
    client.force_login(advisor_user)
    for _version in range(3):
        factories.paper(engagement)
        with CaptureQueriesContext(connection) as found:
            client.get(engagement.get_absolute_url())
        counts.append(len(found))

    assert len(set(counts)) == 1


# --- handing in ---------------------------------------------------------------------------------------
def test_a_file_is_handed_in_and_read_by_office_and_gib(client, engagement, advisor_user, koko, gib):
    client.force_login(advisor_user)
    response = client.post(url("hand_in", engagement, FINAL), {"upload": upload(), "revision": "0"})
    assert response.url == engagement.get_absolute_url()

    paper = Paper.objects.get()
    for person, address in (
        (koko, url("paper", engagement, paper.oid, "datei")),
        (gib, case_url("paper", engagement, paper.oid, "datei")),
    ):
        client.force_login(person)
        answer = client.get(address)
        assert answer["Content-Disposition"] == 'attachment; filename="Bericht.pdf"'
        assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert client.get(case_url("paper", engagement, paper.oid, "pdf")).status_code == 404


BAD = {
    "empty": (SimpleUploadedFile("leer.pdf", b""), "Die Datei ist leer"),
    "another kind": (SimpleUploadedFile("a.exe", b"MZ"), "in der Form PDF, DOCX"),
    "another content": (SimpleUploadedFile("a.pdf", b"Text"), ""),
    "too big": (SimpleUploadedFile("a.pdf", b"%PDF-" + b"x" * 10 * 1024 * 1024), "größer als 10 MB"),
    "none": (None, "Bitte wählen Sie eine Datei aus"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gets_the_sentence_that_attachments_get(case, client, engagement, advisor_user):
    file, sentence = BAD[case]
    client.force_login(advisor_user)
    sent = {"revision": "0"} | ({"upload": file} if file else {})

    response = client.post(url("hand_in", engagement, FINAL), sent)

    assert sentence in errors(response)["upload"][0]
    assert not Paper.objects.exists()


def test_who_was_slower_reads_that_another_version_came(client, engagement, advisor_user, report):
    client.force_login(advisor_user)
    address = url("hand_in", engagement, FINAL)

    response = client.post(address, {"upload": upload(), "revision": "0"})

    assert "Inzwischen liegt eine neuere Fassung vor: Fassung 1" in errors(response)["upload"][0]
    assert response.context["form"]["revision"].value() == 1
    client.post(address, {"upload": upload(), "revision": "1"})
    assert [row.version for row in Paper.objects.handed_in()] == [2, 1]


def test_a_report_begins_with_what_is_there_is_saved_and_handed_in(client, engagement, advisor_user, koko):
    address = url("write_report", engagement, FINAL)
    client.force_login(advisor_user)
    shown = client.get(address)
    assert "Gebucht: 0 Tage" in shown.content.decode()

    client.post(address, {"summary": "Anfang", "revision": "0", "speichern": "1"})
    assert "Entwurf weiterschreiben" in page_of(client, advisor_user, engagement.get_absolute_url())
    assert "Anfang" not in page_of(client, koko, engagement.get_absolute_url())

    client.force_login(advisor_user)
    response = client.post(address, TEXTS | {"revision": "1", "abgeben": "1"})

    assert response.url == engagement.get_absolute_url()
    paper = Paper.objects.get()
    client.force_login(koko)
    for form, begin in (("pdf", b"%PDF-"), ("docx", b"PK")):
        answer = client.get(url("paper", engagement, paper.oid, form))
        assert answer.content.startswith(begin)
        assert answer["Content-Disposition"].endswith(f'{paper.engagement.support_request.number}-1.{form}"')


def test_two_tabs_of_a_draft_lose_nothing(client, engagement, advisor_user):
    address = url("write_report", engagement, FINAL)
    client.force_login(advisor_user)
    client.post(address, {"summary": "Zuerst", "revision": "0", "speichern": "1"})

    response = client.post(address, {"summary": "Danach", "revision": "0", "speichern": "1"})

    shown = response.content.decode()
    assert "Ihr Text steht noch hier" in shown
    assert "Zuerst" in shown
    assert "Danach" in shown
    assert Paper.objects.get().summary == "Zuerst"


def test_a_report_without_a_summary_is_refused_at_its_field(client, engagement, advisor_user):
    client.force_login(advisor_user)
    response = client.post(
        url("write_report", engagement, FINAL), {"goals": "Ja", "revision": "0", "abgeben": "1"}
    )
    assert list(errors(response)) == ["summary"]
    assert "Ja" in response.content.decode()


def test_after_the_close_the_way_in_says_so(client, gib):
    engagement = factories.engagement(state=State.CLOSING)
    person = engagement.advisor.user
    SupportRequest.objects.filter(pk=engagement.support_request_id).update(state=State.INTERRUPTED)
    client.force_login(person)
    assert client.get(url("hand_in", engagement, FINAL)).status_code == 200
    SupportRequest.objects.filter(pk=engagement.support_request_id).update(state=State.MATCHING)
    response = client.get(url("hand_in", engagement, FINAL), follow=True)
    assert "Abgeben lässt sich jetzt nichts." in response.content.decode()


# --- who reads which paper ----------------------------------------------------------------------------
def test_the_contract_is_read_by_the_advisor_and_gib_alone(
    client, engagement, filed, koko, advisor_user, gib
):
    address = url("paper", engagement, filed.oid, "datei")
    for person, status in ((koko, 404), (advisor_user, 200)):
        client.force_login(person)
        assert client.get(address).status_code == status
    client.force_login(gib)
    assert client.get(case_url("paper", engagement, filed.oid, "datei")).status_code == 200
    assert "Vertrag.pdf" not in page_of(client, koko, engagement.get_absolute_url())


def test_a_partner_office_reads_no_paper(client, engagement, report, other_koko):
    engagement.support_request.partner_offices.add(factories.office(factories.UNNA))
    shown = page_of(client, other_koko, engagement.get_absolute_url())
    assert "Was noch aussteht" in shown
    address = url("paper", engagement, report.oid, "pdf")
    assert address not in shown
    assert client.get(address).status_code == 404


def test_who_advised_before_reads_her_own_until_the_close(
    client, engagement, filed, report, advisor_user, gib
):
    case = engagement.support_request
    actions.change_advisor(case, by=gib, reason="Elternzeit.")
    case.refresh_from_db()
    successor = factories.advisor(account=True)
    actions.invite(case, by=gib, advisors=[successor])
    invitation = case.invitations.get(state="open")
    actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    hers = [url("paper", engagement, filed.oid, "datei"), url("paper", engagement, report.oid, "pdf")]

    shown = page_of(client, advisor_user, engagement.get_absolute_url())

    assert "Was Sie abgegeben haben" in shown
    assert all(address in shown for address in hers)
    assert [client.get(address).status_code for address in hers] == [200, 200]
    client.force_login(successor.user)
    assert [client.get(address).status_code for address in hers] == [404, 200]

    case.refresh_from_db()
    actions.finish(case, by=successor.user)
    factories.settle_owed(case)
    actions.complete(case, by=gib)
    client.force_login(advisor_user)
    assert [client.get(address).status_code for address in hers] == [404, 404]
