"""`make bench-mail`: 1,000 mails, text and HTML, through the outbox beside plain smtplib, to the same sink.

Prints both rates, and fails when the outbox has less than a third of the other. Two workers with the
product's own senders on PostgreSQL and Redis; smtplib sends the same mails, built before the clock starts,
over one connection. Each side goes five times, turn by turn; of the five quotients the middle one counts,
because a machine that is busy with others is slow for both sides of a round.
"""

import json
import smtplib
import subprocess
import sys
import time

from tests.e2e.faults.environment import ROOT, FaultEnvironment
from tests.e2e.faults.services import eventually, missing
from tests.outbox.smtp_server import free_port

MAILS, ROUNDS, A_THIRD = 1000, 5, 1 / 3
PREPARE = """
import json, pathlib
from django.db import transaction
from django.utils import timezone
from gsvo.status.models import SystemStatus
from gsvo.outbox.mime import build_message
from gsvo.outbox.models import OutgoingMail
from gsvo.outbox.queue import Mail, queue_mail
from gsvo.outbox import notify_worker
notify_worker._silent_until = 1e18  # the bench itself says when
SystemStatus.objects.pause_sending()
with transaction.atomic():
    for number in range({count}):
        queue_mail(Mail("probe/note", to=f"person{number}@example.org", name="Anna Ämtlich",
             context={"place": "Bielefeld", "reason": "Neue Wege & kurze Wege"}))
raw = [[mail.to_email, build_message(mail).message().as_bytes(linesep="\\r\\n").decode()]
       for mail in OutgoingMail.objects.filter(status="queued")]
pathlib.Path("{path}").write_text(json.dumps(raw))
"""


class Meter:
    """A sink in a process of its own."""

    def __init__(self):
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.faults.smtp_server", str(self.port)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def count(self):
        """(different mails, all mails) accepted so far."""
        self.process.stdin.write("count\n")
        self.process.stdin.flush()
        return tuple(map(int, self.process.stdout.readline().split()))


def main():
    if lacking := missing():
        sys.exit(f"Missing: {', '.join(lacking)}.")
    meter = Meter()
    meter.count()
    try:
        with FaultEnvironment(senders=1, EMAIL_URL=f"smtp://127.0.0.1:{meter.port}") as stand:
            rates = [(plain(stand, meter), outbox(stand, meter)) for _round in range(ROUNDS)]
    finally:
        meter.process.kill()
    for number, (theirs, ours) in enumerate(rates, 1):
        print(f"round {number}: smtplib {theirs:.0f}/s, outbox with two workers {ours:.0f}/s")
    quotient = sorted(ours / theirs for theirs, ours in rates)[ROUNDS // 2]
    print(f"outbox : smtplib = {quotient:.2f} (median of {ROUNDS} rounds of {MAILS} mails)", flush=True)
    sys.exit(quotient < A_THIRD)


def plain(stand, meter):
    """Write the mails into the outbox, which is paused, and send the same ones by hand. Mails a second."""
    path = stand.folder / "raw.json"
    code = PREPARE.replace("{count}", str(MAILS)).replace("{path}", str(path))
    stand.manage("shell", "--no-imports", "-c", code)
    raw = json.loads(path.read_text())
    before = meter.count()[1]
    begin = time.monotonic()
    with smtplib.SMTP("127.0.0.1", meter.port) as server:
        for to, message in raw:
            server.sendmail("gsvo@example.org", [to], message.encode())
    seconds = time.monotonic() - begin
    assert meter.count()[1] == before + MAILS
    return MAILS / seconds


def outbox(stand, meter):
    """Let the outbox go. Mails a second from the first to the last, by the times that the rows hold."""
    before = meter.count()[1]
    stand.manage("resume")
    assert eventually(lambda: meter.count()[1] >= before + MAILS, 120, every=0.2)
    assert stand.settled() == 0
    assert meter.count()[1] == before + MAILS, "a mail went out twice"
    ((seconds,),) = stand.postgres.rows(
        "SELECT extract(epoch FROM max(sent_at) - min(sent_at)) FROM (SELECT sent_at FROM outbox_outgoingmail"
        f" ORDER BY id DESC LIMIT {MAILS}) AS newest"
    )
    return MAILS / float(seconds)


if __name__ == "__main__":
    main()
