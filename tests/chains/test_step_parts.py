"""The form of a step, part by part: what is saved, what collides, how actors are found."""

from itertools import pairwise

import pytest
from django.utils import timezone

from chains import actions
from chains.forms.step_parts import PARTS
from chains.models import Actor, ChainActor, TargetGroup
from tests import factories
from tests.chains.pages import page_url, part_url, typed
from tests.helpers.page_text import compact

pytestmark = pytest.mark.django_db
SLUGS = [part.slug for part in PARTS]


def _errors(answer):
    return answer.context["form"].errors


def test_the_step_leads_to_its_first_part_and_each_part_to_the_next(client, koko, chain):
    client.force_login(koko)
    assert client.get(page_url("edit_step", chain, 4)).url == part_url(chain, 4, "was")
    ways = [*(part_url(chain, 4, slug) for slug in SLUGS), page_url("edit", chain)]
    for here, there in pairwise(ways):
        assert client.post(here, typed(client, here)).url == there
    assert client.post(ways[0], typed(client, ways[0], zur_liste="")).url == ways[-1]
    assert client.get(part_url(chain, 4, "warum")).status_code == 404


@pytest.mark.parametrize("slug", SLUGS)
def test_saving_without_a_change_changes_nothing(client, koko, chain, slug):
    client.force_login(koko)
    url = part_url(chain, 5, slug)
    before = chain.steps.filter(number=5).values().get()
    assert client.post(url, typed(client, url)).status_code == 302
    chain.refresh_from_db()
    step = chain.steps.get(number=5)
    assert chain.steps.filter(number=5).values().get() == before
    assert {other.number for other in step.receiver_steps.all()} == {6, 7, 9}
    assert step.participants.exists()
    assert step.receivers.exists()
    assert chain.revision == 1
    assert actions.last_change(chain) is None


def test_every_field_is_written_by_its_part(client, koko, chain):
    client.force_login(koko)
    group = TargetGroup.objects.first()
    sent = {
        "was": {"title": "Abfrage", "description": "Erst fragen.",
                "target_groups": [group.pk], "section": "3"},
        "wann": {"window_from": "4", "window_to": "", "year_offset": "1", "anchor_day": "after_easter",
                 "anchor": "nach den Ferien"},
        "wer": {"lead": "ihk", "participants_0": "HWK", "participants_1": "", "contact": "Frau Amt, 0521 1"},
        "uebergabe": {"hands_over_names": "on", "legal_basis": "§ 1", "receivers_0": "DGB",
                      "receiver_steps_0": [chain.steps.get(number=9).pk]},
        "stand": {"status": "agreed", "indicator": "Anteil", "expected_count": "12", "actual_count": "0"},
    }  # fmt: skip
    for slug, fields in sent.items():
        url = part_url(chain, 4, slug)
        assert client.post(url, typed(client, url, **fields)).status_code == 302
    step = chain.steps.get(number=4)
    assert (step.title, step.description, step.section) == ("Abfrage", "Erst fragen.", 3)
    assert (step.window_from, step.window_to, step.year_offset, step.anchor_day) == (
        4,
        None,
        1,
        "after_easter",
    )
    assert (step.lead.name, step.contacts_confirmed_on) == ("IHK", timezone.localdate())
    assert "HWK" in {actor.name for actor in step.participants.all()}
    assert (step.hands_over_names, step.legal_basis) == (True, "§ 1")
    assert 9 in {other.number for other in step.receiver_steps.all()}
    assert "DGB" in {actor.name for actor in step.receivers.all()}
    assert (step.status, step.indicator, step.expected_count, step.actual_count) == (
        "agreed",
        "Anteil",
        12,
        0,
    )
    assert list(step.target_groups.all()) == [group]


