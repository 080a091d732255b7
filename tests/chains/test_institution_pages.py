"""Pages of institutions: for the office, and behind their links."""

import pytest
from django.test import Client
from django.urls import reverse

from chains.confirmations import confirmation_states
from chains.models import PartConfirmation
from gsvo.outbox.models import OutgoingMail
from tests.chains.institutions import addressed, answered, asked, change, named
from tests.links.real import path_of

pytestmark = pytest.mark.django_db
YES = {"answer": "yes", "remark": "", "name": "Sam Stelle"}


def url(name, chain, one=None):
    return reverse(f"chains:{name}", args=[chain.oid, *([one.actor.pk] if one else [])])


@pytest.fixture
def browser():
    return Client()


def opened(browser, link):
    browser.get(path_of(link))
    return browser.get(link.page_url())


def text(answer):
    return " ".join(answer.content.decode().split())


# --- the office ----------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_one_institution_as_for_three(
    client, koko, chain, django_assert_num_queries, rows
):
    names = list(confirmation_states(chain))
    for number in range(rows):
        answered(asked(chain, koko, names[number], email=f"s{number}@example.org")[0])
    client.force_login(koko)
    with django_assert_num_queries(16):
        client.get(url("institutions", chain))


def test_who_confirmed_is_seen_at_a_glance(client, koko, chain):
    question, _link = asked(chain, koko)
    answered(question, "no", "Im Mai fehlt uns <b>Personal</b>.")
    client.force_login(koko)
    page = text(client.get(url("institutions", chain)))
    assert "lehnt ab" in page
    assert "stimmt nicht zu" in page
    assert "Im Mai fehlt uns &lt;b&gt;Personal" in page
    assert "Haus am Markt" in page


def test_a_reader_sees_and_does_nothing(client, reader, koko, chain):
    one = addressed(chain, koko)
    client.force_login(reader)
    page = text(client.get(url("institutions", chain)))
    assert "Noch einmal fragen" not in page
    assert "Angaben ändern" not in page
    for name in ("institution", "enter_answer", "ask_institution"):
        assert client.post(url(name, chain, one), {"number": 0}).status_code == 403
    assert client.post(url("ask_institutions", chain)).status_code == 403
    assert not PartConfirmation.objects.exists()


@pytest.mark.parametrize("who", ["other_koko", "gib", "advisor_user"])
def test_strangers_find_no_page(client, request, koko, chain, who):
    one = addressed(chain, koko)
    client.force_login(request.getfixturevalue(who))
    assert client.get(url("institutions", chain)).status_code == 404
    for name in ("institution", "enter_answer", "ask_institution"):
        assert client.post(url(name, chain, one)).status_code == 404


def test_an_address_is_written_down_and_a_bad_one_told_at_its_field(client, koko, chain):
    one = named(chain)
    client.force_login(koko)
    typed = {"local_name": "Haus", "contact": "Sam", "email": "keine", "revision": chain.revision}
    form = client.post(url("institution", chain, one), typed).context["form"]
    assert list(form.errors) == ["email"]
    assert form["contact"].value() == "Sam"
    client.post(url("institution", chain, one), {**typed, "email": "sam@example.org"})
    assert (named(chain).row.email, str(named(chain))) == ("sam@example.org", "Haus")


def test_the_slower_of_two_in_the_office_overwrites_nothing(client, koko, chain):
    one = addressed(chain, koko, email="erste@example.org")
    client.force_login(koko)
    typed = {"local_name": "", "contact": "", "email": "zweite@example.org", "revision": chain.revision - 1}
    page = text(client.post(url("institution", chain, one), typed))
    assert "erste@example.org" in page
    assert "zweite@example.org" in page
    assert named(chain).row.email == "erste@example.org"


def test_a_second_click_asks_nobody_again(client, koko, chain):
    one = addressed(chain, koko)
    client.force_login(koko)
    for _press in range(2):
        client.post(url("ask_institution", chain, one), {"number": 0})
        client.post(url("ask_institutions", chain))
    assert OutgoingMail.objects.filter(kind="chains/part_asked").count() == 1


