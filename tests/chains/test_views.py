"""The pages of local chains."""

import pytest
from django.urls import reverse
from django.utils import timezone

from chains import actions
from chains.models import Actor, Chain
from chains.windows import school_year_on
from gsvo.offices.models import Membership, Role
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(koko):
    return actions.copy_from_template(make.office(), 2026, by=koko)


def _url(name, chain, number=None):
    args = [chain.oid] if number is None else [chain.oid, chain.steps.get(number=number).oid]
    return reverse(f"chains:{name}", args=args)


def _typed(client, url, **changes):
    """What a browser would send: the form as the page shows it, with changes."""
    form = client.get(url).context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if value is None:
            continue
        data[bound.html_name] = (
            [getattr(v, "pk", v) for v in value] if isinstance(value, (list, tuple)) else value
        )
    return {**data, **changes}


# --- list and copy -------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_one_row_as_for_three(client, koko, django_assert_num_queries, rows):
    for year in range(2026, 2026 + rows):
        actions.copy_from_template(make.office(), year, by=koko)
    client.force_login(koko)
    with django_assert_num_queries(6):  # session, user, menu, count, chains, may create
        response = client.get("/ketten/")
    assert len(response.context["page"].object_list) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_table_asks_as_often_for_one_step_as_for_three(
    client, koko, chain, django_assert_num_queries, rows
):
    chain.steps.filter(number__gt=rows).delete()
    client.force_login(koko)
    with django_assert_num_queries(9):  # session, user, menu, chain, steps, three relations, may edit
        response = client.get(chain.get_absolute_url())
    assert len(response.context["rows"]) == rows


def test_the_list_shows_the_own_offices_chains_only(client, koko, other_koko, chain):
    theirs = actions.copy_from_template(make.office(make.UNNA), 2026, by=other_koko)
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
    response = client.post("/ketten/neu/", _typed(client, "/ketten/neu/", school_year=year + 1))
    chain = Chain.objects.get()
    assert response.url == chain.get_absolute_url()
    assert (chain.office, chain.school_year, chain.created_by) == (make.office(), year + 1, colleague)
    assert chain.steps.count() == 12


def test_a_second_chain_for_the_year_gets_a_sentence(client, koko):
    client.force_login(koko)
    data = _typed(client, "/ketten/neu/", school_year=school_year_on(timezone.localdate()))
    client.post("/ketten/neu/", data)
    response = client.post("/ketten/neu/", data)
    assert "gibt es schon eine Kette" in response.content.decode()
    assert Chain.objects.count() == 1


def test_nobody_copies_for_a_foreign_office(client, koko):
    client.force_login(koko)
    data = _typed(client, "/ketten/neu/", school_year=2026, office=make.office(make.UNNA).pk)
    assert client.post("/ketten/neu/", data).context["form"].errors.keys() >= {"office"}
    assert not Chain.objects.exists()


def test_who_works_in_two_offices_chooses(client, koko):
    Membership.objects.create(user=koko, office=make.office(make.UNNA), role=Role.MEMBER)
    Membership.objects.create(user=koko, office=make.office("05111"), role=Role.READER)
    client.force_login(koko)
    offices = client.get("/ketten/neu/").context["form"].fields["office"].queryset
    assert {office.key for office in offices} == {make.BIELEFELD, make.UNNA}


# --- who sees and changes ------------------------------------------------------------------------
PAGES = ["detail", "edit", "add_step"]
STEP_PAGES = ["edit_step", "move_step", "remove_step"]


@pytest.mark.parametrize("who", ["other_koko", "gib", "advisor_user"])
def test_strangers_find_no_page(client, request, chain, who):
    client.force_login(request.getfixturevalue(who))
    for url in [_url(name, chain) for name in PAGES] + [_url(name, chain, 3) for name in STEP_PAGES]:
        assert client.post(url, {"version": 1, "to": "up"}).status_code in (404, 405)
        assert client.get(url).status_code in (404, 405)
    assert client.get(chain.get_absolute_url()).status_code == 404


def test_a_reader_sees_and_has_no_button(client, reader, chain):
    client.force_login(reader)
    page = client.get(chain.get_absolute_url()).content.decode()
    assert "Information von Jugendlichen" in page
    assert "bearbeiten" not in page


@pytest.mark.parametrize("name", ["edit", "add_step"])
def test_a_reader_changes_nothing(client, reader, chain, name):
    client.force_login(reader)
    assert client.post(_url(name, chain), {"version": 1}).status_code == 403


@pytest.mark.parametrize("name", STEP_PAGES)
def test_a_reader_changes_no_step(client, reader, chain, name):
    client.force_login(reader)
    assert client.post(_url(name, chain, 3), {"version": 1, "to": "up"}).status_code == 403
    chain.refresh_from_db()
    assert (chain.version, chain.steps.count()) == (1, 12)


def test_the_step_of_another_chain_is_absent(client, koko, chain):
    other = actions.copy_from_template(make.office(), 2027, by=koko)
    client.force_login(koko)
    url = reverse("chains:edit_step", args=[chain.oid, other.steps.first().oid])
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


