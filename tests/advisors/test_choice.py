"""Who of the pool fits a request, in which order, and the numbers that G.I.B. gives."""

import datetime as dt

import pytest
from django.utils import timezone

from advisors import actions
from advisors.choice import Fit, choices_for
from advisors.forms.choice import ChoiceForm
from advisors.models import Absence, Invitation
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def _form(support_request, answer_days="7", message="", numbers=None, **more):
    data = {f"order_{advisor.oid}": number for advisor, number in (numbers or {}).items()}
    return ChoiceForm(
        data | {"answer_days": answer_days, "message": message} | more, support_request=support_request
    )


def _names(support_request):
    """{fit: names in order}"""
    found = {fit: [] for fit in Fit}
    for choice in choices_for(support_request):
        found[choice.fit].append(choice.advisor.name)
    return found


def test_the_groups_and_their_order():
    topic, other = factories.topic("Moderation"), factories.topic("Übergaben")
    case = factories.support_request(State.MANDATED, quarters=24)
    case.topics.set([topic, other])
    factories.advisor(name="Zoe", topics=[topic, other])
    factories.advisor(name="Ada", topics=[topic])
    factories.advisor(name="Bea", topics=[topic], quarters_per_period=100)
    wished = factories.advisor(name="Yda", topics=[topic])
    case.preferences.create(advisor=wished, kind="wish")
    factories.advisor(name="Cem", topics=[topic], quarters_per_period=10)
    factories.advisor(name="Dora")
    excluded = factories.advisor(name="Eva", topics=[topic])
    case.preferences.create(advisor=excluded, kind="exclude", reason="Streit")
    factories.advisor(name="Fee", topics=[topic], paused_until=timezone.localdate())
    factories.advisor(name="Weg", topics=[topic], left_at=timezone.now())

    assert _names(case) == {
        Fit.FITS: ["Yda", "Zoe", "Bea", "Ada"],  # wished, two subjects, more days, name
        Fit.RESERVE: ["Cem", "Dora"],
        Fit.BLOCKED: ["Eva", "Fee"],
    }


def test_the_place_counts_by_office():
    case = factories.support_request(State.MANDATED)
    factories.advisor(name="Hier", offices=[case.office])
    factories.advisor(name="Dort", offices=[factories.office(factories.UNNA)])

    assert _names(case)[Fit.FITS] == ["Hier"]
    assert _names(case)[Fit.RESERVE] == ["Dort"]


def test_a_conflict_of_interest_holds_for_all_requests_of_the_office_and_the_act_refuses_it(gib):
    advisor = factories.advisor(name="Kim", account=True)
    first = factories.invited(gib, [advisor])
    actions.decline(first.invitations.get(), by=advisor.user, reason="conflict")
    again = factories.support_request(State.MANDATED)
    elsewhere = factories.support_request(State.MANDATED, office=factories.office(factories.UNNA))

    assert [choice.fit for choice in choices_for(again)] == [Fit.BLOCKED]
    assert [choice.fit for choice in choices_for(elsewhere)] == [Fit.FITS]
    with pytest.raises(actions.ActionRefused, match="Kim passt nicht: Interessenkonflikt"):
        actions.invite(again, by=gib, advisors=[advisor])
    assert not again.invitations.exists()


def test_what_is_known_from_other_cases():
    engaged = factories.support_request(State.ENGAGED, quarters=24)
    advisor = engaged.engagement.advisor
    case = factories.support_request(State.MANDATED, quarters=24, period=engaged.period)

    (choice,) = choices_for(case)

    assert (choice.facts.running, choice.facts.free, choice.facts.total) == (1, 80 - 24, 80)
    assert choice.advisor == advisor
    assert "Hat Bielefeld schon begleitet." in choice.words(Fit.FITS)


def test_absences_count_from_today_to_the_end_of_the_period():
    case = factories.support_request(State.MANDATED)
    today = timezone.localdate()
    over = factories.advisor(name="Vorbei")
    Absence.objects.create(
        advisor=over, from_on=today - dt.timedelta(days=9), to_on=today - dt.timedelta(days=1)
    )
    partly = factories.advisor(name="Teils")
    Absence.objects.create(advisor=partly, from_on=case.period_from, to_on=case.period_from)
    away = factories.advisor(name="Ganz")
    Absence.objects.create(advisor=away, from_on=today, to_on=case.period_to)

    assert _names(case) == {Fit.FITS: ["Vorbei"], Fit.RESERVE: ["Teils"], Fit.BLOCKED: ["Ganz"]}


