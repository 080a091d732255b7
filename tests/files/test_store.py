"""A stored file has a random name, tells nothing about its maker, and comes back inert."""

import io
import stat
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.db import DatabaseError
from django.http import Http404
from PIL import Image, ImageCms

from gsvo.files.download import serve
from gsvo.files.file_types import UnfitFileError
from gsvo.files.filenames import safe_name
from gsvo.files.inspection import examine
from gsvo.files.models import StoredFile
from gsvo.files.storage import store
from tests import factories
from tests.files.samples import exif, jpeg, pdf, png
from tests.files.test_upload_field import UploadForm

NAMES = {
    "Bericht.pdf": "Bericht.pdf",
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Users\\anna\\Bericht.pdf": "Bericht.pdf",
    "Be\x00richt.pdf": "Be richt.pdf",
    "Bericht\r\nX-Evil: 1.pdf": "Bericht X-Evil_ 1.pdf",
    "Bericht\u202efdp.pdf": "Berichtfdp.pdf",
    "Berufs\u00adorientierung.pdf": "Berufsorientierung.pdf",
    "Plan\u3164\u2800\u115f.pdf": "Plan.pdf",
    "Be\u034fricht\ufe0f.pdf": "Bericht.pdf",
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
    person = factories.user()
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
    stranger = factories.user()
    type(stranger).objects.filter(pk=stranger.pk).delete()
    long_name = "x" * 50 + ".pdf"
    request_started.send(sender=None)
    with pytest.raises((DatabaseError, ValueError)):
        store(upload(name=long_name), by=stranger)
    request_finished.send(sender=None)
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


CORNERS = {  # by what the camera says: colours of the first and the last point once it is upright
    1: ((4, 2), "blue", "red"),
    2: ((4, 2), "red", "blue"),
    3: ((4, 2), "red", "blue"),
    4: ((4, 2), "blue", "red"),
    5: ((2, 4), "blue", "red"),
    6: ((2, 4), "blue", "red"),
    7: ((2, 4), "red", "blue"),
    8: ((2, 4), "red", "blue"),
}


def drawn(data):
    return Image.open(io.BytesIO(examine(io.BytesIO(data)).content))


def colour(image, place):
    red, _green, blue = image.convert("RGB").getpixel(place)
    return "red" if red > blue else "blue"


@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize("orientation", CORNERS)
def test_a_photo_stands_upright_and_no_longer_says_how_it_was_taken(db, orientation, order):
    photo = jpeg(segments=[(0xE1, exif(orientation, order=order)), (0xED, b"IPTC Anna"), (0xFE, b"von Anna")])
    row = store(upload(photo, "Foto.jpg"))
    data = row.file.read()
    image = Image.open(io.BytesIO(data))
    size, first, last = CORNERS[orientation]
    assert (image.format, image.size) == ("JPEG", size)
    assert colour(image, (0, 0)) == first
    assert colour(image, (size[0] - 1, size[1] - 1)) == last
    assert (row.size, row.content_type) == (len(data), "image/jpeg")
    for trace in (b"Exif", b"Cam", b"GPS", b"Anna", b"IPTC"):
        assert trace not in data


@pytest.mark.parametrize(
    "broken", [b"Exif\x00\x00", b"Exif\x00\x00MM\x00*\xff\xff\xff\xff", b"http://ns.adobe.com/xap"]
)
def test_damaged_camera_data_is_dropped_and_the_picture_kept(broken):
    assert drawn(jpeg(segments=[(0xE1, broken)])).tobytes() == drawn(jpeg()).tobytes()


@pytest.mark.parametrize(
    "segment",
    [
        (0xE0, b"JFXX\x00Anna"),
        (0xE2, b"ICC_PROFILE\x00\x01\x01 screen of Anna"),
        (0xE2, b"MPF\x00Anna"),
        (0xE2, b"FPXR\x00Anna"),
        (0xEB, b"JP Anna, C2PA"),
        (0xEE, b"Anna"),
        (0xFE, b"Anna"),
    ],
)
def test_of_a_photo_only_the_picture_is_kept(segment):
    clean = examine(io.BytesIO(jpeg(segments=[segment]))).content
    assert (b"Anna" in clean, clean) == (False, examine(io.BytesIO(jpeg())).content)


@pytest.mark.parametrize(
    "chunk", [b"tEXt", b"iTXt", b"zTXt", b"tIME", b"eXIf", b"caBX", b"vpAg", b"teSt", b"iCCP"]
)
def test_of_a_drawing_only_the_picture_is_kept(chunk):
    clean = examine(io.BytesIO(png(chunks=[(chunk, b"Author\x00\x00Anna")]))).content
    assert (b"Anna" in clean, clean) == (False, examine(io.BytesIO(png())).content)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "1", "I;16"])
def test_a_drawing_stays_a_drawing_point_by_point(mode):
    image = drawn(png(mode=mode))
    assert (image.format, image.mode) == ("PNG", mode)
    assert image.tobytes() == Image.open(io.BytesIO(png(mode=mode))).tobytes()


def test_a_colour_that_lets_the_page_shine_through_stays():
    blue = Image.open(io.BytesIO(png(mode="P"))).getpixel((0, 0))
    image = drawn(png(mode="P", transparency=blue))
    assert image.convert("RGBA").getchannel("A").getextrema() == (0, 255)


def test_a_picture_for_the_printing_press_becomes_one_for_screens():
    image = drawn(jpeg(mode="CMYK"))
    assert (image.mode, colour(image, (0, 0)), colour(image, (3, 1))) == ("RGB", "blue", "red")


def test_colours_of_another_space_look_the_same_without_their_profile():
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = swapped.index(b"rXYZ"), swapped.index(b"bXYZ")
    swapped[red : red + 4], swapped[blue : blue + 4] = b"bXYZ", b"rXYZ"
    for made in (png, jpeg):
        image = drawn(made(icc_profile=bytes(swapped)))
        assert "icc_profile" not in image.info
        assert (colour(image, (0, 0)), colour(image, (3, 1))) == ("red", "blue")


def test_a_scan_keeps_the_size_in_which_it_is_printed():
    assert drawn(jpeg(dpi=(300, 300))).info["dpi"] == (300, 300)
    assert [round(figure) for figure in drawn(png(dpi=(200, 200))).info["dpi"]] == [200, 200]


def test_what_hangs_behind_a_phones_picture_is_cut_off():
    assert examine(io.BytesIO(jpeg(tail=jpeg()))).content == examine(io.BytesIO(jpeg())).content


def test_a_picture_is_looked_at_once_between_form_and_disk(db, monkeypatch):
    form = UploadForm(files={"paper": upload(jpeg(), "Foto.jpg")})
    assert form.is_valid()
    monkeypatch.setattr("gsvo.files.storage.examine", None)
    assert store(form.cleaned_data["paper"]).content_type == "image/jpeg"


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
