"""All that is wrong with days, sessions and milestones is said at once, each at its field."""

import pytest
from django.urls import reverse

from tests import factories
from tests.advisors.entries import day, planned, url
from tests.advisors.reviews import agree_goals
from tests.advisors.sessions import at
from tests.advisors.test_session_pages import typed as typed_session

pytestmark = pytest.mark.django_db
NOTE = "Drei Stunden mit der Schulleitung"
OUTSIDE = "außerhalb des vereinbarten Zeitraums"
FAR = 900  # days ahead, outside every plan


@pytest.fixture
def engagement(koko):
    return planned(koko)


def iso(days):
    return at(days).date().isoformat()


def typed(**values):
    return {"done_on": iso(1), "kind": "on_site", "quarters": "1", "note": NOTE} | values


def refused(client, page, data, expected, kept=NOTE):
    """The page says all of it and still holds what was typed. `expected`: {field: part of its sentence}."""
    answer = client.post(page, data)
    assert answer.status_code == 200
    found = {field: " ".join(sentences) for field, sentences in answer.context["form"].errors.items()}
    assert set(found) == set(expected)
    assert [field for field, sentence in expected.items() if sentence not in found[field]] == []
    assert kept in answer.content.decode()


@pytest.mark.parametrize(
    ("quarters", "sentence"),
    [
        ("9", "Mehr als 1,5 Tage geht nicht."),
        ("0", "Es muss mindestens 0,25 Tage sein."),
        ("-1", "Es muss mindestens 0,25 Tage sein."),
        ("0,3", "Möglich sind ganze Tage und Viertel"),
    ],
)
def test_a_future_day_and_a_wrong_figure(quarters, sentence, client, engagement):
    client.force_login(engagement.advisor.user)
    expected = {"done_on": "kommt erst noch", "quarters": sentence}
    refused(client, url("add_entry", engagement), typed(quarters=quarters, revision=0), expected)


@pytest.mark.parametrize("page", ["add_entry", "change_entry"])
def test_a_future_day_and_more_than_is_left(page, client, engagement):
    entry = factories.worked(engagement, 1, done_on=day(9))
    for ago, quarters in enumerate((6, 6, 6, 2), 5):
        factories.time_entry(engagement, quarters, done_on=day(ago))
    engagement.refresh_from_db()
    client.force_login(engagement.advisor.user)
    left = "0,75 Tage" if page == "add_entry" else "1 Tag"  # its own quarter is free again

    refused(
        client,
        url(page, engagement, entry if page == "change_entry" else None),
        typed(quarters="1,5", revision=entry.revision if page == "change_entry" else 0),
        {"done_on": "kommt erst noch", "quarters": f"Noch frei: {left}."},
    )


def test_an_old_page_hears_first_that_somebody_was_faster(client, engagement):
    entry = factories.worked(engagement, 1, done_on=day(9))
    client.force_login(engagement.advisor.user)

    answer = client.post(url("change_entry", engagement, entry), typed(revision=entry.revision + 1))

    assert list(answer.context["form"].errors) == ["__all__"]


def test_of_a_session_times_place_and_reason(client, engagement, koko):
    client.force_login(koko)
    sent = typed_session(note=NOTE, day=iso(FAR), begins="12:00", ends="9:30", place="", title="")
    expected = {"title": "worum es geht", "place": "wo der Termin stattfindet", "ends": "nach dem Beginn"}
    page = reverse("advisors:plan_session", args=[engagement.oid])
    refused(client, page, sent, expected | {"date_reason": OUTSIDE})


@pytest.mark.parametrize(
    ("name", "sent", "expected"),
    [
        (
            "move",
            {"due_on": iso(FAR), "reason": ""},
            {"due_on": OUTSIDE, "reason": "warum sich der Meilenstein verschiebt"},
        ),
        (
            "reach",
            {"reached_on": iso(2), "sentence": ""},
            {"reached_on": "kommt erst noch", "sentence": "was herauskam"},
        ),
    ],
)
def test_of_a_milestone_day_and_words(name, sent, expected, client, engagement, koko):
    milestone = engagement.support_request.mandate.agreed.milestones.first()
    client.force_login(koko)
    page = reverse(f"advisors:{name}_milestone", args=[engagement.oid, milestone.pk])
    refused(client, page, sent | {"revision": "0"}, expected, kept=next(iter(sent.values())))


def test_of_a_review_all_its_dates(client, engagement, koko):
    agree_goals(engagement)
    client.force_login(koko)
    page = reverse("advisors:begin_review", args=[engagement.oid])
    expected = {"held_on": "kommt erst noch", "next_on": "liegt nach diesem", "date_reason": OUTSIDE}
    sent = {"held_on": iso(FAR + 5), "next_on": iso(FAR), "revision": "0"}
    refused(client, page, sent, expected, kept=iso(FAR + 5))


def test_of_days_that_go_back_figure_and_reason(client, engagement, koko):
    client.force_login(koko)
    sent = {"quarters": "7", "reason": "", "revision": engagement.support_request.revision}
    expected = {"quarters": "Noch frei: 6 Tage.", "reason": "warum die Tage nicht mehr gebraucht werden"}
    refused(client, url("give_back_days", engagement), sent, expected, kept='value="7"')


@pytest.mark.parametrize(
    ("act", "sentence"),
    [("increase_days", "Noch frei im Förderzeitraum"), ("carry_over_days", "Noch frei: 6 Tage.")],
)
def test_of_gibs_acts_on_days_figure_and_reason(act, sentence, client, engagement, gib):
    case = engagement.support_request
    type(case.period).objects.update(budget_quarters=40)
    other = factories.funding_period(name="Der nächste", budget_quarters=4)
    client.force_login(gib)
    sent = {"quarters": "99", "reason": "", "period": other.pk, "revision": case.revision}
    page = reverse("admin:act", args=[case.oid, act])
    refused(client, page, sent, {"quarters": sentence, "reason": "warum"}, kept='value="99"')


def test_of_an_engagement_from_before_all_facts(client, gib):
    client.force_login(gib)
    sent = {
        "office": factories.office().pk, "title": NOTE, "mode": "mixed", "is_finished": "no",
        "advisor": factories.advisor().pk, "period": factories.funding_period(budget_quarters=8).pk,
        "granted": "5", "used": "6", "began_on": iso(3), "until": iso(2), "decided_on": iso(1),
    }  # fmt: skip
    expected = {
        "office": "keine Leitung", "used": "höchstens so viele", "period": "Noch frei",
        "began_on": "in der Zukunft", "until": "vor dem ersten", "decided_on": "in der Zukunft",
    }  # fmt: skip
    refused(client, reverse("admin:take-over"), sent, expected)
