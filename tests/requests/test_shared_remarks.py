"""Whether members read each other's remarks after a round: as the committee wanted when it opened."""

import pytest

from requests.models import Round
from requests.workflow import State
from tests import factories
from tests.helpers.rounds import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


def page_of(client, seat, **kwargs):
    return client.get(factories.statement_link(seat).url(), follow=True, **kwargs).content.decode()


@pytest.mark.parametrize("shares", [True, False])
def test_members_read_each_others_remarks_only_where_the_committee_wants_it(client, case, koko, shares):
    round_ = asked(case, koko, members=2, shares_remarks=shares)
    first, last = round_.seats.all()
    factories.answer(first, "agree_remarks", remarks={"scope": "Auch die Förderschulen."})
    case.office.committee.shares_remarks = not shares  # too late for what was promised to those who answered
    case.office.committee.save()
    factories.answer(last)

    page = page_of(client, last)

    assert ("Was die anderen angemerkt haben" in page) is shares
    assert ("Auch die Förderschulen." in page) is shares


def test_while_the_round_is_open_nobody_reads_them(client, case, koko):
    round_ = asked(case, koko, members=2, shares_remarks=True)
    first, last = round_.seats.all()
    factories.answer(first, "agree_remarks", remarks={"scope": "Auch die Förderschulen."})
    assert Round.objects.get().shares_remarks
    assert "Auch die Förderschulen." not in page_of(client, last)
