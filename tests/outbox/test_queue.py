"""A mail is written with its decision or not at all, and says the same in text and HTML."""

import base64
import hashlib
import re
from email import message_from_bytes
from email.headerregistry import Address
from email.policy import default

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template import TemplateDoesNotExist

from gsvo.outbox import views
from gsvo.outbox.mime import build_message
from gsvo.outbox.models import FirstNotice, OutgoingMail, Status
from gsvo.outbox.queue import Mail, build_mail, queue_mail, queues_mails
from gsvo.outbox.rendering import MissingPartError, MissingPlaceholderError
from tests.helpers.mail_text import Words
from tests.helpers.page_text import compact
from tests.outbox.conftest import write

HOSTILE = [
    "{{7*7}}",
    "{{ settings.SECRET_KEY }}",
    "{x.__init__.__globals__}",
    "%(name)s",
    "{% debug %}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "Kette & Kreis < Übergang > „Anschluss“",
]


def test_a_commit_leaves_one_row_that_waits(person):
    mail = write(about=person)
    row = OutgoingMail.objects.get()
    assert (row.pk, row.kind, row.to_email, row.status) == (
        mail.pk,
        "probe/note",
        "anna@example.org",
        Status.QUEUED,
    )
    assert row.about == person
    assert row.subject == "Antwort bis 15. Januar: Möchten Sie Bielefeld begleiten?"
    assert OutgoingMail.objects.about(person).get() == row


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_nothing_and_tells_nobody(broker):
    with pytest.raises(ZeroDivisionError):
        _write_and_fail()
    assert (OutgoingMail.objects.count(), broker.qsize()) == (0, 0)


@transaction.atomic
def _write_and_fail():
    write()
    1 / 0  # noqa: B018


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_no_mail_is_written():
    with pytest.raises(transaction.TransactionManagementError):
        queue_mail(Mail("probe/note", to="anna@example.org", context={"place": "Bielefeld", "reason": "-"}))


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_is_only_built_is_the_same_and_stored_nowhere(broker):
    mail = Mail(
        "probe/note", to="Anna@example.org", context={"place": "Bielefeld", "reason": "-"}, introduces="x"
    )
    built = build_mail(mail)
    assert (built.pk, OutgoingMail.objects.count(), FirstNotice.objects.count()) == (None, 0, 0)
    with transaction.atomic():
        row = queue_mail(mail)
    same = ("kind", "to_email", "subject", "text", "html", "language")
    assert [getattr(built, name) for name in same] == [getattr(row, name) for name in same]
    assert "sondern von x." in built.text


@pytest.mark.django_db(transaction=True)
def test_what_is_written_for_an_event_can_be_built_without_being_queued(broker):
    @queues_mails
    def told(place):
        context = {"place": place, "reason": "-"}
        return [Mail("probe/note", to=f"person{number}@example.org", context=context) for number in (1, 2)]

    assert [mail.to_email for mail in told.build("Unna")] == ["person1@example.org", "person2@example.org"]
    assert OutgoingMail.objects.count() == 0
    with transaction.atomic():
        assert [mail.pk for mail in told("Unna")] == sorted(OutgoingMail.objects.values_list("pk", flat=True))
    assert OutgoingMail.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_many_mails_of_one_transaction_tell_the_worker_once(broker):
    for transactions in (1, 2):
        with transaction.atomic():
            for number in range(20):
                write(f"person{number}@example.org")
            with pytest.raises(ZeroDivisionError):
                _write_and_fail()
        assert OutgoingMail.objects.count() == 20 * transactions
        assert broker.qsize() == transactions


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("probe/unwritten", TemplateDoesNotExist),
        ("probe/half", MissingPartError),
        ("probe/broken", MissingPlaceholderError),
    ],
)
def test_what_is_missing_in_a_template_is_an_error_at_once(db, kind, error):
    with pytest.raises(error), transaction.atomic():
        queue_mail(Mail(kind, to="anna@example.org"))
    assert OutgoingMail.objects.count() == 0


