"""Looking back: who answers when, changes, two at once, reminders, and where it is shown."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import Engagement, LookingBack, Side
from advisors.owed_reminders import looking_back
from gsvo.lib.exceptions import StaleRecord
from gsvo.outbox.models import OutgoingMail
from gsvo.retention.rules import ERASED_TEXT, all_rules, erase
from requests.models import Event
from tests import factories
from tests.helpers.page_text import words

pytestmark = pytest.mark.django_db
SAID = {"helped": "yes", "different": "Alle kennen sich.", "again": "maybe"}


@pytest.fixture
def finished(engagement, koko):
    actions.finish(engagement.support_request, by=koko)
    return engagement


def page(engagement):
    return reverse("advisors:look_back", args=[engagement.oid])


def close(engagement, gib):
    actions.complete(factories.settle_owed(engagement.support_request), by=gib)
    engagement.refresh_from_db()


def test_both_sides_say_it_by_name_and_it_stands_on_both_pages(
    client, finished, koko, advisor_user, gib, controlling
):
    for person, text in ((koko, "Wir reden jetzt."), (advisor_user, "Es gibt eine Runde.")):
        client.force_login(person)
        response = client.post(page(finished), {**SAID, "different": text, "revision": "0"})
        assert response.url == finished.get_absolute_url() + "#h-looking-back"

    staff_page = reverse("admin:engagement", args=[finished.support_request.oid])
    for person, address in (
        (koko, finished.get_absolute_url()),
        (advisor_user, finished.get_absolute_url()),
        (gib, staff_page),
        (controlling, staff_page),
    ):
        client.force_login(person)
        shown = words(client.get(address).content.decode())
        assert f"Koordinierungsstelle: {koko}" in shown
        assert f"Beratung: {advisor_user}" in shown
        assert "Wir reden jetzt." in shown
        assert "Es gibt eine Runde." in shown
    assert Event.objects.filter(act="looked_back").count() == 2


def test_before_the_end_of_the_work_nobody_looks_back(client, engagement, koko):
    with pytest.raises(actions.ActionRefused, match="zu früh"):
        actions.look_back(engagement, by=koko, **SAID)
    client.force_login(koko)
    response = client.get(page(engagement), follow=True)
    text = words(response.content.decode())
    assert "nicht möglich" in text
    assert "In drei Fragen zurückblicken" not in text


def test_it_can_be_changed_until_thirty_days_after_the_close(finished, koko, gib):
    actions.look_back(finished, by=koko, **SAID)
    close(finished, gib)

    last = timezone.localtime() - dt.timedelta(days=30)
    Engagement.objects.update(ended_at=last)
    row = actions.look_back(finished, by=koko, **SAID | {"again": "yes"}, expected_revision=1)
    assert (row.again, row.revision) == ("yes", 2)

    Engagement.objects.update(ended_at=last - dt.timedelta(days=1))
    with pytest.raises(actions.ActionRefused, match="zu spät"):
        actions.look_back(finished, by=koko, **SAID)


def test_readers_and_strangers_answer_nothing(client, finished, reader, other_koko, gib):
    for person in (reader, other_koko, gib):
        with pytest.raises(actions.ActionRefused, match="Zurück blicken"):
            actions.look_back(finished, by=person, **SAID)
    client.force_login(reader)
    assert client.get(page(finished)).status_code == 403
    client.force_login(other_koko)
    assert client.get(page(finished)).status_code == 404


def test_a_former_advisor_finds_no_page(client, engagement, gib, advisor_user):
    actions.change_advisor(engagement.support_request, by=gib, reason="Elternzeit.")
    client.force_login(advisor_user)

    assert client.get(page(engagement)).status_code == 404


@pytest.mark.parametrize("field", SAID)
def test_all_three_questions_want_an_answer_and_nothing_typed_is_lost(field, client, finished, koko):
    client.force_login(koko)

    response = client.post(page(finished), {**SAID, field: "", "revision": "0"})

    assert list(response.context["form"].errors) == [field]
    assert not LookingBack.objects.exists()
    if field != "different":
        assert "Alle kennen sich." in response.content.decode()


def test_of_two_in_the_office_one_is_first_and_the_other_sees_what_stands_there(
    client, finished, koko, colleague
):
    actions.look_back(finished, by=colleague, **SAID)
    with pytest.raises(StaleRecord):
        actions.look_back(finished, by=koko, **SAID | {"helped": "no"}, expected_revision=0)
    client.force_login(koko)

    sent = {**SAID, "different": "Nichts.", "revision": "0"}
    response = client.post(page(finished), sent)

    text = words(response.content.decode())
    assert f"{colleague} hat das inzwischen geändert" in text
    assert "Alle kennen sich." in text
    again = sent | {"revision": response.context["form"]["revision"].value()}
    assert client.post(page(finished), again).status_code == 302
    assert LookingBack.objects.get().different == "Nichts."


def test_the_same_twice_is_written_once(finished, koko):
    for _click in range(2):
        actions.look_back(finished, by=koko, **SAID)

    assert LookingBack.objects.get().revision == 1
    assert Event.objects.filter(act="looked_back").count() == 1


def test_the_mail_at_the_end_of_the_work_asks_whoever_did_not_end_it(finished, advisor_user):
    mail = OutgoingMail.objects.get(kind="advisors/finishing")

    assert mail.to_email == advisor_user.email
    assert "Hat es geholfen?" in mail.text


def test_each_side_is_reminded_until_it_answers(finished, koko, advisor_user, gib):
    today = timezone.localdate()
    people = {key for matter in looking_back(today) for key in matter.people()}
    assert people == {koko, advisor_user}
    assert all("drei Fragen" in matter.line() for matter in looking_back(today))

    actions.look_back(finished, by=koko, **SAID)
    assert [matter.record for matter in looking_back(today)] == [f"{finished.oid}-{Side.ADVISOR}"]
    close(finished, gib)
    assert len(list(looking_back(today))) == 1
    Engagement.objects.update(ended_at=timezone.localtime() - dt.timedelta(days=31))
    assert list(looking_back(today)) == []


def test_an_engagement_that_runs_again_reminds_nobody(finished, leitung):
    actions.reopen(finished.support_request, by=leitung, reason="Ein Termin fehlt.")

    assert list(looking_back(timezone.localdate())) == []


def test_the_texts_go_with_their_case(finished, koko):
    row = actions.look_back(finished, by=koko, **SAID)
    case = next(rule for rule in all_rules() if rule.kind == "case")

    erase(case, [finished.support_request])

    row.refresh_from_db()
    assert row.different == ERASED_TEXT


def test_both_answers_cost_the_page_as_many_queries_as_one(client, finished, koko, advisor_user):
    client.force_login(koko)
    counts = []
    for person in (koko, advisor_user):
        actions.look_back(finished, by=person, **SAID)
        client.get(finished.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(finished.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_whoever_advised_to_the_end_may_still_say_it_after_the_close(client, finished, advisor_user, gib):
    close(finished, gib)
    client.force_login(advisor_user)

    assert client.get(page(finished)).status_code == 200
    client.post(page(finished), {**SAID, "revision": "0"})

    assert LookingBack.objects.get().side == Side.ADVISOR
