"""A reason reaches exactly those whom the table names: on every page and in every mail, for every act."""

import datetime as dt

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from advisors import actions as advisor_actions
from gsvo.outbox.models import OutgoingMail
from requests import actions, reasons
from requests.models import SupportRequest
from requests.reasons import READERS, Reader
from requests.workflow import TRANSITIONS, State
from tests import factories

pytestmark = pytest.mark.django_db
WHY = "Grund nur für Eingeweihte"
BETWEEN_GIB_AND_POOL = ("recall", "recall_one", "extend_invitation", "decline")


def in_days(count):
    return timezone.localdate() + dt.timedelta(days=count)


def _due(case):
    """A question with a deadline, as the act sets it."""
    SupportRequest.objects.filter(pk=case.pk).update(due_on=in_days(5))
    return case


def _declined(case, people):
    advisor_actions.ask_for_days(case, by=people["koko"], quarters=4, reason="Noch eine Werkstatt.")
    return advisor_actions.decline_days(case, by=people["gib"], reason=WHY)


def _signed(case, people):
    factories.time_entry(case.engagement)
    return advisor_actions.sign_for_office(case, by=people["leitung"], reason=WHY)


def _last_event(case, _result):
    return case.events.first()


# act: (state before it, how it is done: case and the people)
ACTS = {
    "revise": (State.SUBMITTED, lambda case, p: actions.revise(case, by=p["koko"], reason=WHY)),
    "answer": (State.QUERIED, lambda case, p: actions.answer(case, by=p["koko"], reason=WHY)),
    "withdraw": (State.MATCHING, lambda case, p: actions.withdraw(case, by=p["koko"], reason=WHY)),
    "reopen_mandate": (
        State.MANDATED,
        lambda case, p: actions.reopen_mandate(case, by=p["koko"], reason=WHY),
    ),
    "change_mandate": (
        State.ENGAGED,
        lambda case, p: _last_event(case, actions.change_mandate(case, by=p["koko"], reason=WHY)),
    ),
    "ask_back": (State.SUBMITTED, lambda case, p: actions.ask_back(case, by=p["gib"], question=WHY)),
    "defer": (
        State.SUBMITTED,
        lambda case, p: actions.defer(case, by=p["gib"], until=in_days(9), reason=WHY),
    ),
    "reject": (State.SUBMITTED, lambda case, p: actions.reject(case, by=p["gib"], reason=WHY)),
    "answer_otherwise": (
        State.SUBMITTED,
        lambda case, p: actions.answer_otherwise(
            case, by=p["gib"], kind="talk", with_whom="IHK", on=in_days(9), reason=WHY
        ),
    ),
    "return_mandate": (State.MANDATED, lambda case, p: actions.return_mandate(case, by=p["gib"], reason=WHY)),
    "extend_query": (
        State.QUERIED,
        lambda case, p: actions.extend_query(_due(case), by=p["gib"], until=in_days(9), reason=WHY),
    ),
    "extend_clarification": (
        State.CLARIFYING,
        lambda case, p: actions.extend_clarification(case, by=p["gib"], until=in_days(90), reason=WHY),
    ),
    "extend_round": (
        State.CLARIFYING,
        lambda case, p: actions.extend_round(
            case, by=p["koko"], round_=factories.opened_round(case, days=5), until=in_days(9), reason=WHY
        ),
    ),
    "extend_invitation": (
        State.MATCHING,
        lambda case, p: advisor_actions.extend_invitation(case, by=p["gib"], until=in_days(30), reason=WHY),
    ),
    "change_grant": (
        State.CLARIFYING,
        lambda case, p: actions.change_grant(case, by=p["gib"], quarters=8, reason=WHY),
    ),
    "cancel": (State.ENGAGED, lambda case, p: actions.cancel(case, by=p["leitung"], reason=WHY)),
    "reopen_case": (State.REJECTED, lambda case, p: actions.reopen_case(case, by=p["leitung"], reason=WHY)),
    "decline": (
        State.MATCHING,
        lambda case, p: advisor_actions.decline(case.invitations.get(), by=p["advisor"], text=WHY),
    ),
    "recall": (State.MATCHING, lambda case, p: advisor_actions.recall(case, by=p["gib"], reason=WHY)),
    "recall_one": (
        State.MATCHING,
        lambda case, p: advisor_actions.recall_one(
            factories.in_line(case).support_request, by=p["gib"], reason=WHY
        ),
    ),
    "interrupt": (
        State.ENGAGED,
        lambda case, p: advisor_actions.interrupt(case, by=p["gib"], reason=WHY, until=in_days(9)),
    ),
    "extend_interruption": (
        State.INTERRUPTED,
        lambda case, p: advisor_actions.extend_interruption(case, by=p["gib"], reason=WHY, until=in_days(30)),
    ),
    "change_advisor": (
        State.ENGAGED,
        lambda case, p: advisor_actions.change_advisor(case, by=p["gib"], reason=WHY),
    ),
    "finish": (State.INTERRUPTED, lambda case, p: advisor_actions.finish(case, by=p["gib"], reason=WHY)),
    "ask_for_days": (
        State.ENGAGED,
        lambda case, p: advisor_actions.ask_for_days(case, by=p["koko"], quarters=4, reason=WHY),
    ),
    "increase_days": (
        State.ENGAGED,
        lambda case, p: advisor_actions.increase_days(case, by=p["gib"], quarters=4, reason=WHY),
    ),
    "decline_days": (State.ENGAGED, _declined),
    "give_back_days": (
        State.ENGAGED,
        lambda case, p: advisor_actions.give_back_days(case, by=p["gib"], quarters=4, reason=WHY),
    ),
    "carry_over_days": (
        State.ENGAGED,
        lambda case, p: advisor_actions.carry_over_days(
            case, by=p["gib"], quarters=4, period=factories.funding_period(), reason=WHY
        ),
    ),
    "sign_for_office": (State.CLOSING, _signed),
    "reopen": (State.CLOSING, lambda case, p: advisor_actions.reopen(case, by=p["leitung"], reason=WHY)),
}