# --- steps ---------------------------------------------------------------------------------------
def test_a_step_is_changed_in_the_form(client, colleague, chain):
    client.force_login(colleague)
    url = _url("edit_step", chain, 4)
    ihk = Actor.objects.get(name="IHK")
    response = client.post(
        url, _typed(client, url, title="Abfrage", window_from="", window_to="", anchor="nach den Osterferien",
                    receivers=[ihk.pk], contact="Frau Amt, 0521 1", status="agreed"),
    )  # fmt: skip
    step = chain.steps.get(number=4)
    assert response.url == f"{_url('edit', chain)}#schritt-{step.oid}"
    assert (step.title, step.window_from, step.contact, step.status) == (
        "Abfrage",
        None,
        "Frau Amt, 0521 1",
        "agreed",
    )
    assert list(step.receivers.all()) == [ihk]
    assert "nach den Osterferien" in client.get(chain.get_absolute_url()).content.decode()


def test_saving_without_a_change_changes_no_field(client, koko, chain):
    client.force_login(koko)
    url = _url("edit_step", chain, 5)
    before = chain.steps.filter(number=5).values().get()
    client.post(url, _typed(client, url))
    assert chain.steps.filter(number=5).values().get() == before
    assert {step.number for step in chain.steps.get(number=5).receiver_steps.all()} == {6, 7, 9}


def test_a_step_needs_a_title(client, koko, chain):
    client.force_login(koko)
    url = _url("edit_step", chain, 4)
    response = client.post(url, _typed(client, url, title=" "))
    assert response.context["form"].errors.keys() == {"title"}
    chain.refresh_from_db()
    assert chain.version == 1


def test_a_step_points_to_steps_of_its_own_chain_only(client, koko, chain):
    other = actions.copy_from_template(make.office(), 2027, by=koko)
    client.force_login(koko)
    url = _url("edit_step", chain, 4)
    foreign = other.steps.first().pk
    response = client.post(url, _typed(client, url, receiver_steps=[foreign], feedback_to=foreign))
    assert response.context["form"].errors.keys() == {"receiver_steps", "feedback_to"}


def test_the_slower_of_two_is_told_and_keeps_what_was_typed(client, koko, colleague, chain):
    client.force_login(koko)
    url = _url("edit_step", chain, 4)
    typed = _typed(client, url, title="Mein Text")
    actions.save_step(chain.steps.get(number=4), by=colleague, seen=1, title="Schneller")
    response = client.post(url, typed)
    assert (
        "Kim Kolleg hat diese Kette gerade geändert. Ihr Text steht noch hier." in response.content.decode()
    )
    assert response.context["form"]["title"].value() == "Mein Text"
    assert chain.steps.get(number=4).title == "Schneller"
    again = {**typed, "version": response.context["form"]["version"].value()}
    assert client.post(url, again).status_code == 302
    assert chain.steps.get(number=4).title == "Mein Text"


def test_a_step_is_added_behind_another(client, koko, chain):
    client.force_login(koko)
    url = _url("add_step", chain)
    after = chain.steps.get(number=2)
    response = client.post(url, _typed(client, url, title="Elternabend", after=after.pk, status="not_begun"))
    step = chain.steps.get(title="Elternabend")
    assert step.number == 3
    assert response.url == f"{_url('edit', chain)}#schritt-{step.oid}"


def test_a_double_click_adds_one_step(client, koko, chain):
    client.force_login(koko)
    url = _url("add_step", chain)
    typed = _typed(client, url, title="Elternabend", status="not_begun")
    client.post(url, typed)
    response = client.post(url, typed)
    assert response.status_code == 200
    assert chain.steps.filter(title="Elternabend").count() == 1


def test_buttons_move_a_step(client, koko, chain):
    client.force_login(koko)
    step = chain.steps.get(number=3)
    response = client.post(_url("move_step", chain, 3), {"to": "up", "version": 1})
    step.refresh_from_db()
    assert step.number == 2
    assert response.url.endswith(f"#schritt-{step.oid}")


@pytest.mark.parametrize("version", ["0", "", "x", "9" * 5000])
def test_a_stale_or_odd_button_moves_nothing(client, koko, chain, version):
    client.force_login(koko)
    step = chain.steps.get(number=3)
    response = client.post(_url("move_step", chain, 3), {"to": "up", "version": version}, follow=True)
    step.refresh_from_db()
    assert step.number == 3
    assert "Diese Kette ist inzwischen geändert" in response.content.decode()


def test_a_get_moves_nothing(client, koko, chain):
    client.force_login(koko)
    assert client.get(_url("move_step", chain, 3)).status_code == 405


def test_removing_asks_first(client, koko, chain):
    client.force_login(koko)
    url = _url("remove_step", chain, 12)
    assert client.get(url).status_code == 200
    assert chain.steps.count() == 12
    assert client.post(url, {"version": 1}).url == _url("edit", chain)
    assert chain.steps.count() == 11
    assert client.post(url, {"version": 2}).status_code == 404


def test_free_text_says_that_no_pupil_belongs_there(client, koko, chain):
    client.force_login(koko)
    page = client.get(_url("edit_step", chain, 4)).content.decode()
    assert page.count("keine Angaben zu einzelnen Jugendlichen") == 4
