"""A mandate changes while its engagement runs: the version in force stays until the committee agrees."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from advisors import actions as pool
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.mandate_change import change_among
from requests.models import Mandate, Round, Seat, Statement, SupportRequest
from requests.notification_counts import mails_of
from requests.workflow import State
from tests import factories
from tests.advisors.milestones import agree_milestones, reach
from tests.advisors.sessions import at
from tests.requests.changing import WHY, answer_all, asked, drafted, in_force, kinds, running, url
from tests.requests.test_statement_page import open_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko, gib, advisor_user):
    return running(koko, advisor_user)


# --- the story -------------------------------------------------------------------------------------
def test_with_agreement_the_new_version_is_in_force_and_everybody_is_told(case, koko):
    turn = (case.state, case.waiting_on, case.due_on)
    round_ = asked(case, koko)
    assert (in_force(case), kinds()) == (1, ["requests/statement_asked"] * 2)
    OutgoingMail.objects.all().delete()

    answer_all(round_)

    case.refresh_from_db()
    assert ((case.state, case.waiting_on, case.due_on), in_force(case)) == (turn, 2)
    assert kinds() == [
        *["advisors/mandate_changed"] * 3,
        *["requests/round_outcome"] * 2,
        *["requests/statement_receipt"] * 2,
    ]
    outcome = OutgoingMail.objects.filter(kind="requests/round_outcome").first().text
    assert "Fassung 2 gilt ab jetzt" in outcome
    assert "sucht die G.I.B." not in outcome
    assert [event.act for event in case.events.all()[:2]] == ["agree_change", "round_closed"]


def test_without_agreement_the_former_version_stays_and_says_so(case, koko, client):
    round_ = asked(case, koko)
    OutgoingMail.objects.all().delete()

    answer_all(round_, "change")

    assert in_force(case) == 1
    words = "Es gilt weiter Fassung 1"
    for mail in OutgoingMail.objects.exclude(kind="requests/statement_receipt"):
        assert "gilt weiter Fassung 1" in mail.text, mail.kind
    client.force_login(koko)
    for page in (url("mandate", case), url("round", case, round_.oid), case.engagement.get_absolute_url()):
        assert words in client.get(page).content.decode(), page
    case.refresh_from_db()
    assert case.waiting_on == "advisor"
    # the office may leave it at that, write a third version, or ask again
    assert actions.new_version(case, by=koko).number == 3
    actions.discard_change(case, by=koko)
    assert factories.opened_round(case, by=koko).version.number == 2


def test_a_later_change_begins_from_the_version_in_force(case, koko):
    answer_all(asked(case, koko), "change")

    version = actions.change_mandate(case, by=koko, reason=WHY)

    assert version.number == 3
    assert version.sections == case.mandate.agreed.sections


def test_what_hangs_on_the_former_version_carries_on(case, koko, client):
    first, second = agree_milestones(case.engagement, "Auftakt", "Abschluss")
    reach(case.engagement, first, by=koko)
    round_ = asked(case, koko)
    pool.move_milestone(case.engagement, second, by=koko, due_on=at(40).date(), reason="Ferien.")
    answer_all(round_)

    rows = {row.title: row for row in Mandate.objects.get(support_request=case).agreed.milestones.all()}
    assert rows["Abschluss"].due_today == at(40).date()
    assert rows["Auftakt"].due_today == first.due_on
    client.force_login(koko)
    html = client.get(case.engagement.get_absolute_url()).content.decode()
    assert "Von 3 Meilensteinen ist einer erreicht." in html
    with pytest.raises(actions.ActionRefused, match="früheren Fassung erreicht"):
        reach(case.engagement, rows["Auftakt"], by=koko)


def test_a_version_that_gives_a_milestone_another_day_keeps_it(case, koko):
    (milestone,) = agree_milestones(case.engagement, "Abschluss")
    version = drafted(case, koko)
    factories.filled(version)
    version.milestones.filter(title="Abschluss").update(due_on=at(70).date())
    pool.move_milestone(case.engagement, milestone, by=koko, due_on=at(40).date(), reason="Ferien.")

    answer_all(factories.opened_round(case, by=koko))

    row = Mandate.objects.get(support_request=case).agreed.milestones.get(title="Abschluss")
    assert row.due_today == at(70).date()


# --- what comes in between -----------------------------------------------------------------------------
@pytest.mark.parametrize("end", ["finish", "cancel"])
def test_the_end_of_the_engagement_ends_the_round(end, case, koko, leitung, client):
    round_ = asked(case, koko)
    first, second = round_.seats.all()
    factories.answer(first)
    OutgoingMail.objects.all().delete()
    promised = sum(count.people for count in mails_of(case, end, by=koko if end == "finish" else leitung))

    if end == "finish":
        pool.finish(case, by=koko)
    else:
        actions.cancel(case, by=leitung, reason="Ende.")

    round_.refresh_from_db()
    assert (round_.is_open, round_.outcome, in_force(case)) == (False, "none", 1)
    assert kinds().count("requests/round_ended") == 2
    assert len(kinds()) == promised
    event = case.events.get(act="round_closed")
    assert event.data["overtaken"]
    with pytest.raises(actions.ActionRefused, match="Runde ist beendet"):
        factories.answer(second)
    page = client.get(open_link(client, factories.statement_link(second))).content.decode()
    assert "Die Begleitung endete, bevor das Gremium entschieden hatte. Es gilt weiter Fassung 1." in page
    client.force_login(koko)
    history = client.get(case.get_absolute_url()).content.decode()
    assert "Die Begleitung endet vorher. Es gilt weiter Fassung 1." in history


def test_the_round_runs_on_while_the_engagement_rests(case, koko, gib):
    round_ = asked(case, koko)
    pool.interrupt(case, by=gib, reason="Pause.", until=timezone.localdate() + dt.timedelta(days=20))
    turn = (case.waiting_on, case.due_on)

    actions.extend_round(
        case, by=koko, round_=round_, until=timezone.localdate() + dt.timedelta(days=30), reason="Ferien."
    )
    answer_all(round_)

    case.refresh_from_db()
    assert (case.state, (case.waiting_on, case.due_on), in_force(case)) == (State.INTERRUPTED, turn, 2)


def test_the_round_runs_on_while_another_advisor_is_sought_and_whoever_is_asked_hears_of_it(case, koko, gib):
    round_ = asked(case, koko)
    pool.change_advisor(case, by=gib, reason="Elternzeit.")
    new = factories.advisor()
    pool.invite(case, by=gib, advisors=[new])
    case.refresh_from_db()
    with pytest.raises(actions.ActionRefused):
        actions.change_mandate(case, by=koko, reason=WHY)
    OutgoingMail.objects.all().delete()

    answer_all(round_)

    case.refresh_from_db()
    assert (case.state, in_force(case)) == (State.MATCHING, 2)
    assert OutgoingMail.objects.get(kind="advisors/mandate_changed_invited").to_email == new.email
    assert Round.objects.get(pk=round_.pk).outcome == "agreed"


def test_a_meeting_decides_on_a_change_as_on_any_version(case, koko):
    version = drafted(case, koko)
    factories.filled(version)
    votes = {member.oid: "agree" for member in case.committee_members()}

    actions.decide_in_meeting(case, by=koko, held_on=timezone.localdate(), votes=votes, rule="all")

    assert in_force(case) == 2
    case.refresh_from_db()
    assert case.state == State.ENGAGED


# --- what is refused -----------------------------------------------------------------------------------
def test_one_change_at_a_time(case, koko):
    drafted(case, koko)
    with pytest.raises(actions.ActionRefused, match="Fassung 2 ist schon in Arbeit"):
        drafted(case, koko)
    actions.discard_change(case, by=koko)
    asked(case, koko)
    for act in (lambda: drafted(case, koko), lambda: actions.new_version(case, by=koko)):
        with pytest.raises(actions.ActionRefused, match="stimmt gerade ab"):
            act()


def test_nobody_is_asked_about_the_version_in_force(case, koko):
    with pytest.raises(actions.ActionRefused, match="Fassung 1 gilt schon"):
        factories.opened_round(case, by=koko)
    with pytest.raises(actions.ActionRefused, match="Fassung 1 gilt schon"):
        actions.new_version(case, by=koko)


# --- the rule ----------------------------------------------------------------------------------------
@given(st.lists(st.sampled_from(["agreed", "failed"]), max_size=6), st.sampled_from(["", "draft", "asked"]))
def test_in_force_is_always_the_newest_version_that_was_agreed_to(history, last):
    """Pure: no draft, open round or failed version ever puts anything else in force."""
    now = timezone.now()
    versions = [_version(1, frozen=True, agreed=True)]
    for outcome in history:
        versions.insert(0, _version(len(versions) + 1, frozen=True, agreed=outcome == "agreed"))
    if last:
        versions.insert(0, _version(len(versions) + 1, frozen=last == "asked", is_open=last == "asked"))
    case = SupportRequest(state=State.ENGAGED, engaged_at=now)

    change = change_among(case, versions)

    assert change.in_force is next(version for version in versions if version.agreed_at)
    assert f"Fassung {change.in_force.number}" in change.sentence
    assert change.is_draft == (last == "draft")
    assert change.is_asked == (last == "asked")


def _version(number, *, frozen, agreed=False, is_open=False):
    """A version with the one round that froze it."""
    rounds = [Round(answer_by=dt.date(2026, 12, 1), closed_at=None if is_open else timezone.now())]
    return SimpleNamespace(
        number=number,
        is_frozen=frozen,
        agreed_at=timezone.now() if agreed else None,
        rounds=SimpleNamespace(all=lambda: rounds if frozen else []),
    )


def test_links_of_a_round_that_was_overtaken_take_no_answer(case, koko):
    round_ = asked(case, koko)
    seat = round_.seats.first()
    pool.finish(case, by=koko)

    with pytest.raises(actions.ActionRefused):
        actions.state_opinion(
            Seat.objects.get(pk=seat.pk), by=Link.objects.to(seat, "statement").latest("pk"),
            answer="agree", name="Mia",
        )  # fmt: skip
    assert not Statement.objects.exists()
