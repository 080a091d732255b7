"""The pages of local chains."""

import pytest
from django.urls import reverse
from django.utils import timezone

from chains import actions
from chains.models import Chain
from chains.periods import school_year_on
from gsvo.offices.models import Membership, Role
from tests import factories
from tests.chains.pages import page_url, part_url, typed

pytestmark = pytest.mark.django_db


# --- list and copy -------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_one_row_as_for_three(client, koko, django_assert_num_queries, rows):
    for year in range(2026, 2026 + rows):
        actions.copy_from_template(factories.office(), year, by=koko)
    client.force_login(koko)
    with django_assert_num_queries(5):  # session, user, menu, chains, may create
        response = client.get("/ketten/")
    assert len(response.context["page"].object_list) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_table_asks_as_often_for_one_step_as_for_three(
    client, koko, chain, django_assert_num_queries, rows
):
    chain.steps.filter(number__gt=rows).delete()
    client.force_login(koko)
    # session, user, menu, chain, content (6), gaps (3), institutions, may edit, versions
    with django_assert_num_queries(16):
        response = client.get(chain.get_absolute_url())
    assert len(response.context["rows"]) == rows


def test_the_list_shows_the_own_offices_chains_only(client, koko, other_koko, chain):
    theirs = actions.copy_from_template(factories.office(factories.UNNA), 2026, by=other_koko)
    client.force_login(koko)
    assert list(client.get("/ketten/").context["page"]) == [chain]
    client.force_login(other_koko)
    assert list(client.get("/ketten/").context["page"]) == [theirs]


def test_an_empty_list_says_what_to_do(client, koko, reader):
    client.force_login(koko)
    assert "Kette aus der Vorlage anlegen" in client.get("/ketten/").content.decode()
    client.force_login(reader)
    page = client.get("/ketten/").content.decode()
    assert "sobald jemand eine anlegt" in page
    assert "/ketten/neu/" not in page


def test_a_member_copies_the_template_for_a_school_year(client, colleague):
    client.force_login(colleague)
    year = school_year_on(timezone.localdate())
    response = client.post("/ketten/neu/", typed(client, "/ketten/neu/", school_year=year + 1))
    chain = Chain.objects.get()
    assert response.url == chain.get_absolute_url()
    assert (chain.office, chain.school_year, chain.created_by) == (factories.office(), year + 1, colleague)
    assert chain.steps.count() == 12


def test_a_second_chain_for_the_year_gets_a_sentence(client, koko):
    client.force_login(koko)
    data = typed(client, "/ketten/neu/", school_year=school_year_on(timezone.localdate()))
    client.post("/ketten/neu/", data)
    response = client.post("/ketten/neu/", data)
    assert "gibt es schon eine Kette" in response.content.decode()
    assert Chain.objects.count() == 1


def test_nobody_copies_for_a_foreign_office(client, koko):
    client.force_login(koko)
    data = typed(client, "/ketten/neu/", school_year=2026, office=factories.office(factories.UNNA).pk)
    assert client.post("/ketten/neu/", data).context["form"].errors.keys() >= {"office"}
    assert not Chain.objects.exists()


@pytest.mark.parametrize("office", ["", "x", "999999"])
def test_an_altered_hidden_office_is_told_in_a_sentence_that_helps(client, koko, office):
    client.force_login(koko)

    page = client.post(
        reverse("chains:create"), {"office": office, "school_year": school_year_on(timezone.localdate())}
    ).content.decode()

    assert "Laden Sie die Seite bitte neu" in page
    assert "Bitte wählen Sie etwas" not in page
    assert not Chain.objects.exists()


def test_who_works_in_two_offices_chooses(client, koko):
    Membership.objects.create(user=koko, office=factories.office(factories.UNNA), role=Role.MEMBER)
    Membership.objects.create(user=koko, office=factories.office("05111"), role=Role.READER)
    client.force_login(koko)
    offices = client.get("/ketten/neu/").context["form"].fields["office"].queryset
    assert {office.key for office in offices} == {factories.BIELEFELD, factories.UNNA}


