"""Whoever may write the address behind a link could use it: a change in the committee leaves a trace.

An event on each running case, mails to the member's former and new address, and a mark beside the answer.
"""

import pytest
from django.urls import reverse

from gsvo.accounts.models import AddressChange
from gsvo.offices import committee_actions
from gsvo.outbox.models import OutgoingMail
from requests import actions, timeline
from requests.models import Seat
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
FRAUD = "zweites.postfach@example.org"
NAMES = ("institution", "function", "name", "email", "is_voting", "is_chair")


@pytest.fixture
def case(koko):
    factories.committee(members=2)
    return factories.support_request(State.CLARIFYING, by=koko)


def change(member, by, **changes):
    member.refresh_from_db()
    fields = {name: getattr(member, name) for name in NAMES} | changes
    return committee_actions.change_member(member, by=by, expected_revision=member.revision, **fields)


def acts(case):
    return list(case.events.order_by("pk").values_list("act", flat=True))


def mails(address):
    return list(OutgoingMail.objects.filter(to_email=address).order_by("pk").values_list("kind", flat=True))


def vote_by_another_address(case, koko):
    """The office answers in a member's place, and sets the address back."""
    seat = factories.opened_round(case, by=koko).seats.first()
    former = seat.member.email
    change(seat.member, koko, email=FRAUD)
    factories.answer(seat)
    change(seat.member, koko, email=former)
    return Seat.objects.get(pk=seat.pk), former


def test_a_change_in_an_open_round_stands_on_the_case_each_time(case, koko):
    vote_by_another_address(case, koko)
    assert acts(case)[-3:] == ["member_changed", "statement", "member_changed"]
    first, answer, _back = list(case.events.order_by("pk"))[-3:]
    assert FRAUD not in str(first.data), "an event holds no address"
    assert FRAUD in timeline.sentence(first, for_staff=True)
    assert FRAUD not in timeline.sentence(first)
    assert "Eine Runde war offen." in timeline.sentence(first)
    assert "nachdem Name oder Adresse geändert waren" in timeline.sentence(answer)


def test_both_addresses_hear_who_changed_it_and_how_to_reach_gib(case, koko, settings):
    _seat, former = vote_by_another_address(case, koko)
    assert "accounts/address_replaced" in mails(former)
    assert "accounts/address_entered" in mails(FRAUD)
    told = OutgoingMail.objects.get(to_email=former, kind="accounts/address_replaced")
    assert koko.name in told.text
    assert settings.CONTACT_EMAIL in told.text
    assert FRAUD not in told.text


def test_the_answer_stays_marked_after_the_address_was_set_back(client, case, koko, gib):
    seat, _former = vote_by_another_address(case, koko)
    assert seat.is_answer_marked
    factories.answer(case.mandate.latest.rounds.get().seats.last())
    case.refresh_from_db()
    assert case.state == State.MANDATED

    client.force_login(gib)
    page = client.get(reverse("admin:case", args=[case.oid])).content.decode()
    assert "Antwort, nachdem Name oder Adresse am" in page
    closed = case.events.get(act="round_closed")
    assert closed.data["entries_changed"] == [seat.pk]
    assert seat.institution in timeline.sentence(closed)
    notice = OutgoingMail.objects.get(kind="requests/mandated_notice")
    assert "Vor der Antwort geändert: Name oder Adresse" in notice.text


def test_an_answer_of_before_the_change_is_not_called_another_persons(case, koko):
    seat = factories.opened_round(case, by=koko).seats.first()
    factories.answer(seat)
    change(seat.member, koko, email=FRAUD)
    seat = Seat.objects.get(pk=seat.pk)
    assert seat.entry_changed_at
    assert not seat.is_answer_marked


def test_an_address_changed_just_before_the_round_marks_the_answer_as_well(case, koko):
    member = committee_actions.Committee.objects.get().members.first()
    change(member, koko, email=FRAUD)
    seat = factories.opened_round(case, by=koko).seats.get(member=member)
    factories.answer(seat)
    assert Seat.objects.get(pk=seat.pk).is_answer_marked
    assert "member_changed" in acts(case)


def test_a_new_person_in_place_of_one_dropped_after_a_round_is_marked(case, koko):
    round_ = factories.opened_round(case, by=koko)
    dropped = round_.seats.last().member
    factories.answer(round_.seats.first(), "change")
    committee_actions.remove_member(dropped, by=koko)
    committee_actions.add_member(
        case.office, by=koko, institution=dropped.institution, function="", name="Neu", email=FRAUD,
        is_voting=True, is_chair=False,
    )  # fmt: skip
    actions.close_round(round_)
    again = factories.opened_round(case, by=koko)
    assert again.seats.get(member__email=FRAUD).entry_changed_at
    assert again.seats.get(member=round_.seats.first().member).entry_changed_at is None
    assert [act for act in acts(case) if act.startswith("member")] == ["member_removed", "member_added"]


