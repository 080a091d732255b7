"""Who hears by mail that a paper has come, in which words, and that versions of one day are told once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from advisors import actions
from gsvo.demo.time_travel import days_ago
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.factories.papers import TEXTS
from tests.files import samples

pytestmark = pytest.mark.django_db


def told():
    """Return {address: mail} of what was sent about papers, and forget it."""
    found = list(OutgoingMail.objects.filter(kind="advisors/paper_came"))
    OutgoingMail.objects.all().delete()
    assert len({mail.to_email for mail in found}) == len(found)
    return {mail.to_email: mail for mail in found}


def hand_in(engagement, kind="final"):
    return actions.hand_in_report(engagement, kind, by=engagement.advisor.user, texts=TEXTS)


def file_contract(engagement, gib):
    upload = SimpleUploadedFile("Vertrag.pdf", samples.pdf("Vertrag"))
    return actions.hand_in_file(engagement, "contract", by=gib, upload=upload)


def test_of_a_report_office_and_gib_hear_and_of_a_contract_the_advisor(engagement, koko, gib, settings):
    hand_in(engagement, "interim")
    mails = told()
    assert set(mails) == {koko.email, settings.CONTACT_EMAIL}
    assert all("liegt jetzt der Zwischenbericht vor" in mail.text for mail in mails.values())
    assert engagement.get_absolute_url() in mails[koko.email].text

    file_contract(engagement, gib)
    (mail,) = told().values()
    assert mail.to_email == engagement.advisor.email
    assert "Lesen können ihn nur Sie und die G.I.B." in mail.text


def test_gib_reads_that_it_can_close_once_nothing_is_missing(engagement, koko, gib, settings):
    actions.finish(engagement.support_request, by=koko)
    hand_in(engagement)
    assert "abschließen" not in told()[settings.CONTACT_EMAIL].text  # the contract is missing

    other = factories.engagement(by=koko)
    file_contract(other, gib)
    actions.finish(other.support_request, by=koko)
    told()
    hand_in(other)

    mails = told()
    assert mails[settings.CONTACT_EMAIL].subject.startswith("Aufgabe: ")
    assert "Sie können den Fall abschließen." in mails[settings.CONTACT_EMAIL].text
    assert "abschließen" not in mails[koko.email].text


def test_versions_of_one_day_are_told_once_and_those_of_the_next_day_again(engagement):
    with days_ago(2):
        hand_in(engagement)
        assert len(told()) == 2
        hand_in(engagement)
        assert told() == {}
    with days_ago(1):
        hand_in(engagement)
        mails = told()
    assert len(mails) == 2
    assert all("ein neuer Abschlussbericht vor: Fassung 3" in mail.text for mail in mails.values())


def test_a_draft_is_told_to_nobody(engagement):
    actions.save_draft(engagement, "final", by=engagement.advisor.user, texts=TEXTS)
    assert told() == {}
