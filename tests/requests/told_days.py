"""The acts on time entries and days, as the walk over who is told what does them."""

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


ACTS = {
    "add_entry": _entry_act(lambda world, engagement, outcome: factories.worked(engagement)),
    "correct_entry": _entry_act(_correct),
    "change_entry": _entry_act(_change),
    "withdraw_entry": _entry_act(_withdraw_entry),
    "ask_about_entry": _entry_act(_ask_about_entry),
    "sign_entries": _entry_act(_sign),
}
