"""The mandate's rounds and panels, as pages."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from requests import actions
from requests.actions import close_due_rounds
from requests.models import Round, SupportRequest
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


def url(name, case, *more):
    return reverse(f"requests:{name}", args=[case.oid, *more])


def test_the_page_before_a_round_says_what_follows(client, koko, case):
    factories.committee(case.office, members=2)
    factories.filled(case.mandate.latest)
    client.force_login(koko)

    page = client.get(url("open_round", case)).content.decode()
    assert "2 Mails gehen hinaus" in page
    assert "mitglied1.05711@example.org" in page

    answer_by = timezone.localdate() + dt.timedelta(days=7)
    response = client.post(url("open_round", case), {"rule": "all", "answer_by": answer_by.isoformat()})
    round_ = Round.objects.get()
    assert (response.url, round_.answer_by) == (url("round", case, round_.oid), answer_by)


@pytest.mark.parametrize(
    ("days", "words"), [(0, "mindestens bis morgen"), (400, "länger als ein Jahr"), (None, "bis wann")]
)
def test_a_deadline_that_cannot_be_right_is_told_at_its_field(client, koko, case, days, words):
    factories.committee(case.office)
    factories.filled(case.mandate.latest)
    client.force_login(koko)
    today = timezone.localdate()
    answer_by = "" if days is None else (today + dt.timedelta(days=days)).isoformat()

    response = client.post(url("open_round", case), {"rule": "all", "answer_by": answer_by})

    (error,) = response.context["form"].errors["answer_by"]
    assert words in error
    assert Round.objects.count() == 0


def test_the_page_before_a_round_names_what_is_in_the_way(client, koko, case):
    client.force_login(koko)
    page = main_of(client.get(url("open_round", case)))
    assert "Vor der Abstimmung fehlt noch etwas in diesen Abschnitten: " in page
    assert "<button" not in page


def test_a_second_click_gets_a_sentence(client, koko, case):
    factories.opened_round(case, by=koko)
    client.force_login(koko)
    answer_by = timezone.localdate() + dt.timedelta(days=7)
    response = client.post(url("open_round", case), {"rule": "all", "answer_by": answer_by.isoformat()})
    assert response.status_code == 200
    assert "Das Gremium stimmt schon ab." in response.content.decode()
    assert Round.objects.count() == 1


def test_wishes_for_change_are_a_list_to_work_through_and_lead_to_the_next_version(client, koko, case):
    round_ = factories.opened_round(case, by=koko)
    for seat, said in zip(round_.seats.all(), ["agree", "change", "change"], strict=True):
        factories.answer(seat, said)
    client.force_login(koko)

    page = client.get(url("round", case, round_.oid)).content.decode()
    assert "2 Mitglieder wünschen Änderungen am Auftrag." in page
    assert page.count("Bitte auch die Förderschulen.") == 2
    assert "5 Gegenstand und Grenzen" in page

    response = client.post(url("new_version", case))
    assert response.url == url("edit_mandate", case)
    again = client.post(url("new_version", case), follow=True)
    assert "Fassung 2 ist schon in Arbeit." in again.content.decode()


def test_a_partner_office_reads_who_answered_for_whom_but_no_names(client, koko, other_koko, case):
    round_ = factories.opened_round(case, by=koko)
    actions.share(case, by=koko, office=factories.office(factories.UNNA))
    member = round_.seats.first().member
    shown = {}
    for reader in (koko, other_koko):
        client.force_login(reader)
        shown[reader] = main_of(client.get(url("round", case, round_.oid)))
    assert member.institution in shown[koko]
    assert member.name in shown[koko]
    assert member.institution in shown[other_koko]
    assert member.name not in shown[other_koko]


def test_reopening_asks_why(client, koko):
    case = factories.support_request(State.MANDATED, by=koko)
    client.force_login(koko)
    assert client.post(url("reopen_mandate", case), {"reason": ""}).status_code == 200
    response = client.post(url("reopen_mandate", case), {"reason": "Ein Partner kommt dazu."})
    assert response.url == url("edit_mandate", case)
    stale = client.post(url("reopen_mandate", case), {"reason": "Noch einmal"}).content.decode()
    assert "nicht möglich" in stale
    assert "Noch einmal" in stale
    late = client.get(url("reopen_mandate", case), follow=True)
    assert "Dieser Auftrag lässt sich gerade nicht neu fassen." in late.content.decode()


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_page_costs_the_same_for_one_round_and_for_three(
    client, koko, case, rounds, django_assert_num_queries
):
    for number in range(rounds):
        round_ = factories.opened_round(case, by=koko)
        for seat in round_.seats.all():
            factories.answer(seat, "change")
        if number < rounds - 1:
            actions.new_version(case, by=koko)
    client.force_login(koko)
    with django_assert_num_queries(14):
        client.get(url("mandate", case))
    with django_assert_num_queries(17):
        client.get(url("round", case, round_.oid))


# --- where others see it ---------------------------------------------------------------------------
def test_the_requests_page_names_versions_and_rounds(client, koko, case):
    round_ = factories.opened_round(case, by=koko)
    client.force_login(koko)
    page = client.get(case.get_absolute_url()).content.decode()
    assert url("version", case, 1) in page
    assert url("round", case, round_.oid) in page


def test_gib_reads_wording_and_answers_on_the_case_page(client, gib, koko, case):
    round_ = factories.opened_round(case, by=koko)
    factories.answer(round_.seats.first(), "change")
    client.force_login(gib)
    page = client.get(reverse("admin:case", args=[case.oid])).content.decode()
    assert "Alle Schulen melden bis 31. Mai." in page
    assert "wünscht eine Änderung" in page
    assert f'href="{url("version", case, 1)}"' not in page


def ended(case, koko, said="change"):
    """A round in which everybody answered."""
    round_ = factories.opened_round(case, by=koko)
    for seat in round_.seats.all():
        factories.answer(seat, said)
    return Round.objects.get(pk=round_.pk)


def test_after_a_round_the_panel_holds_the_one_main_act(client, koko, case):
    round_ = ended(case, koko)
    client.force_login(koko)

    page = client.get(url("round", case, round_.oid)).content.decode()
    panel = page.partition('<section\n  class="gs-next-action')[2].partition("</section>")[0]

    assert "Neue Fassung schreiben" in panel
    assert page.count("kern-btn--primary") == 1
    assert "Änderungswünsche bearbeiten" not in page


def test_a_rounds_page_has_no_button_that_leads_to_itself(client, koko, case):
    round_ = factories.opened_round(case, by=koko)
    client.force_login(koko)

    page = main_of(client.get(url("round", case, round_.oid)))

    assert "Antworten ansehen" not in page
    assert f'href="{url("round", case, round_.oid)}"' not in page


def test_the_editor_shows_how_far_it_is_and_what_members_said(client, koko, case):
    ended(case, koko)
    version = actions.new_version(case, by=koko)
    version.sections["occasion"] = ""
    version.save()
    client.force_login(koko)

    page = client.get(url("edit_mandate", case)).content.decode()

    assert "Abschnitten sind ausgefüllt." in page
    assert '<a class="kern-link" href="#abschnitt-1">1 Anlass und Ausgangslage</a>' in page
    assert 'id="abschnitt-1"' in page
    assert page.count("Bitte auch die Förderschulen.") == 3
    assert page.count("kern-btn--primary") == 1


@pytest.mark.parametrize("outcome", ["change", "none"])
def test_a_finished_round_leads_the_office_to_the_next_step_of_today(client, koko, other_koko, case, outcome):
    """A new version or the same once more at first, later whatever the mandate waits for."""
    round_ = factories.opened_round(case, by=koko)
    if outcome == "change":
        for seat in round_.seats.all():
            factories.answer(seat, "change")
    else:
        Round.objects.update(answer_by=timezone.localdate() - dt.timedelta(days=1))
        close_due_rounds()
    client.force_login(koko)

    page = main_of(client.get(url("round", case, round_.oid)))
    assert "Neue Fassung schreiben" in page
    assert url("open_round", case) in page

    client.post(url("new_version", case))
    page = main_of(client.get(url("round", case, round_.oid)))
    assert "Neue Fassung schreiben" not in page
    assert f'href="{url("open_round", case)}"' in page
    assert "Fassung 2 ist vollständig." in page
    assert ("3 Mitglieder wünschen" if outcome == "change" else "ohne Ergebnis") in page

    second = factories.opened_round(SupportRequest.objects.get(pk=case.pk), by=koko)
    page = main_of(client.get(url("round", case, round_.oid)))
    assert f'href="{url("round", case, second.oid)}"' in page

    actions.share(case, by=koko, office=factories.office(factories.UNNA))
    client.force_login(other_koko)
    assert "Sie sind am Zug" not in main_of(client.get(url("round", case, round_.oid)))
