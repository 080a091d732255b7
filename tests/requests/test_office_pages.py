"""The office's pages: who sees them, who may act on them, what they say."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from gsvo.offices.models import Membership, Role
from requests import actions
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
ACTS = ["check", "answer", "hand_over", "share", "copy", "delete_draft", "withdraw", "revise"]


def url(name, row, *more):
    return reverse(f"requests:{name}", args=[row.oid, *more])


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


# --- seeing --------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", list(State))
def test_the_page_of_a_request_opens_in_every_state(state, koko, client):
    row = factories.support_request(state, by=koko)
    client.force_login(koko)

    answer = client.get(url("detail", row))

    assert answer.status_code == 200
    assert row.title in text_of(answer)


@pytest.mark.parametrize("page", ["detail", "print", "submitted", *ACTS])
def test_a_stranger_finds_nothing(page, koko, other_koko, client):
    row = factories.support_request(State.SUBMITTED, by=koko)
    client.force_login(other_koko)

    shown, sent = client.get(url(page, row)), client.post(url(page, row))

    only_read = page in ("detail", "print", "submitted")
    assert (shown.status_code, sent.status_code) == (404, 405 if only_read else 404)
    assert row.title not in text_of(client.get(reverse("requests:list")))


@pytest.mark.parametrize("number", range(1, 8))
def test_a_stranger_finds_no_step(number, koko, other_koko, client):
    row = factories.support_request(by=koko)
    client.force_login(other_koko)

    assert client.get(url("step", row, number)).status_code == 404


@pytest.mark.parametrize("page", [*ACTS, "step"])
def test_who_only_reads_cannot_act(page, koko, reader, client):
    row = factories.support_request(by=koko)
    client.force_login(reader)
    more = (1,) if page == "step" else ()

    assert client.get(url("detail", row)).status_code == 200
    assert client.post(url(page, row, *more)).status_code == 403


def test_a_reader_and_a_partner_see_no_buttons(koko, reader, other_koko, client):
    row = factories.support_request(State.QUERIED, by=koko)
    row.partner_offices.add(factories.office(factories.UNNA))

    for person in (reader, other_koko):
        client.force_login(person)
        page = text_of(client.get(url("detail", row)))
        assert "Sie lesen mit" in page
        assert "Was Sie noch tun können" not in page
        assert "gs-next-action__act" not in page


def test_a_partner_office_does_not_see_a_draft(koko, other_koko, client):
    row = factories.support_request(by=koko)
    row.partner_offices.add(factories.office(factories.UNNA))
    client.force_login(other_koko)

    assert client.get(url("detail", row)).status_code == 404


def test_nobody_sees_anything_without_login(koko, client):
    row = factories.support_request(by=koko)

    for page in ("detail", "print", "check"):
        assert client.get(url(page, row)).status_code == 302


def test_the_questions_are_public(client):
    page = text_of(client.get("/fragen/"))

    assert "Wie viele Tage Begleitung wünschen Sie?" in page
    assert "Ein einzelner Schritt oder eine Übergabe klappt nicht" in page


def test_under_english_the_questions_mark_the_chain_steps_as_german(client):
    topic = factories.topic("Übergänge gestalten")
    client.post("/sprache/", {"language": "en"})

    page = client.get("/fragen/").content.decode()

    assert f'<span lang="de">{topic.name}</span>' in page


def test_who_declined_and_why_stays_between_that_person_and_gib(koko, client):
    row = factories.support_request(State.MATCHING, by=koko)
    actions.lock(row)
    actions.record(
        row, "decline", by=None, role="advisor", reason="Ich kenne dort jemanden.", data={"advisor": "Bea"}
    )
    client.force_login(koko)

    page = text_of(client.get(url("detail", row)))

    assert "Eine angefragte Person kann nicht übernehmen." in page
    assert "Ich kenne dort jemanden" not in page
    assert "Bea" not in page


# --- beginning -----------------------------------------------------------------------------------
def test_a_double_click_begins_one_draft(koko, client):
    client.force_login(koko)
    page = text_of(client.get(reverse("requests:new")))
    key = re.search(r'name="creation_key" value="([^"]+)"', page)[1]

    first = client.post(reverse("requests:new"), {"creation_key": key})
    second = client.post(reverse("requests:new"), {"creation_key": key})

    row = SupportRequest.objects.get()
    assert first.url == second.url == url("step", row, 1)
    assert (row.office, row.created_by) == (factories.office(), koko)


def test_looking_at_the_page_begins_nothing(koko, client):
    client.force_login(koko)

    client.get(reverse("requests:new"))

    assert SupportRequest.objects.count() == 0


def test_somebody_in_two_offices_is_asked_for_which(koko, client):
    Membership.objects.create(office=factories.office(factories.UNNA), user=koko, role=Role.MEMBER)
    client.force_login(koko)

    unasked = client.post(reverse("requests:new"), {"creation_key": "a"})
    client.post(reverse("requests:new"), {"creation_key": "a", "office": factories.office(factories.UNNA).pk})

    assert "Wählen Sie, für welche Koordinierungsstelle Sie anfragen." in text_of(unasked)
    assert SupportRequest.objects.get().office == factories.office(factories.UNNA)


@pytest.mark.parametrize("who", ["reader", "gib", "advisor_user"])
def test_others_begin_no_request(who, client, request):
    client.force_login(request.getfixturevalue(who))

    assert client.post(reverse("requests:new"), {"creation_key": "a"}).status_code == 403
    assert SupportRequest.objects.count() == 0


# --- paper ---------------------------------------------------------------------------------------
def test_the_paper_has_every_answer_and_a_line_to_sign(koko, gib, client):
    row = factories.support_request(State.SUBMITTED, by=koko, partners_text="Kreis & Kammer")
    client.force_login(koko)

    page = text_of(client.get(url("print", row)))

    for piece in (row.title, row.goal_1, "Kreis &amp; Kammer", "Name und Unterschrift", row.number):
        assert piece in page
    assert f"Stand der Angaben: {timezone.localdate().day}." in page


def test_staff_read_the_paper_from_the_submission_on(koko, gib, client):
    draft = factories.support_request(by=koko)
    row = factories.support_request(State.SUBMITTED, by=koko)
    client.force_login(gib)

    assert client.get(url("print", row)).status_code == 200
    assert client.get(url("print", draft)).status_code == 404
