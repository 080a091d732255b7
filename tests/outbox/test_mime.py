"""The message as it goes over the wire: read back, it says what the row says."""

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import getaddresses, quote

import pytest
from django.core.mail import BadHeaderError

from gsvo.outbox.mime import build_message
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
    return message_from_bytes(build_message(mail).message().as_bytes(), policy=policy.default)


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
    raw = build_message(a_mail(subject=LONG)).message().as_bytes(linesep="\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("trick", ["a\nBcc: eve@example.org", "a\r\nBcc: eve@example.org", "a\rb"])
@pytest.mark.parametrize("field", ["subject", "to_name", "message_id", "language"])
def test_nobodys_words_add_a_header(field, trick):
    with pytest.raises((BadHeaderError, ValueError)):
        build_message(a_mail(**{field: trick})).message().as_bytes()


NAMES = [
    "Anna Ämtlich",
    "Dr. Müller, Jörg (Kreis Höxter)",
    'Anna "Änne" Öztürk',
    "a.b@c.example",
    "Ä" * 200,
    "ü " * 99 + "ü",
    "Vorsitzende des Steuerungsgremiums " * 5 + "Bielefeld",
    "Arbeitsgemeinschaft, Übergang Schule und Beruf; " * 4,
    "x" * 200,
    "日本語の名前" * 20,
    "👩🔧" * 30,
    "=?utf-8?q?kein_Kopf?=",
    "",
]


WORDY = [
    "Vorsitzende des Steuerungsgremiums " * 5 + "Bielefeld",
    "Leiterin der Arbeitsgemeinschaft für Übergänge von der Schule in den Beruf, Kreis Höxter und Umgebung",
]


@pytest.mark.parametrize("name", WORDY)
def test_a_long_name_of_common_words_is_cut_between_words_only(name):
    """Some programs show a blank where an encoded word is cut in two; Python before 3.12 does."""
    (to,) = read(a_mail(to_name=name))["To"].addresses
    assert to.display_name == name


@pytest.mark.parametrize("field", ["To", "From", "Reply-To"])
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_of_any_length_is_read_back_as_it_was_written(settings, monkeypatch, field, name):
    name = name.strip()
    if field == "From":
        settings.DEFAULT_FROM_EMAIL = f'"{quote(name)}" <koordinierung@kreis-hoexter.example>'
    people = [(name, "koordinierung@kreis-hoexter.example"), ("Mia", "mia@example.org")]
    monkeypatch.setattr("gsvo.outbox.mime.reply_to_people", lambda mail: people)
    changes = {"to_name": name, "to_email": people[0][1]} if field == "To" else {}
    raw = build_message(a_mail(**changes)).message().as_bytes()
    first = getaddresses([message_from_bytes(raw)[field]])[0]
    assert (str(make_header(decode_header(first[0]))), first[1]) == (name, people[0][1])
    head = raw.partition(b"\n\n")[0].split(b"\n")
    assert max(len(line) for line in head) <= 78
    assert max(map(len, re.findall(rb"=\?[^ ]*\?=", raw)), default=0) <= 75


def test_no_name_of_whoever_answers_adds_a_header(monkeypatch):
    trick = [("Eve\r\nBcc: eve@example.org", "eve@example.org")]
    monkeypatch.setattr("gsvo.outbox.mime.reply_to_people", lambda mail: trick)
    message = read(a_mail())
    assert (message["Bcc"], message["Reply-To"].addresses[0].addr_spec) == (None, "eve@example.org")


def test_without_a_rule_answers_go_to_the_contact_of_the_gib(settings):
    settings.CONTACT_EMAIL = "gsvo@gib.example"
    assert read(a_mail())["Reply-To"] == "gsvo@gib.example"


def test_absence_notes_are_asked_to_keep_silent_and_failures_are_not():
    message = read(a_mail())
    assert message["Auto-Submitted"] == "auto-generated"
    asked = {word.strip() for word in message["X-Auto-Response-Suppress"].split(",")}
    assert asked == {"OOF", "AutoReply"}


def test_an_address_with_umlauts_in_its_domain_is_written_for_the_net():
    message = build_message(a_mail(to_email="anna@müller.example"))
    assert message.recipients() == ["anna@xn--mller-kva.example"]
    assert b"anna@xn--mller-kva.example" in message.message().as_bytes()
