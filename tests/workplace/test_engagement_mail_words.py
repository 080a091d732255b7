"""Mails about engagements: who did it, whose words they quote, figures for any number, where to go."""

import re

import pytest

from advisors import emails
from advisors.emails import bookings
from gsvo.workplace import mail_previews, mail_types

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DATIVE = re.compile(r"\b(von|zu|mit|bei|nach|aus) (nur |insgesamt )?[\d,]+ Tage\b")
PLURAL_OF_ONE = re.compile(r"\b(sind|gehen|bleiben|waren) (jetzt |noch |schon )?1 Tag\b")
ENGAGEMENTS = sorted(kind for kind in mail_types.KINDS if kind.startswith("advisors/"))


@pytest.fixture(scope="module")
def written(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return mail_previews.mails()


@pytest.fixture
def samples():
    return mail_previews.Samples()


@pytest.mark.parametrize("kind", ENGAGEMENTS)
def test_days_stand_in_their_right_form(kind, written):
    for mail in written[kind]:
        assert not DATIVE.search(f"{mail.subject}\n{mail.text}")


def test_one_day_is_one(samples):
    samples.case.granted_quarters, samples.case.booked_quarters = 4, 4
    engagement = samples.engagement
    mails = [
        *bookings.days_mostly_used.build(engagement),
        *bookings.days_asked.build(engagement, 4, "Warum", by=samples.person, by_office=True),
        *bookings.days_declined.build(engagement, "Warum"),
        *(
            mail
            for change in ("increased", "given_back", "carried_over")
            for mail in bookings.days_changed.build(engagement, change, 4, "Warum", period="2027/28")
        ),
    ]
    for mail in mails:
        assert "1 Tag" in mail.text
        assert "1 Tage" not in mail.subject + mail.text
        assert not PLURAL_OF_ONE.search(mail.subject + mail.text), mail.text


@pytest.mark.parametrize("kind", ENGAGEMENTS)
def test_a_quotation_says_whose_words_it_is(kind, written):
    for mail in written[kind]:
        for author in re.findall(r"^> (?!„)(.+[^“])$", mail.text, re.MULTILINE):
            follows_from_an_act = "Die Begleitung ist unterbrochen." in mail.text
            assert author != "Begründung" or follows_from_an_act, mail.text


def test_whoever_plans_a_session_is_addressed_and_the_other_side_reads_the_name(written):
    for kind in ("session_planned", "session_changed", "session_cancelled"):
        to_her, to_other = written[f"advisors/{kind}"][:2]
        assert (to_her.to_name, to_other.to_name) == ("Kim Koordination", "Bo Beratung")
        assert "Sie haben den Termin" in to_her.text
        assert "Kim Koordination hat den Termin" in to_other.text
        assert ", 9:00 Uhr: " in to_her.subject


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("review_begun", "/ziele/"),
        ("entry_asked", "/aendern/"),
        ("finishing", "/rueckblick/"),
        ("follow_up_asked", "/nachfrage/"),
    ],
)
def test_the_button_leads_to_what_is_asked(kind, path, written):
    for mail in written[f"advisors/{kind}"]:
        (line,) = re.findall(r"^https?://.*/begleitungen/.*$", mail.text, re.MULTILINE)
        assert path in line


def test_the_last_report_comes_before_looking_back(samples):
    today = samples.soon
    mail = emails.finishing.build(
        samples.engagement,
        "",
        early=False,
        by=samples.person,
        by_office=True,
        by_advisor=False,
        report_until=today,
    )[0]
    assert "/abgeben/final/" in mail.text
    assert mail.subject.startswith("Bitte bis ")


def test_the_committee_reads_in_the_subject_what_happened(written):
    subjects = [mail.subject for mail in written["advisors/engagement_changed"]]
    for words in ("unterbrochen", "geht weiter", "Beratung wechselt", "abgeschlossen", "abgebrochen"):
        assert any(words in subject for subject in subjects), words


def test_an_advisor_with_an_account_is_shown_the_way_to_her_profile(samples):
    assert "/pool/mein-profil/" in emails.pool_welcome.build(samples.advisor)[0].text
    samples.advisor.user = None
    mail = emails.pool_welcome.build(samples.advisor)[0]
    assert "/pool/mein-profil/" not in mail.text
    assert "Dann sagen Sie es uns bitte." in mail.text
