"""The message as it goes over the wire: read back, it says what the row says."""

from email import message_from_bytes, policy

import pytest
from django.core.mail import BadHeaderError

from gsvo.outbox.message import message_of
from gsvo.outbox.models import OutgoingMail

LONG = "Antwort bis 12. Dezember: Überarbeiten Sie den Auftrag für Bielefeld, Höxter und Mülheim an der Ruhr"


def a_mail(**changes):
    given = {
        "to_email": "anna@example.org",
        "to_name": "Anna Ämtlich",
        "subject": "Grüße",
        "text": "Zeile\n.\nFrom hier =C3 …\n" + "ü" * 2000 + "\n",
        "html": "<p>Über\r\nuns</p>",
    }
    return OutgoingMail(**given | changes)


def read(mail):
    return message_from_bytes(message_of(mail).message().as_bytes(), policy=policy.default)


@pytest.mark.parametrize("subject", ["Grüße", LONG, "plain " * 30 + "end", "x" * 200])
def test_read_back_it_says_what_the_row_says(subject):
    mail = a_mail(subject=subject)
    message = read(mail)
    (to,) = message["To"].addresses
    assert (message["Subject"], to.display_name, to.addr_spec) == (subject, mail.to_name, mail.to_email)
    assert message.get_body(["plain"]).get_content() == mail.text
    assert message.get_body(["html"]).get_content() == "<p>Über\nuns</p>"
    assert not message.defects


def test_its_lines_are_short_and_seven_bit():
    raw = message_of(a_mail(subject=LONG)).message().as_bytes(linesep="\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("trick", ["a\nBcc: eve@example.org", "a\r\nBcc: eve@example.org", "a\rb"])
@pytest.mark.parametrize("field", ["subject", "to_name", "message_id", "language"])
def test_nobodys_words_add_a_header(field, trick):
    with pytest.raises((BadHeaderError, ValueError)):
        message_of(a_mail(**{field: trick})).message().as_bytes()


def test_an_address_with_umlauts_in_its_domain_is_written_for_the_net():
    message = message_of(a_mail(to_email="anna@müller.example"))
    assert message.recipients() == ["anna@xn--mller-kva.example"]
    assert b"anna@xn--mller-kva.example" in message.message().as_bytes()