@pytest.fixture
def people(koko, reader, other_koko, gib, leitung, controlling):
    factories.committee()
    return {
        "koko": koko,
        "reader": reader,
        "partner": other_koko,
        "gib": gib,
        "leitung": leitung,
        "controlling": controlling,
    }


def test_every_act_says_who_reads_its_reason():
    assert set(READERS) == set(TRANSITIONS)


def test_every_act_with_a_reason_is_tried_here():
    silent = {name for name, readers in READERS.items() if not readers} - {"decline"}
    assert set(ACTS) == set(READERS) - silent


@pytest.mark.parametrize("act", ACTS)
def test_on_pages_a_reason_is_read_by_those_whom_the_table_names(act, people, client):
    case = _done(act, people)
    engagement = getattr(case, "engagement", None)
    pages = [case.get_absolute_url(), *([engagement.get_absolute_url()] if engagement else [])]

    def reads(person, addresses=pages):
        client.force_login(person)
        return any(WHY in client.get(address).content.decode() for address in addresses)

    office = Reader.OFFICE in READERS[act]
    assert (reads(people["koko"]), reads(people["reader"])) == (office, office)
    assert reads(people["partner"]) is False
    if engagement:
        assert reads(people["advisor"], pages[1:]) == (Reader.ADVISOR in READERS[act])
    for person in ("gib", "leitung", "controlling"):
        assert reads(people[person], [reverse("admin:case", args=[case.oid])])


@pytest.mark.parametrize("act", ACTS)
def test_by_mail_a_reason_reaches_those_whom_the_table_names(act, people):
    case = _done(act, people)
    told = {mail.to_email for mail in OutgoingMail.objects.about(case) if WHY in mail.text}

    named = {
        people["koko"].email: Reader.OFFICE in READERS[act],
        people["advisor"].email: bool({Reader.ADVISOR, Reader.INVITED} & READERS[act]),
        settings.CONTACT_EMAIL: True,
        **{member.email: Reader.MEMBER in READERS[act] for member in case.committee_members()},
    }
    assert told <= {address for address, may in named.items() if may}
    by_gib = not TRANSITIONS[act].moves[0].roles <= {"office", "advisor"}
    if by_gib or act == "finish":  # whoever gives a reason gets no mail with it
        assert told >= {people["koko"].email} or act in BETWEEN_GIB_AND_POOL
    if READERS[act] & {Reader.ADVISOR, Reader.INVITED}:
        assert people["advisor"].email in told
    if Reader.MEMBER in READERS[act]:
        assert told >= {member.email for member in case.committee_members()}


def test_an_act_without_a_row_is_for_staff_only(people):
    case = factories.support_request(State.SUBMITTED, by=people["koko"])
    actions.lock(case)
    event = actions.record(case, "something_new", by=None, role="clock", reason=WHY)

    assert reasons.is_read_by(event, set(Reader)) is False


def _done(act, people):
    state, do = ACTS[act]
    case = factories.support_request(state, by=people["koko"])
    case.partner_offices.add(factories.office(factories.UNNA))
    invitation = case.invitations.first()
    advisor = invitation.advisor if invitation else factories.advisor()
    advisor.user = factories.user(advisor.email)
    advisor.save()
    people["advisor"] = advisor.user
    do(case, people)
    return case
