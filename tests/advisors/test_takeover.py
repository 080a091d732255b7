"""Engagements that began outside of the portal: entered by G.I.B. at the stage that they have."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import Engagement
from gsvo.files.storage import store
from gsvo.lib import dates
from gsvo.outbox.models import OutgoingMail
from requests.models import Attachment, LedgerEntry, SupportRequest
from requests.workflow import State
from tests import factories
from tests.files import samples

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:take-over")


def today(days=0):
    return timezone.localdate() + dt.timedelta(days=days)


def enter(gib, advisor, **facts):
    return actions.enter_taken_over(
        factories.office(), by=gib, title="Übergänge ordnen", mode="mixed", advisor=advisor,
        **factories.earlier(**facts),
    )  # fmt: skip


def test_a_running_one_stands_where_it_is_with_its_days(koko, gib):
    advisor = factories.advisor()

    engagement = enter(gib, advisor)

    case = SupportRequest.objects.select_related("period").get()
    assert (case.state, case.taken_over_on, case.period_from) == (State.ENGAGED, today(), today(-90))
    assert (case.granted_quarters, case.booked_quarters, case.period.committed_quarters) == (24, 21, 24)
    [entry] = engagement.time_entries.all()
    assert (entry.kind, entry.quarters, entry.is_signed) == ("earlier", 21, True)
    assert engagement.assignments.get().invitation is None
    assert advisor.user is not None
    told = OutgoingMail.objects.filter(kind="advisors/taken_over").values_list("to_email", flat=True)
    assert sorted(told) == sorted([koko.email, advisor.email])
    assert case.events.count() == 1  # nothing of what happened outside is made up


def test_a_finished_one_counts_what_was_used(koko, gib):
    engagement = enter(gib, factories.advisor(), is_finished=True, until=today(-5))

    case = engagement.support_request
    assert (case.state, case.granted_quarters, case.booked_quarters) == (State.COMPLETED, 21, 21)
    assert engagement.ended_at is not None
    assert [row.quarters for row in LedgerEntry.objects.all()] == [21]


WRONG = {
    "more used than granted": ({"used": 25}, "used"),
    "begins in the future": ({"began_on": today(1)}, "began_on"),
    "ends before it begins": ({"until": today(-91)}, "until"),
    "finished in the future": ({"is_finished": True}, "until"),
    "decided in the future": ({"decided_on": today(1)}, "decided_on"),
    "finished without a day": ({"is_finished": True, "until": today(-5), "used": 0}, "used"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_refused_and_nothing_is_half_entered(case, koko, gib):
    facts, field = WRONG[case]

    with pytest.raises(actions.ActionRefused) as refused:
        enter(gib, factories.advisor(), **facts)

    assert refused.value.field == field
    assert not SupportRequest.objects.exists()


def test_a_period_without_days_left_refuses(koko, gib):
    with pytest.raises(actions.ActionRefused, match="Noch frei"):
        enter(gib, factories.advisor(), period=factories.funding_period(budget_quarters=20))
    assert not SupportRequest.objects.exists()


def test_a_place_without_a_lead_is_asked_to_have_one(gib):
    with pytest.raises(actions.ActionRefused, match="keine Leitung"):
        enter(gib, factories.advisor())


def sent(**changes):
    facts = factories.earlier()
    values = {
        "office": factories.office().pk,
        "title": "Übergänge ordnen",
        "mode": "mixed",
        "advisor": factories.advisor(name="Bea Früher").pk,
        "is_finished": "no",
        "period": facts["period"].pk,
        "granted": "6",
        "used": "5,25",
        **{name: facts[name].isoformat() for name in ("began_on", "until", "decided_on")},
    }
    return values | changes


def test_staff_enter_it_on_a_page_and_everybody_sees_that_it_was_taken_over(client, koko, gib):
    client.force_login(gib)
    paper = SimpleUploadedFile("auftrag.pdf", samples.pdf("x"), "application/pdf")

    response = client.post(PAGE, sent(paper=paper))

    engagement = Engagement.objects.get()
    case = engagement.support_request
    assert response.url == reverse("admin:case", args=[case.oid])
    assert case.attachments.get().file.name == "auftrag.pdf"
    shown = client.get(response.url).content.decode()
    assert "übernommen" in shown
    assert "Bis dahin genutzt: 5,25 Tage." in shown
    client.force_login(koko)
    assert "übernommen" in client.get(engagement.get_absolute_url()).content.decode()
    assert engagement.get_absolute_url() in client.get(case.get_absolute_url()).content.decode()


def test_office_advisor_and_gib_read_the_paper_with_the_mandate(client, koko, gib):
    paper = SimpleUploadedFile("auftrag.pdf", samples.pdf("x"), "application/pdf")
    engagement = enter(gib, factories.advisor(), paper=paper)
    page, case = engagement.get_absolute_url(), engagement.support_request.oid
    gib_page = reverse("admin:engagement", args=[case])

    for person, address in ((koko, page), (engagement.advisor.user, page), (gib, gib_page)):
        client.force_login(person)
        shown = client.get(address).content.decode()
        assert f"Beschlossen am {dates.day(today(-120))} im Steuerungsgremium" in shown
        [file] = re.findall(r'href="([^"]+)"[^>]*>Auftrag als Datei', shown)
        assert client.get(file)["Content-Disposition"] == 'attachment; filename="auftrag.pdf"'


def test_without_a_paper_nobody_is_shown_one(client, koko, gib):
    engagement = enter(gib, factories.advisor())
    later = SimpleUploadedFile("foto.pdf", samples.pdf("x"), "application/pdf")
    Attachment.objects.create(support_request=engagement.support_request, file=store(later, by=koko))

    client.force_login(koko)

    assert "Auftrag als Datei" not in client.get(engagement.get_absolute_url()).content.decode()
    assert client.get(reverse("advisors:mandate_paper", args=[engagement.oid])).status_code == 404


def test_the_same_form_twice_enters_one(koko, gib):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(gib)
    browser.get(PAGE)
    values = sent(csrfmiddlewaretoken=browser.cookies["csrftoken"].value)
    browser.post(PAGE, values)
    browser.post(PAGE, values)

    assert Engagement.objects.count() == 1


def test_wrong_input_is_said_at_its_field_and_stays(client, koko, gib):
    client.force_login(gib)

    response = client.post(PAGE, sent(used="7"))

    assert list(response.context["form"].errors) == ["used"]
    assert 'value="Übergänge ordnen"' in response.content.decode()


def test_it_goes_on_like_any_other(client, koko, gib):
    advisor = factories.advisor()
    engagement = enter(gib, advisor)
    case = engagement.support_request

    actions.change_advisor(case, by=gib, reason="Elternzeit")

    assert case.state == State.MATCHING
    assert engagement.assignments.get().ended_at is not None


def test_controlling_may_not(client, controlling):
    client.force_login(controlling)
    assert client.get(PAGE).status_code == 403