def test_an_answer_by_telephone_needs_a_reason_where_it_is_a_no(client, koko, chain):
    one = named(chain)
    client.force_login(koko)
    address = url("enter_answer", chain, one)
    seen = client.get(address).context["form"]["seen"].value()
    typed = {"answer": "no", "remark": "", "name": "Toni", "seen": seen}
    assert list(client.post(address, typed).context["form"].errors) == ["remark"]
    client.post(address, {**typed, "remark": "Zu früh."})
    assert named(chain).state == "no"
    page = client.post(address, {**typed, "answer": "yes"})  # a tab from before
    assert "Zu früh." in text(page)
    assert named(chain).state == "no"


# --- behind the link -----------------------------------------------------------------------------
def test_an_institution_reads_its_part_and_answers_after_the_summary(browser, koko, chain):
    question, link = asked(chain, koko)
    page = opened(browser, link)
    assert "Information von Jugendlichen" in text(page)
    assert "checked" not in text(page)
    seen = page.context["form"]["seen"].value()
    summary = browser.post(link.page_url(), {**YES, "seen": seen, "step": "check"}, follow=True)
    assert "Ihr Teil gilt als bestätigt" in text(summary)
    question.refresh_from_db()
    assert question.answer == ""
    browser.post(link.page_url(), {**YES, "seen": seen, "step": "send"})
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("yes", "Sam Stelle")
    assert "Sie haben geantwortet" in text(browser.get(link.page_url()))


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, {"answer", "name"}),
        ({"answer": "no", "name": "Sam"}, {"remark"}),
        ({"answer": "remark", "name": "Sam"}, {"remark"}),
        ({"answer": "maybe", "name": "Sam"}, {"answer"}),
        ({"answer": "no", "name": "x" * 201, "remark": "y" * 2001}, {"name", "remark"}),
    ],
)
def test_what_is_missing_is_told_at_its_field(browser, koko, chain, typed, fields):
    _question, link = asked(chain, koko)
    opened(browser, link)
    answer = browser.post(link.page_url(), {**typed, "step": "send"})
    assert set(answer.context["form"].errors) == fields
    assert named(chain).state == "asked"


def test_a_part_that_changed_meanwhile_shows_the_change_first(browser, koko, chain):
    _question, link = asked(chain, koko)
    before = opened(browser, link)
    seen = before.context["form"]["seen"].value()
    change(chain, koko, result="Eine <i>neue</i> Liste")
    page = text(browser.get(link.page_url()))
    assert page.index("Was sich geändert hat") < page.index("Ihr Teil</h2>")
    assert "Eine &lt;i&gt;neue&lt;/i&gt; Liste" in page
    stale = browser.post(link.page_url(), {**YES, "seen": seen, "step": "send"})
    assert "Inzwischen steht hier etwas anderes" in text(stale)
    assert named(chain).state == "asked"
    seen = stale.context["form"]["seen"].value()
    browser.post(link.page_url(), {**YES, "seen": seen, "step": "send"})
    assert named(chain).state == "yes"


def test_a_question_of_before_leads_to_the_newer_one(browser, koko, chain):
    question, link = asked(chain, koko)
    answered(question)
    asked(chain, koko)
    answer = opened(browser, link)
    assert answer.status_code == 410
    assert "neu gefragt" in text(answer)


def test_who_was_removed_from_the_chain_reads_that_nothing_is_left(browser, koko, chain):
    _question, link = asked(chain, koko)
    chain.steps.all().delete()
    assert "Zu bestätigen ist nichts mehr" in text(opened(browser, link))
    browser.post(link.page_url(), {**YES, "step": "send"})
    assert PartConfirmation.objects.get().answer == ""


def test_not_responsible_needs_the_box_and_then_thanks(browser, koko, chain):
    _question, link = asked(chain, koko)
    opened(browser, link)
    address = link.not_responsible_url
    assert "is_sure" in browser.post(address, {}).context["form"].errors
    answer = browser.post(address, {"is_sure": "on", "successor": "Toni"}, follow=True)
    assert answer.status_code == 200
    assert named(chain).email == ""
