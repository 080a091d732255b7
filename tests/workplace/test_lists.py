"""What waits, and the list of all cases."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from gsvo.outbox.models import OutgoingMail, Status
from gsvo.status.models import SystemStatus
from requests import actions
from requests.models import Event, SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
START, CASES = "admin:index", "admin:cases"


def page(client, name, query=""):
    return client.get(reverse(name) + query)


def since(case, days):
    """Move a case's whole story so many days back."""
    then = timezone.now() - dt.timedelta(days=days)
    Event.objects.filter(support_request=case).update(at=then)
    SupportRequest.objects.filter(pk=case.pk).update(waiting_since=then)
    return case


def titles(response):
    return [case.title for case in response.context["page"]]


# --- start -------------------------------------------------------------------------------------------
def test_what_waits_longest_comes_first(client, gib):
    for days, title in ((3, "neu"), (30, "alt"), (10, "mittel")):
        since(factories.support_request(State.SUBMITTED, title=title), days)
    client.force_login(gib)

    waiting = page(client, START).context["waiting"]

    assert [row.case.title for row in waiting] == ["alt", "mittel", "neu"]
    assert [row.is_late for row in waiting] == [True, False, False]


def test_what_breaks_a_promise_first_stands_above_what_nobody_promised(client, gib):
    """A close that lies there for weeks is no promise; an answer due tomorrow is one."""
    since(factories.support_request(State.CLOSING, title="Abschluss"), 40)
    since(factories.support_request(State.SUBMITTED, title="neu"), 1)
    since(factories.support_request(State.SUBMITTED, title="fast zu spät"), 13)
    since(factories.support_request(State.MANDATED, title="einladen"), 20)
    client.force_login(gib)

    waiting = page(client, START).context["waiting"]

    assert [row.case.title for row in waiting] == ["fast zu spät", "neu", "Abschluss", "einladen"]


def test_time_with_the_office_moves_the_promise_and_the_place_in_the_list(client, gib):
    """Whoever was asked back for weeks waits less long for us than somebody who came later."""
    asked = since(factories.support_request(State.SUBMITTED, title="lange gefragt"), 60)
    first = asked.events.order_by("pk").first()
    for days, act, state, waiting_on in (
        (59, "ask_back", State.QUERIED, "office"),
        (3, "answer", State.SUBMITTED, "gib"),
    ):
        Event.objects.create(
            support_request=asked, act=act, to_state=state, from_state=first.to_state,
            waiting_on=waiting_on, by_role=first.by_role, at=timezone.now() - dt.timedelta(days=days),
        )  # fmt: skip
    since(factories.support_request(State.SUBMITTED, title="kam später"), 10)
    client.force_login(gib)

    waiting = page(client, START).context["waiting"]

    assert [row.case.title for row in waiting] == ["kam später", "lange gefragt"]
    assert waiting[0].due < waiting[1].due


def test_an_interruption_that_ends_soon_stands_between_the_promises(client, gib):
    since(factories.support_request(State.SUBMITTED, title="bald"), 10)
    pause = factories.support_request(State.INTERRUPTED, title="Pause")
    today = timezone.localdate()
    SupportRequest.objects.filter(pk=pause.pk).update(due_on=today + dt.timedelta(days=8))
    factories.support_request(State.SUBMITTED, title="neu")
    client.force_login(gib)

    assert [row.case.title for row in page(client, START).context["waiting"]] == ["bald", "Pause", "neu"]


def test_only_what_lies_with_gib_waits_for_gib(client, gib):
    for state in State:
        factories.support_request(state, title=state.label)
    client.force_login(gib)

    response = page(client, START)

    waiting = {row.case.state for row in response.context["waiting"]}
    others = {case.state for case, _url in response.context["others"]}
    assert waiting == {State.SUBMITTED, State.MANDATED, State.INTERRUPTED, State.CLOSING}
    assert others == {State.QUERIED, State.CLARIFYING, State.MATCHING, State.ENGAGED}


def test_the_next_step_says_what_came_in(client, gib, koko):
    factories.funding_period()
    case = factories.support_request(State.SUBMITTED, by=koko)
    actions.ask_back(case, by=gib, question="Wie viele?")
    actions.answer(case, by=koko, reason="Neun.")
    client.force_login(gib)

    assert [row.step for row in page(client, START).context["waiting"]] == ["Antwort auf Rückfrage prüfen"]


def test_a_case_that_was_put_off_says_until_when_and_is_not_late(client, gib):
    case = since(factories.support_request(State.SUBMITTED), 60)
    actions.defer(case, by=gib, until=timezone.localdate() + dt.timedelta(days=5), reason="Bescheid")
    client.force_login(gib)

    row = page(client, START).context["waiting"][0]

    assert (row.is_late, row.until) == (False, timezone.localdate() + dt.timedelta(days=5))


def test_a_silent_worker_stands_on_the_start_page_within_minutes(client, gib):
    """Not only when the first mail is late, a quarter of an hour later."""
    client.force_login(gib)

    def said(minutes):
        SystemStatus.objects.update_or_create(
            defaults={"beat_at": timezone.now() - dt.timedelta(minutes=minutes)}
        )
        return [str(row["label"]) for row in page(client, START).context["heed"] if row["mark"] == "bad"]

    assert said(1) == []
    assert said(3) == ["Die Zeitsteuerung schweigt seit 3 Minuten."]


def test_a_worker_that_never_began_is_said_too(client, gib):
    client.force_login(gib)

    assert "Die Zeitsteuerung lief noch nie" in page(client, START).content.decode()


