"""What is uploaded: how much of it, and what is left of it where nothing was saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.db import transaction
from django.urls import reverse

from gsvo.files.file_types import MAX_BYTES
from gsvo.files.models import StoredFile
from gsvo.files.storage import store
from requests import actions
from requests.actions import sharing
from requests.models import SupportRequest
from tests import factories
from tests.files.samples import pdf


def paper(name="Plan.pdf", size=0):
    content = pdf()
    return SimpleUploadedFile(name, content[:9] + b"%" * max(size - len(content), 0) + content[9:])


def on_disk(settings):
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_a_file_goes_with_the_transaction_around_it(transactional_db, settings):
    request_started.send(sender=None)
    with transaction.atomic():
        store(paper())
        transaction.set_rollback(True)
    assert len(on_disk(settings)) == 1
    request_finished.send(sender=None)
    assert on_disk(settings) == []


def test_what_was_committed_stays(transactional_db, settings):
    request_started.send(sender=None)
    row = store(paper())
    request_finished.send(sender=None)
    assert [path.name for path in on_disk(settings)] == [row.file.name.rpartition("/")[2]]


@pytest.fixture
def papers(client, koko):
    draft = factories.support_request(by=koko)
    client.force_login(koko)
    client.raise_request_exception = False
    address = reverse("requests:step", args=[draft.oid, 7])
    return lambda *files: client.post(address, {"uploads": list(files), "weiter": ""})


@pytest.mark.django_db(transaction=True)
def test_an_error_while_saving_leaves_no_file(papers, settings, monkeypatch):
    def break_down(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(sharing, "_note", break_down)
    assert papers(paper()).status_code == 500
    assert (on_disk(settings), StoredFile.objects.count()) == ([], 0)


@pytest.mark.once
@pytest.mark.django_db
def test_too_large_a_file_is_refused_by_name(papers, settings):
    page = papers(paper("Riese.pdf", MAX_BYTES + 1), paper("klein.pdf")).content.decode()
    assert "„Riese.pdf“: Die Datei ist größer als 10 MB." in page
    assert page.count("Bitte wählen Sie alle noch einmal aus.") == 2  # at the field and in the summary
    assert "<title>Fehler: " in page
    assert on_disk(settings) == []


@pytest.mark.once
@pytest.mark.django_db
def test_together_the_files_have_a_limit_and_nothing_more_is_kept(papers, settings):
    page = papers(*(paper(f"{number}.pdf", 9_900_000) for number in range(6))).content.decode()
    assert "Die Dateien sind zusammen größer als 50 MB." in page
    assert on_disk(settings) == []


@pytest.mark.once
def test_of_a_giant_no_more_is_taken_in_than_the_limit(rf):
    from django.core.files.uploadhandler import load_handler

    quota = load_handler("gsvo.files.upload_limits.Quota", rf.post("/"))
    taken = 0
    for _number in range(9):
        quota.new_file("uploads", "x.pdf", "application/pdf", 0)
        taken += sum(len(quota.receive_data_chunk(b"x" * 65536, 0) or b"") for _chunk in range(400))
    assert taken == 50 * 1024 * 1024 + 1


@pytest.mark.django_db
def test_the_limit_of_papers_is_told_and_nothing_is_stored(papers, settings, koko):
    for number in range(sharing.MOST_ATTACHMENTS):
        actions.attach(SupportRequest.objects.get(), by=koko, uploads=[paper(f"{number}.pdf")])
    page = papers(paper()).content.decode()
    assert "Mehr als 10 Unterlagen gehen nicht. Die neuen sind noch nicht gespeichert" in page
    assert len(on_disk(settings)) == sharing.MOST_ATTACHMENTS
