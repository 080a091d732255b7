"""The mails of copied cases: those of the last 30 days, twenty a case, nearly all of them sent."""

import datetime as dt
from itertools import cycle, islice

from django.utils import timezone

from gsvo.outbox.models import Status
from requests.models import SupportRequest
from tests.bench.seed.cases import MAILS, WITH_MAILS
from tests.bench.seed.folding import fold, names_of
from tests.bench.seed.words import RARE_NAME

KEPT = dt.timedelta(days=30)
TOOK = dt.timedelta(seconds=20)
NOT_ARRIVED = 12  # mails that wait for staff: as many at every size, since staff settles them
NAMED = 5  # cases whose mails go to the rare name


def of_case(rows, has_mails):
    """Return the mails of a case: its prototype's, from the beginning again until there are twenty."""
    return list(islice(cycle(rows), MAILS)) if has_mails else []


class Finish:
    """Give each mail its time, its reader and its state, in the order of the table."""

    def __init__(self, count):
        self._count, self._made, self._now = count, 0, timezone.now()

    def __call__(self, model, case, row):
        fields = dict(zip(names_of(model), row, strict=True))
        self._made += 1
        at = self._now - KEPT * (1 - self._made / (self._count + 1))
        has_failed = self._made <= NOT_ARRIVED
        fields |= {"created_at": at, "next_try_at": at, "attempts": 1, "secret": "", "leased_until": None}
        fields |= {
            "status": Status.FAILED.value if has_failed else Status.SENT.value,
            "sent_at": None if has_failed else at + TOOK,
            "last_answer": "550 5.1.1 unknown" if has_failed else "",
        }
        if case.number // WITH_MAILS < NAMED:
            fields["to_name"] = RARE_NAME
        _renumber(fields, case)
        return fold(model, fields).values()


def _renumber(fields, case):
    number = next(iter(case.kind[0].rows[SupportRequest].values()))["number"]
    for name in ("subject", "text", "html") if number else ():
        fields[name] = fields[name].replace(number, case.request_number)
