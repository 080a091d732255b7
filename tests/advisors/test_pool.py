"""The pool for coordinators: who sees it, how it is searched, wishes and exclusions."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import Advisor, Preference
from gsvo.offices.models import Role
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of

pytestmark = pytest.mark.django_db
POOL = reverse("advisors:pool")


def _names(response):
    return [advisor.name for advisor in response.context["page"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pool_asks_the_database_equally_often(client, koko, rows, django_assert_num_queries):
    for _row in range(rows):
        factories.advisor(topics=[factories.topic()], offices=[factories.office()])
    client.force_login(koko)
    client.get(POOL)

    with django_assert_num_queries(11):
        response = client.get(POOL)

    assert len(_names(response)) == rows


def test_only_who_is_in_the_pool_is_found(client, koko):
    factories.advisor(name="Ada")
    away = factories.advisor(left_at=timezone.now())
    pausing = factories.advisor(paused_until=timezone.localdate() + dt.timedelta(days=3))
    client.force_login(koko)

    assert _names(client.get(POOL)) == ["Ada"]
    assert client.get(away.get_absolute_url()).status_code == 404
    assert client.get(pausing.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("words", ["müller", "MÜLLER", "muller", "Mülle", "moderation müller"])
def test_search_minds_neither_case_nor_accents(client, koko, words):
    factories.advisor(name="Maxi Müller", profile="Moderation großer Gruppen")
    factories.advisor(name="Ada Lang", profile="Moderation")
    client.force_login(koko)

    assert _names(client.get(POOL, {"q": words})) == ["Maxi Müller"]


def test_search_finds_topics_as_well(client, koko):
    factories.advisor(name="Ada", topics=[factories.topic("Übergänge gestalten")])
    factories.advisor(name="Bea")
    client.force_login(koko)

    assert _names(client.get(POOL, {"q": "ubergange"})) == ["Ada"]


def test_an_exclusion_needs_a_reason_and_says_who_reads_it(client, koko):
    support_request, advisor = factories.support_request(by=koko), factories.advisor()
    client.force_login(koko)
    page = advisor.get_absolute_url()

    answer = client.post(page, {"support_request": support_request.oid, "kind": "exclude"})

    assert list(answer.context["form"].errors) == ["reason"]
    assert "Die Person selbst kann Auskunft darüber verlangen." in answer.content.decode()
    assert not Preference.objects.exists()
    posted = client.post(
        page, {"support_request": support_request.oid, "kind": "exclude", "reason": "Befangen."}
    )
    assert posted.status_code == 302


def test_umlauts_sort_where_people_look_for_them(client, koko):
    for name in ("Zoe", "Änne", "Bea", "Anna"):
        factories.advisor(name=name)
    client.force_login(koko)

    assert _names(client.get(POOL)) == ["Anna", "Änne", "Bea", "Zoe"]


def test_filters_narrow(client, koko):
    topic, unna = factories.topic("Moderation"), factories.office(factories.UNNA)
    factories.advisor(name="Ada", topics=[topic], mode="online")
    factories.advisor(name="Bea", offices=[unna], mode="on_site")
    factories.advisor(name="Cem", offices=[factories.office()], mode="mixed")
    client.force_login(koko)

    assert _names(client.get(POOL, {"topic": topic.pk})) == ["Ada"]
    assert _names(client.get(POOL, {"office": unna.key})) == ["Ada", "Bea"]
    assert _names(client.get(POOL, {"mode": "online"})) == ["Ada", "Cem"]
    assert _names(client.get(POOL, {"topic": "x", "office": "?", "mode": "?"})) == ["Ada", "Bea", "Cem"]


def test_an_empty_result_says_so(client, koko):
    client.force_login(koko)

    assert "sobald die G.I.B. jemanden" in client.get(POOL).content.decode()
    assert "passt zurzeit niemand" in client.get(POOL, {"q": "xyz"}).content.decode()


def test_address_and_telephone_stay_with_gib(client, koko):
    advisor = factories.advisor(email="geheim@example.net", phone="0211 12345")
    client.force_login(koko)

    pages = client.get(POOL).content + client.get(advisor.get_absolute_url()).content

    assert b"geheim@example.net" not in pages
    assert b"0211 12345" not in pages


def test_the_pool_is_for_offices_and_gib(client, gib, reader, advisor_user):
    advisor = factories.advisor()
    addresses = [POOL, advisor.get_absolute_url()]

    for person, status in ((reader, 200), (gib, 200), (advisor_user, 404), (factories.user(), 404)):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [status, status]
    client.logout()
    assert client.get(POOL).status_code == 302


def test_a_wish_is_kept_for_the_open_request(client, koko):
    support_request, advisor = factories.support_request(), factories.advisor(name="Ada")
    client.force_login(koko)

    response = client.post(
        advisor.get_absolute_url(),
        {"support_request": support_request.oid, "kind": "wish", "reason": "Kennt uns."},
        follow=True,
    )

    preference = Preference.objects.get()
    assert (preference.support_request, preference.advisor) == (support_request, advisor)
    assert (preference.kind, preference.reason) == ("wish", "Kennt uns.")
    assert "Zurücknehmen" in response.content.decode()


def test_nothing_is_preselected(client, koko):
    factories.support_request()
    client.force_login(koko)

    assert b"checked" not in client.get(factories.advisor().get_absolute_url()).content


def test_the_latest_word_counts(koko):
    support_request, advisor = factories.support_request(), factories.advisor()

    actions.prefer(support_request, by=koko, advisor=advisor, kind="wish")
    actions.prefer(support_request, by=koko, advisor=advisor, kind="exclude", reason="Befangen.")

    assert list(Preference.objects.values_list("kind", flat=True)) == ["exclude"]


def test_what_a_colleague_said_is_replaced_in_sight(client, koko):
    support_request, advisor = factories.support_request(by=koko), factories.advisor()
    actions.prefer(support_request, by=koko, advisor=advisor, kind="exclude", reason="Befangen.")
    client.force_login(factories.member(support_request.office))

    sent = {"support_request": support_request.oid, "kind": "wish", "reason": ""}
    pages = [
        client.post(advisor.get_absolute_url(), sent, follow=True).content.decode() for _time in range(2)
    ]

    assert "Vorher stand dort: ausgeschlossen, Befangen." in pages[0]
    assert "Vorher stand dort" not in pages[1]


def test_three_wishes_and_any_number_of_exclusions(koko):
    support_request = factories.support_request()
    for _number in range(3):
        actions.prefer(support_request, by=koko, advisor=factories.advisor(), kind="wish")

    with pytest.raises(actions.ActionRefused, match="drei Wünsche"):
        actions.prefer(support_request, by=koko, advisor=factories.advisor(), kind="wish")
    for _number in range(4):
        actions.prefer(support_request, by=koko, advisor=factories.advisor(), kind="exclude")

    assert Preference.objects.count() == 7


def test_a_fourth_wish_is_said_on_the_page_and_the_text_kept(client, koko):
    support_request = factories.support_request()
    for _number in range(3):
        actions.prefer(support_request, by=koko, advisor=factories.advisor(), kind="wish")
    client.force_login(koko)

    response = client.post(
        factories.advisor().get_absolute_url(),
        {"support_request": support_request.oid, "kind": "wish", "reason": "Auch gut."},
    )

    assert "drei Wünsche" in response.content.decode()
    assert "Auch gut." in response.content.decode()


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT, State.QUERIED}))
def test_wishes_rest_while_the_request_is_with_others(koko, state):
    support_request, advisor = factories.support_request(state), factories.advisor()

    with pytest.raises(actions.ActionRefused, match="solange die Anfrage bei Ihnen liegt"):
        actions.prefer(support_request, by=koko, advisor=advisor, kind="wish")
    with pytest.raises(actions.ActionRefused):
        actions.forget(support_request, by=koko, advisor=advisor)


def test_a_wish_is_taken_back(client, koko):
    support_request, advisor = factories.support_request(State.QUERIED), factories.advisor()
    actions.prefer(support_request, by=koko, advisor=advisor, kind="wish")
    client.force_login(koko)

    response = client.post(
        reverse("advisors:forget", args=[advisor.oid]), {"support_request": support_request.oid}
    )

    assert response.status_code == 302
    assert not Preference.objects.exists()


def test_strangers_touch_no_wishes(client, koko, other_koko):
    support_request, advisor = factories.support_request(), factories.advisor()
    actions.prefer(support_request, by=koko, advisor=advisor, kind="wish")
    client.force_login(other_koko)

    posted = client.post(
        advisor.get_absolute_url(), {"support_request": support_request.oid, "kind": "exclude"}
    )
    forgotten = client.post(
        reverse("advisors:forget", args=[advisor.oid]), {"support_request": support_request.oid}
    )

    assert (posted.status_code, forgotten.status_code) == (200, 404)
    assert Preference.objects.get().kind == "wish"


def test_readers_get_no_buttons_and_no_way_around(client, reader):
    support_request, advisor = factories.support_request(), factories.advisor()
    client.force_login(reader)

    assert "<form" not in main_of(client.get(advisor.get_absolute_url()))
    wish = {"support_request": support_request.oid, "kind": "wish"}
    assert client.post(advisor.get_absolute_url(), wish).status_code == 403
    assert client.post(reverse("advisors:forget", args=[advisor.oid]), wish).status_code == 403
    with pytest.raises(actions.ActionRefused):
        actions.prefer(support_request, by=reader, advisor=advisor, kind="wish")


def test_who_works_in_two_offices_chooses_the_request(client, koko):
    factories.member(factories.office(factories.UNNA), Role.LEAD)
    first, second = factories.support_request(title="Eins"), factories.support_request(title="Zwei")
    client.force_login(koko)

    page = client.get(factories.advisor().get_absolute_url() + f"?anfrage={second.oid}").content.decode()

    assert f'<option value="{second.oid}" selected>' in page
    assert f'<option value="{first.oid}">' in page


def test_the_folded_text_follows_each_save():
    advisor = factories.advisor(name="Alt")
    advisor.name = "Nëu"

    advisor.save(update_fields=["name"])

    assert Advisor.objects.search("neu").get() == advisor


def test_who_came_from_a_form_finds_the_way_back(client, koko):
    support_request = factories.support_request()
    client.force_login(koko)

    page = client.get(f"{factories.advisor().get_absolute_url()}?anfrage={support_request.oid}")

    assert reverse("requests:step", args=[support_request.oid, 6]) in page.content.decode()
