"""What G.I.B. fills in: the order of people, reasons, days."""

import datetime as dt

import pytest
from django.utils import timezone

from advisors import actions
from advisors.forms.actions import CompleteForm, ExtendInvitationForm, FinishForm, InterruptForm, InviteForm
from gsvo.lib import dates
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def _invite_form(support_request, **data):
    form = InviteForm({"answer_days": "7"} | data, support_request=support_request)
    form.is_valid()
    return form


def test_the_order_is_the_order_of_the_fields(gib):
    support_request = factories.support_request(State.MANDATED)
    first, second = factories.advisor(), factories.advisor()

    form = _invite_form(support_request, advisor_1=second.pk, advisor_4=first.pk, message="Bitte!")
    actions.invite(support_request, by=gib, **form.values)

    assert form.values == {"advisors": [second, first], "answer_days": 7, "message": "Bitte!"}
    assert [row.advisor for row in support_request.invitations.all()] == [second, first]


def test_somebody_has_to_be_first():
    form = _invite_form(factories.support_request(State.MANDATED))

    assert form.errors["advisor_1"] == ["Wählen Sie aus, wer zuerst gefragt wird."]


def test_nobody_stands_in_the_order_twice():
    advisor = factories.advisor()

    form = _invite_form(factories.support_request(State.MANDATED), advisor_1=advisor.pk, advisor_2=advisor.pk)

    assert form.errors == {"advisor_2": ["Diese Person steht schon weiter oben. Wählen Sie jemand anderen."]}


def test_only_who_may_be_invited_is_on_offer(gib):
    asked, excluded, free = factories.advisor(), factories.advisor(), factories.advisor()
    factories.advisor(left_at=timezone.now())
    support_request = factories.invited(gib, [asked])
    support_request.preferences.create(advisor=excluded, kind="exclude")

    form = InviteForm(support_request=support_request)

    assert [value for value, _label in form.fields["advisor_1"].choices] == ["", str(free.pk)]


def test_the_choices_show_wishes_first_with_days_and_topics():
    support_request = factories.support_request(State.MANDATED, quarters=24)
    factories.advisor(name="Ada", quarters_per_period=80, topics=[factories.topic("Moderation")])
    wished = factories.advisor(name="Bea", quarters_per_period=10)
    support_request.preferences.create(advisor=wished, kind="wish")

    form = InviteForm(support_request=support_request)

    assert [label for _value, label in form.fields["advisor_1"].choices][1:] == [
        "Bea – gewünscht – nur 2,5 Tage frei",
        "Ada – 20 Tage frei – Moderation",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_choices_cost_equally_many_queries(rows, django_assert_num_queries):
    support_request = factories.support_request(State.MANDATED)
    for _row in range(rows):
        factories.advisor(topics=[factories.topic()])

    with django_assert_num_queries(3):
        InviteForm(support_request=support_request)


@pytest.mark.parametrize("days", ["0", "61", "x", ""])
def test_the_time_to_answer_is_one_to_sixty_days(days):
    form = _invite_form(
        factories.support_request(State.MANDATED), advisor_1=factories.advisor().pk, answer_days=days
    )

    assert "answer_days" in form.errors


def test_an_interruption_ends_today_at_the_earliest():
    support_request = factories.support_request(State.ENGAGED)
    yesterday = timezone.localdate() - dt.timedelta(days=1)

    form = InterruptForm({"until": yesterday.isoformat(), "reason": "x"}, support_request=support_request)

    assert list(form.errors) == ["until"]


def test_used_days_are_typed_in_days_and_never_more_than_promised():
    support_request = factories.support_request(State.CLOSING, quarters=24)

    some = CompleteForm({"used": "2,5"}, support_request=support_request)
    none = CompleteForm({"used": "0"}, support_request=support_request)
    many = CompleteForm({"used": "6,25"}, support_request=support_request)

    assert some.is_valid()
    assert some.values == {"used": 10}
    assert none.is_valid()
    assert none.values == {"used": 0}
    assert not many.is_valid()


def test_beside_an_open_invitation_the_form_says_who_is_asked_now(gib):
    first, second = factories.advisor(name="Bea Beratung"), factories.advisor(name="Ben Beratung")
    support_request = factories.invited(gib, [first, second])

    facts = {str(label): value for label, value in InviteForm(support_request=support_request).facts()}

    asked = support_request.invitations.get(advisor=first)
    assert facts["Gefragt ist gerade"] == f"Bea Beratung, Antwort bis {dates.day(asked.answer_day)}"
    assert facts["Danach an der Reihe"] == "Ben Beratung"
    assert "nicht sofort" in facts["Wen Sie jetzt einladen"]


def test_where_nobody_is_asked_yet_there_is_nothing_to_say():
    assert InviteForm(support_request=factories.support_request(State.MANDATED)).facts() == []


def test_a_reason_that_is_too_long_is_not_missing_as_well():
    form = FinishForm(
        {"early": "yes", "reason": "x" * 4001}, support_request=factories.support_request(State.ENGAGED)
    )

    (sentence,) = form.errors["reason"]
    assert "höchstens 4000 Zeichen" in sentence


def test_no_answer_is_awaited_after_the_last_service(gib):
    last = timezone.localdate() + dt.timedelta(days=30)
    period = factories.funding_period(service_until=last, accounting_until=last)
    case = factories.invited(gib, period=period)

    def form(day):
        sent = {"until": day.isoformat(), "reason": "Ferien.", "revision": case.revision}
        return ExtendInvitationForm(sent, support_request=case)

    assert form(last).is_valid()
    assert "Wählen Sie einen früheren Tag." in str(form(last + dt.timedelta(days=1)).errors["until"])
