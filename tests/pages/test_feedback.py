"""Anybody tells us what does not work: stored and mailed once, kept when refused, answered by staff."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse

from gsvo.outbox.models import OutgoingMail
from gsvo.pages.models import Feedback
from tests.helpers.admin_forms import save
from tests.look.html_page import Page

pytestmark = pytest.mark.django_db

ADDRESS = "/rueckmeldung/"
SENDING = "6f1f0c52-7a8e-4a4c-9a53-2f3a3a1c0d11"
GIVEN = {
    "kind": "barrier",
    "text": "Die Tabelle liest mein Screenreader nicht vor.",
    "page": "/anfragen/",
    "email": "wer@example.net",
    "sending": SENDING,
    "trap": "",
}


def give(client, **changes):
    return client.post(ADDRESS, GIVEN | changes)


def mails(kind):
    return OutgoingMail.objects.filter(kind=f"pages/{kind}")


def test_a_message_is_stored_mailed_to_us_and_confirmed_to_the_sender(client, settings):
    answer = give(client)

    row = Feedback.objects.get()
    assert answer.url == reverse("feedback_thanks")
    assert {name: getattr(row, name) for name in ("kind", "text", "page", "email")}.items() <= GIVEN.items()
    notice, receipt = mails("feedback_notice").get(), mails("feedback_receipt").get()
    assert notice.to_email == settings.CONTACT_EMAIL
    assert GIVEN["text"] in notice.text
    assert "wer@example.net" in notice.text
    assert notice.about == receipt.about == row
    assert receipt.to_email == "wer@example.net"


def test_subjects_hold_no_word_of_the_message(client):
    give(client, text="Geheimnis", email="geheim@example.net")

    assert not any("geheim" in mail.subject.lower() for mail in OutgoingMail.objects.all())


def test_the_receipt_repeats_no_word_of_the_message(client):
    """Else anybody could send anything to anybody in our name."""
    give(client, text="Kaufen Sie jetzt", page="billig.example")

    receipt = mails("feedback_receipt").get()
    assert "Kaufen" not in receipt.text + receipt.html
    assert "billig" not in receipt.text + receipt.html


def test_pressed_twice_it_is_stored_and_mailed_once(client):
    for _press in range(3):
        assert give(client).url == reverse("feedback_thanks")

    assert Feedback.objects.count() == 1
    assert OutgoingMail.objects.count() == 2


@pytest.mark.parametrize("altered", ["", "x", "0" * 5000, "{}", "6f1f0c52-7a8e", "\0"])
def test_an_altered_mark_of_the_form_is_passed_over(client, altered):
    assert give(client, sending=altered).url == reverse("feedback_thanks")
    assert Feedback.objects.count() == 1


def test_two_forms_are_two_messages(client):
    first = Page(client.get(ADDRESS).content.decode()).one("input", name="sending").attrs["value"]
    second = Page(client.get(ADDRESS).content.decode()).one("input", name="sending").attrs["value"]
    for sending in (first, second):
        give(client, sending=sending)

    assert Feedback.objects.count() == 2


def test_without_an_address_nobody_gets_a_receipt(client):
    give(client, email="")

    assert Feedback.objects.get().email == ""
    assert [mail.kind for mail in OutgoingMail.objects.all()] == ["pages/feedback_notice"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 5001}, "text"),
        ({"kind": ""}, "kind"),
        ({"kind": "something-else"}, "kind"),
        ({"email": "keine Adresse"}, "email"),
        ({"page": "x" * 301}, "page"),
    ],
)
def test_what_was_typed_stays_when_something_is_wrong(client, changes, field):
    answer = give(client, **changes)
    html = answer.content.decode()

    assert list(answer.context["form"].errors) == [field]
    assert "<title>Fehler: Rückmeldung" in html
    kept = {
        name: value for name, value in GIVEN.items() if name in ("text", "page", "email", "sending")
    } | changes
    assert [name for name, value in kept.items() if name != "kind" and value not in html] == []
    assert Feedback.objects.count() == OutgoingMail.objects.count() == 0


@pytest.mark.once
def test_a_program_that_fills_every_field_is_refused_and_a_person_may_send_again(client):
    answer = give(client, trap="https://example.net")
    page = Page(answer.content.decode())

    assert "verstecktes Feld" in page.one(id="fehler").text
    assert "value" not in page.one("input", name="trap").attrs
    assert Feedback.objects.count() == 0

    again = {
        name: page.one("input", name=name).attrs.get("value", "")
        for name in ("sending", "page", "email", "trap")
    }
    client.post(ADDRESS, again | {"kind": "barrier", "text": page.one("textarea", name="text").text})
    assert Feedback.objects.get().text == GIVEN["text"]


@pytest.mark.once
def test_the_trap_is_out_of_everybodys_way(client):
    trap = Page(client.get(ADDRESS).content.decode()).one("input", name="trap")

    assert trap.attrs["tabindex"] == "-1"
    assert trap.attrs["autocomplete"] == "off"
    assert trap.parent.attrs["aria-hidden"] == "true"


@pytest.mark.once
def test_too_many_messages_from_one_address_are_refused_with_the_text_kept(client, settings):
    settings.LIMITS = {"feedback": "2/h/ip"}
    cache.clear()
    for number in range(2):
        give(client, sending=f"6f1f0c52-7a8e-4a4c-9a53-2f3a3a1c0d{number:02}")

    answer = give(client, sending="6f1f0c52-7a8e-4a4c-9a53-2f3a3a1c0d99")

    assert answer.status_code == 429
    assert "Ihr Text steht noch hier" in answer.content.decode()
    assert GIVEN["text"] in answer.content.decode()
    assert Feedback.objects.count() == 2


# --- the page it is about -----------------------------------------------------------------------
TOKEN = "abcdefghijklmnop" + "a2b3c4d5" * 4


@pytest.mark.once
@pytest.mark.parametrize(
    ("referer", "page"),
    [
        ("http://testserver/leichte-sprache/", "/leichte-sprache/"),
        ("http://testserver/anfragen/?suche=Meier", "/anfragen/"),
        ("http://testserver/rueckmeldung/", ""),
        ("http://testserver/gibt-es-nicht/", ""),
        ("https://anderswo.example/orte/", ""),
        ("nicht lesbar", ""),
        ("", ""),
    ],
)
def test_the_page_one_comes_from_is_filled_in(client, referer, page):
    form = client.get(ADDRESS, headers={"referer": referer}).context["form"]

    assert form["page"].value() == page


@pytest.mark.once
def test_a_link_that_opens_something_is_never_filled_in(client):
    html = client.get(
        ADDRESS, headers={"referer": f"http://testserver/stellungnahme/{TOKEN}/"}
    ).content.decode()

    assert "a2b3c4d5" not in html


@pytest.mark.once
def test_a_barrier_is_chosen_for_whoever_comes_from_the_statement(client):
    page = Page(client.get(f"{ADDRESS}?art=barrier").content.decode())

    assert [box.attrs["value"] for box in page.all("input", name="kind") if "checked" in box.attrs] == [
        "barrier"
    ]


@pytest.mark.once
def test_afterwards_one_reads_what_happens_next(client, settings):
    settings.ANSWER_FEEDBACK_WITHIN_DAYS = 9
    html = client.get(reverse("feedback_thanks")).content.decode()

    assert "innerhalb von 9 Tagen Antwort" in html


# --- staff --------------------------------------------------------------------------------------
@pytest.fixture
def row(client):
    give(client)
    return Feedback.objects.get()


def change(row):
    return reverse("admin:pages_feedback_change", args=[row.pk])


@pytest.mark.parametrize("who", ["gib", "leitung"])
def test_staff_mark_it_as_answered_and_change_nothing_else(client, request, row, who):
    person = request.getfixturevalue(who)
    client.force_login(person)
    assert GIVEN["text"] in client.get(change(row)).content.decode()

    answered = {"is_answered": "on", "note": "Tabelle hat jetzt Köpfe."}
    save(client, change(row), answered | {"text": "anders", "email": "anders@example.net"})

    row.refresh_from_db()
    assert (row.is_answered, row.note, row.answered_by) == (True, "Tabelle hat jetzt Köpfe.", person)
    assert row.answered_at is not None
    assert (row.text, row.email) == (GIVEN["text"], GIVEN["email"])

    save(client, change(row), {"note": "Doch nicht."})
    row.refresh_from_db()
    assert (row.is_answered, row.answered_by, row.answered_at) == (False, None, None)


def test_a_message_is_named_by_its_day_here_and_not_in_greenwich(row):
    row.created_at = dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC)

    assert str(row) == "Eine Barriere (24. November 2026)"


def test_controlling_reads_no_messages(client, controlling, row):
    client.force_login(controlling)

    assert client.get(change(row)).status_code == 403
    assert client.get(reverse("admin:pages_feedback_changelist")).status_code == 403


def test_the_menu_of_the_workplace_counts_what_is_unanswered(client, gib, row):
    client.force_login(gib)
    html = client.get(reverse("admin:pages_feedback_changelist")).content.decode()

    assert "Rückmeldungen" in html
    assert client.get("/admin/").context["sidebar"][0][1][-1].count == 1
