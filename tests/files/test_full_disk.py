"""A disk without room: nothing half stays, people read what happened, and it is known before it is full."""

import errno
import functools
import resource
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gsvo.files.disk_space import DiskFullError, handle_full_disk
from gsvo.files.models import StoredFile
from gsvo.files.storage import store
from gsvo.ops.backup import folder
from gsvo.outbox import mailbox
from tests import factories
from tests.files.samples import pdf

WORDS = "Auf dem Server ist gerade kein Platz für Dateien; an Ihrer Datei liegt es nicht."


@contextmanager
def room_for(size):
    """Inside, the kernel takes so many bytes into any file and refuses the rest, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def full_while(monkeypatch):
    """Make the disk full while one method writes; the database beside it has its room."""

    def fill(owner, name, size):
        method = getattr(owner, name)

        @functools.wraps(method)
        def limited(*args, **kwargs):
            with room_for(size):
                return method(*args, **kwargs)

        monkeypatch.setattr(owner, name, limited)

    return fill


def paper(size=50_000):
    content = pdf()
    return SimpleUploadedFile("Plan.pdf", content[:9] + b"%" * size + content[9:])


def files_in(place):
    return [path for path in Path(place).rglob("*") if path.is_file()]


@pytest.fixture
def send(client, koko):
    draft = factories.support_request(by=koko)
    client.force_login(koko)
    address = reverse("requests:step", args=[draft.oid, 7])
    return lambda *files: client.post(address, {"uploads": list(files), "hochladen": ""})


@pytest.mark.django_db
def test_a_file_that_finds_no_room_is_gone_at_once(settings, full_while):
    full_while(FileSystemStorage, "_save", 20_000)
    with pytest.raises(DiskFullError):
        store(paper())
    assert (files_in(settings.MEDIA_ROOT), StoredFile.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_the_field_says_that_the_server_has_no_room_and_the_next_file_finds_its_place(
    send, settings, full_while, monkeypatch
):
    full_while(FileSystemStorage, "_save", 20_000)
    page = send(paper())
    assert page.status_code == 200
    assert page.context["form"].errors["uploads"][0].startswith(WORDS)
    assert files_in(settings.MEDIA_ROOT) == []

    monkeypatch.undo()
    assert send(paper()).status_code == 302
    assert len(files_in(settings.MEDIA_ROOT)) == 1


@pytest.mark.django_db
def test_a_large_upload_for_which_the_temporary_folder_has_no_room_is_told_at_the_field(
    send, settings, tmp_path, full_while
):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    full_while(handler(settings), "receive_data_chunk", 1_000_000)
    page = send(paper(4_000_000), paper())
    (message,) = page.context["form"].errors["uploads"]
    assert f"„Plan.pdf“: {WORDS}" in message
    assert (files_in(tmp_path), files_in(settings.MEDIA_ROOT)) == ([], [])


@pytest.mark.django_db
def test_a_temporary_folder_that_takes_no_file_at_all_is_told_at_the_field(send, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "away")
    (message,) = send(paper(4_000_000)).context["form"].errors["uploads"]
    assert WORDS in message


def handler(settings):
    from django.core.files.uploadhandler import load_handler

    return type(load_handler(settings.FILE_UPLOAD_HANDLERS[-1], None))


@pytest.mark.once
def test_a_device_without_room_is_told_in_our_words_and_another_error_as_it_is():
    undone = []
    told = pytest.raises(DiskFullError, match="kein Platz")
    with told, handle_full_disk(lambda: undone.append("full")), Path("/dev/full").open("wb") as device:
        device.write(b"x")
    with pytest.raises(PermissionError), handle_full_disk(lambda: undone.append("closed")):
        raise PermissionError(errno.EACCES, "no")
    assert undone == ["full", "closed"]


@pytest.mark.once
def test_the_demos_mailbox_keeps_no_half_mail(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    with pytest.raises(OSError, match="too large"), room_for(1000):
        mailbox.drop(b"x" * 5000)
    assert files_in(tmp_path) == []


@pytest.mark.django_db
def test_half_a_backup_leaves_an_empty_folder_for_the_next(settings, tmp_path, monkeypatch):
    store(paper())
    with pytest.raises(OSError, match="too large"), room_for(20_000):
        folder.write(tmp_path / "backup")
    assert files_in(tmp_path / "backup") == []
    monkeypatch.setattr("gsvo.ops.backup.engines.dump", lambda target: target.write_bytes(b"database"))
    assert "media.tar" in folder.write(tmp_path / "backup")["files"]


@pytest.mark.django_db
def test_little_room_makes_the_portal_unready_and_stands_on_the_start_page_of_staff(client, gib, settings):
    client.force_login(gib)
    line = "Der Platz auf dem Server wird knapp"
    assert line not in client.get(reverse("admin:index")).content.decode()
    settings.MIN_FREE_MB = 10**9
    assert line in client.get(reverse("admin:index")).content.decode()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "MB frei, weniger als MIN_FREE_MB" in answer.content.decode()


@pytest.mark.django_db
def test_room_is_looked_for_where_uploads_will_be_even_before_the_first(client, gib, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "not" / "yet"
    client.force_login(gib)
    assert client.get(reverse("admin:index")).status_code == 200
