"""Senders die, the mail server fails: nothing is lost, and a mail goes twice only after a kill.

The short version; LONG=1 (`make faults`) kills 210 times.
"""

import random
import time
from collections import Counter

import pytest

from tests.e2e.faults.environment import Writer
from tests.e2e.faults.figures import LEASE, PATIENCE, SWEEP
from tests.e2e.faults.kills import Killer
from tests.e2e.faults.services import eventually
from tests.e2e.faults.smtp_server import DROP, POINTS, SILENCE, SLOW
from tests.helpers.long_version import LONG

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("faults")]
KILLS, WRITERS_KILLED, WAVE = (210, 10, 40) if LONG else (9, 1, 40)
BUSY = 20  # seconds that a machine with other work may take for what is nothing
RECOVERY = LEASE + SWEEP + 2 * PATIENCE + BUSY
STORM = 300 if LONG else RECOVERY  # where every sender is killed again at once, its mail waits for them all


def test_a_sender_killed_at_any_point_loses_nothing_and_doubles_at_most_its_own_mail(calm, figures):
    killer = calm.sink.on_point = Killer.of(calm, KILLS, every=7 if LONG else 5)
    before = calm.account().duplicates
    while killer.plan:
        wave = calm.write(WAVE)
        assert not calm.arrive(wave, within=6 * RECOVERY), calm.logs()[-3000:]
    calm.sink.on_point = None
    assert calm.settled() == 0
    account = calm.account()
    assert (account.lost, account.uncalled, account.misled) == ([], [], [])
    doubles = account.duplicates - before
    assert doubles <= killer.done["after"]
    by_recipient = Counter(to for to, _id in {(mail.to, mail.message_id) for mail in calm.sink.arrived})
    assert set(by_recipient.values()) == {1}  # a second arrival has the first one's Message-ID
    recoveries = killer.recoveries()
    assert None not in recoveries
    assert max(recoveries) <= STORM
    assert min(killer.done[point] for point in POINTS) == KILLS // len(POINTS)
    figures(
        kills=", ".join(f"{killer.done[point]} {words}" for point, words in POINTS.items()),
        lost=0,
        duplicates=doubles,
        slowest_recovery=f"{max(recoveries):.0f} s",
    )


def test_a_decision_and_its_mail_stand_or_fall_together_when_the_deciding_process_dies(calm, figures):
    for number in range(WRITERS_KILLED):
        calm.writer.order(do="write", to=calm.addresses(1000, "dying"))
        time.sleep(random.Random(number).uniform(0.3, 1))
        calm.writer.kill()
        calm.writer = Writer(calm)
    assert calm.settled() == 0
    account = calm.account()
    assert (account.lost, account.uncalled) == ([], [])
    assert any(to.startswith("dying") for to in calm.told.values())
    figures(deciding_processes_killed=WRITERS_KILLED, lost=0)


def test_silent_and_failing_recipients_hold_up_nobody_else(calm):
    bad = calm.addresses(6, "bad")
    scripts = [SILENCE, ("data", SILENCE), ("inside", DROP), "550 5.1.1 nobody", "451 4.3.0 later", "421 bye"]
    calm.sink.script.update(zip(bad, scripts, strict=True))
    calm.writer.order(do="write", to=[bad[0], *bad[:3], "x@example.org"])  # the fifth is rolled back
    calm.writer.finish()
    calm.writer.order(do="write", to=[*bad[3:], "y1@example.org", "y2@example.org"])
    calm.writer.finish()
    begin = time.monotonic()
    good = calm.write(30, "good")
    assert not calm.arrive(good, within=60)
    assert time.monotonic() - begin < 60
    tried = [message_id for message_id, to in calm.told.items() if to in bad]

    def is_tried(status, attempts, answer):
        return status in ("retry", "failed") and answer

    assert eventually(lambda: all(is_tried(*row) for row in calm.states(tried).values()), 60)
    states = {calm.told[m]: row for m, row in calm.states(tried).items()}
    assert states[bad[3]][:2] == ("failed", 1)  # never tried again
    assert {states[to][0] for to in bad if to != bad[3]} == {"retry"}
    calm.sink.script.clear()
    calm.let_time_pass()
    failed = [message_id for message_id in tried if calm.told[message_id] == bad[3]]
    assert not calm.arrive(set(tried) - set(failed), within=60)
    for message_id in failed:
        calm.told.pop(message_id)  # this one was not lost but refused, and staff see it


def test_an_answer_that_gets_lost_after_the_final_dot_doubles_the_mail_with_its_message_id(calm):
    (to,) = calm.addresses(1, "twice")
    calm.sink.script[to] = ("after", DROP)
    calm.writer.order(do="write", to=[to])
    (row,) = calm.writer.finish()
    assert eventually(lambda: calm.states([row["message_id"]])[row["message_id"]][0] == "retry", 30)
    calm.sink.script.clear()
    calm.let_time_pass()
    assert calm.settled() == 0
    assert calm.counted()[row["message_id"]] == 2


def test_a_mail_server_that_refuses_connections_for_a_while_gets_everything_afterwards(calm):
    calm.sink.stop()
    mails = calm.write(10)
    assert eventually(lambda: any(row[0] == "retry" for row in calm.states(mails).values()), 30)
    calm.sink.start()
    assert eventually(lambda: (calm.let_time_pass(), not calm.arrive(mails, within=1))[1], 60)


def test_sigterm_finishes_the_mail_at_hand(calm):
    slow = calm.addresses(8, "slow")
    calm.sink.script.update(dict.fromkeys(slow, SLOW))
    before = calm.account().duplicates
    calm.writer.order(do="write", to=slow)
    mails = [row["message_id"] for row in calm.writer.finish() if row.get("stands")]
    assert eventually(lambda: any(row[0] == "sending" for row in calm.states(mails).values()), 30)
    for worker in ("worker0", "worker1"):
        assert calm.programs[worker].end() < 30
    after = calm.states(mails).values()
    assert "sending" not in {row[0] for row in after}  # all noted, nothing left to a lease
    assert {row[1] for row in after if row[0] == "queued"} <= {0}
    calm.sink.script.clear()
    for worker in ("worker0", "worker1"):
        calm.programs[worker].start()
    assert not calm.arrive(mails, within=60)
    assert calm.account().duplicates == before