def test_dropping_somebody_before_the_next_round_is_recorded_and_told(case, koko):
    dropped = committee_actions.Committee.objects.get().members.last()
    committee_actions.remove_member(dropped, by=koko)
    event = case.events.get(act="member_removed")
    assert event.by_user == koko
    assert dropped.institution in timeline.sentence(event)
    assert dropped.name not in str(event.data)
    assert mails(dropped.email) == ["offices/member_removed"]


@pytest.mark.parametrize(
    ("changes", "act", "words"),
    [
        ({"is_voting": False, "is_chair": False}, "member_vote", "als Gast ohne Stimme"),
        ({"is_chair": False}, "member_chair", "ohne Vorsitz"),
        ({"institution": "Andere Stelle"}, "member_renamed", "heißt jetzt Andere Stelle"),
        ({"name": "Nele Neu"}, "member_changed", "Name oder Adresse im Steuerungsgremium geändert"),
    ],
)
def test_every_change_of_who_decides_is_an_event(case, koko, changes, act, words):
    change(committee_actions.Committee.objects.get().members.get(is_chair=True), koko, **changes)
    assert words in timeline.sentence(case.events.get(act=act))


def test_a_vote_taken_is_told_to_the_member(case, koko):
    member = committee_actions.Committee.objects.get().members.last()
    change(member, koko, is_voting=False)
    assert mails(member.email) == ["offices/member_vote_changed"]


def test_another_name_at_the_same_address_is_told_there(case, koko):
    member = committee_actions.Committee.objects.get().members.last()
    change(member, koko, name="Nele Neu")
    assert mails(member.email) == ["accounts/entry_changed"]


def test_the_body_with_another_name_is_an_event(case, koko):
    committee_actions.rename(case.office, by=koko, expected_revision=1, name="Lenkungskreis")
    assert "Lenkungskreis" in timeline.sentence(case.events.get(act="committee_renamed"))


@pytest.mark.parametrize("state", [State.MANDATED, State.MATCHING, State.ENGAGED])
def test_a_change_between_the_rounds_stands_on_every_running_case(koko, state):
    factories.committee(members=2)
    running, over = (
        factories.support_request(state, by=koko),
        factories.support_request(State.COMPLETED, by=koko),
    )
    early = factories.support_request(State.SUBMITTED, by=koko)
    change(committee_actions.Committee.objects.get().members.last(), koko, email=FRAUD)
    assert "member_changed" in acts(running)
    assert "member_changed" not in acts(over) + acts(early)


def test_an_address_without_a_running_case_is_told_all_the_same(koko):
    member = factories.committee(members=1).members.get()
    former = member.email
    change(member, koko, email=FRAUD)
    assert (mails(former), mails(FRAUD)) == (["accounts/address_replaced"], ["accounts/address_entered"])
    assert AddressChange.objects.of(member).get().former_email == former


def test_saving_without_a_change_tells_nobody(case, koko):
    member = committee_actions.Committee.objects.get().members.last()
    change(member, koko)
    assert not OutgoingMail.objects.exists()
    assert not [act for act in acts(case) if act.startswith("member")]


def test_members_do_not_read_whose_entry_is_new(client, case, koko):
    vote_by_another_address(case, koko)
    other = Seat.objects.order_by("pk").last()
    link = factories.statement_link(other)
    client.get(link.url().partition("8000")[2])
    assert "geändert waren" not in client.get(link.page_url()).content.decode()


def test_contact_and_deputy_hear_when_the_office_replaces_them(koko, gib):
    case = factories.support_request(
        State.QUERIED,
        by=koko,
        deputy_name="Vera",
        deputy_email="vera@example.org",
        contact_email="alt@example.org",
    )
    values = {"contact_email": "neu@example.org", "deputy_email": "andere@example.org"}
    actions.save_answers(case, by=koko, expected_revision=case.revision, values=values)
    actions.answer(case, by=koko, reason="So.")
    for former in ("alt@example.org", "vera@example.org"):
        assert mails(former) == ["accounts/address_replaced"]
    for new in ("neu@example.org", "andere@example.org"):
        assert mails(new) == ["accounts/address_entered"]
