"""The answers to remarks go to whoever asked, once and in time, and stand where the office goes on."""

import pytest
from django.conf import settings

from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import Event
from requests.remarks import worklist
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of
from tests.requests.remarked import (
    NOT,
    NOTE,
    TAKEN,
    WHY,
    answer,
    answer_all,
    remarked_round,
    url,
    url_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


@pytest.fixture
def round_(case, koko):
    return remarked_round(case, by=koko)


def next_round(case, *, by):
    actions.new_version(case, by=by)
    OutgoingMail.objects.all().delete()
    return factories.opened_round(case, by=by)


def said_to(member):
    return "\n".join(mail.text for mail in OutgoingMail.objects.filter(to_email=member.email))


# --- the answer goes to whoever asked ----------------------------------------------------------------
def test_with_the_next_round_each_reads_the_own_answers_in_mail_and_page(client, koko, case, round_):
    answer_all(case, by=koko)
    first, second, third = [seat.member for seat in round_.seats.all()[:3]]
    new = next_round(case, by=koko)

    assert WHY in said_to(first)
    assert "„9 Umfang und Zeitraum“ ist nicht übernommen" in said_to(first)
    assert "„9 Umfang und Zeitraum“ ist übernommen" in said_to(second)
    assert "Rückmeldung zu" not in said_to(third)

    link = factories.statement_link(new.seats.get(member=first))
    client.get(link.url().removeprefix(settings.BASE_URL))
    page = main_of(client.get(link.page_url()))
    assert "Was aus Ihren Rückmeldungen wurde" in page
    assert WHY in page
    assert NOTE not in page


def test_once_the_next_round_is_open_no_answer_changes(client, koko, case, round_):
    answer_all(case, by=koko)
    remark = worklist(case).remarks[0]
    next_round(case, by=koko)

    with pytest.raises(actions.ActionRefused):
        answer(remark, by=koko, verdict=TAKEN, seen=1)
    client.force_login(koko)
    assert client.get(url_of(case, remark)).url == url("remarks", case)
    assert url_of(case, remark) not in main_of(client.get(url("remarks", case)))


def test_while_remarks_wait_the_next_round_asks_once_more(client, koko, case, round_):
    answer(worklist(case).open[0], by=koko)
    actions.new_version(case, by=koko)
    client.force_login(koko)
    page = client.get(url("open_round", case))
    assert url_of(case, worklist(case).open[0]) in page.content.decode()
    data = page.context["form"].initial | {"answer_by": page.context["form"].initial["answer_by"].isoformat()}

    refused = client.post(url("open_round", case), data)
    assert "without_answers" in refused.context["form"].errors
    opened = client.post(url("open_round", case), data | {"without_answers": "on"})
    assert opened.status_code == 302


def test_with_all_answered_the_next_round_asks_nothing_more(client, koko, case, round_):
    answer_all(case, by=koko)
    actions.new_version(case, by=koko)
    client.force_login(koko)
    assert "without_answers" not in client.get(url("open_round", case)).context["form"].fields


@pytest.fixture
def agreed(case, koko):
    """An agreed mandate with a remark of the first seat."""
    round_ = factories.opened_round(case, by=koko)
    for number, seat in enumerate(round_.seats.all()):
        factories.answer(
            seat,
            "agree_remarks" if number == 0 else "agree",
            remarks={"volume": NOTE} if number == 0 else None,
        )
    case.refresh_from_db()
    assert case.state == State.MANDATED
    OutgoingMail.objects.all().delete()
    return round_


def test_after_an_agreement_the_answers_go_out_once_as_mails_of_their_own(client, koko, case, agreed):
    client.force_login(koko)
    client.post(url("send_answers", case))
    assert not OutgoingMail.objects.filter(kind="requests/remarks_answered").exists()  # one has no answer yet

    answer_all(case, by=koko)
    assert url("send_answers", case) in main_of(client.get(url("remarks", case)))
    for _press in range(2):
        client.post(url("send_answers", case))

    mail = OutgoingMail.objects.get(kind="requests/remarks_answered")
    assert mail.to_email == agreed.seats.first().member.email
    assert "„9 Umfang und Zeitraum“ ist übernommen" in mail.text
    assert Event.objects.filter(act="remarks_answered").count() == 1
    with pytest.raises(actions.ActionRefused):
        answer(worklist(case).remarks[0], by=koko, verdict=NOT, reason=WHY, seen=1)


def test_after_an_agreement_no_new_version_is_promised(client, koko, case, agreed):
    client.force_login(koko)
    page = client.get(url_of(case, worklist(case).remarks[0])).content.decode()
    assert "Der Auftrag bleibt, wie er vereinbart ist." in page
    assert "in der neuen Fassung" not in page


def test_while_the_mandate_is_clarified_answers_wait_for_the_next_round(koko, case, round_):
    answer_all(case, by=koko)
    with pytest.raises(actions.ActionRefused):
        actions.send_answers(case, by=koko)


# --- beside the next version, and who has to act ------------------------------------------------------
def test_the_answer_stands_beside_the_section_that_is_written(client, koko, case, round_):
    answer(worklist(case).remarks[0], by=koko, verdict=NOT, reason=WHY)
    actions.new_version(case, by=koko)
    client.force_login(koko)
    page = main_of(client.get(url("edit_mandate", case)))
    assert WHY in page
    assert url("remarks", case) in page


def test_the_list_shows_old_and_new_wording_of_a_section_once_it_is_changed(client, koko, case, round_):
    version = actions.new_version(case, by=koko)
    client.force_login(koko)
    assert "gs-ins" not in main_of(client.get(url("remarks", case)))

    version.sections = version.sections | {"volume": "6 Tage, davon 2 online."}
    version.save()
    page = main_of(client.get(url("remarks", case)))

    assert "Von Fassung 1 zu Fassung 2, Entwurf" in page
    assert "davon 2 online" in page
    assert "gs-del" in page


def test_the_office_reads_how_many_wait_where_it_is_on_the_move(client, koko, reader, case, round_):
    answer(worklist(case).open[0], by=koko)
    waits = "3 Rückmeldungen zu 2 Abschnitten, 2 davon warten auf Ihre Antwort."
    for person in (koko, reader):
        client.force_login(person)
        for page in (url("mandate", case), case.get_absolute_url()):
            assert (waits in main_of(client.get(page))) == (person is koko)
    answer_all(case, by=koko)
    client.force_login(koko)
    assert "warten auf Ihre Antwort" not in main_of(client.get(url("mandate", case)))
