"""What was typed and has not arrived stands in its form again, for who typed it and nobody else."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gsvo.links import views as link_pages
from gsvo.unsent_forms import storage
from gsvo.unsent_forms.models import UnsentForm
from tests import factories
from tests.e2e.input.html_form import HtmlForm

pytestmark = pytest.mark.django_db
TEXT = "Übergabe von der Schule in den Beruf"


def step(row, number=3):
    return reverse("requests:step", args=[row.oid, number])


def marks(page):
    found = re.findall(r'name="(_owner|_texts)" value="([^"]*)"', page.content.decode())
    return dict(reversed(found))  # of the first form: those behind it have choices only


def keeps(client, address, **typed):
    """What the page's script sends when somebody leaves it."""
    return client.post(address, {**marks(client.get(address)), **typed, "_keep": "1"})


def value(client, address, name):
    return HtmlForm(client.get(address).content.decode()).value(name)


@pytest.fixture
def draft(koko, client):
    client.force_login(koko)
    return factories.support_request(by=koko)


def test_what_was_left_stands_there_again_and_the_page_says_so(client, draft):
    assert keeps(client, step(draft), goal_1=TEXT).status_code == 204
    assert value(client, step(draft), "goal_1") == TEXT
    page = client.get(step(draft)).content.decode()
    assert "Hier steht wieder, was Sie zuletzt eingegeben haben" in page
    assert "Gespeichert ist es noch nicht" in page
    draft.refresh_from_db()
    assert draft.goal_1 != TEXT


def test_a_button_that_leads_on_keeps_the_form_without_any_script(client, draft):
    row = factories.support_request("submitted", by=draft.created_by)
    address = reverse("requests:withdraw", args=[row.oid])
    html = client.get(address).content.decode()
    button = re.search(r'<button [^>]*name="_go" value="([^"]+)"[^>]*>Zurück zur Anfrage</button>', html)
    assert button[1] == row.get_absolute_url()
    answer = client.post(address, {"reason": TEXT, "_go": button[1]})
    assert (answer.status_code, answer.url) == (302, row.get_absolute_url())
    assert value(client, address, "reason") == TEXT
    row.refresh_from_db()
    assert row.state == "submitted"


def test_such_a_button_leads_to_no_foreign_page(client, draft):
    answer = client.post(step(draft), {"goal_1": TEXT, "_go": "https://evil.example/"})
    assert answer.url == "/"
    assert value(client, step(draft), "goal_1") == TEXT


def test_what_was_sent_is_forgotten(client, draft):
    keeps(client, step(draft), goal_1=TEXT)
    data = HtmlForm(client.get(step(draft)).content.decode()).hidden
    assert client.post(step(draft), data | {"goal_1": TEXT, "spaeter": ""}).status_code == 302
    assert not UnsentForm.objects.exists()
    assert "Hier steht wieder" not in client.get(step(draft)).content.decode()


def test_a_form_that_comes_back_with_errors_is_kept_as_it_was_sent(client, koko, draft):
    address = reverse("requests:withdraw", args=[factories.support_request("submitted", by=koko).oid])
    page = client.get(address)
    assert client.post(address, marks(page) | {"reason": ""}).status_code == 200
    data = marks(client.get(reverse("offices:invite", args=["05711"])))
    answer = client.post(reverse("offices:invite", args=["05711"]), data | {"name": "Nele", "email": "nele@"})
    assert answer.status_code == 200
    assert value(client, reverse("offices:invite", args=["05711"]), "name") == "Nele"


def test_ticks_and_choices_come_back_as_well(client, draft):
    sheet = HtmlForm(client.get(step(draft, 2)).content.decode())
    box = next(name for name in sheet.names if sheet.kind(name) in ("checkbox", "radio"))
    keeps(client, step(draft, 2), **{box: sheet.offered(box)[-1], "title": "Anderer Titel"})
    html = client.get(step(draft, 2)).content.decode()
    control = next(c for c in HtmlForm(html).of(box) if c.attrs.get("value") == sheet.offered(box)[-1])
    assert "checked" in control.attrs


def test_what_changed_in_the_record_meanwhile_is_not_overwritten(client, draft, colleague):
    """The version comes back with the text: the slower of two is told as if she had never left."""
    sheet = HtmlForm(client.get(step(draft)).content.decode())
    keeps(client, step(draft), **sheet.hidden, goal_1=TEXT)
    other = Client()
    other.force_login(colleague)
    own = HtmlForm(other.get(step(draft)).content.decode()).hidden
    other.post(step(draft), own | {"goal_1": "Von der Kollegin", "spaeter": ""})
    again = HtmlForm(client.get(step(draft)).content.decode())
    answer = client.post(step(draft), again.hidden | {"goal_1": again.value("goal_1"), "spaeter": ""})
    assert "hat das inzwischen geändert" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.goal_1 == "Von der Kollegin"


def test_rows_of_the_mandate_come_back_with_the_text(client, koko, draft):
    row = factories.support_request("clarifying", by=koko)
    address = reverse("requests:edit_mandate", args=[row.oid])
    data = HtmlForm(client.get(address).content.decode()).hidden
    data |= {
        "goals-TOTAL_FORMS": "3",
        "goals-2-text": "Drittes Ziel",
        "scope": TEXT,
        "revision": data["revision"],
    }
    assert keeps(client, address, **data).status_code == 204
    assert value(client, address, "goals-2-text") == "Drittes Ziel"


