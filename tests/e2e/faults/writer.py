"""A web server's part without the web: decisions with mails, told only after their commit.

`python -m tests.e2e.faults.writer` reads orders from stdin, one JSON a line, and prints one JSON a line for
each decision that stands. Each fifth decision is rolled back and told as that.
"""

import json
import sys
import time

import django


def main():
    django.setup()
    say({"ready": True})
    for line in sys.stdin:
        order = json.loads(line)
        {"write": write, "passwords": passwords}[order.pop("do")](**order)
        say({"done": True})


def say(row):
    print(json.dumps(row), flush=True)


def write(to, pause=0.0, html_kilobytes=0):
    """One decision for each address."""
    from django.db import DatabaseError, connection

    for number, address in enumerate(to):
        rolled_back = number % 5 == 4
        try:
            say({"to": address, "message_id": decide(address, rolled_back), "stands": not rolled_back})
        except DatabaseError as error:
            say({"to": address, "refused": type(error).__name__})
            connection.close()
            time.sleep(0.2)
        time.sleep(pause)


def decide(address, rolled_back):
    from django.db import transaction

    from gsvo.outbox.queue import Mail, queue_mail

    with transaction.atomic():
        context = {"place": "Bielefeld", "reason": "Neue Wege & kurze Wege"}
        mail = queue_mail(Mail("probe/note", to=address, name="Anna Ämtlich", context=context))
        if rolled_back:
            transaction.set_rollback(True)
    return mail.message_id


def passwords(to):
    """For each address an account that asks for a new password."""
    for address in to:
        say({"to": address, "message_id": password(address), "stands": True})


def password(address):
    from gsvo.accounts.actions import send_password_link
    from gsvo.outbox.models import OutgoingMail
    from tests import factories

    factories.user(address)
    send_password_link(address)
    return OutgoingMail.objects.get(to_email=address).message_id


if __name__ == "__main__":
    main()
