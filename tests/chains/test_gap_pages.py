"""The page of a chain's gaps: who sees and who accepts, for how long, and when an acceptance is gone."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chains import actions, content
from chains.actions.gaps import LONGEST
from chains.gaps.of_chain import gaps_of
from chains.models import AcceptedGap, ChainActor, PartConfirmation
from chains.parts import part_of
from gsvo.lib.exceptions import ActionRefused
from tests.chains.pages import page_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(chain):
    return f"no_deputy:{chain.steps.get(number=2).oid}"


def address(name, chain, key):
    return reverse(f"chains:{name}", args=[chain.oid, key])


def tomorrow():
    return timezone.localdate() + dt.timedelta(days=1)


def sent(**changes):
    return {"reason": "Wird im Frühjahr besetzt.", "until": tomorrow().isoformat()} | changes


def open_keys(chain):
    return {gap.key for gap in gaps_of(chain).open}


def accept(chain, key, by, until=None):
    return actions.accept_gap(chain, by=by, key=key, reason="Bleibt.", until=until or tomorrow())


# --- what the pages show -------------------------------------------------------------------------
def test_the_list_says_what_why_and_what_helps(client, koko, chain, key):
    client.force_login(koko)
    page = client.get(page_url("gaps", chain)).content.decode()

    for words in (
        "Schwere Lücken", "Mittlere Lücken", "Leichte Lücken", "Ganze Kette:",
        "Eine Vertretung ist nicht benannt.", "Bei Krankheit, Urlaub oder Wechsel steht",
        "wer die Ansprechperson vertritt",
        "Schritt 2 bearbeiten", page_url("edit_step", chain, 2), address("accept_gap", chain, key),
    ):  # fmt: skip
        assert words in page
    assert page.index("Schwere Lücken") < page.index("Mittlere Lücken") < page.index("Leichte Lücken")
    assert "Vorerst hingenommen" not in page


def test_a_chain_without_gaps_says_so(client, koko, chain, monkeypatch):
    monkeypatch.setattr("chains.gaps.of_chain.find_gaps", lambda content, facts: [])
    client.force_login(koko)
    for url in (page_url("gaps", chain), chain.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "Diese Kette hat keine offenen Lücken." in page
        assert "Lücke:" not in page


def test_the_chain_says_how_many_and_marks_each_step(client, koko, chain):
    client.force_login(koko)
    page = client.get(chain.get_absolute_url()).content.decode()

    assert gaps_of(chain).sentence in page
    assert f'href="{page_url("gaps", chain)}"' in page
    assert page.count("Eine Vertretung ist nicht benannt.") == 24  # in the table, and in the list for phones


def test_a_reader_sees_and_has_no_button(client, reader, chain, key):
    client.force_login(reader)
    page = client.get(page_url("gaps", chain)).content.decode()

    assert "Eine Vertretung ist nicht benannt." in page
    assert "hinnehmen …" not in page
    assert "bearbeiten" not in page
    assert client.get(address("accept_gap", chain, key)).status_code == 403
    assert client.post(address("accept_gap", chain, key), sent()).status_code == 403
    assert client.post(address("take_back_acceptance", chain, key)).status_code == 403
    with pytest.raises(PermissionDenied):
        accept(chain, key, reader)


@pytest.mark.parametrize("who", ["other_koko", "gib", "advisor_user"])
def test_strangers_find_no_page(client, request, chain, key, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(page_url("gaps", chain)).status_code == 404
    assert client.get(address("accept_gap", chain, key)).status_code == 404
    assert client.post(address("accept_gap", chain, key), sent()).status_code == 404
    assert client.post(address("take_back_acceptance", chain, key)).status_code == 404


@pytest.mark.parametrize("page", ["gaps", "detail"])
def test_three_steps_cost_as_many_queries_as_one(client, koko, chain, page):
    client.force_login(koko)
    for step in chain.steps.filter(number__lte=3):
        accept(chain, f"no_deputy:{step.oid}", koko)
    client.get(page_url(page, chain))
    counts = []
    for steps in (3, 1):
        chain.steps.filter(number__gt=steps).delete()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page_url(page, chain)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- accepting -----------------------------------------------------------------------------------
def test_an_accepted_gap_moves_down_with_its_reason(client, koko, chain, key):
    client.force_login(koko)
    before = len(gaps_of(chain).open)
    response = client.post(address("accept_gap", chain, key), sent(), follow=True)
    page = response.content.decode()

    assert len(gaps_of(chain).open) == before - 1
    assert page.index("Vorerst hingenommen") < page.index("Wird im Frühjahr besetzt.")
    assert "Eine weitere ist vorerst hingenommen." in client.get(chain.get_absolute_url()).content.decode()
    row = AcceptedGap.objects.get()
    assert (row.key, row.by_user, row.until) == (key, koko, tomorrow())

    page = client.post(address("take_back_acceptance", chain, key), follow=True).content.decode()
    assert "Die Lücke ist wieder offen." in page
    page = client.post(address("take_back_acceptance", chain, key), follow=True).content.decode()
    assert "Diese Lücke war nicht hingenommen." in page
    assert key in open_keys(chain)


@pytest.mark.parametrize(("changes", "field", "sentence"), [
    ({"reason": " "}, "reason", "Nennen Sie den Grund"),
    ({"reason": "x" * 1001}, "reason", "1000"),
    ({"until": ""}, "until", "Wählen Sie einen Tag."),
    ({"until": "morgen"}, "until", ""),
    ({"until": "2026-01-01"}, "until", "Dieser Tag ist vorbei."),
    ({"until": "2098-01-01"}, "until", "Höchstens ein Jahr"),
])  # fmt: skip
def test_what_cannot_be_is_said_at_the_field(client, koko, chain, key, changes, field, sentence):
    client.force_login(koko)
    response = client.post(address("accept_gap", chain, key), sent(**changes))

    assert sentence in str(response.context["form"].errors[field])
    assert list(response.context["form"].errors) == [field]
    assert not AcceptedGap.objects.exists()
    if field == "until":
        assert "Wird im Frühjahr besetzt." in response.content.decode()


def test_the_act_refuses_the_same_days(chain, key, koko):
    today = timezone.localdate()
    for until in (today - dt.timedelta(days=1), today + LONGEST + dt.timedelta(days=1)):
        with pytest.raises(ActionRefused) as refused:
            accept(chain, key, koko, until)
        assert refused.value.field == "until"
    accept(chain, key, koko, today)
    assert key not in open_keys(chain)


def test_a_gap_that_is_closed_meanwhile_is_not_accepted(client, koko, chain, key):
    chain.steps.filter(number=2).update(deputy="Herr B")
    client.force_login(koko)

    page = client.post(address("accept_gap", chain, key), sent()).content.decode()
    assert "Diese Lücke gibt es nicht mehr" in page
    assert "Wird im Frühjahr besetzt." in page
    assert client.get(address("accept_gap", chain, key)).url == page_url("gaps", chain)
    assert client.post(address("accept_gap", chain, "quatsch:1"), sent()).status_code == 200
    assert not AcceptedGap.objects.exists()


def test_the_slower_of_two_reads_what_the_other_said(client, koko, colleague, chain, key):
    accept(chain, key, colleague)
    client.force_login(koko)

    page = client.post(address("accept_gap", chain, key), sent()).content.decode()

    assert "weil: Bleibt." in page
    assert AcceptedGap.objects.get().by_user == colleague


# --- until when ----------------------------------------------------------------------------------
def test_an_acceptance_lapses_and_can_be_renewed(chain, key, koko):
    accept(chain, key, koko)
    AcceptedGap.objects.update(until=timezone.localdate() - dt.timedelta(days=1))
    assert key in open_keys(chain)

    accept(chain, key, koko)
    assert key not in open_keys(chain)
    assert AcceptedGap.objects.count() == 1


def test_an_acceptance_goes_with_its_gap(chain, key, koko):
    accept(chain, key, koko)
    other = f"no_deputy:{chain.steps.get(number=3).oid}"
    accept(chain, other, koko)
    step = chain.steps.get(number=2)

    actions.save_step(step, by=koko, expected_revision=1, deputy="Herr B")
    assert set(AcceptedGap.objects.values_list("key", flat=True)) == {other}
    actions.save_step(step, by=koko, expected_revision=2, deputy="")

    assert key in open_keys(chain)
    assert other not in open_keys(chain)


def test_a_contact_is_as_old_as_the_day_on_which_it_was_written(chain, koko):
    step = chain.steps.get(number=2)
    actions.save_step(step, by=koko, expected_revision=1, contact="Frau A", note="Neu")
    key = f"contact_not_confirmed:{step.oid}"
    assert key not in open_keys(chain)

    chain.steps.update(contacts_confirmed_on=timezone.localdate() - dt.timedelta(days=400))
    actions.save_step(step, by=koko, expected_revision=2, contact="Frau A", note="Anders")
    assert key in open_keys(chain)
    following = actions.copy_from_last(chain.office, 2027, by=koko)
    assert f"contact_not_confirmed:{following.steps.get(number=2).oid}" in open_keys(following)

    chain.refresh_from_db()
    actions.save_step(step, by=koko, expected_revision=chain.revision, deputy="Herr B")
    assert key not in open_keys(chain)


def test_a_lead_is_confirmed_by_its_last_answer(chain, koko):
    step = chain.steps.get(number=9)
    actor = ChainActor.objects.create(chain=chain, actor=step.lead)
    key = f"lead_not_confirmed:{step.oid}"
    questions = {"number": 1, "answer": "no"}, {"number": 2, "answer": "yes"}, {"number": 3, "answer": ""}
    part = part_of(content.load(chain), step.lead.name)
    is_open = []
    for question in questions:
        PartConfirmation.objects.create(chain_actor=actor, part=part, answer_by=tomorrow(), **question)
        is_open.append(key in open_keys(chain))
    assert is_open == [True, False, True]
