"""The papers of a request: who adds, removes and reads them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gsvo.files.models import StoredFile
from requests import actions
from requests.models import SupportRequest
from requests.states import EDITABLE
from requests.workflow import State
from tests import factories
from tests.files import samples

pytestmark = pytest.mark.django_db
PDF = samples.pdf()


def step_url(row, number):
    return reverse("requests:step", args=[row.oid, number])


def pdf(name="vereinbarung.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.fixture
def draft(koko):
    return actions.create(office=factories.office(), by=koko, creation_key="k")


@pytest.fixture
def writer(client, koko):
    client.force_login(koko)
    return client


def test_several_files_go_up_at_once_and_come_down_as_downloads(writer, draft):
    writer.post(step_url(draft, 7), {"hochladen": "", "uploads": [pdf("a.pdf"), pdf("b.pdf")]})

    papers = list(draft.attachments.select_related("file"))
    answer = writer.get(reverse("requests:attachment", args=[draft.oid, papers[0].file.oid]))

    assert [paper.file.name for paper in papers] == ["a.pdf", "b.pdf"]
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_of_another_kind_is_refused_and_none_is_kept(writer, draft):
    uploads = [pdf(), pdf("x.pdf", b"MZ\x90 program"), pdf("leer.pdf", b"")]
    page = writer.post(step_url(draft, 7), {"weiter": "", "uploads": uploads})

    assert page.context["form"].errors == {
        "uploads": [
            "„x.pdf“: Diese Art von Datei nehmen wir nicht an. Bitte speichern Sie sie zum Beispiel als PDF.",
            (
                "„leer.pdf“: Die Datei ist leer. Bitte wählen Sie eine andere. "
                "Noch ist keine der Dateien gespeichert. Bitte wählen Sie alle noch einmal aus."
            ),
        ]
    }
    assert StoredFile.objects.count() == 0


def test_more_than_ten_files_are_refused(writer, draft):
    page = writer.post(step_url(draft, 7), {"weiter": "", "uploads": [pdf(f"{n}.pdf") for n in range(11)]})

    assert "Mehr als 10 Unterlagen gehen nicht." in page.content.decode()
    assert draft.attachments.count() == 0


def test_a_file_removed_from_a_draft_is_gone(writer, draft, settings, django_capture_on_commit_callbacks):
    writer.post(step_url(draft, 7), {"weiter": "", "uploads": [pdf()]})
    paper = draft.attachments.get()
    place = settings.MEDIA_ROOT / paper.file.file.name
    assert place.exists()

    with django_capture_on_commit_callbacks(execute=True):
        writer.post(reverse("requests:remove_attachment", args=[draft.oid, paper.file.oid]))

    assert (StoredFile.objects.count(), place.exists()) == (0, False)


def test_what_gib_has_seen_stays_and_is_marked(writer, koko):
    row = factories.support_request(State.QUERIED, by=koko)
    actions.attach(row, by=koko, uploads=[pdf()])
    paper = row.attachments.get()

    writer.post(reverse("requests:remove_attachment", args=[row.oid, paper.file.oid]))

    paper.refresh_from_db()
    assert paper.removed_at is not None
    assert [event.act for event in row.events.all()][:2] == ["attachment_removed", "attached"]
    assert writer.get(reverse("requests:attachment", args=[row.oid, paper.file.oid])).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("koko", 200),
        ("colleague", 200),
        ("reader", 200),
        ("gib", 200),
        ("other_koko", 404),
        ("advisor_user", 404),
    ],
)
def test_a_file_is_handed_only_to_the_entitled(who, status, koko, client, request):
    row = factories.support_request(State.QUERIED, by=koko)
    actions.attach(row, by=koko, uploads=[pdf()])
    client.force_login(request.getfixturevalue(who))

    answer = client.get(reverse("requests:attachment", args=[row.oid, row.attachments.get().file.oid]))

    assert answer.status_code == status


def test_a_file_of_one_request_does_not_open_through_another(writer, koko):
    mine = factories.support_request(by=koko)
    other = factories.support_request(State.QUERIED, by=koko)
    actions.attach(other, by=koko, uploads=[pdf()])

    answer = writer.get(reverse("requests:attachment", args=[mine.oid, other.attachments.get().file.oid]))

    assert answer.status_code == 404


@pytest.mark.parametrize("state", sorted(set(State) - EDITABLE))
def test_papers_change_only_while_the_form_is_open(state, koko):
    row = factories.support_request(state, by=koko)

    with pytest.raises(actions.ActionRefused):
        actions.attach(row, by=koko, uploads=[pdf()])

    assert row.attachments.count() == 0


def test_deleting_a_draft_takes_its_files_along(writer, draft):
    writer.post(step_url(draft, 7), {"weiter": "", "uploads": [pdf()]})

    writer.post(reverse("requests:delete_draft", args=[draft.oid]))

    assert (SupportRequest.objects.count(), StoredFile.objects.count()) == (0, 0)