@pytest.mark.parametrize(
    ("slug", "field", "text"),
    [("was", "title", " "), ("was", "title", "x" * 201), ("wann", "window_from", "13"),
     ("wann", "anchor_day", "mond"), ("stand", "expected_count", "-1"), ("stand", "actual_count", "9" * 20),
     ("stand", "status", "fertig")],
)  # fmt: skip
def test_bad_input_is_shown_at_its_field_and_kept(client, koko, chain, slug, field, text):
    client.force_login(koko)
    url = part_url(chain, 4, slug)
    answer = client.post(url, typed(client, url, **{field: text}))
    assert _errors(answer).keys() == {field}
    assert answer.context["form"][field].value() == text
    chain.refresh_from_db()
    assert chain.revision == 1


def test_a_step_points_to_steps_of_its_own_chain_only(client, koko, chain):
    other = actions.copy_from_template(factories.office(), 2027, by=koko)
    client.force_login(koko)
    url = part_url(chain, 4, "uebergabe")
    foreign = other.steps.first().pk
    answer = client.post(url, typed(client, url, receiver_steps_0=foreign, feedback_to=foreign))
    assert _errors(answer).keys() == {"receiver_steps", "feedback_to"}


def test_every_part_with_long_texts_says_that_no_pupil_belongs_there(client, koko, chain):
    client.force_login(koko)
    counts = {
        slug: client.get(part_url(chain, 4, slug))
        .content.decode()
        .count("keine Angaben zu einzelnen Jugendlichen")
        for slug in SLUGS
    }
    assert counts == {"was": 2, "wann": 0, "wer": 0, "uebergabe": 1, "stand": 1}


@pytest.mark.parametrize("number", [1, 3])
def test_a_part_asks_as_often_for_one_step_as_for_three(
    client, koko, chain, django_assert_num_queries, number
):
    chain.steps.filter(number__gt=number).delete()
    client.force_login(koko)
    with django_assert_num_queries(20):
        assert client.get(part_url(chain, 1, "uebergabe")).status_code == 200


# --- actors --------------------------------------------------------------------------------------
def test_actors_are_found_however_they_are_typed_and_local_names_too(client, koko, chain):
    Actor.objects.filter(name="Agentur für Arbeit (Berufsberatung)").update(aliases="AA\nAgentur")
    jobcenter = Actor.objects.get(name="Jobcenter")
    ChainActor.objects.create(chain=chain, actor=jobcenter, local_name="Arbeitplus Bielefeld")
    client.force_login(koko)
    url = part_url(chain, 4, "wer")
    changes = {"lead": " agentur ", "participants_0": "ARBEITPLUS  bielefeld", "participants_1": "jobcenter"}
    data = {name: value for name, value in typed(client, url).items() if not name.startswith("participants")}
    assert client.post(url, data | changes).status_code == 302
    step = chain.steps.get(number=4)
    assert step.lead.name == "Agentur für Arbeit (Berufsberatung)"
    assert list(step.participants.all()) == [jobcenter]


def test_an_unknown_name_is_refused_with_the_nearest_and_kept(client, koko, chain):
    client.force_login(koko)
    url = part_url(chain, 4, "wer")
    answer = client.post(
        url, typed(client, url, lead="Jobzentrum", participants_0="Hochschulen", participants_1="xqz")
    )
    form = answer.context["form"]
    assert "Meinten Sie: Jobcenter" in form.errors["lead"][0]
    assert "Meinten Sie: Hochschule" in form.errors["participants"][0]
    assert "„xqz“ steht nicht im Verzeichnis" in form.errors["participants"][1]
    assert (form["lead"].value(), form["participants"].value()[:2]) == ("Jobzentrum", ["Hochschulen", "xqz"])
    assert 'value="Hochschulen"' in answer.content.decode()
    chain.refresh_from_db()
    assert chain.revision == 1


def test_actors_of_this_chain_are_suggested_first(client, koko, chain):
    ChainActor.objects.create(chain=chain, actor=Actor.objects.get(name="DGB"), local_name="DGB OWL")
    chain.steps.filter(number__gt=1).delete()
    client.force_login(koko)
    answer = client.get(part_url(chain, 1, "wer"))
    names = [name for name, _local in answer.context["form"].names.suggestions()]
    step = chain.steps.get()
    used = {
        step.lead.name,
        "DGB",
        *(actor.name for actor in (*step.participants.all(), *step.receivers.all())),
    }
    assert set(names[: len(used)]) == used
    assert len(names) == Actor.objects.count()
    assert '<option value="DGB">DGB OWL</option>' in answer.content.decode()


