"""The acts on time entries and days, as the walk over who is told what does them."""

import datetime as dt

from django.utils import timezone

from advisors import actions as pool
from gsvo.outbox.models import OutgoingMail
from tests import factories


def _entry_act(run):
    """An act on an entry that the advisor made before; without one that waits the first is told."""

    def act(world, outcome):
        engagement = world.case.engagement
        if outcome == "more":
            factories.worked(engagement)
            OutgoingMail.objects.all().delete()
        run(world, engagement, outcome)

    return act


def _correct(world, engagement, outcome):
    signed = factories.time_entry(engagement, signed_by=world.handler)
    pool.correct_entry(signed, by=engagement.advisor.user, note="Falscher Tag.")


def _change(world, engagement, outcome):
    entry = factories.worked(engagement)
    if outcome == "answered":
        pool.ask_about_entry(entry, by=world.handler, question="Welcher Termin?")
    OutgoingMail.objects.all().delete()
    values = {"kind": entry.kind, "done_on": entry.done_on, "quarters": 3}
    pool.change_entry(entry, by=engagement.advisor.user, **values)


def _withdraw_entry(world, engagement, outcome):
    entry = factories.worked(engagement)
    OutgoingMail.objects.all().delete()
    pool.withdraw_entry(entry, by=engagement.advisor.user)


def _ask_about_entry(world, engagement, outcome):
    entry = factories.worked(engagement)
    OutgoingMail.objects.all().delete()
    pool.ask_about_entry(entry, by=world.handler, question="Welcher Termin?")


def _sign(world, engagement, outcome):
    entry = factories.time_entry(engagement)
    pool.sign_entries(engagement, [entry], by=world.handler)


def _long_ago():
    return timezone.now() - dt.timedelta(days=15)


def _sign_for_office(world, engagement, outcome):
    factories.time_entry(engagement, waiting_since=_long_ago())
    pool.sign_for_office(world.case, by=world.gib, reason="Seit Wochen offen.")


def _mostly_used(world, engagement, outcome):
    for number in range(3):
        factories.time_entry(engagement, 6, done_on=timezone.localdate() - dt.timedelta(days=number + 1))
    if outcome == "changing":
        pool.give_back_days(world.case, by=world.gib, quarters=4, reason="Es geht schneller.")
        OutgoingMail.objects.exclude(kind="advisors/days_mostly_used").delete()
        return
    factories.worked(engagement, 2)  # 20 of 24 quarters, and others wait already


def _asked(world, engagement, outcome=""):
    is_office = outcome == "by_office" or engagement.advisor is None
    by = world.handler if is_office else engagement.advisor.user
    pool.ask_for_days(world.case, by=by, quarters=4, reason="Noch eine Werkstatt.")


def _decline_days(world, engagement, outcome):
    _asked(world, engagement)
    OutgoingMail.objects.all().delete()
    pool.decline_days(world.case, by=world.gib, reason="Das Budget ist vergeben.")


def _give_back(world, engagement, outcome):
    by = world.handler if outcome.endswith("by_office") else world.gib
    pool.give_back_days(world.case, by=by, quarters=4, reason="Es geht schneller.")


def _carry_over(world, engagement, outcome):
    pool.carry_over_days(
        world.case, by=world.gib, quarters=4, period=factories.funding_period(), reason="Es dauert länger."
    )


ACTS = {
    "add_entry": _entry_act(lambda world, engagement, outcome: factories.worked(engagement)),
    "correct_entry": _entry_act(_correct),
    "change_entry": _entry_act(_change),
    "withdraw_entry": _entry_act(_withdraw_entry),
    "ask_about_entry": _entry_act(_ask_about_entry),
    "sign_entries": _entry_act(_sign),
    "sign_for_office": _entry_act(_sign_for_office),
    "mostly_used": _entry_act(_mostly_used),
    "ask_for_days": _entry_act(_asked),
    "increase_days": _entry_act(
        lambda world, engagement, outcome: pool.increase_days(
            world.case, by=world.gib, quarters=4, reason="Noch eine Werkstatt."
        )
    ),
    "decline_days": _entry_act(_decline_days),
    "give_back_days": _entry_act(_give_back),
    "carry_over_days": _entry_act(_carry_over),
}
