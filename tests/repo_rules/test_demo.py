"""The demo shows every state, is made by the same acts as life, and makes nothing twice."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum
from django.utils import timezone

from advisors.actions.follow_up import may_follow_up
from advisors.models import Advisor, Concern, Engagement, IncreaseRequest, Invitation, Session
from chains.models import Chain
from gsvo.accounts.models import User
from gsvo.demo import cast, people
from gsvo.outbox.models import OutgoingMail, Status
from requests.models import Event, FundingPeriod, SupportRequest
from requests.workflow import State


def test_the_demo_is_whole_and_believable_and_made_once(db, settings):
    settings.DEMO = True
    call_command("demo", verbosity=0)
    requests = SupportRequest.objects.all()
    bielefeld = requests.filter(office__key=cast.BIELEFELD)
    period = FundingPeriod.objects.get()

    assert set(requests.values_list("state", flat=True)) == set(State)
    assert bielefeld.count() > requests.count() / 2
    assert Advisor.objects.count() == 8
    assert Chain.objects.count() == 2
    assert FundingPeriod.objects.open().get() == period
    assert period.committed_quarters == period.entries.aggregate(sum=Sum("quarters"))["sum"]
    assert not Event.objects.filter(at__gt=timezone.now()).exists()
    assert [row.number for row in requests.exclude(number=None).order_by("submitted_at")] == sorted(
        row.number for row in requests.exclude(number=None)
    )
    assert all(row.link.is_usable for row in OutgoingMail.objects.filter(status=Status.QUEUED))

    every_kind_of_engagement_is_there()

    models = (SupportRequest, Event, OutgoingMail, User, Advisor, Chain)
    before = [model.objects.count() for model in models]
    call_command("demo", verbosity=0)
    assert [
        model.objects.count() for model in (SupportRequest, Event, OutgoingMail, User, Advisor, Chain)
    ] == before


def every_kind_of_engagement_is_there():
    """What the page of an engagement can show has an example."""
    running = Engagement.objects.filter(support_request__state=State.ENGAGED)
    used = {
        row.support_request.booked_quarters / row.support_request.granted_quarters
        for row in running.select_related("support_request")
    }
    assert min(used) < 0.3, used  # early
    assert 0.8 in used
    assert max(used) > 0.9, used  # late
    assert SupportRequest.objects.filter(taken_over_on__isnull=False, attachments__isnull=False).count() == 1
    assert Invitation.objects.open().exclude(offered_at=None).count() == 1
    assert Invitation.objects.filter(state=Invitation.State.BEATEN).count() == 2  # asked at once with others
    assert IncreaseRequest.objects.open().count() == 1
    assert Concern.objects.open().count() == 1
    assert Session.objects.coming().exists()
    assert Session.objects.unanswered().exists()
    assert set(Session.objects.values_list("state", flat=True)) >= {"held", "cancelled"}

    completed = Engagement.objects.filter(support_request__state=State.COMPLETED)
    assert may_follow_up(completed.get(follow_up=None))  # its office is asked now
    closed = completed.get(follow_up__isnull=False)
    assert {paper.kind for paper in closed.papers.all()} == {"contract", "final"}
    assert set(closed.sessions.values_list("state", flat=True)) == {"held"}
    assert closed.goal_reviews.count() == closed.looking_back.count() == 2
    assert closed.committee_notices.count() == closed.support_request.mandate.agreed.milestones.count()
    assert closed.committee_looking_back.exclude(helped="").count() == 3


def test_everybody_of_the_cast_can_log_in(db, client):
    people.staff()
    people.offices()
    people.pool()

    addresses = [row[0] for row in [*cast.OFFICE_PEOPLE, *cast.STAFF, cast.ADMIN]]
    addresses += [cast.advisor_address(number) for number in range(1, 9)]

    assert [client.login(email=address, password=cast.PASSWORD) for address in addresses] == [True] * 16


def test_without_the_setting_there_is_no_demo(db, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="nur mit DEMO=1"):
        call_command("demo")

    assert not User.objects.exists()
