"""The page of one case: everything on it, for staff only."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gsvo.files.storage import store
from gsvo.outbox.models import OutgoingMail, Status
from requests import actions
from requests.models import Attachment, Event, SupportRequest
from requests.workflow import State
from tests import factories
from tests.files.samples import pdf

pytestmark = pytest.mark.django_db
# Of one page to the database, panels of all parts included. Before an engagement there is less to show.
MOST_QUESTIONS = {
    State.MATCHING: 22,
    State.ENGAGED: 26,
    State.INTERRUPTED: 26,
    State.CLOSING: 28,
    State.COMPLETED: 22,
}
MOST_BEFORE = 20


def page(client, case):
    return client.get(reverse("admin:case", args=[case.oid]))


def words(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_every_state_has_its_page(client, gib, state):
    case = factories.support_request(state)
    client.force_login(gib)

    assert page(client, case).status_code == 200


def test_a_draft_is_still_the_offices_own(client, leitung):
    case = factories.support_request(State.DRAFT)
    client.force_login(leitung)

    assert page(client, case).status_code == 404


def test_the_page_says_how_long_it_lies_here_and_what_was_promised(client, gib):
    case = factories.support_request(State.SUBMITTED)
    then = timezone.now() - dt.timedelta(days=60)
    Event.objects.update(at=then)
    SupportRequest.objects.update(waiting_since=then)
    client.force_login(gib)

    html = words(page(client, case))

    assert "Die G.I.B. ist am Zug" in html
    assert "von 10 Arbeitstagen. Antwort versprochen bis" in html


def test_everything_that_was_asked_and_answered_is_there(client, gib, koko):
    factories.funding_period()
    case = factories.support_request(State.SUBMITTED, by=koko, title="Kette & <b>Kreis</b>")
    actions.ask_back(case, by=gib, question="Wie viele\nSchulen?")
    actions.save_answers(
        case, by=koko, values={"goal_2": "Neun Schulen machen mit."}, expected_revision=case.revision
    )
    actions.answer(case, by=koko, reason="Es sind neun.")
    client.force_login(gib)

    html = words(page(client, case))

    assert "Kette &amp; &lt;b&gt;Kreis&lt;/b&gt;" in html
    assert "Wie viele<br>Schulen?" in html
    assert "Es sind neun." in html
    assert "Was die Koordinierungsstelle geändert hat" in html
    assert html.count("Neun Schulen machen mit.") == 2
    assert "Antwort bis" in html  # the mail's subject


def test_the_mails_of_the_case_show_what_went_wrong(client, gib):
    case = factories.support_request(State.SUBMITTED)
    actions.reject(case, by=gib, reason="Nein.")
    OutgoingMail.objects.update(status=Status.FAILED, last_answer="550 Postfach unbekannt")
    client.force_login(gib)

    html = words(page(client, case))
    assert "Die Adresse gibt es nicht (mehr)." in html
    assert "550 Postfach unbekannt" in html


def test_papers_are_served_until_they_are_removed(client, gib, koko):
    case = factories.support_request(State.SUBMITTED, by=koko)
    upload = SimpleUploadedFile("vereinbarung.pdf", pdf(), "application/pdf")
    paper = Attachment.objects.create(support_request=case, file=store(upload, by=koko))
    url = reverse("admin:attachment", args=[case.oid, paper.file.oid])
    other = factories.support_request(State.SUBMITTED)
    client.force_login(gib)

    assert url in words(page(client, case))
    assert b"".join(client.get(url)) == pdf()
    assert client.get(reverse("admin:attachment", args=[other.oid, paper.file.oid])).status_code == 404
    Attachment.objects.update(removed_at=timezone.now())
    assert client.get(url).status_code == 404
    client.force_login(koko)
    assert client.get(url).status_code == 404


def test_the_records_own_addresses_lead_to_the_case(client, gib):
    case = factories.support_request(State.SUBMITTED)
    client.force_login(gib)

    listed = client.get(reverse("admin:requests_supportrequest_changelist"))
    changed = client.get(reverse("admin:requests_supportrequest_change", args=[case.pk]))

    assert listed.url == reverse("admin:cases")
    assert changed.url == reverse("admin:case", args=[case.oid])


def questions(client, case):
    with CaptureQueriesContext(connection) as asked:
        page(client, case)
    return len(asked)


def test_the_page_asks_the_same_number_of_questions_for_one_row_and_for_three(client, gib, koko):
    factories.funding_period()
    case = factories.support_request(State.SUBMITTED, by=koko)
    client.force_login(gib)
    page(client, case)
    counts = []
    for number in range(3):
        actions.defer(case, by=gib, until=timezone.localdate(), reason="Später.")
        upload = SimpleUploadedFile(f"{number}.pdf", pdf(f"Papier {number}"), "application/pdf")
        Attachment.objects.create(support_request=case, file=store(upload, by=koko))
        counts.append(questions(client, case))

    assert counts == [counts[0]] * 3


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_the_page_of_no_state_asks_too_much(client, gib, state):
    case = factories.support_request(state)
    client.force_login(gib)

    assert questions(client, case) <= MOST_QUESTIONS.get(state, MOST_BEFORE)


@pytest.mark.parametrize(
    ("state", "said", "not_said"),
    [
        (State.SUBMITTED, "endet die Anfrage sofort.", "Abschluss"),
        (State.CLARIFYING, "die zugesagten Tage gehen zurück", "Abschluss"),
        (State.ENGAGED, "Damit folgt der Abschluss.", "zugesagten Tage gehen zurück"),
    ],
)
def test_the_page_of_cancelling_tells_the_one_ending_that_applies(client, leitung, state, said, not_said):
    case = factories.support_request(state)
    client.force_login(leitung)

    page = client.get(reverse("admin:act", args=[case.oid, "cancel"])).content.decode()

    lead = re.search(r'<p class="gs-lead">(.*?)</p>', page, re.DOTALL)[1]
    assert said in lead
    assert not_said not in lead