def test_a_placeholder_without_a_value_is_named(db):
    with pytest.raises(MissingPlaceholderError, match=r"probe/email/note.txt: reason"), transaction.atomic():
        queue_mail(Mail("probe/note", to="anna@example.org", context={"place": "Bielefeld"}))


@pytest.mark.parametrize(
    "to", ["", "anna", "anna@example.org\nBcc: eve@b.org", "a@b.org, c@d.org", "<a@b.org>"]
)
def test_an_impossible_address_is_an_error_at_once(db, to):
    with pytest.raises(ValidationError):
        write(to)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_wrote_appears_literally(db, text):
    mail = write(name=text, place=text, reason=text, facts=[("Ort", text)], heading=text)
    assert text in mail.subject
    assert mail.text.count(text) == 5
    assert " ".join(Words(mail.html).found).count(text) == 5
    assert "<script" not in mail.html
    assert "<img" not in mail.html


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x00", "\x0b", "\x85", "\u2028", "\u202e\n"])
def test_no_header_grows_out_of_a_name(db, end):
    mail = write(name=f"Eve{end}Bcc: eve@example.org", place=f"Ort{end}X-Evil: 1")
    assert mail.to_name == "Eve Bcc: eve@example.org"
    assert mail.subject == "Antwort bis 15. Januar: Möchten Sie Ort X-Evil: 1 begleiten?"


def test_a_control_character_stays_a_gap_between_words(db):
    mail = write(place="Höxter\x07Kreis", heading="Kreis\x0bHöxter")
    assert "Möchten Sie Höxter Kreis begleiten?" in mail.subject
    assert mail.text.splitlines()[2] == "Kreis Höxter"


def test_marks_that_nobody_sees_break_no_word(db):
    """They may stand in rows from before the forms dropped them."""
    mail = write(name="An\u00adna Mül\u200bler\u200f", place="Berufs\u00adorientierung u\u0308ber\ufeff")
    assert mail.to_name == "Anna Müller"
    assert "Guten Tag Anna Müller," in mail.text
    assert "Möchten Sie Berufsorientierung über begleiten?" in mail.subject
    assert message_from_bytes(build_message(mail).message().as_bytes(), policy=default)["To"].addresses[
        0
    ] == Address("Anna Müller", addr_spec=mail.to_email)


def test_servers_get_the_domain_in_ascii_and_people_read_it_with_umlauts(db):
    mail = write(to="Anna@xn--kreis-dren-geb.example", place="x@kreis-düren.example")
    message = build_message(mail)
    assert mail.to_email == "anna@kreis-düren.example"
    assert message.recipients() == ["anna@xn--kreis-dren-geb.example"]
    assert b"<anna@xn--kreis-dren-geb.example>" in message.message().as_bytes()
    assert "x@kreis-düren.example" in message.body


def test_a_domain_with_sharp_s_is_not_the_one_with_ss(db):
    assert build_message(write(to="anna@faß.example")).recipients() == ["anna@xn--fa-hia.example"]


def test_an_endless_subject_is_cut(db):
    assert len(write(place="ü" * 5000).subject) == 200


FULL = {
    "deadline": "Antwort bitte bis Freitag, 15. Januar 2027",
    "facts": [("Umfang", "8 Tage"), ("Leer", ""), ("Kontakt vor Ort", "Koordination & Büro")],
    "action": "Auftrag lesen und antworten",
    "note": "Bitte bald.",
    "after": "Antworten Sie nicht, fragen wir nach dem 15. Januar die nächste Person.",
    "because": "Sie bekommen diese Mail, weil Sie im Pool der Beratenden stehen.",
    "introduces": True,
    "reason": "Erster Absatz\nmit zweiter Zeile.\n\n- ein Punkt\n- noch einer\n\nSchluss.",
}


