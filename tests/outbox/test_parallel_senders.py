"""Many senders, one mail: real threads with connections of their own, on the suite's database."""

from collections import Counter

import pytest

from gsvo.outbox.deliver import claim, deliver
from gsvo.outbox.models import OutgoingMail, Status
from tests.helpers.parallel import run_parallel
from tests.outbox.conftest import write

pytestmark = pytest.mark.parallel


def test_each_row_is_claimed_once(parallel_db):
    for number in range(8):
        write(f"person{number}@example.org")
    claimed = run_parallel(16, lambda number: claim(1 + number % 2))
    assert sorted(mail.to_email for mails in claimed for mail in mails) == [
        f"person{n}@example.org" for n in range(8)
    ]
    assert list(OutgoingMail.objects.values_list("attempts", flat=True)) == [1] * 8


def test_four_senders_send_each_mail_once(parallel_db, sink):
    addresses = [f"person{number}@example.org" for number in range(60)]
    for address in addresses:
        write(address)
    outcomes = sum(run_parallel(4, lambda _number: deliver()), Counter())
    assert outcomes == {Status.SENT: 60}
    assert sorted(sink.recipients) == sorted(addresses)
    assert len({message["Message-ID"] for message in sink.accepted}) == 60
