"""Every kind of mail can be read before anybody gets it, and its two parts say the same."""

import re
from email import message_from_bytes, policy

import pytest
from django.urls import reverse

from gsvo.outbox.mime import build_message
from gsvo.outbox.models import OutgoingMail
from gsvo.workplace import mail_previews, mail_types
from tests import factories
from tests.helpers.mail_text import Words
from tests.helpers.source_tree import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.once]
KINDS = sorted(mail_types.KINDS)


@pytest.fixture
def casework():
    return factories.staff("Sachbearbeitung")


def on_disk():
    found = (ROOT / "templates").glob("*/email/*.txt")
    return sorted(f"{path.parts[-3]}/{path.stem}" for path in found)


def test_every_kind_has_a_sample_and_words_about_it(written):
    assert on_disk() == KINDS == sorted(written)


def test_looking_writes_no_mail(client, casework):
    client.force_login(casework)
    assert client.get(reverse("admin:mail-previews")).status_code == 200
    assert OutgoingMail.objects.count() == 0


def test_the_list_names_subject_reader_and_moment_of_each(client, casework, written):
    client.force_login(casework)
    html = client.get(reverse("admin:mail-previews")).content.decode()
    for kind in KINDS:
        assert reverse("admin:mail-preview", args=kind.split("/")) in html
    assert html.count("<tr>") == len(KINDS) + 1
    assert "die G.I.B. sagt Tage zu" in html


def test_text_and_html_say_the_same(written):
    for kind, mails in written.items():
        for mail in mails:
            styled = " ".join(Words(mail.html).found).replace(HINT, "")
            assert words_of(mail.text, mail) == words_of(styled, mail), kind


HINT = "Falls der Knopf nicht geht, kopieren Sie diese Adresse:"  # in a text there is no button


def words_of(text, mail):
    """One after the other, without addresses, rules and what only sets one thing off from another."""
    text = text.replace(mail.link_marker, "")
    text = re.sub(r"https?://\S+|-{3,}|^[->] |^>$|(?<=\w):(?=\s|$)", "", text, flags=re.MULTILINE)
    return text.split()


def test_headers_say_that_no_person_wrote_it_and_in_which_language(written):
    purposes = {"accounts": "password", "offices": "account", "advisors": "invitation"}
    for kind, mail in [(kind, mail) for kind, mails in written.items() for mail in mails]:
        if mail.link:
            mail.link.purpose = purposes.get(kind.split("/")[0], "statement")
        message = message_from_bytes(build_message(mail).message().as_bytes(), policy=policy.default)
        assert message["Auto-Submitted"] == "auto-generated", kind
        assert message["Content-Language"] == "de", kind
        calendar = ["text/calendar"] if mail.calendar else []
        parts = [part.get_content_type() for part in message.iter_parts()]
        assert parts == ["text/plain", "text/html", *calendar], kind
        assert message["Subject"] == mail.subject, kind


def test_both_parts_stand_side_by_side_the_html_in_a_frame_that_can_do_nothing(client, casework):
    client.force_login(casework)
    page = client.get(reverse("admin:mail-preview", args=["advisors", "invitation"]))
    html = page.content.decode()
    address = reverse("admin:mail-preview-html", args=["advisors", "invitation"]) + "?nr=1"
    assert re.search(rf'<iframe\s[^>]*sandbox="[^"]*"\s[^>]*src="{re.escape(address)}"', html)
    assert "allow-scripts" not in html
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    framed = client.get(address)
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    policy = framed["Content-Security-Policy"]
    for rule in ("default-src 'none'", "frame-ancestors 'self'", "form-action 'none'", "sandbox "):
        assert rule in policy
    for shown in (html, framed.content.decode()):
        assert mail_previews.LINK in shown
        assert not re.search(r"(link|secret)-[0-9a-f]{24}", shown)


@pytest.mark.parametrize("kind", ["advisors/none", "nobody/invitation"])
def test_what_no_kind_is_is_not_found(client, casework, kind):
    client.force_login(casework)
    for page in ("admin:mail-preview", "admin:mail-preview-html"):
        assert client.get(reverse(page, args=kind.split("/"))).status_code == 404
    address = reverse("admin:mail-preview-html", args=["advisors", "invitation"])
    for number in ("0", "3", "-1", "x"):
        assert client.get(address, {"nr": number}).status_code == 404


@pytest.mark.parametrize("name", ["mail-previews", "mail-preview", "mail-preview-html"])
def test_controlling_reads_no_previews(client, name):
    client.force_login(factories.staff("Controlling"))
    args = [] if name == "mail-previews" else ["advisors", "invitation"]
    assert client.get(reverse(f"admin:{name}", args=args)).status_code == 403
