"""Published versions: frozen, without what is an office's own, read by whom the office lets read."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from chains import actions, content
from chains.models import ChainActor, PublishedChain
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from tests import factories
from tests.chains.pages import page_url, typed
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.django_db
SECRETS = ("Frau Kontakt", "Herr Vertretung", "Nur für uns", "4711", "4712")
TEXT = st.text(alphabet="geheim xyz", min_size=3, max_size=12)


@pytest.fixture
def published(koko, chain):
    return actions.publish(chain, by=koko, expected_revision=chain.revision, decided_by="Steuerungsgruppe")


@pytest.fixture
def theirs(other_koko):
    chain = actions.copy_from_template(factories.office(factories.UNNA), 2026, by=other_koko)
    return actions.publish(chain, by=other_koko, expected_revision=chain.revision)


def _say_secrets(chain):
    chain.steps.filter(number=1).update(
        contact=SECRETS[0], deputy=SECRETS[1], note=SECRETS[2], expected_count=4711, actual_count=4712
    )


# --- the act -------------------------------------------------------------------------------------
def test_a_version_stays_as_it_was(client, koko, chain, published):
    chain.steps.filter(number=1).update(title="Später geändert")
    actions.remove_step(chain.steps.get(number=2), by=koko, expected_revision=chain.revision)
    client.force_login(koko)

    page = client.get(published.get_absolute_url()).content.decode()

    assert "Später geändert" not in page
    assert len(content.ChainContent.from_json(published.content).steps) == chain.steps.count() + 1


def test_nothing_of_the_offices_own_is_published(client, koko, chain):
    _say_secrets(chain)
    ChainActor.objects.create(
        chain=chain,
        actor=chain.steps.exclude(lead=None).first().lead,
        contact="Frau Geheim",
        email="g@x.example",
    )

    made = actions.publish(chain, by=koko, expected_revision=1)

    stored = f"{made.content} {made.step_words} {made.search_text}"
    assert not [word for word in (*SECRETS, "Geheim", "g@x.example") if word in stored]
    client.force_login(koko)
    page = client.get(page_url("publish", chain)).content.decode()
    assert not [word for word in SECRETS if word in page]


@given(TEXT, TEXT, TEXT, st.integers(100_000, 999_999))
def test_whatever_is_private_is_in_no_public_content(contact, deputy, note, count):
    words = dict.fromkeys(("contact", "deputy", "note"), "")
    step = content.StepContent(
        "a" * 16, 1, "Titel", contact=f"k{contact}", deputy=f"d{deputy}", note=f"n{note}", actual_count=count
    )
    chain = content.ChainContent(2026, (step,))

    shown = chain.public()

    assert shown.steps == (replace(step, **words, actual_count=None),)
    assert content.ChainContent.from_json(shown.as_json()) == shown


def test_the_next_version_has_the_next_number(koko, chain, published):
    chain.steps.filter(number=1).update(title="Neu gesagt")
    actions.withdraw(actions.publish(chain, by=koko, expected_revision=1), by=koko)
    again = actions.publish(chain, by=koko, expected_revision=1)

    assert (published.version, again.version) == (1, 3)
    assert list(PublishedChain.objects.newest()) == [again]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, "Seit Fassung 1 hat sich nichts geändert"),
        ({"steps": 0}, "noch keine Schritte"),
        ({"decided_on": dt.timedelta(days=1)}, "liegt in der Zukunft"),
    ],
)
def test_what_cannot_be_published(koko, chain, published, change, says):
    given = {}
    if "steps" in change:
        chain.steps.all().delete()
    if "decided_on" in change:
        given["decided_on"] = timezone.localdate() + change["decided_on"]
    with pytest.raises(ActionRefused, match=says):
        actions.publish(chain, by=koko, expected_revision=1, **given)
    assert PublishedChain.objects.count() == 1


def test_only_those_who_write_publish_and_only_what_they_saw(koko, reader, other_koko, chain, published):
    for user in (reader, other_koko):
        with pytest.raises(PermissionDenied):
            actions.publish(chain, by=user, expected_revision=1)
        with pytest.raises(PermissionDenied):
            actions.withdraw(published, by=user)
        with pytest.raises(PermissionDenied):
            actions.set_public(published, by=user, is_public=True)
    with pytest.raises(StaleRecord):
        actions.publish(chain, by=koko, expected_revision=0)


@pytest.mark.parallel
def test_two_who_publish_at_once_make_one_version(parallel_db, koko, chain):
    results = run_parallel(2, lambda number: actions.publish(chain, by=koko, expected_revision=1))

    assert sorted(type(result).__name__ for result in results) == ["ActionRefused", "PublishedChain"]
    assert PublishedChain.objects.count() == 1


# --- the pages -----------------------------------------------------------------------------------
def test_a_version_is_published_by_the_page(client, koko, chain):
    client.force_login(koko)
    address = page_url("publish", chain)
    assert "Das steht nicht darin" in client.get(address).content.decode()

    data = typed(client, address, decided_by="Lenkungskreis", decided_on="2026-03-02")
    answer = client.post(address, data)

    made = PublishedChain.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.decided_by, made.decided_on, made.is_public) == ("Lenkungskreis", dt.date(2026, 3, 2), False)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Beschlossen von Lenkungskreis am 2. März 2026" in " ".join(page.replace("\xa0", " ").split())
    assert made.get_absolute_url() in client.get(chain.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed_in", "says"),
    [
        ({"decided_by": "Rat", "decided_on": "2099-01-01"}, "liegt in der Zukunft"),
        ({"decided_on": "2026-01-01"}, "wer an diesem Tag beschlossen hat"),
        ({"decided_by": "Rat der Stadt", "decided_on": "0026-01-01"}, "Prüfen Sie bitte die Jahreszahl"),
        ({"decided_by": "Rat der Stadt", "revision": "0"}, "Ihr Text steht noch hier"),
    ],
)
def test_bad_input_is_said_and_kept(client, koko, chain, typed_in, says):
    client.force_login(koko)
    address = page_url("publish", chain)

    page = client.post(address, typed(client, address, **typed_in)).content.decode()

    assert says in page
    assert typed_in.get("decided_by", "") in page
    assert not PublishedChain.objects.exists()


def test_without_account_only_what_the_office_opened(client, koko, published):
    address = published.get_absolute_url()
    assert client.get(address).status_code == 404

    client.force_login(koko)
    client.post(reverse("chains:set_public", args=[published.oid]), {"to": "public"})
    client.logout()
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert reverse("chains:published_list") not in answer.content.decode()

    client.force_login(koko)
    client.post(reverse("chains:set_public", args=[published.oid]), {"to": "internal"})
    client.logout()
    assert client.get(address).status_code == 404


def test_other_offices_and_staff_read_it_advisors_do_not(client, other_koko, gib, advisor_user, published):
    address = published.get_absolute_url()
    for user, status in ((other_koko, 200), (gib, 200), (advisor_user, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
        assert client.get(reverse("chains:published_list")).status_code == status
    client.force_login(other_koko)
    for name in ("set_public", "withdraw_published"):
        assert client.post(reverse(f"chains:{name}", args=[published.oid])).status_code == 403


def test_a_withdrawn_version_says_so(client, koko, chain, published):
    actions.set_public(published, by=koko, is_public=True)
    client.force_login(koko)
    address = reverse("chains:withdraw_published", args=[published.oid])
    assert "Fassung 1 zurückziehen?" in client.get(address).content.decode()

    assert client.post(address).url == chain.get_absolute_url()

    assert "Diese Fassung ist inzwischen" in client.post(address, follow=True).content.decode()
    client.logout()
    answer = client.get(published.get_absolute_url())
    assert (answer.status_code, "zurückgezogen" in answer.content.decode()) == (410, True)


def test_who_never_could_read_it_does_not_learn_that_it_is_withdrawn(client, koko, published):
    actions.withdraw(published, by=koko)
    assert client.get(published.get_absolute_url()).status_code == 404


def test_an_older_version_leads_to_the_newer_one(client, koko, chain, published):
    chain.steps.filter(number=1).update(title="Neu gesagt")
    newer = actions.publish(chain, by=koko, expected_revision=1)
    client.force_login(koko)
    assert newer.get_absolute_url() in client.get(published.get_absolute_url()).content.decode()
    actions.set_public(published, by=koko, is_public=True)
    client.logout()
    assert newer.get_absolute_url() not in client.get(published.get_absolute_url()).content.decode()


# --- the search ----------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 3])
def test_the_search_asks_as_often_for_one_row_as_for_three(client, koko, django_assert_num_queries, rows):
    for year in range(2026, 2026 + rows):
        actions.publish(
            actions.copy_from_template(factories.office(), year, by=koko), by=koko, expected_revision=1
        )
    client.force_login(koko)
    with django_assert_num_queries(5):  # session, user, menu, membership, chains
        response = client.get(reverse("chains:published_list"))
    assert len(response.context["page"].object_list) == rows


def test_a_chain_is_found_by_place_step_and_actor(client, koko, chain):
    chain.steps.filter(number=1).update(title="Treffen bei Müller")
    found = actions.publish(chain, by=koko, expected_revision=1)
    client.force_login(koko)
    actor = chain.steps.exclude(lead=None).first().lead.name
    for word in ("muller", "MUELLER", "bielefeld", actor):
        page = client.get(reverse("chains:published_list"), {"q": word})
        assert list(page.context["page"]) == [found], word
    page = client.get(reverse("chains:published_list"), {"q": "xyzxyz"}).content.decode()
    assert "Dazu gibt es keine veröffentlichte Kette" in page


def test_a_chain_is_found_by_the_new_name_of_its_place(published):
    office = published.chain.office
    office.name = "Kreis Umbenannt"
    office.save()
    assert list(PublishedChain.objects.search("umbenannt")) == [published]


def test_without_a_chain_the_list_says_so(client, koko):
    client.force_login(koko)
    assert "Hier stehen Ketten, sobald" in client.get(reverse("chains:published_list")).content.decode()
