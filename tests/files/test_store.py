"""A stored file has a random name, tells nothing about its maker, and comes back inert."""

import stat
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.db import DatabaseError
from django.http import Http404

from gsvo.files import images
from gsvo.files.kinds import UnfitFileError
from gsvo.files.models import StoredFile
from gsvo.files.names import safe_name
from gsvo.files.serve import serve
from gsvo.files.store import store
from tests import make
from tests.files.samples import exif, jpeg, pdf, png

NAMES = {
    "Bericht.pdf": "Bericht.pdf",
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Users\\anna\\Bericht.pdf": "Bericht.pdf",
    "Be\x00richt.pdf": "Be richt.pdf",
    "Bericht\r\nX-Evil: 1.pdf": "Bericht X-Evil_ 1.pdf",
    "Bericht\u202efdp.pdf": "Bericht fdp.pdf",
    'a"b;c.pdf': "a_b;c.pdf",
    "  Bericht  .PDF": "Bericht.pdf",
    "x" * 300 + ".pdf": "x" * 100 + ".pdf",
    "U\u0308bersicht.pdf": "Übersicht.pdf",
    "...pdf": "Datei.pdf",
    "<script>.pdf": "script.pdf",
}


def upload(content=None, name="Bericht.pdf"):
    return SimpleUploadedFile(name, pdf() if content is None else content, content_type="text/html")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_made_safe(name):
    assert safe_name(name) == NAMES[name]


def test_a_stored_file_knows_what_it_is_and_who_brought_it(db):
    person = make.user()
    row = store(upload(name="Bericht über Größe.pdf"), by=person)
    row.refresh_from_db()
    assert (row.name, row.content_type, row.size) == ("Bericht über Größe.pdf", "application/pdf", len(pdf()))
    assert row.uploaded_by == person
    assert len(row.sha256) == 64


def test_on_disk_it_has_a_random_name_that_only_the_portal_may_read(db, settings):
    path = Path(store(upload()).file.path)
    assert path.is_relative_to(settings.MEDIA_ROOT)
    assert len(path.name) == 16
    assert path.suffix == ""
    assert stat.S_IMODE(path.stat().st_mode) & 0o137 == 0


def test_the_same_file_twice_is_two_files(db):
    assert store(upload()).file.name != store(upload()).file.name


def test_what_is_unfit_is_not_stored_even_without_a_form(db, settings):
    with pytest.raises(UnfitFileError):
        store(upload(b"<html>"))
    assert StoredFile.objects.count() == 0
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


def test_a_row_that_cannot_be_written_leaves_no_file_behind(transactional_db, settings):
    stranger = make.user()
    type(stranger).objects.filter(pk=stranger.pk).delete()
    long_name = "x" * 50 + ".pdf"
    request_started.send(sender=None)
    with pytest.raises((DatabaseError, ValueError)):
        store(upload(name=long_name), by=stranger)
    request_finished.send(sender=None)
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


def test_a_picture_loses_what_the_camera_said_but_not_which_way_is_up(db):
    row = store(
        upload(jpeg(segments=[(0xE1, exif(6)), (0xED, b"IPTC Anna"), (0xFE, b"von Anna")]), "Foto.jpg")
    )
    data = row.file.read()
    for trace in (b"Cam", b"GPS", b"Anna", b"IPTC"):
        assert trace not in data
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in data
    assert (images.parse(data).width, images.parse(data).height) == (2, 2)


@pytest.mark.parametrize("order", [">", "<"])
def test_the_orientation_is_read_in_both_byte_orders(order):
    clean = images.parse(jpeg(segments=[(0xE1, exif(8, order=order))])).clean
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x08" in clean


@pytest.mark.parametrize(
    "broken", [b"Exif\x00\x00", b"Exif\x00\x00MM\x00*\xff\xff\xff\xff", b"http://ns.adobe.com/xap"]
)
def test_damaged_camera_data_is_dropped_and_the_picture_kept(broken):
    assert images.parse(jpeg(segments=[(0xE1, broken)])).clean == jpeg()


def test_notes_in_a_drawing_are_dropped(db):
    row = store(upload(png(chunks=[(b"tEXt", b"Author\x00Anna"), (b"eXIf", b"MM Anna")]), "Bild.png"))
    assert row.file.read() == png()


@pytest.mark.parametrize("chunk", [b"caBX", b"iTXt", b"zTXt", b"tIME", b"vpAg", b"teSt"])
def test_of_a_drawing_only_what_draws_it_is_kept(chunk):
    assert images.parse(png(chunks=[(chunk, b"Anna"), (b"pHYs", b"123456789")])).clean == png(
        chunks=[(b"pHYs", b"123456789")]
    )


@pytest.mark.parametrize(
    "segment",
    [
        (0xE2, b"MPF\x00Anna"),
        (0xE2, b"FPXR\x00Anna"),
        (0xE0, b"JFXX\x00Anna"),
        (0xEB, b"JP Anna"),
        (0xEE, b"Anna"),
    ],
)
def test_of_a_photo_only_its_colours_are_kept(segment):
    colours = (0xE2, b"ICC_PROFILE\x00\x01\x01profile")
    assert images.parse(jpeg(segments=[colours, segment])).clean == jpeg(segments=[colours])


def test_a_photo_keeps_no_smaller_one_and_no_words_between_its_scans():
    whole = jpeg()
    small = whole.replace(b"\x00\x01\x00\x00\xff", b"\x00\x01\x01\x01Ann\xff").replace(
        b"\xe0\x00\x10", b"\xe0\x00\x13"
    )
    assert (small != whole, images.parse(small).clean) == (True, whole)
    assert images.parse(whole[:-2] + b"\xff\xfe\x00\x06Anna" + whole[-2:]).clean == whole


def test_what_hangs_behind_a_phones_picture_is_cut_off():
    assert images.parse(jpeg(tail=jpeg())).clean == jpeg()


def test_a_file_comes_back_as_an_inert_download(db):
    response = serve(store(upload(name="Größe 100 %.pdf")))
    assert b"".join(response.streaming_content) == pdf()
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe%20100%20%25.pdf"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(pdf()))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]


def test_a_file_that_is_gone_from_the_disk_is_a_missing_page(db):
    row = store(upload())
    row.file.storage.delete(row.file.name)
    with pytest.raises(Http404):
        serve(row)


@pytest.mark.django_db
def test_no_address_leads_straight_to_a_stored_file(client):
    row = store(upload())
    for address in (f"/media/{row.file.name}", f"/{row.file.name}", f"/static/{row.file.name}"):
        assert client.get(address).status_code in (302, 404)