def test_failed_mail_overdue_cases_and_periods_need_a_look(client, gib):
    SystemStatus.objects.note_beat()
    factories.funding_period(submission_until=timezone.localdate() + dt.timedelta(days=10))
    case = factories.support_request(State.SUBMITTED, title="Säumig")
    actions.ask_back(case, by=gib, question="Wie viele?")
    SupportRequest.objects.filter(pk=case.pk).update(due_on=timezone.localdate() - dt.timedelta(days=1))
    OutgoingMail.objects.update(status=Status.FAILED, last_answer="550 unbekannt")
    client.force_login(gib)

    labels = [row["label"] for row in page(client, START).context["heed"]]

    assert labels == [
        "Eine Mail kam nicht an",
        "Koordinierungsstelle ist überfällig: Rückfrage beantworten",
        "Bald letzter Tag für Anfragen",
    ]


def test_without_an_open_period_the_start_page_says_so(client, gib):
    client.force_login(gib)

    assert "Kein Förderzeitraum ist offen" in page(client, START).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_start_page_asks_the_same_number_of_questions(client, gib, rows, django_assert_num_queries):
    for _ in range(rows):
        for state in (State.SUBMITTED, State.CLARIFYING):
            factories.support_request(state, office=factories.office())
    client.force_login(gib)
    page(client, START)

    with django_assert_num_queries(23):
        page(client, START)


# --- list --------------------------------------------------------------------------------------------
def test_drafts_are_not_in_the_list(client, gib):
    factories.support_request(State.DRAFT, title="Entwurf")
    factories.support_request(State.SUBMITTED, title="Anfrage")
    client.force_login(gib)

    assert titles(page(client, CASES)) == ["Anfrage"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ärger in Unna", "Müller und Söhne", "Zu Ende"]),
        ("?q=mÜLLER", ["Müller und Söhne"]),
        ("?q=ärger", ["Ärger in Unna"]),
        ("?q=unna", ["Ärger in Unna"]),
        ("?q=müller söhne", ["Müller und Söhne"]),
        ("?q=gibtesnicht", []),
        ("?stand=laufend", ["Ärger in Unna", "Müller und Söhne"]),
        ("?stand=beendet", ["Zu Ende"]),
        ("?stand=clarifying", ["Ärger in Unna"]),
        ("?stand=unsinn", ["Ärger in Unna", "Müller und Söhne", "Zu Ende"]),
        ("?zug=gib", ["Müller und Söhne"]),
        ("?zug=office", ["Ärger in Unna"]),
        ("?bezirk=Arnsberg", ["Ärger in Unna"]),
        ("?bezirk=Arnsberg&zug=gib", []),
        ("?zeitraum=99999", ["Ärger in Unna", "Müller und Söhne", "Zu Ende"]),
    ],
)
def test_filters_and_search_find_what_they_say(client, gib, query, found):
    factories.support_request(State.SUBMITTED, title="Müller und Söhne")
    factories.support_request(
        State.CLARIFYING, title="Ärger in Unna", office=factories.office(factories.UNNA)
    )
    factories.support_request(State.REJECTED, title="Zu Ende")
    client.force_login(gib)

    assert sorted(titles(page(client, CASES, query)), key=found.index) == found


def test_cases_of_a_funding_period(client, gib):
    case = factories.support_request(State.CLARIFYING, title="Mit Tagen")
    factories.support_request(State.SUBMITTED, title="Ohne Tage")
    client.force_login(gib)

    assert titles(page(client, CASES, f"?zeitraum={case.period_id}")) == ["Mit Tagen"]


def test_heads_sort_and_say_how(client, gib):
    for title in ("B", "A", "C"):
        factories.support_request(State.SUBMITTED, title=title)
    client.force_login(gib)

    up, down = page(client, CASES, "?sort=fall"), page(client, CASES, "?sort=-fall")

    assert (titles(up), titles(down)) == (["A", "B", "C"], ["C", "B", "A"])
    assert 'aria-sort="ascending"' in up.content.decode()
    assert 'aria-sort="descending"' in down.content.decode()


def test_long_lists_have_pages_that_keep_the_filter(client, gib):
    for _ in range(51):
        factories.support_request(State.SUBMITTED)
    client.force_login(gib)

    first = page(client, CASES, "?zug=gib")
    further = f"?zug=gib&page={first.context['page'].next_key}"
    second = page(client, CASES, further)

    assert (len(titles(first)), len(titles(second))) == (50, 1)
    assert further.replace("&", "&amp;").replace(":", "%3A") in first.content.decode()


@pytest.mark.parametrize("query", ["", "?q=gibtesnicht"])
def test_an_empty_list_says_what_would_stand_there(client, gib, query):
    client.force_login(gib)
    html = page(client, CASES, query).content.decode()

    assert ("Hier stehen die Fälle" in html, "Dazu gibt es keinen Fall." in html) == (not query, bool(query))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client, gib, rows, django_assert_num_queries):
    for _ in range(rows):
        factories.support_request(State.SUBMITTED, office=factories.office())
    client.force_login(gib)
    page(client, CASES)

    with django_assert_num_queries(7):
        page(client, CASES)


def test_more_than_a_days_work_shows_what_is_due_first_and_a_link_to_the_rest(client, gib, monkeypatch):
    monkeypatch.setattr("gsvo.workplace.dashboard.AT_ONCE", 2)
    for _n in range(3):
        factories.support_request(State.SUBMITTED)
    client.force_login(gib)

    response = page(client, START)

    assert len(response.context["waiting"]) == 2
    assert response.context["more_waiting"]
    assert "Alle Fälle, die auf uns warten" in response.content.decode()
