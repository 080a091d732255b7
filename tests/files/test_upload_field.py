"""Uploads are judged by what is in them and by what they are called; both must agree."""

import time

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from gsvo.files.fields import UploadField
from tests.files.catalogue import BAD, GOOD, LOCKED, OLD, content
from tests.files.samples import pdf


class UploadForm(forms.Form):
    paper = UploadField()


def submit(name, data):
    return UploadForm(files={"paper": SimpleUploadedFile(name, data, content_type="text/html")})


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_taken(name):
    form = submit(name, GOOD[name])
    assert form.errors == {}
    upload = form.cleaned_data["paper"]
    assert upload.content_type != "text/html"  # what the browser says does not count
    assert upload.read() == GOOD[name]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_quickly_and_with_a_sentence(name):
    data = content(BAD[name])
    start = time.thread_time()
    form = submit(name, data)
    assert not form.is_valid()
    assert time.thread_time() - start < 2
    (sentence,) = form.errors["paper"]
    assert sentence.endswith(".")
    assert "Bitte" in sentence  # what to do now


@pytest.mark.parametrize("name", LOCKED)
def test_a_locked_file_is_refused_with_how_to_unlock_it(name):
    (sentence,) = submit(name, LOCKED[name]).errors["paper"]
    assert "mit einem Kennwort geschützt" in sentence
    assert "Bitte öffnen Sie es mit dem Kennwort" in sentence or "nehmen Sie das Kennwort heraus" in sentence


@pytest.mark.parametrize("name", OLD)
def test_an_old_format_is_refused_with_the_format_to_save_it_in(name):
    data, kind = OLD[name]
    (sentence,) = submit(name, data).errors["paper"]
    assert "das alte Format" in sentence
    assert f"als {kind} oder als PDF" in sentence


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Vorlage aus dem Netz.docx", "wählen Sie die Vorlage „Normal“"),
        ("Vorlage aus dem Netz.odt", "wählen Sie die Vorlage „Normal“"),
        ("Bild aus dem Netz.docx", "heben Sie die Verknüpfungen auf"),
        ("verknüpft.xlsx", "heben Sie die Verknüpfungen auf"),
        ("Abschnitt von anderswo.odt", "heben Sie die Verknüpfungen auf"),
        ("Programm darin.docx", "steckt ein Programm"),
        ("Datei darin.docx", "laden Sie sie einzeln hoch"),
        ("bewegt.png", "ein einzelnes Bild davon"),
        ("riesig.png", "50 Megapixel"),
        ("Makros im neuen Objekt.docx", "ohne Makros"),
    ],
)
def test_the_refusal_says_what_is_in_the_way(name, words):
    (sentence,) = submit(name, content(BAD[name])).errors["paper"]
    assert words in sentence


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("leer.pdf", b"", "Die Datei ist leer. Bitte wählen Sie eine andere."),
        ("x.exe", b"MZ", "Bitte wählen Sie eine Datei in der Form PDF, DOCX, XLSX, ODT, PNG oder JPEG."),
        (
            "x.png",
            pdf(),
            (
                "Der Inhalt der Datei passt nicht zu ihrem Namen. Sie enthält: PDF. "
                "Bitte benennen Sie sie danach um oder wählen Sie eine andere."
            ),
        ),
    ],
)
def test_the_refusal_says_what_to_do(name, data, sentence):
    assert submit(name, data).errors["paper"] == [sentence]


def test_a_missing_file_is_asked_for():
    assert UploadForm(files={}).errors["paper"] == ["Bitte wählen Sie eine Datei aus."]


def test_an_upload_that_went_to_disk_is_judged_the_same_way():
    upload = TemporaryUploadedFile("Bericht.pdf", "text/html", 0, None)
    upload.write(pdf())
    upload.size = upload.tell()
    assert UploadForm(files={"paper": upload}).is_valid()


def test_the_field_offers_only_what_it_takes():
    html = UploadForm().as_p()
    assert 'accept=".pdf,.docx,.xlsx,.odt,.png,.jpg,.jpeg,.jpe,.jfif"' in html
    assert "höchstens 10 MB" in html