def test_it_can_be_thrown_away_on_its_page(client, draft):
    keeps(client, step(draft), goal_1=TEXT)
    answer = client.post(reverse("throw-away"), {"path": step(draft), "back": step(draft)})
    assert answer.url == step(draft)
    assert value(client, step(draft), "goal_1") != TEXT


def test_an_emptied_form_keeps_nothing(client, draft):
    keeps(client, step(draft), goal_1=TEXT)
    client.post(step(draft), {"goal_1": "", "_keep": "1"})
    assert not UnsentForm.objects.exists()


def test_a_colleague_and_another_office_see_nothing(client, draft, colleague):
    keeps(client, step(draft), goal_1=TEXT)
    other = Client()
    other.force_login(colleague)
    page = other.get(step(draft))
    assert page.status_code == 200
    assert TEXT not in page.content.decode()
    other.post(reverse("throw-away"), {"path": step(draft)})
    assert UnsentForm.objects.count() == 1


def test_passwords_codes_and_tokens_are_not_kept(client, draft, koko):
    keeps(client, "/konto/", name="N", password1="p-eins", code="12345678", csrfmiddlewaretoken="x", otp="1")
    (form,) = storage.forms_of(f"account:{koko.pk}")
    assert form["fields"] == [["name", "N"]]


def test_a_page_without_text_is_left_as_it_is(client, draft):
    html = client.get(reverse("requests:delete_draft", args=[draft.oid])).content.decode()
    assert "unsent-forms.js" not in html
    assert "_blank" not in html


def test_without_a_script_every_other_way_opens_beside_the_page(client, draft):
    """Links of head, foot and steps, and the switch of languages; links within the page stay."""
    html = client.get(step(draft, 2)).content.decode()
    ways = re.findall(r"<a [^>]*>", html)
    away = [way for way in ways if re.search(r'href="[/?]', way)]
    assert len(away) > 15
    assert [way for way in away if 'target="_blank"' not in way] == []
    assert [way for way in ways if re.search(r'href="(#|mailto|tel)', way) and "_blank" in way] == []
    assert 'action="/sprache/" target="_blank"' in html


# --- behind links, and for visitors ---------------------------------------------------------------
@pytest.fixture
def seat(koko):
    return factories.opened_round(factories.support_request("clarifying", by=koko)).seats.first()


def opened(client, seat):
    link = factories.statement_link(seat)
    return client.get("/" + link.url().partition("://")[2].partition("/")[2]).url


def test_a_member_finds_the_remark_again_in_any_browser_that_opened_the_link(client, seat):
    page = opened(client, seat)
    keeps(client, page, remark_overall=TEXT)
    assert value(client, f"{page}?alles=1", "remark_overall") == TEXT
    phone = Client()
    assert phone.get(page).status_code == 403
    opened(phone, seat)
    assert value(phone, page, "remark_overall") == TEXT


def test_a_remark_behind_a_fold_is_seen(client, seat):
    page = opened(client, seat)
    name = next(n for n in HtmlForm(client.get(page).content.decode()).names if n.startswith("remark_"))
    keeps(client, page, **{name: TEXT})
    html = client.get(page).content.decode()
    assert "<details" in html[: html.index(TEXT)].rpartition("<details")[1]
    assert " open" in html[: html.index(TEXT)].rpartition("<details")[2].partition(">")[0]


def test_the_summary_keeps_the_remarks_and_the_answer_forgets_them(client, seat):
    page = opened(client, seat)
    data = marks(client.get(page)) | {"answer": "agree", "remark_overall": TEXT}
    assert client.post(page, data | {"step": "check"}).url == f"{page}?pruefen=1"
    assert value(client, page, "remark_overall") == TEXT
    assert client.post(page, data | {"step": "send", "name": "Emre Yıldız"}).status_code == 302
    assert not UnsentForm.objects.exists()


def test_another_members_link_shows_nothing(client, seat):
    keeps(client, opened(client, seat), remark_overall=TEXT)
    other = Client()
    page = opened(other, seat.round.seats.last())
    assert TEXT not in other.get(page).content.decode()


def test_after_a_link_was_opened_too_long_ago_nothing_is_shown(client, seat):
    page = opened(client, seat)
    keeps(client, page, remark_overall=TEXT)
    session = client.session
    session[link_pages.OPENED_AT] = dict.fromkeys(session[link_pages.OPENED_AT], 0)
    session.save()
    assert TEXT not in client.get(page).content.decode()


def test_a_visitors_message_waits_for_an_hour_in_her_browser_only(client, settings):
    page = reverse("feedback")
    assert keeps(client, page, text=TEXT).status_code == 204
    assert value(client, page, "text") == TEXT
    assert TEXT not in Client().get(page).content.decode()
    UnsentForm.objects.update(at=timezone.now() - settings.SESSION_IDLE - dt.timedelta(seconds=1))
    assert TEXT not in client.get(page).content.decode()


def test_reading_a_public_form_begins_no_session(client):
    client.get(reverse("feedback"))
    assert "sessionid" not in client.cookies


def test_whoever_is_about_to_log_in_leaves_no_address_behind(client):
    for name in storage.NOT_KEPT:
        keeps(client, reverse(name), login="karla@example.org", email="karla@example.org")
    assert not UnsentForm.objects.exists()
