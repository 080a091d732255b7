"""The demo shows every state, is made by the same acts as life, and makes nothing twice."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum
from django.utils import timezone

from advisors.models import Advisor
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

    models = (SupportRequest, Event, OutgoingMail, User, Advisor, Chain)
    before = [model.objects.count() for model in models]
    call_command("demo", verbosity=0)
    assert [
        model.objects.count() for model in (SupportRequest, Event, OutgoingMail, User, Advisor, Chain)
    ] == before


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