def test_whoever_is_in_line_is_blocked_and_whoever_did_not_answer_has_a_reserve(gib):
    first, second, third = (factories.advisor(name=name) for name in ("Ada", "Bea", "Cem"))
    case = factories.invited(gib, [first, second])
    Invitation.objects.filter(advisor=first).update(answer_by=timezone.now() - dt.timedelta(hours=1))
    actions.expire_overdue()

    choices = {choice.advisor: choice for choice in choices_for(case)}

    assert choices[first].words(Fit.RESERVE) == "War für diese Anfrage schon gefragt: abgelaufen."
    assert choices[second].fit == Fit.BLOCKED
    assert choices[third].fit == Fit.FITS


@pytest.mark.parametrize("rows", [1, 5, 60])
def test_a_larger_pool_costs_no_more_statements(rows, django_assert_num_queries):
    case = factories.support_request(State.MANDATED)
    topic = factories.topic()
    case.topics.add(topic)
    for _row in range(rows):
        advisor = factories.advisor(topics=[topic], offices=[case.office])
        Absence.objects.create(advisor=advisor, from_on=case.period_from, to_on=case.period_from)
        case.preferences.create(advisor=advisor, kind="wish", reason="Gut")
    case = type(case).objects.select_related("office", "period").get(pk=case.pk)

    with django_assert_num_queries(8):
        assert len(choices_for(case)) == rows


# --- the numbers ---------------------------------------------------------------------------------------
def test_the_order_is_that_of_the_numbers(gib):
    case = factories.support_request(State.MANDATED)
    first, second = factories.advisor(), factories.advisor()

    form = _form(case, numbers={first: "2", second: "1"}, message="Bitte!")

    assert form.is_valid(), form.errors
    actions.invite(case, by=gib, **form.values)
    told = {"answer_days": 7, "message": "Bitte!", "at_once": False}
    assert form.values == {"advisors": [second, first], **told}
    assert [row.advisor for row in case.invitations.all()] == [second, first]


@pytest.mark.parametrize(
    ("numbers", "wrong", "words"),
    [
        (["", ""], 0, "mindestens einer Person eine 1"),
        (["1", "1"], 1, "Die 1 steht schon bei"),
        (["2", ""], 0, "Vor der 2 fehlt die 1"),
        (["1", "3"], 1, "Vor der 3 fehlt die 2"),
        (["10", ""], 0, "Höchstens neun"),
        (["0", ""], 0, "beginnt mit 1"),
        (["x", ""], 0, "eine Zahl von 1 bis 9"),
        (["1,5", ""], 0, "eine Zahl von 1 bis 9"),
    ],
)
def test_wrong_numbers_are_refused_at_their_field(numbers, wrong, words):
    case = factories.support_request(State.MANDATED)
    people = [factories.advisor(name="Ada"), factories.advisor(name="Bea")]

    form = _form(case, numbers=dict(zip(people, numbers, strict=True)))

    assert not form.is_valid()
    assert list(form.errors) == [f"order_{people[wrong].oid}"]
    assert words in str(form.errors)


def test_nobody_can_be_chosen_whom_a_rule_blocks():
    case = factories.support_request(State.MANDATED)
    excluded, free = factories.advisor(), factories.advisor()
    case.preferences.create(advisor=excluded, kind="exclude")

    form = _form(case, numbers={excluded: "1", free: ""})

    assert f"order_{excluded.oid}" not in form.fields
    assert not form.is_valid()


def test_an_empty_pool_is_said():
    case = factories.support_request(State.MANDATED)

    form = _form(case)

    assert not form.is_valid()
    assert "passt niemand" in str(form.errors["__all__"])


@pytest.mark.parametrize("days", ["0", "61", "x", ""])
def test_the_time_to_answer_is_one_to_sixty_days(days):
    form = _form(
        factories.support_request(State.MANDATED), numbers={factories.advisor(): "1"}, answer_days=days
    )

    assert "answer_days" in form.errors
