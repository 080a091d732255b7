"""People are reminded of what is due and was not reminded of yet: once per step."""

import datetime as dt
from unittest import mock

import pytest
from django.conf import settings as portal
from django.utils import timezone

from gsvo.lib.workdays import add_workdays
from gsvo.outbox.deliver import deliver
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.reminders.models import Reminder
from gsvo.reminders.registry import Matter, kinds
from gsvo.reminders.run import remind
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.helpers.long_version import LONG
from tests.helpers.parallel import run_parallel

MONDAY = dt.date(2026, 9, 7)  # nothing is a holiday for weeks


def at(day, hour=8, minute=0):
    """The world at a moment of Europe/Berlin."""
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))
    return mock.patch("django.utils.timezone.now", return_value=moment)


def day(number):
    return MONDAY + dt.timedelta(days=number)


def only(*names):
    """Nothing but these kinds of reminders, for walks through many days: each pass asks for two dozen."""
    chosen = [kind for kind in kinds() if kind.name in names]
    assert len(chosen) == len(names)
    return mock.patch("gsvo.reminders.run.kinds", return_value=chosen)


def kinds_of_mail():
    return list(OutgoingMail.objects.order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def round_(koko):
    """Opened on a Monday, open for a fortnight; three members, their first mails gone."""
    with at(MONDAY):
        case = factories.support_request(State.CLARIFYING, by=koko)
        round_ = factories.opened_round(case, by=koko, days=14)
        OutgoingMail.objects.all().delete()
    return round_


# --- the table -------------------------------------------------------------------------------------
def test_every_row_has_its_rhythm_in_settings():
    assert {kind.name for kind in kinds()} == set(portal.REMINDERS)
    assert all(kind.rhythm == sorted(set(kind.rhythm)) for kind in kinds())


def test_the_step_is_the_latest_that_has_come_and_none_before_the_person_knew():
    matter = Matter(record="x", begins=MONDAY, anchor=day(14))

    steps = {
        number: matter.step([-20, -5, -1, 3], day(number)) for number in (0, 8, 9, 10, 11, 12, 13, 16, 17, 90)
    }

    assert steps == {0: None, 8: None, 9: -5, 10: -5, 11: -1, 12: -1, 13: -1, 16: -1, 17: 3, 90: 3}


# --- link holders: one mail per matter --------------------------------------------------------------
def test_whoever_has_not_answered_gets_one_mail_per_step_with_the_same_link(round_):
    first, *others = round_.seats.all()
    with at(day(2)):
        factories.answer(first)
        OutgoingMail.objects.all().delete()
    for number in range(15):
        for hour in (6, 7, 8, 12, 23):
            with at(day(number), hour), only("statement", "silence"):
                remind()

    mails = list(OutgoingMail.objects.filter(kind="requests/statement_reminder"))
    assert len(mails) == 2 * len(others)
    assert {mail.link for mail in mails} == {factories.statement_link(seat) for seat in others}


def test_before_the_morning_and_on_days_off_nobody_is_written_to(round_):
    with at(day(9), 6, 59):
        assert remind() == 0
    with at(day(12)):  # a Saturday
        assert remind() == 0
    with at(day(9), 7):
        assert remind() == 3


def test_an_open_invitation_is_reminded_of(gib):
    with at(MONDAY):
        case = factories.invited(gib)
        OutgoingMail.objects.all().delete()
    with at(day(4)):
        remind()
        remind()

    assert kinds_of_mail() == ["advisors/invitation_reminder"]
    assert OutgoingMail.objects.get().link == factories.invitation_link(case.invitations.get())


def test_an_open_invitation_to_an_account_is_reminded_of(koko):
    from gsvo.offices.actions import invite

    with at(MONDAY):
        invite(factories.office(), email="neu@example.org", name="Nina Neu", role="member", by=koko)
        OutgoingMail.objects.all().delete()
    with at(day(7)):
        remind()

    assert kinds_of_mail() == ["offices/account_reminder"]


def test_a_reminder_that_waited_is_not_sent_after_the_answer(round_):
    seat = round_.seats.first()
    with at(day(9)):
        remind()
        factories.answer(seat)
        OutgoingMail.objects.update(next_try_at=timezone.now())
        deliver()

    mail = OutgoingMail.objects.get(kind="requests/statement_reminder", link=factories.statement_link(seat))
    assert mail.status == Status.OBSOLETE


# --- accounts: one digest a morning -----------------------------------------------------------------
def test_an_account_gets_one_mail_a_day_however_much_waits(koko):
    with at(MONDAY):
        for title in ("Erste", "Zweite"):
            factories.support_request(State.DRAFT, by=koko, title=title)
        queried = factories.support_request(State.QUERIED, by=koko, title="Dritte")
        SupportRequest.objects.filter(pk=queried.pk).update(due_on=day(17), waiting_since=timezone.now())
        OutgoingMail.objects.all().delete()
    for hour in (7, 9, 15):
        with at(day(16), hour):
            remind()

    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to_email) == ("reminders/digest", koko.email)
    assert all(title in mail.text for title in ("Erste", "Zweite", "Dritte"))
    assert "3 Sachen" in mail.subject


