"""What every mail says at a glance: its topic in the subject, more beside it, who asks and for what."""

import re

import pytest

from gsvo.offices.models import CommitteeMember
from gsvo.workplace import mail_previews, mail_types
from requests.emails import mandate
from requests.models import SupportRequest

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ASKING = (
    "advisors/invitation",
    "advisors/invitation_reminder",
    "advisors/invitation_extended",
    "advisors/grant_changed",
    "advisors/others_asked",
    "requests/statement_asked",
    "requests/statement_reminder",
    "requests/round_extended",
)
# To members of the committee, by a link of their own.
BY_MEMBERS_LINK = (
    "requests/statement",
    "requests/round_extended",
    "requests/round_ended",
    "requests/answer_entered",
    "advisors/acknowledgement",
    "advisors/looking_back",
    "chains/part_asked",
    "chains/part_reminder",
    "chains/part_receipt",
)
PEOPLE = re.compile("Kim|Mika|Bo Ber|Noa|Gabi|Kolja|Koordination$")


def each(written, kinds=mail_types.KINDS):
    return [(kind, mail) for kind in sorted(kinds) for mail in written[kind]]


def preheader(mail):
    found = re.search(r'<div class="preheader"[^>]*>(.*?)</div>', mail.html, re.DOTALL)
    return found[1].replace("\u2007", "").replace("\u034f", "").strip() if found else ""


def test_the_list_of_mails_shows_something_that_the_subject_does_not_say(written):
    for kind, mail in each(written):
        shown = preheader(mail)
        assert 20 <= len(shown) <= 140, (kind, shown)
        assert shown not in mail.subject, kind
        assert mail.subject.partition(": ")[2] not in shown or ": " not in mail.subject, kind
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", mail.html, re.DOTALL)[1].strip()
        assert shown != heading, kind


def test_a_subject_has_the_topic_and_nobodys_name(written):
    for kind, mail in each(written):
        assert not PEOPLE.search(mail.subject), (kind, mail.subject)
        if isinstance(mail.about, SupportRequest):
            assert mail.about.title in mail.subject, kind


def test_a_mail_to_gib_about_a_request_says_of_which_office(written, settings):
    for kind, mail in each(written):
        if isinstance(mail.about, SupportRequest) and mail.to_email == settings.CONTACT_EMAIL:
            assert str(mail.about.office) in mail.text, kind


def test_no_mail_shows_the_form_of_a_stored_choice(written):
    assert [kind for kind in mail_types.KINDS if "Beides" in written[kind][0].text] == []


def test_one_sentence_above_the_button_says_what_how_much_when_and_who_asks(written):
    for kind, mail in each(written, ASKING):
        above = mail.text.partition(mail.link_marker)[0]
        who = (
            "Gabi Beispiel von der G.I.B."
            if kind.startswith("advisors")
            else ("Kim Koordination von der Koordinierungsstelle Musterstadt")
        )
        for words in (who, "„Übergänge gestalten“", "8 Tage", "Antwort"):
            assert words in above, (kind, words)
        assert re.search(r"[A-Z]\w+( 20\d\d)? bis [A-Z]\w+ 20\d\d", above), kind


def test_guests_are_told_as_guests(written):
    for kind in ("requests/statement_asked", "requests/statement_reminder", "requests/round_extended"):
        member, guest = written[kind]
        assert "Stimmen Sie dem Auftrag zu?" in member.text
        assert "Ohne Ihre Antwort kommt keine gemeinsame Zustimmung zustande." in member.text
        for part in (guest.subject, guest.text, guest.html, preheader(guest)):
            assert "Stimmen Sie" not in part
            assert "ustimm" not in part
            assert "Mitglied ihres" not in part
        assert "als Gast" in guest.subject
        assert "Sie als Gast ihres Gremiums eingetragen hat" in guest.text


def test_a_mail_says_whom_an_answer_reaches(written):
    """As gsvo/outbox/reply_to.py decides when it is sent; who answers others is not told so."""
    for kind, mail in each(written):
        if "Adresse der Sachbearbeitung" in mail.text or "Kontaktadresse" in mail.text:
            assert "Eine Antwort auf diese Mail" not in mail.text, kind
        elif isinstance(mail.addressee, CommitteeMember) or kind.startswith(BY_MEMBERS_LINK):
            assert "erreicht die Koordinierungsstelle Musterstadt" in mail.text, kind
        else:
            assert "erreicht die G.I.B." in mail.text, kind


def test_what_a_person_wrote_is_a_quotation_in_both_parts(written):
    mail = written["advisors/invitation"][0]
    quoted = "„Es geht vor allem um die Förderschulen.“"
    assert f"> {quoted}\n> Gabi Beispiel, G.I.B.\n" in mail.text
    assert re.search(rf"<blockquote[^>]*>\s*<p[^>]*>\s*{quoted}\s*</p>\s*</blockquote>", mail.html)


def test_telephone_numbers_and_addresses_are_links(written):
    html = written["advisors/engaged"][0].html
    assert re.search(r'<a [^>]*href="tel:\+4923450002"[^>]*>02345\s000-2</a>', html)
    assert re.search(r'<a [^>]*href="mailto:bo@beratung.example"[^>]*>bo@beratung.example</a>', html)


@pytest.mark.parametrize(
    ("answered", "agree", "change", "words"),
    [
        (1, 1, 0, "1 von 5 mit Stimme hat geantwortet, 1 stimmt zu."),
        (0, 0, 0, "0 von 5 mit Stimme haben geantwortet, 0 stimmen zu."),
        (3, 2, 1, "3 von 5 mit Stimme haben geantwortet, 2 stimmen zu. 1 Mitglied wünscht eine Änderung."),
        (4, 1, 2, "4 von 5 mit Stimme haben geantwortet, 1 stimmt zu. 2 Mitglieder wünschen Änderungen."),
    ],
)
def test_counts_have_the_right_form(answered, agree, change, words):
    samples = mail_previews.Samples()
    tally = mail_previews.SimpleNamespace(seats=5, answered=answered, agree=agree, change=change)
    (mail,) = mandate.round_closed.build(samples.case, samples.round, tally)
    assert words in " ".join(mail.text.split())
    assert words in preheader(mail)


def test_the_number_of_a_request_stays_on_one_line(written):
    """In facts, sentences and lists: programs break at its hyphens."""
    whole = re.compile(r'<span [^>]*style="white-space:nowrap"[^>]*>GSVO-2027-0001</span>')
    once = re.compile(r'<title>.*?</title>|<div class="preheader.*?</div>', re.DOTALL)
    for kind, mails in written.items():
        for mail in mails:
            assert "GSVO-2027-0001" not in whole.sub("", once.sub("", mail.html)), kind

    named = [kind for kind, mails in written.items() if whole.search(mails[0].html)]
    assert {"requests/receipt", "advisors/invitation", "reminders/digest"} <= set(named)


def test_a_telephone_number_and_a_number_of_days_stay_on_one_line(written):
    html = written["advisors/invitation"][0].html
    whole = r'<span [^>]*style="white-space:nowrap"[^>]*>\s*<a [^>]*href="tel:[^"]*"[^>]*>[^<]*</a>\s*</span>'

    assert html.count('href="tel:') == len(re.findall(whole, html)) == 2
    assert re.search(r"8\N{NO-BREAK SPACE}Tage, [A-Z]", html)  # months and days are counted from today
    assert re.search(r"\d\.\N{NO-BREAK SPACE}[A-ZÄ-Ü][a-zä-ü]+ \d{4}", html)
