"""Acts in an engagement on what somebody changed meanwhile: told so, nothing typed lost, sent again."""

import re

import pytest
from django.urls import reverse

from advisors import actions
from tests import factories
from tests.advisors.entries import changed
from tests.advisors.milestones import agree_milestones, reach
from tests.advisors.sessions import at, fields
from tests.helpers.admin_forms import standing
from tests.helpers.page_text import words

pytestmark = pytest.mark.django_db


def cancel_session(engagement, koko, advisor_user):
    row = actions.plan_session(engagement, by=koko, **fields(14))
    return row.oid, lambda: actions.change_session(row, by=advisor_user, expected_revision=1, **fields(15))


def settle_session(engagement, koko, advisor_user):
    row = actions.plan_session(engagement, by=koko, **fields(-1, date_reason="Probe"))
    return row.oid, lambda: actions.settle_session(
        row, by=advisor_user, was_held=True, participants=3, expected_revision=1
    )


def reach_milestone(engagement, koko, advisor_user):
    milestone = agree_milestones(engagement)[0]
    return milestone.pk, lambda: reach(engagement, milestone, by=advisor_user, sentence="Zehn.")


def ask_about_entry(engagement, koko, advisor_user):
    entry = factories.worked(engagement, 2)
    return entry.oid, lambda: changed(entry, quarters=4)


def withdraw_entry(engagement, koko, advisor_user):
    return ask_about_entry(engagement, koko, advisor_user)


def correct_entry(engagement, koko, advisor_user):
    entry = factories.worked(engagement, 2)
    return entry.oid, lambda: actions.sign_entries(engagement, [entry], by=koko)


ACTS = [  # what makes the record and gives its address and the faster act; who is slower; what she types
    (cancel_session, "koko", {"reason": "Die Schulleitung ist krank."}),
    (settle_session, "koko", {"was_held": "yes", "participants": "14", "note": "Neun Schulen waren da."}),
    (
        reach_milestone,
        "koko",
        {"sentence": "Neun Schulen sind dabei.", "reached_on": lambda: at(0).date().isoformat()},
    ),
    (ask_about_entry, "koko", {"question": "Welche Werkstatt war das?"}),
    (withdraw_entry, "advisor_user", {}),
    (correct_entry, "advisor_user", {"note": "War in Unna."}),
]


@pytest.mark.parametrize(("act", "who", "typed"), ACTS, ids=lambda part: getattr(part, "__name__", ""))
def test_the_slower_of_two_is_told_and_can_send_again(
    request, client, engagement, koko, advisor_user, act, who, typed
):
    typed = {name: value() if callable(value) else value for name, value in typed.items()}
    key, faster = act(engagement, koko, advisor_user)
    page = reverse(f"advisors:{act.__name__}", args=[engagement.oid, key])
    client.force_login(request.getfixturevalue(who))
    sent = standing(client.get(page).content.decode(), page, "revision") | typed
    faster()

    answer = client.post(page, sent)

    assert answer.status_code == 200
    html = answer.content.decode()
    assert re.search("inzwischen (geändert|gegengezeichnet)|schon gegengezeichnet", words(html)), words(html)
    again = standing(html, page, "revision")
    assert {name: again[name] for name in typed} == {
        name: [value] if isinstance(again[name], list) else value for name, value in typed.items()
    }
    assert client.post(page, again).status_code == 302
