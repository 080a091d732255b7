"""Take advisors over from a table: all of them or none."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from advisors.actions.pool import account_for, cases_of, note_new_name
from advisors.models import Advisor
from gsvo.accounts.models import User
from requests import actions
from requests.models import SupportRequest

MANY = ("topics", "offices")


@transaction.atomic
def take_over(lines: Iterable[Any], *, by: User) -> list[tuple[Advisor, bool]]:
    """Write what each line of a plan says. Return (advisor, whether she is new) of those who changed.

    A line has `advisor` (None for somebody new), `values` and `changes`.
    """
    lines = [line for line in lines if line.advisor is None or line.changes]
    renamed = [line.advisor for line in lines if line.advisor is not None and "name" in line.values]
    cases = {case.pk for advisor in renamed for case in cases_of(advisor)}
    actions.lock_all(SupportRequest.objects.filter(pk__in=cases))
    return [(_write(line, by), line.advisor is None) for line in lines]


def _write(line: Any, by: User) -> Advisor:
    advisor = Advisor()
    if line.advisor is not None:
        advisor = Advisor.objects.select_for_update(of=("self",)).get(pk=line.advisor.pk)
    former = advisor.name
    for name, value in line.values.items():
        if name not in MANY:
            setattr(advisor, name, value)
    advisor.save()
    for name in MANY:
        if name in line.values:
            getattr(advisor, name).set(line.values[name])
    if former and former != advisor.name:
        note_new_name(advisor, former=former, by=by)
    if advisor.user is None:
        account_for(advisor)
    return advisor
