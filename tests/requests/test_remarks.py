"""The work list: what stands on it, who answers, and two who do so at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gsvo.lib.exceptions import StaleRecord
from requests import actions
from requests.models import RemarkAnswer, SupportRequest
from requests.remarks import in_words, worklist
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of
from tests.helpers.parallel import run_parallel
from tests.requests.remarked import NOT, NOTE, TAKEN, WHY, WISH, answer, remarked_round, url, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


@pytest.fixture
def round_(case, koko):
    return remarked_round(case, by=koko)


# --- what stands on the list ---------------------------------------------------------------------
def test_the_list_holds_each_remark_by_section_with_the_mandate_as_a_whole_last(case, round_):
    found = worklist(case)
    assert [(remark.key, remark.text) for remark in found.remarks] == [
        ("volume", WISH),
        ("volume", NOTE),
        ("overall", "Kürzer, bitte."),
    ]
    assert in_words(found) == "3 Rückmeldungen zu 2 Abschnitten, alle warten auf Ihre Antwort."


def test_before_a_round_is_over_there_is_no_list(client, koko, case):
    round_ = factories.opened_round(case, by=koko)
    factories.answer(round_.seats.first(), "change", remarks={"volume": WISH})
    client.force_login(koko)
    assert client.get(url("remarks", case)).status_code == 404
    assert worklist(case).remarks == []


def test_of_two_rounds_on_one_version_each_member_counts_with_the_latest(case, koko, round_):
    again = factories.opened_round(case, by=koko)
    for seat in again.seats.all():
        if seat.member_id == round_.seats.first().member_id:
            factories.answer(seat, "change", remarks={"goals": "Noch ein Ziel."})
        elif seat.member_id != round_.seats.all()[1].member_id:
            factories.answer(seat)
    actions.close_round(again)
    assert [remark.text for remark in worklist(case).remarks] == ["Noch ein Ziel.", NOTE]


# --- to answer -------------------------------------------------------------------------------------
def test_an_answer_is_saved_and_changed_and_the_next_one_asked_for(client, koko, case, round_):
    client.force_login(koko)
    first, second, _third = worklist(case).remarks

    sent = client.post(url_of(case, first), {"verdict": NOT, "reason": WHY, "revision": "0", "next": "1"})
    assert sent.url == url_of(case, second)
    changed = client.post(url_of(case, first), {"verdict": TAKEN, "reason": "", "revision": "1"})

    assert changed.url == f"{url('remarks', case)}#{first.anchor}"
    stored = RemarkAnswer.objects.get()
    assert (stored.verdict, stored.reason, stored.revision, stored.changed_by) == (TAKEN, "", 2, koko)


def test_the_page_of_an_answer_shows_what_was_said_and_by_whom(client, koko, case, round_):
    client.force_login(koko)
    remark = worklist(case).open[0]
    page = main_of(client.get(url_of(case, remark)))
    assert "Bitte auch die &lt;Förderschulen&gt;." in page
    assert f"{remark.seat.institution}</strong>" in page
    assert "wünscht eine Änderung" in page


@pytest.mark.parametrize(("data", "field"), [({}, "verdict"), ({"verdict": NOT, "reason": ""}, "reason")])
def test_what_is_missing_is_said_at_the_field(client, koko, case, round_, data, field):
    client.force_login(koko)
    shown = client.post(url_of(case, worklist(case).open[0]), data | {"revision": "0"})
    assert field in shown.context["form"].errors
    assert not RemarkAnswer.objects.exists()


def test_the_list_filters_and_shows_how_far_it_is(client, koko, case, round_):
    answer(worklist(case).open[0], by=koko, verdict=NOT, reason=WHY)
    client.force_login(koko)

    shown = {
        name: main_of(client.get(f"{url('remarks', case)}?zeigen={name}"))
        for name in ("", "offen", "beantwortet")
    }

    assert "1 von 3" in shown[""]
    assert url("new_version", case) in shown[""]
    assert (WHY in shown["offen"], NOTE in shown["offen"]) == (False, True)
    assert (WHY in shown["beantwortet"], NOTE in shown["beantwortet"]) == (True, False)
    assert shown[""].count("v-deep") == 1
    assert "&lt;Förderschulen&gt;" in shown[""]


def test_three_remarks_cost_as_many_queries_as_one(client, koko, case):
    round_ = factories.opened_round(case, by=koko)
    client.force_login(koko)
    counts = []
    for number, seat in enumerate(round_.seats.all()):
        factories.answer(seat, "change", remarks={"volume": WISH})
        if number in (0, 2):
            type(round_).objects.filter(pk=round_.pk).update(closed_at=round_.opened_at, outcome="change")
            with CaptureQueriesContext(connection) as found:
                assert client.get(url("remarks", case)).status_code == 200
            counts.append(len(found))
            type(round_).objects.filter(pk=round_.pk).update(closed_at=None, outcome="")
    assert len(set(counts)) == 1


def test_readers_read_and_strangers_find_nothing(client, koko, reader, other_koko, case, round_):
    remark = worklist(case).open[0]
    client.force_login(reader)
    assert url_of(case, remark) not in main_of(client.get(url("remarks", case)))
    assert client.post(url_of(case, remark), {"verdict": TAKEN, "revision": "0"}).status_code == 403
    client.force_login(other_koko)
    assert client.get(url("remarks", case)).status_code == 404
    assert client.get(url_of(case, remark)).status_code == 404


def test_a_remark_that_nobody_made_is_not_found(client, koko, case, round_):
    client.force_login(koko)
    seat = round_.seats.last()
    for key in ("volume", "nonsense"):
        assert client.get(url("answer_remark", case, round_.oid, seat.member.oid, key)).status_code == 404


# --- two coordinators ------------------------------------------------------------------------------
def test_the_slower_of_two_sees_what_stands_there_and_keeps_the_text(client, koko, reader, case, round_):
    remark = worklist(case).open[0]
    colleague = factories.member(name="Kim Kolleg")
    answer(remark, by=colleague, verdict=TAKEN)
    client.force_login(koko)

    shown = client.post(url_of(case, remark), {"verdict": NOT, "reason": WHY, "revision": "0"})

    page = main_of(shown)
    assert shown.status_code == 200
    assert "Kim Kolleg" in page
    assert WHY in page
    assert RemarkAnswer.objects.get().verdict == TAKEN
    again = client.post(url_of(case, remark), {"verdict": NOT, "reason": WHY, "revision": "1"})
    assert again.status_code == 302
    assert RemarkAnswer.objects.get().reason == WHY


def test_a_double_click_is_one_answer(koko, case, round_):
    remark = worklist(case).open[0]
    first = answer(remark, by=koko)
    assert answer(remark, by=koko).revision == first.revision == 1


@pytest.mark.parallel
def test_of_writers_at_once_one_wins_and_the_others_are_told(parallel_db, koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    round_ = factories.opened_round(case, by=koko)
    factories.answer(round_.seats.first(), "change", remarks={"volume": WISH})
    actions.close_round(round_)

    def write(number):
        remark = worklist(SupportRequest.objects.get(pk=case.pk)).remarks[0]
        try:
            answer(remark, by=koko, verdict=NOT, reason=f"Grund {number}")
        except StaleRecord:
            return "told"
        return "saved"

    assert sorted(run_parallel(6, write)) == ["saved", *["told"] * 5]
    assert RemarkAnswer.objects.get().revision == 1
