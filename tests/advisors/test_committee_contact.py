"""Three months without anything from or to the committee show on the case and on the start page."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.committee_contact import limit, quiet_day, quiet_engagements, quiet_since
from advisors.models import Engagement
from requests.models import Event
from tests import factories
from tests.advisors.milestones import acknowledgement_link
from tests.helpers.page_text import words

TODAY = dt.date(2027, 5, 31)


def noon(*day):
    return dt.datetime(*day, 12, tzinfo=dt.UTC)


def test_three_months_end_on_the_same_day_or_the_last_of_a_short_month():
    assert limit(dt.date(2027, 5, 31)) == dt.date(2027, 2, 28)
    assert limit(dt.date(2027, 2, 3)) == dt.date(2026, 11, 3)
    assert limit(dt.date(2027, 12, 1)) == dt.date(2027, 9, 1)


def test_the_last_contact_counts():
    assert quiet_since([noon(2027, 2, 28), None], TODAY) == dt.date(2027, 2, 28)
    assert quiet_since([noon(2027, 3, 1), noon(2026, 1, 1)], TODAY) is None
    assert quiet_since([None], TODAY) is None


@pytest.fixture
def quiet(engagement):
    """An engagement that began, and was heard of, a hundred days ago."""
    then = timezone.localtime() - dt.timedelta(days=100)
    Event.objects.filter(support_request=engagement.support_request).update(at=then)
    Engagement.objects.filter(pk=engagement.pk).update(began_at=then)
    engagement.refresh_from_db()
    return engagement


def found():
    return list(quiet_engagements(timezone.localdate()))


@pytest.mark.django_db
def test_start_page_and_engagement_say_so(client, quiet, gib):
    client.force_login(gib)
    case = quiet.support_request

    start = words(client.get(reverse("admin:index")).content.decode())
    page = words(client.get(reverse("admin:engagement", args=[case.oid])).content.decode())

    assert f"Drei Monate nichts vom Gremium: {case.office}" in start
    assert "Seit drei Monaten oder länger hat das Gremium nichts gehört" in page


@pytest.mark.django_db
def test_list_and_case_agree_and_a_word_of_the_committee_ends_it(quiet, koko):
    assert found() == [quiet]
    assert quiet_day(quiet)
    factories.committee(quiet.support_request.office, members=1)
    link = acknowledgement_link(quiet, by=koko)  # the committee is written to
    assert found() == []
    assert quiet_day(quiet) is None
    then = timezone.localtime() - dt.timedelta(days=95)
    quiet.committee_notices.update(sent_at=then)
    Event.objects.filter(act="milestone_reached").update(at=then)
    assert found() == [quiet]
    actions.acknowledge(link.target, by=link)
    assert found() == []
    assert quiet_day(quiet) is None


@pytest.mark.django_db
def test_what_rests_or_has_ended_is_not_quiet(quiet, koko):
    actions.finish(quiet.support_request, by=koko)
    assert found() == []
    assert quiet_day(quiet) is None


@pytest.mark.django_db
def test_other_acts_do_not_count_as_contact(quiet, koko):
    Event.objects.create(
        support_request=quiet.support_request, act="session_held", from_state="engaged", to_state="engaged",
        waiting_on="advisor", by_role="office", by_user=koko,
    )  # fmt: skip
    assert found() == [quiet]
