"""Hand 500 mails to the queue in one decision; prints the milliseconds of each, the best of three times."""

import time

import django

MAILS, TIMES = 500, 3

if __name__ == "__main__":
    django.setup()
    from django.db import transaction

    from gsvo.outbox import notify_worker
    from gsvo.outbox.queue import Mail, queue_mails

    notify_worker._silent_until = 1e18  # no broker: that message is one for all of them
    seconds = []
    for turn in range(TIMES):
        begin = time.perf_counter()
        with transaction.atomic():
            context = {"place": "Bielefeld", "reason": "Neue Wege & kurze Wege"}
            people = [f"person{turn}-{number}@example.org" for number in range(MAILS)]
            queue_mails([Mail("probe/note", to=to, name="Anna Ämtlich", context=context) for to in people])
        seconds.append(time.perf_counter() - begin)
    print(min(seconds) * 1000 / MAILS)
