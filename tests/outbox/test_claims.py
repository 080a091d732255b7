"""Taking mails and giving them back, their order, and outcomes that wait for the database."""

import smtplib
import time

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from gsvo.links.models import Link
from gsvo.outbox import deliver as deliver_module
from gsvo.outbox.deliver import claim, deliver, give_back, settle
from gsvo.outbox.errors import classify
from gsvo.outbox.models import OutgoingMail, Status
from tests.outbox.conftest import write


def test_what_was_not_tried_yet_is_given_back_untouched_when_trouble_comes(db, sink):
    sink.answers["person1@example.org"] = "421 4.3.2 Closing"
    for number in range(4):
        write(f"person{number}@example.org")
    batch = claim(4)
    give_back(batch[2:])
    rows = OutgoingMail.objects.order_by("pk").values_list("status", "attempts", "leased_until")
    assert [row[:2] for row in rows] == [(Status.SENDING, 1)] * 2 + [(Status.QUEUED, 0)] * 2
    assert [row[2] for row in rows[2:]] == [None, None]
    OutgoingMail.objects.update(
        leased_until=timezone.now(), next_try_at=timezone.now()
    )  # these two: as if their sender had died
    deliver()
    assert list(OutgoingMail.objects.order_by("pk").values_list("attempts", flat=True)) == [2, 2, 1, 1]
    assert sorted(sink.recipients) == [f"person{number}@example.org" for number in (0, 2, 3)]


def test_what_another_sender_has_taken_meanwhile_is_not_given_back(db):
    write()
    slow = claim()
    OutgoingMail.objects.update(leased_until=timezone.now(), next_try_at=timezone.now())
    (fast,) = claim()
    give_back(slow)
    assert OutgoingMail.objects.get().leased_until == fast.leased_until


def test_what_was_tried_least_goes_first(db):
    for name in ("anna", "bob"):
        write(f"{name}@example.org")
    OutgoingMail.objects.filter(to_email="anna@example.org").update(attempts=3, status=Status.RETRY)
    assert [mail.to_email for mail in claim(2)] == ["bob@example.org"]
    assert [mail.to_email for mail in claim(2)] == ["anna@example.org"]


def test_a_mail_that_kills_its_sender_each_time_takes_its_neighbours_along_only_once(db):
    for number in range(4):
        write(f"person{number}@example.org")
    assert len(claim(4)) == 4  # and the sender dies
    OutgoingMail.objects.update(leased_until=timezone.now(), next_try_at=timezone.now())
    assert [[mail.to_email for mail in claim(4)] for _turn in range(4)] == [
        [f"person{number}@example.org"] for number in range(4)
    ]


def test_an_outcome_waits_for_a_database_that_is_away(db, monkeypatch):
    write()
    (mail,) = claim()
    answers = iter([OperationalError("gone"), InterfaceError("closed"), None])

    class Away:
        """The connection, outside the test's own transaction, and away for a while."""

        in_atomic_block = False

        def close(self):
            pass

        def cursor(self):
            if error := next(answers):
                raise error
            return connection.cursor()

        def __getattr__(self, name):
            return getattr(connection, name)

    monkeypatch.setattr("gsvo.outbox.deliver.connection", Away())
    monkeypatch.setattr("gsvo.outbox.deliver.NOTE_AGAIN_AFTER", 0.01)
    settle(mail, Status.RETRY, "451 later")
    assert OutgoingMail.objects.get().last_answer == "451 later"


def test_a_mail_that_is_too_large_for_the_server_fails_and_ends_nothing():
    verdict = classify(
        smtplib.SMTPSenderRefused(552, b"5.3.4 too big", "gsvo@example.org"), "anna@example.org"
    )
    assert (verdict.is_final, verdict.is_trouble) == (True, False)
    ours = classify(smtplib.SMTPSenderRefused(553, b"5.7.1 not you", "gsvo@example.org"), "anna@example.org")
    assert (ours.is_final, ours.is_trouble) == (False, True)


def test_what_the_database_said_counts_from_the_claim_on_however_long_the_broker_took(
    link, sink, monkeypatch
):
    """A full batch calls one sender more; while the broker hangs the link may die."""
    for _number in range(deliver_module.AT_ONCE):
        write(link=link)

    def slow_broker():
        time.sleep(deliver_module.TRUSTED_SECONDS + 0.1)
        Link.objects.revoke()

    monkeypatch.setattr(deliver_module, "notify", slow_broker)
    assert deliver() == {Status.OBSOLETE: deliver_module.AT_ONCE}
    assert sink.accepted == []
