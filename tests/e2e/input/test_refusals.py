"""When an act says no, its page says so as it says everything that is to be mended; nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from requests import actions
from requests.actions import sharing
from requests.models import SupportRequest
from tests import factories
from tests.e2e.input.places import address
from tests.e2e.input.test_forms import leads_to_the_errors
from tests.files.samples import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WORDS = "Meine Worte bleiben."
REFUSED = [  # page, what happened meanwhile, what is sent, the sentence
    ("requests:withdraw submitted", {"state": "completed"}, {"reason": WORDS}, "nicht möglich"),
    ("requests:revise submitted", {"state": "clarifying"}, {"reason": WORDS}, "nicht möglich"),
    ("requests:answer queried", {"title": ""}, {"reason": WORDS}, "Es fehlen noch Angaben"),
    ("requests:reopen_mandate mandated", {"state": "matching"}, {"reason": WORDS}, "nicht möglich"),
    ("requests:check draft", {}, {"privacy_read": "on"}, "kein Förderzeitraum offen"),
]


@pytest.mark.parametrize(("page", "meanwhile", "sent", "sentence"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_refusal_stands_in_the_summary(client, koko, leitung, page, meanwhile, sent, sentence):
    url = address(page, koko, leitung)
    client.force_login(koko)
    if meanwhile:
        SupportRequest.objects.update(**meanwhile)

    answer = client.post(url, sent)

    sheet = leads_to_the_errors(answer)
    assert sentence in sheet.page.one(id="fehler").text
    assert "reason" not in sent or sheet.value("reason") == WORDS


def test_too_many_papers_are_said_at_their_field(client, koko, monkeypatch):
    monkeypatch.setattr(sharing, "MOST_ATTACHMENTS", 0)
    row = factories.support_request(by=koko)
    client.force_login(koko)

    paper = SimpleUploadedFile("Antrag.pdf", pdf())
    answer = client.post(reverse("requests:step", args=[row.oid, 7]), {"uploads": paper, "weiter": ""})

    sheet = leads_to_the_errors(answer)
    (link,) = [link for link in sheet.page.all("a") if "Unterlagen gehen nicht" in link.text]
    assert link.attrs["href"] == "#id_uploads"


def test_of_a_case_whose_texts_are_deleted_nothing_is_copied(client, koko):
    row = factories.support_request("completed", by=koko, title="[entfernt]")
    client.force_login(koko)

    answer = client.post(reverse("requests:copy", args=[row.oid]), {"creation_key": "x"}, follow=True)

    assert "nach Ablauf der Frist gelöscht" in answer.content.decode()
    assert SupportRequest.objects.count() == 1
    assert "kopieren" not in client.get(row.get_absolute_url()).content.decode()
    with pytest.raises(actions.ActionRefused):
        actions.copy(row, by=koko, creation_key="y")