@pytest.mark.parametrize("with_link", [True, False])
@pytest.mark.parametrize("context", [{}, FULL, {"url": "/anfragen/", "action": "Anfrage ansehen"}])
def test_text_and_html_say_the_same(link, with_link, context):
    mail = write(link=link if with_link else None, **context)
    hint = ["Falls", "der", "Knopf", "nicht", "geht,", "kopieren", "Sie", "diese", "Adresse:"]
    in_html = _without(Words(mail.html).found, hint)
    in_text = re.sub(r"^(> |- )+", "", mail.text.replace("-" * 40, ""), flags=re.MULTILINE).split()
    # Only the address stands elsewhere: under the button's words in the text part, below the note in HTML.
    assert sorted(_plain(in_text)) == sorted(_plain(in_html))


def _without(words, phrase):
    for start in range(len(words)):
        if words[start : start + len(phrase)] == phrase:
            return words[:start] + words[start + len(phrase) :]
    return words


def _plain(words):
    return [word.strip(":.") for word in words]


def test_the_parts_come_in_the_order_of_the_house(link):
    mail = write(link=link, **FULL)
    order = [
        "Gemeinsam.Stark.VorOrt.",
        "Möchten Sie Bielefeld begleiten?",
        "Antwort bitte bis Freitag, 15. Januar 2027",
        "Guten Tag Anna Ämtlich,",
        "Bielefeld will die Übergaben neu ordnen.",
        "Auftrag lesen und antworten",
        "Mit dem Öffnen der Seite ist noch nichts entschieden.",
        "„Bitte bald.“",
        "Kim Kollegin, G.I.B.",
        "Erster Absatz",
        "Kontakt vor Ort",
        "Antworten Sie nicht, fragen wir nach dem 15. Januar die nächste Person.",
        "nicht (mehr) zuständig",
        "Eine Antwort auf diese Mail erreicht die G.I.B.",
        "Freundliche Grüße",
        "Sie bekommen diese Mail, weil",
        "Ihren Namen und Ihre Adresse haben wir nicht von Ihnen selbst",
        "http://localhost:8000/datenschutz/",
    ]
    for part in (mail.text, " ".join(" ".join(Words(mail.html).found).split())):
        places = [part.find(words) for words in order]
        assert -1 not in places
        assert places == sorted(places)
    assert "Leer" not in mail.text
    assert not re.search(r"\n{3,}", mail.text)


def test_the_policy_of_the_mailbox_lets_in_every_style_of_a_mail_and_no_other(db):
    html = re.sub(r"<!--.*?-->", "", write(**FULL).html)
    styles = {*re.findall(r'style="([^"]+)"', html), *re.findall(r"<style>(.*?)</style>", html, re.DOTALL)}
    policy = views.html_policy()

    assert len(styles) > 10
    for style in styles:
        assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy
    assert "unsafe-inline" not in policy


def test_a_list_is_a_list_and_a_line_a_line(db):
    mail = write(**FULL)
    html = re.sub(r"<(\w+) [^>]*>", r"<\1>", compact(mail.html))
    assert "<ul><li>ein Punkt</li><li>noch einer</li></ul>" in html
    assert "<p>Erster Absatz<br>mit zweiter Zeile.</p>" in html
    assert "\n- ein Punkt\n- noch einer\n" in mail.text


def test_a_mail_without_a_decision_does_not_speak_of_one(link):
    mail = write(link=link, action="Passwort setzen")
    assert "noch nichts entschieden" not in mail.text
    assert "zuständig" not in mail.text
    assert "Der Link gilt nur für Sie" in mail.text


def test_the_row_holds_a_marker_and_no_link(link):
    mail = write(link=link)
    token = link.url().rstrip("/").rpartition("/")[2]
    assert mail.link_marker in mail.text
    assert mail.html.count(mail.link_marker) == 3
    assert token not in mail.text + mail.html
