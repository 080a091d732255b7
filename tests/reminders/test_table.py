"""Every kind of reminder keeps the rules of docs/reminders.md: a walk through its table."""

from collections import Counter

import pytest
from django.conf import settings

from advisors.owed import TABLE as OWED
from gsvo.management.commands import write_reminders
from gsvo.outbox.models import OutgoingMail
from gsvo.reminders.models import Reminder
from gsvo.reminders.registry import QUIET_DAYS, kinds
from gsvo.reminders.run import remind
from gsvo.workplace.daily_digest import morning_list
from gsvo.workplace.reminder_types import TABLE
from requests.workflow import State
from tests.reminders.scenes import SCENES, Cast, _case, _engagement, interrupt, on, resume
from tests.reminders.test_remind import only

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAUSING = [name for name, scene in SCENES.items() if scene.pauses]


@pytest.fixture
def cast(koko, gib, leitung):
    return Cast(koko, gib, leitung)


def begin(name, cast):
    with on(0):
        return SCENES[name].begin(cast)


def reminded(name, days):
    """Return the days on which somebody was reminded of a matter of this kind."""
    found = []
    for number in days:
        before = Reminder.objects.filter(kind=name).count()
        with on(number, hour=9):
            remind()
            if "G.I.B." in TABLE[name].way:
                morning_list()
        if Reminder.objects.filter(kind=name).count() > before:
            found.append(number)
    return found


def never_reminded(name, days):
    """Whether it comes on none of these days though no reminder of another kind is in its way."""
    with only(name):
        return reminded(name, days) == []


def after(scene):
    """Some days on which something would come: the first, and once more each week."""
    return [*range(scene.first, scene.lasts + 1, 7)]


def test_the_table_names_each_kind_once_and_each_kind_has_a_scene():
    assert set(TABLE) == {kind.name for kind in kinds()} == set(SCENES)
    assert {row.reminder for row in OWED} <= {*TABLE, "morning"}


def test_the_document_holds_the_table_of_the_code():
    text = write_reminders.Command.document.read_text(encoding="utf-8")
    assert write_reminders.Command().fresh(text) == text


@pytest.mark.parametrize("name", SCENES)
def test_it_comes_on_its_first_day_and_never_in_the_first_three(name, cast):
    begin(name, cast)
    first = SCENES[name].first

    assert never_reminded(name, range(QUIET_DAYS + 1))
    assert reminded(name, [first - 4, first - 3]) == []
    assert reminded(name, [first]) == [first]


@pytest.mark.parametrize("name", SCENES)
def test_what_is_settled_is_not_reminded_of(name, cast):
    scene = SCENES[name]
    matter = begin(name, cast)
    with on(2):
        scene.settle(cast, matter)

    assert never_reminded(name, after(scene))


@pytest.mark.parametrize("name", PAUSING)
def test_what_rests_is_not_reminded_of_and_anew_when_it_goes_on(name, cast):
    scene = SCENES[name]
    matter = begin(name, cast)
    with on(1):
        interrupt(cast, matter)
    again = scene.resumes_on or scene.first + 7
    assert never_reminded(name, [4, scene.first, again - 1])
    with on(again):
        resume(cast, matter)

    assert never_reminded(name, range(again, again + QUIET_DAYS + 1))
    assert any(reminded(name, [number]) for number in range(again + QUIET_DAYS + 1, again + 22))


def test_what_rests_until_a_day_does_not_end_before_it(cast):
    with on(0):
        case = _engagement(cast).support_request
        interrupt(cast, case.engagement, until=390)

    assert never_reminded("asleep", [365, 372])
    assert never_reminded("asleep_engagement", [365, 372])


@pytest.mark.parametrize("number", [7, 14, 122])
def test_nobody_gets_two_of_them_on_one_day(number, cast):
    """All that can wait for one person on a day: her digest, or one mail with a link."""
    for name, scene in SCENES.items():
        if scene.first <= 136 and name != "interruption":
            begin(name, cast)
    OutgoingMail.objects.all().delete()
    with on(number, hour=9):
        for _pass in range(3):
            remind()
            morning_list()

    counts = Counter(OutgoingMail.objects.values_list("to_email", flat=True))
    assert counts
    assert set(counts.values()) == {1}


def test_gib_gets_all_that_ends_in_its_one_mail_of_the_morning(cast):
    begin("interruption", cast)
    with on(0):
        case = _case(State.SUBMITTED)(cast)
        case.title = "Liegt lange"
        case.save()
        other = _engagement(cast, title="Zweite Unterbrechung")
        interrupt(cast, other, until=20)
        OutgoingMail.objects.all().delete()
    with on(15, hour=9):
        for _pass in range(2):
            remind()
            morning_list()

    mail = OutgoingMail.objects.get(to_email=settings.CONTACT_EMAIL)
    assert mail.kind == "workplace/morning"
    assert mail.text.count("Die Begleitung ruht bis 27. September 2026") == 2
    with on(365, hour=9):
        morning_list()
    assert "Liegt lange" in OutgoingMail.objects.filter(kind="workplace/morning").latest("pk").text