def test_a_step_is_not_repeated_on_the_next_morning(koko):
    with at(MONDAY):
        factories.support_request(State.DRAFT, by=koko)
    for number in range(14, 40):
        with at(day(number)), only("draft", "draft_ends"):
            remind()

    assert kinds_of_mail() == ["reminders/digest"]


def test_a_draft_that_somebody_worked_on_begins_anew(koko):
    with at(MONDAY):
        draft = factories.support_request(State.DRAFT, by=koko)
    with at(day(14)):
        remind()
    with at(day(15)):
        draft.save()
    with at(day(28)):
        assert remind() == 0
    with at(day(29)):
        assert remind() == 1


def test_a_title_cannot_add_lines_to_the_digest(koko):
    with at(MONDAY):
        factories.support_request(State.DRAFT, by=koko, title="Titel\n\n- Gefälscht\nBcc: x@example.org")
    with at(day(14)):
        remind()

    assert "\n- Gefälscht" not in OutgoingMail.objects.get().text


# --- a scheduler that was off, two that run, clocks that change ---------------------------------------
def test_after_26_hours_off_what_was_missed_goes_out_once(round_):
    with at(day(8), 6):
        remind()
    with at(day(9), 8):  # 26 hours later; the step was this morning's
        assert remind() == 3
        assert remind() == 0


def test_a_long_silence_brings_one_reminder_not_all_that_were_missed(koko):
    with at(MONDAY):
        factories.support_request(State.DRAFT, by=koko)
    with at(day(70)):
        assert remind() == 1
        assert remind() == 0
    assert list(Reminder.objects.exclude(kind__in=["digest", "day"]).values_list("step", flat=True)) == [60]


@pytest.mark.once  # the clocks change in Python, on whatever database
@pytest.mark.parametrize("change", [dt.date(2027, 3, 28), dt.date(2026, 10, 25)], ids=["spring", "autumn"])
def test_a_change_of_the_clocks_neither_loses_nor_repeats_a_step(koko, change):
    begin = change - dt.timedelta(days=6)  # a Monday; the deadline's reminder falls on the Monday after
    with at(begin):
        case = factories.support_request(State.CLARIFYING, by=koko)
        factories.opened_round(case, by=koko, days=12)
    day_of_change = range(24 * 60, 2 * 24 * 60, 10)
    minutes = sorted({*day_of_change, *range(0, 5 * 24 * 60, 10 if LONG else 60)})
    start = timezone.make_aware(dt.datetime.combine(change - dt.timedelta(days=1), dt.time(0)))
    for minute in minutes:
        moment = start + dt.timedelta(minutes=minute)
        with mock.patch("django.utils.timezone.now", return_value=moment), only("statement", "silence"):
            remind()

    asked, reminded = ["requests/statement_asked"] * 3, ["requests/statement_reminder"] * 3
    assert sorted(kinds_of_mail()) == [*asked, *reminded]


def test_one_that_fails_does_not_keep_the_others(round_):
    broken = round_.seats.first()
    from requests.emails import mandate as emails

    real = emails.statement_reminder.mails
    with mock.patch.object(emails.statement_reminder, "mails") as write, at(day(9)):
        write.side_effect = lambda seat, link: 1 / 0 if seat == broken else real(seat, link)
        assert remind() == 2
    with at(day(9), 9):
        assert remind() == 1


@pytest.mark.parallel
def test_two_schedulers_remind_once(parallel_db, koko):
    long_ago = timezone.now() - dt.timedelta(days=20)
    for _number in range(5):
        draft = factories.support_request(State.DRAFT, by=koko)
        SupportRequest.objects.filter(pk=draft.pk).update(changed_at=long_ago, waiting_since=long_ago)
    with at(add_workdays(timezone.localdate(), 1)):  # not just the next Monday: that may be a holiday
        run_parallel(4, lambda number: remind())

    assert kinds_of_mail() == ["reminders/digest"]