def test_a_removed_name_leaves(client, koko, chain):
    client.force_login(koko)
    url = part_url(chain, 5, "wer")
    before = list(chain.steps.get(number=5).participants.all())
    client.post(url, typed(client, url, participants_0=""))
    assert list(chain.steps.get(number=5).participants.all()) == before[1:]


# --- two at once ---------------------------------------------------------------------------------
def test_two_who_change_different_fields_of_one_part_lose_nothing(client, koko, colleague, chain):
    client.force_login(koko)
    url = part_url(chain, 4, "was")
    data = typed(client, url, title="Mein Titel")
    actions.save_step(chain.steps.get(number=4), by=colleague, expected_revision=1, result="Ihr Ergebnis")
    assert client.post(url, data).status_code == 302
    step = chain.steps.get(number=4)
    assert (step.title, step.result) == ("Mein Titel", "Ihr Ergebnis")


def test_a_colleagues_change_of_another_step_is_no_collision(client, koko, colleague, chain):
    client.force_login(koko)
    url = part_url(chain, 4, "was")
    data = typed(client, url, title="Mein Titel")
    actions.remove_step(chain.steps.get(number=2), by=colleague, expected_revision=1)
    assert client.post(url, data).status_code == 302
    assert chain.steps.get(number=3).title == "Mein Titel"


def test_of_the_same_field_the_slower_sees_what_stands_there_and_keeps_the_text(
    client, koko, colleague, chain
):
    client.force_login(koko)
    url = part_url(chain, 4, "was")
    data = typed(client, url, title="Mein Text")
    actions.save_step(
        chain.steps.get(number=4), by=colleague, expected_revision=1, title="Schneller", result="Ihr Ergebnis"
    )
    answer = client.post(url, data)
    page, form = answer.content.decode(), answer.context["form"]
    assert "Kim Kolleg hat das inzwischen geändert" in page
    assert "Ihr Text steht noch hier." in page
    assert "<dt>Was geschieht?</dt><dd>Schneller</dd>" in compact(page)
    assert (form["title"].value(), form["result"].value()) == ("Mein Text", "Ihr Ergebnis")
    assert chain.steps.get(number=4).title == "Schneller"
    again = {**data, "result": form["result"].value(), "seen": form["seen"].value()}
    assert client.post(url, again).status_code == 302
    step = chain.steps.get(number=4)
    assert (step.title, step.result) == ("Mein Text", "Ihr Ergebnis")


def test_of_the_same_list_too(client, koko, colleague, chain):
    client.force_login(koko)
    url = part_url(chain, 4, "uebergabe")
    data = typed(client, url, receivers_0="DGB", legal_basis="§ 1")
    hwk, second = Actor.objects.get(name="HWK"), chain.steps.get(number=2)
    actions.save_step(
        chain.steps.get(number=4), by=colleague, expected_revision=1, receivers=[hwk], receiver_steps=[second]
    )
    answer = client.post(url, data)
    form = answer.context["form"]
    assert "<dt>An wen?</dt><dd>HWK</dd>" in compact(answer.content.decode())
    assert "DGB" in form["receivers"].value()
    assert form["receiver_steps"].value() == [str(second.pk)]
    assert form["legal_basis"].value() == "§ 1"


@pytest.mark.parametrize("seen", ["", "title", "=;=;", "title=0;result=0", "x" * 5000])
def test_without_knowing_what_was_seen_nothing_is_overwritten(client, koko, chain, seen):
    client.force_login(koko)
    url = part_url(chain, 4, "was")
    stood = chain.steps.get(number=4).title
    answer = client.post(url, typed(client, url, title="Neu", seen=seen))
    assert "inzwischen geändert" in answer.content.decode()
    assert chain.steps.get(number=4).title == stood
