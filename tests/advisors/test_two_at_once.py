"""Two people, or two windows, do the same to one thing at the same moment: one wins, the other reads it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import Session, TimeEntry
from requests.models import Event
from tests import factories
from tests.advisors.entries import stored, url
from tests.advisors.sessions import at, fields
from tests.helpers.admin_forms import standing
from tests.helpers.page_text import words
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.parallel


@pytest.fixture
def engagement(parallel_db, koko):
    return factories.engagement(
        by=koko, period=factories.funding_period(), quarters=24, period_from=at(-20).date()
    )


def browser(person):
    found = Client()
    found.force_login(person)
    return found


def both(first, second):
    """Send two (browser, address, what is sent) at once. Return (who won, the loser's page in words)."""
    sent = [first, second]
    answers = run_parallel(2, lambda number: sent[number][0].post(sent[number][1], sent[number][2]))
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200, 302], statuses
    (page,) = (answer.content.decode() for answer in answers if answer.status_code == 200)
    return page


def test_two_colleagues_countersign_the_same_entry(engagement, koko, colleague):
    entry = factories.worked(engagement, 2)
    address = url("sign_entries", engagement)
    typed = {"entries": [f"{entry.oid}.{entry.revision}"]}

    page = words(both(*((browser(person), address, typed) for person in (koko, colleague))))

    entry.refresh_from_db()
    assert (entry.is_signed, entry.revision) == (True, 2)
    assert Event.objects.filter(act="sign_entries").count() == 1
    assert f"hat {entry.signed_by.name} inzwischen gegengezeichnet" in page


def test_one_countersigns_while_the_other_asks(engagement, koko, colleague):
    entry = factories.worked(engagement, 2)
    sign = browser(koko), url("sign_entries", engagement), {"entries": [f"{entry.oid}.{entry.revision}"]}
    ask = url("ask_about_entry", engagement, entry)

    page = both(sign, (browser(colleague), ask, {"revision": 1, "question": "Welche Werkstatt?"}))

    entry.refresh_from_db()
    assert entry.revision == 2
    if entry.is_signed:
        assert "Welche Werkstatt?" in page
        assert f"hat {koko.name} inzwischen gegengezeichnet" in words(page)
    else:
        assert f"hat {colleague.name} inzwischen gefragt" in words(page)


def test_two_windows_correct_the_same_entry(engagement, koko):
    entry = factories.time_entry(engagement, 2, signed_by=koko)
    address = url("correct_entry", engagement, entry)
    advisor = engagement.advisor.user

    page = both(*((browser(advisor), address, {"revision": 1, "note": f"Grund {n}"}) for n in (1, 2)))

    assert TimeEntry.objects.filter(corrects=entry).count() == 1
    assert stored(engagement) == (0, 0)
    assert "schon berichtigt" in words(page)
    assert "Grund" in page


def test_the_advisor_changes_what_the_office_countersigns(engagement, koko):
    entry = factories.worked(engagement, 2)
    change = url("change_entry", engagement, entry)
    typed = {
        "done_on": timezone.localdate().isoformat(),
        "kind": "online",
        "quarters": "1",
        "note": "Doch länger",
        "revision": 1,
    }
    sign = browser(koko), url("sign_entries", engagement), {"entries": [f"{entry.oid}.{entry.revision}"]}

    page = both((browser(engagement.advisor.user), change, typed), sign)

    entry.refresh_from_db()
    assert entry.revision == 2
    assert stored(engagement) == ((2, 2) if entry.is_signed else (4, 4))
    assert "inzwischen" in words(page)
    if entry.is_signed:
        assert "Doch länger" in page


def test_office_and_advisor_move_the_same_session(engagement, koko):
    session = actions.plan_session(engagement, by=koko, **fields(14))
    address = reverse("advisors:change_session", args=[engagement.oid, session.oid])
    people = {koko: 15, engagement.advisor.user: 16}
    sent = []
    for person, days in people.items():
        window = browser(person)
        typed = standing(window.get(address).content.decode(), address, "revision")
        sent.append((window, address, typed | {"day": at(days).date().isoformat()}))

    page = both(*sent)

    moved = Session.objects.get()
    assert moved.revision == 2
    winner = next(person for person, days in people.items() if moved.starts_at == at(days))
    other = next(days for person, days in people.items() if person != winner)
    assert f"{winner.name} hat das inzwischen geändert" in words(page)
    assert at(other).date().isoformat() in page
    assert Event.objects.filter(act="session_moved").count() == 1


def test_one_moves_a_session_while_the_other_calls_it_off(engagement, koko):
    session = actions.plan_session(engagement, by=koko, **fields(14))
    move = reverse("advisors:change_session", args=[engagement.oid, session.oid])
    window = browser(koko)
    typed = standing(window.get(move).content.decode(), move, "revision")
    cancel = reverse("advisors:cancel_session", args=[engagement.oid, session.oid])

    page = both(
        (window, move, typed | {"day": at(15).date().isoformat()}),
        (browser(engagement.advisor.user), cancel, {"revision": 1, "reason": "Krank"}),
    )

    found = Session.objects.get()
    assert found.revision == 2
    assert ("Krank" in page) == (found.state != Session.State.CANCELLED)
    assert "inzwischen" in words(page)
