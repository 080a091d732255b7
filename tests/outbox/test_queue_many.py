"""All mails of a decision are queued at once."""

import pytest
from django.db import transaction

from gsvo.outbox.models import FirstNotice, OutgoingMail
from gsvo.outbox.queue import Mail, queue_mails


def _mails(*addresses):
    context = {"place": "Bielefeld", "reason": "-"}
    return [Mail("probe/note", to=address, context=context, introduces="x") for address in addresses]


@pytest.mark.django_db
def test_three_mails_of_a_decision_cost_as_many_statements_as_one(broker, django_assert_num_queries):
    for people in (["anna"], ["bea", "cem", "dana"]):
        with transaction.atomic(), django_assert_num_queries(3):
            rows = queue_mails(_mails(*(f"{person}@example.org" for person in people)))
        assert [row.to_email for row in rows] == [f"{person}@example.org" for person in people]
        assert all("sondern von x." in row.text for row in rows)
    assert OutgoingMail.objects.count() == FirstNotice.objects.count() == 4


@pytest.mark.django_db
def test_of_two_mails_at_once_to_one_address_the_first_tells_its_source(broker):
    with transaction.atomic():
        rows = queue_mails(_mails("anna@example.org", "Anna@example.org"))

    assert ["sondern von x." in row.text for row in rows] == [True, False]
    assert FirstNotice.objects.get().mail == rows[0]