# --- who sees and changes ------------------------------------------------------------------------
PAGES = ["detail", "edit", "add_step"]
STEP_PAGES = ["move_step", "remove_step", "split_step"]


@pytest.mark.parametrize("who", ["other_koko", "gib", "advisor_user"])
def test_strangers_find_no_page(client, request, chain, who):
    client.force_login(request.getfixturevalue(who))
    for url in [page_url(name, chain) for name in PAGES] + [page_url(name, chain, 3) for name in STEP_PAGES]:
        assert client.post(url, {"revision": 1, "to": "up"}).status_code in (404, 405)
        assert client.get(url).status_code in (404, 405)
    assert client.get(page_url("edit_step", chain, 3)).status_code == 404
    assert client.post(part_url(chain, 3), {"title": "x"}).status_code == 404
    assert client.post(page_url("take_back", chain), {"revision": 1}).status_code == 404
    assert client.get(chain.get_absolute_url()).status_code == 404


def test_a_reader_sees_and_has_no_button(client, reader, chain):
    client.force_login(reader)
    page = client.get(chain.get_absolute_url()).content.decode()
    assert "Information von Jugendlichen" in page
    assert "bearbeiten" not in page


def test_a_reader_changes_nothing(client, reader, chain):
    client.force_login(reader)
    assert client.get(page_url("edit", chain)).status_code == 403
    assert client.post(page_url("add_step", chain), {"revision": 1}).status_code == 403


@pytest.mark.parametrize("part", ["was", "wann", "wer", "uebergabe", "stand"])
def test_a_reader_changes_no_part_of_a_step(client, reader, chain, part):
    client.force_login(reader)
    assert client.get(part_url(chain, 3, part)).status_code == 403
    assert client.post(part_url(chain, 3, part), {"title": "x"}).status_code == 403
    assert client.post(page_url("take_back", chain), {"revision": 1}).status_code == 403


@pytest.mark.parametrize("name", STEP_PAGES)
def test_a_reader_changes_no_step(client, reader, chain, name):
    client.force_login(reader)
    assert client.post(page_url(name, chain, 3), {"revision": 1, "to": "up"}).status_code == 403
    chain.refresh_from_db()
    assert (chain.revision, chain.steps.count()) == (1, 12)


def test_the_step_of_another_chain_is_absent(client, koko, chain):
    other = actions.copy_from_template(factories.office(), 2027, by=koko)
    client.force_login(koko)
    for name, more in (("edit_step", []), ("step_part", ["was"]), ("split_step", [])):
        url = reverse(f"chains:{name}", args=[chain.oid, other.steps.first().oid, *more])
        assert client.get(url).status_code == 404


# --- table ---------------------------------------------------------------------------------------
def test_the_table_says_when_what_who_and_what_is_handed_over(client, koko, chain):
    client.force_login(koko)
    page = client.get(chain.get_absolute_url()).content.decode()
    for words in (
        "Verantwortungskette Bielefeld 2026/27",
        "September bis Dezember",
        "nach der ersten Anmeldephase",
        "September bis November 2027",
        "mit Schule (Klassenleitung), Schulsozialarbeit, untere Schulaufsicht",
        "Rechtsgrundlage: SchülerDÜG NRW § 1",
        "an KoKo, Agentur für Arbeit (Berufsberatung)",
        "weiter mit Schritt 6, 7, 9",
        "Rückmeldung an Schritt 3",
    ):
        assert words in page


def test_what_people_type_is_never_markup(client, koko, chain):
    chain.steps.filter(number=1).update(title="<b>fett</b>", result="<script>x</script>", note="a & b")
    client.force_login(koko)
    page = client.get(chain.get_absolute_url()).content.decode()
    assert "<b>fett</b>" not in page
    assert "<script>x" not in page
    assert "a &amp; b" in page
