"""The demo's post office shows mail files to anybody, and is not there without DEMO=1."""

import re
import stat

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.formats import date_format

from gsvo.outbox import mailbox
from gsvo.outbox.deliver import deliver
from tests.outbox.conftest import write


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "gsvo.outbox.mailbox.MailboxBackend"


def files(settings):
    return sorted(settings.MAILBOX_DIR.iterdir())


def test_each_mail_is_one_unguessable_file_that_only_we_may_read(db, demo, settings):
    settings.MAILBOX_DIR = settings.MAILBOX_DIR / "new"
    write()
    write("bob@example.org")
    deliver()
    assert len(files(settings)) == 2
    assert stat.S_IMODE(settings.MAILBOX_DIR.stat().st_mode) == 0o700
    for path in files(settings):
        assert re.fullmatch(r"\d{20}-[a-z2-7]{16}\.eml", path.name)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_list_shows_the_newest_first_without_login_and_without_the_database(
    db, demo, client, django_assert_num_queries
):
    write(place="Bielefeld")
    deliver()
    write(place="Unna")
    deliver()
    with django_assert_num_queries(0):
        page = client.get("/postfach/")
    html = page.content.decode()
    assert page.status_code == 200
    assert html.index("Möchten Sie Unna begleiten?") < html.index("Möchten Sie Bielefeld begleiten?")
    assert "anna@example.org" in html
    assert date_format(timezone.localtime(), "j. F Y, H:") in html


def test_an_empty_mailbox_says_so(db, demo, client):
    assert "Noch keine E-Mail" in client.get("/postfach/").content.decode()


def test_a_mails_page_shows_its_text_with_a_link_that_works(link, demo, client, django_assert_num_queries):
    write(link=link, reason="Kette & Kreis")
    deliver()
    (mail,) = mailbox.newest()
    with django_assert_num_queries(0):
        page = client.get(f"/postfach/{mail.oid}/")
    html = page.content.decode()
    assert "Kette &amp; Kreis" in html
    (url,) = set(re.findall(r'href="(http://localhost:8000/frage/[^"]+)"', html))
    assert client.get(url.removeprefix("http://localhost:8000"))["Location"] == link.page_url()


def test_the_html_part_stands_alone_in_a_sandbox(link, demo, client):
    write(link=link)
    deliver()
    (mail,) = mailbox.newest()
    page = client.get(f"/postfach/{mail.oid}/html/")
    policy = page["Content-Security-Policy"]
    assert page.content.decode() == mail.html
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "unsafe-inline" not in policy
    assert "no-store" in page["Cache-Control"]


def test_foreign_html_is_shown_as_it_is_and_can_do_nothing(db, demo, client):
    message = EmailMultiAlternatives("<b>Betreff</b>", "<script>alert(1)</script>", to=["x@example.org"])
    message.attach_alternative("<style>*{display:none}</style><script>alert(1)</script>", "text/html")
    message.send()
    (mail,) = mailbox.newest()
    assert "<script>alert(1)" not in client.get(f"/postfach/{mail.oid}/").content.decode()
    assert "<b>Betreff" not in client.get("/postfach/").content.decode()
    assert "script-src" not in client.get(f"/postfach/{mail.oid}/html/")["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["", "aaaaaaaaaaaaaaaa/", "aaaaaaaaaaaaaaaa/html/"])
def test_without_demo_there_is_no_post_office(db, demo, client, settings, address):
    settings.DEMO = False
    mailbox.drop(b"Subject: geheim\n\ngeheim")
    assert client.get(f"/postfach/{address}").status_code == 404


def test_only_finished_mails_of_ours_are_shown(db, demo, client, settings):
    oid = mailbox.drop(b"Subject: echt\r\nTo: a@example.org\r\n\r\nText")
    for name in ("notes.txt", ".aaaaaaaaaaaaaaaa", "20260101000000000000-AAAAAAAAAAAAAAAA.eml", "..eml"):
        (settings.MAILBOX_DIR / name).write_bytes(b"Subject: fremd\n\nfremd")
    (settings.MAILBOX_DIR / ("2" * 20 + "-" + "b" * 16 + ".eml")).mkdir()
    assert [mail.oid for mail in mailbox.newest()] == [oid]
    assert client.get(f"/postfach/{'b' * 16}/").status_code == 404
    assert client.get("/postfach/../settings.py/").status_code == 404


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: =?utf-8?q?=ff?=\nDate: never\nTo: \n\n\xff",
        b"Content-Type: text/html; charset=x-y\n\n<p>",
    ],
)
def test_a_damaged_file_breaks_no_page(db, demo, client, raw):
    oid = mailbox.drop(raw)
    for address in ("", f"{oid}/", f"{oid}/html/"):
        assert client.get(f"/postfach/{address}").status_code == 200


def test_nobody_posts_to_the_post_office(db, demo, client):
    assert client.post("/postfach/").status_code == 405
