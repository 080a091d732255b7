"""Who is told what: each act is done in each state, and its mails are compared with the table."""

from collections import Counter
from copy import deepcopy

import pytest
from django.core.cache import cache

from gsvo.workplace import mail_types
from requests import timeline
from requests.notification_counts import NUMBERS, Count, mails_of, sentence
from requests.notifications import COMMITTEE, Party, rules
from requests.workflow import TRANSITIONS
from tests import factories
from tests.access.db_guard import undone
from tests.requests.told_acts import ACTS
from tests.requests.told_world import build, way_to

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WALK = [(rule, state) for rule in rules() for state in rule.states]
# Events without a rule: what they cause is no mail about the request, or has tests of its own.
OTHER = {
    "attached": "nobody waits for a paper; it stands on the page",
    "attachment_removed": "nobody waits for a paper; it stands on the page",
    "change_entry_words": "another sentence of `change_entry`",
    "complete_early": "another sentence of `complete`",
    "extend_invitations": "another sentence of `extend_invitation`",
    "meeting_opened": "another sentence of `round_opened`",
    "member_changed": "both addresses are told by gsvo.accounts.email_changes",
    "resent": "is itself a mail, sent again",
}


def test_every_transition_from_every_state_has_its_rules():
    missing = [
        (name, state)
        for name, transition in TRANSITIONS.items()
        for state in transition.sources
        if not rules(name, state)
    ]

    assert missing == []


def test_everything_that_is_recorded_has_rules_or_a_reason_why_not():
    assert set(timeline.SENTENCES) == {rule.act for rule in rules()} | set(OTHER)


def test_every_rule_can_be_done_and_no_two_say_different_things():
    keys = Counter((rule.act, state, rule.outcome) for rule, state in WALK)

    assert {rule.act for rule in rules()} == set(ACTS)
    assert [key for key, number in keys.items() if number > 1] == []


def test_every_mail_of_the_table_is_a_kind_and_every_cell_has_its_reason(record_property):
    kinds = {told.kind for rule in rules() for told in rule.mails.values()}
    cells = [rule.cell(party, state) for rule, state in WALK for party in Party]

    assert kinds <= set(mail_types.KINDS)
    assert all(str(reason) for _kind, reason in cells)
    record_property("figure: cells of the table of who is told what", len(cells))
    record_property("figure: of them with a mail", sum(bool(kind) for kind, _reason in cells))


# Acts with a page of their own, which says beforehand how many mails go out.
PAGES = {
    "withdraw", "revise", "reopen_mandate", "hand_over", "grant", "ask_back", "defer", "reject",
    "return_mandate",
    "extend_query", "extend_clarification", "extend_invitation", "change_grant", "cancel", "reopen_case",
    "sign_for_office", "ask_for_days", "increase_days", "decline_days", "give_back_days", "carry_over_days",
    "invite", "ask_at_once", "accept", "decline", "recall_one",
    "recall", "interrupt", "extend_interruption", "resume", "change_advisor", "finish", "complete",
    "reopen",
}  # fmt: skip
WORLDS = sorted({(state, way_to(state, rule.outcome, rule.act)) for rule, state in WALK})


@pytest.mark.parametrize(("state", "way"), WORLDS)
def test_an_act_sends_the_mails_of_the_table_and_its_page_counts_them(state, way):
    """All acts that begin in the same world, one after the other, each undone."""
    factories.funding_period()
    built = build(state, way)
    acts = [rule for rule, source in WALK if (source, way_to(source, rule.outcome, rule.act)) == (state, way)]
    wrong = {}
    for rule in acts:
        cache.clear()  # so many mails would meet a limit
        with undone():
            sent, told, promised = _mails(deepcopy(built), rule, state)
        if set(sent) != told or promised not in (None, sent):
            wrong[f"{rule.act} {rule.outcome}"] = {"sent": sent, "told": told, "promised": promised}

    assert acts
    assert wrong == {}


def _mails(world, rule, state):
    """Do an act. Return the mails that it sent, those of the table, and those that its page promised."""
    told = {(party, rule.cell(party, state)[0]) for party in Party if rule.cell(party, state)[0]}
    # Whom one chooses on the page itself the table cannot know.
    has_page = rule.act in PAGES and rule.outcome not in ("to_oneself", "at_once")
    promised = _promised(world, rule) if has_page else None
    ACTS[rule.act](world, rule.outcome)
    return world.mails(), told, promised


def _promised(world, rule):
    doers = {
        "by_office": world.handler,
        "changing_by_office": world.handler,
        "by_gib": world.gib,
        "by_handler": world.handler,
        "by_colleague": world.third,
    }
    counts = mails_of(world.case, rule.act, by=doers.get(rule.outcome, world.gib))
    return {(count.party, count.kind): count.people for count in counts}


def test_the_sentence_counts_in_words_and_names_each_party_once():
    def said(*counts):
        return sentence(Count(*count) for count in counts)

    assert said() == "Damit geht keine Mail hinaus."
    assert said((Party.GIB, "x", 1)) == "Eine Mail geht hinaus: an die G.I.B."
    assert (
        said((Party.HANDLER, "x", 2), (Party.ADVISOR, "x", 1))
        == "Drei Mails gehen hinaus: an die Koordinierungsstelle (2) und die Berater:in."
    )
    everybody = [(party, "x", number) for party, number in zip(COMMITTEE, (1, 5, 2), strict=True)]
    assert said(*everybody) == "Acht Mails gehen hinaus: an das Steuerungsgremium (8)."
    assert said((Party.CHAIR, "x", 1)) == "Eine Mail geht hinaus: an den Vorsitz des Gremiums."
    assert said((Party.VOTING, "x", 40)) == "40 Mails gehen hinaus: an das Steuerungsgremium (40)."
    assert len(NUMBERS) == 11


def test_the_sentence_costs_few_queries(django_assert_max_num_queries):
    world = build("engaged")
    with django_assert_max_num_queries(8):
        mails_of(world.case, "cancel", by=world.leitung)
