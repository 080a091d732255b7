"""A matter of each kind of reminder: how it begins, is settled, rests and goes on. All begins on MONDAY."""

import datetime as dt
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils import timezone

from advisors import actions as pool
from advisors.models import Advisor
from chains.actions import copy_from_template
from gsvo.demo.time_travel import moved_to
from gsvo.links.models import Link
from gsvo.offices import actions as offices
from gsvo.offices.models import CommitteeMember
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.advisors.milestones import link_of, reach
from tests.advisors.sessions import fields
from tests.chains import institutions as parts
from tests.factories.papers import TEXTS
from tests.reminders.test_remind import MONDAY, day


@contextmanager
def on(number, hour=8):
    """The world so many days after MONDAY."""
    moment = timezone.make_aware(dt.datetime.combine(day(number), dt.time(hour)))
    with moved_to(moment):
        yield


@dataclass
class Cast:
    koko: object
    gib: object
    leitung: object


@dataclass(frozen=True)
class Scene:
    """`first`: the day on which the first reminder comes. `lasts`: the last day on which to look for more."""

    begin: Callable
    settle: Callable
    first: int
    lasts: int = 21
    pauses: bool = False  # whether the engagement can rest while this waits
    resumes_on: int = 0  # 0: a week after the first reminder would have come


def _case(state, **changes):
    def begin(cast):
        case = factories.support_request(state, by=cast.koko)
        SupportRequest.objects.filter(pk=case.pk).update(waiting_since=timezone.now(), **changes)
        return SupportRequest.objects.get(pk=case.pk)

    return begin


def _becomes(state, waiting_on="gib"):
    """Settle a case as the act of the other side would: it is in another state."""

    def settle(cast, case):
        now = {"state": state, "waiting_on": waiting_on, "changed_at": timezone.now()}
        SupportRequest.objects.filter(pk=case.pk).update(**now)

    return settle


def _committee():
    """The committee of the office, with one member however many matters there are."""
    body = factories.committee(members=0)
    return body if body.members.exists() else factories.committee(members=1)


def _deleted(cast, case):
    SupportRequest.objects.filter(pk=case.pk).delete()


def _round(cast):
    _committee()
    case = factories.support_request(State.CLARIFYING, by=cast.koko)
    return factories.opened_round(case, by=cast.koko, days=14)


def _round_of_silence(cast):
    factories.decides(_committee(), allows_silence=True)
    case = factories.support_request(State.CLARIFYING, by=cast.koko)
    return factories.opened_round(case, by=cast.koko, days=28, rule="silence")


def _answered(cast, round_):
    for seat in round_.seats.all():
        factories.answer(seat)


def _engagement(cast, **changes):
    return factories.engagement(by=cast.koko, **changes)


def _worked(cast):
    return factories.worked(_engagement(cast))


def _asked(cast):
    entry = _worked(cast)
    pool.ask_about_entry(entry, by=cast.koko, question="Welcher Termin?")
    return entry


def _answered_entry(cast, entry):
    values = {"kind": entry.kind, "done_on": entry.done_on, "quarters": 3}
    pool.change_entry(entry, by=entry.engagement.advisor.user, **values)


def _session(cast):
    told = fields(0, date_reason="Probe")
    now = timezone.now()
    told |= {"starts_at": now - dt.timedelta(hours=3), "ends_at": now - dt.timedelta(hours=1)}
    return pool.plan_session(_engagement(cast), by=cast.koko, **told)


def _noticed(cast):
    _committee()
    return reach(_engagement(cast), by=cast.koko).notice


def _took_note(cast, notice):
    for row in notice.acknowledgements.all():
        pool.acknowledge(row, by=link_of(row))


def _long(cast):
    return _engagement(cast, period_from=MONDAY, period_to=day(300))


def _report(cast, engagement):
    pool.hand_in_report(engagement, "interim", by=engagement.advisor.user, texts=TEXTS)


def _finished(cast):
    _committee()
    engagement = _engagement(cast)
    pool.finish(engagement.support_request, by=cast.koko)
    return engagement


def _looked_back(cast, engagement):
    said = {"helped": "yes", "different": "Alle kennen sich.", "again": "yes"}
    for person in (cast.koko, engagement.advisor.user):
        pool.look_back(engagement, by=person, **said)


def _committee_looked_back(cast, engagement):
    said = {"helped": "yes", "different": "Alle kennen sich.", "again": "yes"}
    for row in engagement.committee_looking_back.all():
        pool.answer_looking_back(row, by=Link.objects.to(row, row.LINK_PURPOSE).latest("pk"), **said)


def _closed(cast):
    engagement = _finished(cast)
    pool.complete(factories.settle_owed(engagement.support_request), by=cast.gib)
    return engagement


def _waived(kind):
    def settle(cast, engagement):
        pool.waive(engagement, kind, by=cast.leitung, reason="Ein Gespräch genügt.")

    return settle


def _interrupted(cast):
    engagement = _engagement(cast)
    interrupt(cast, engagement, until=20)
    return engagement


def interrupt(cast, matter, until=400):
    pool.interrupt(_case_of(matter), by=cast.gib, reason="Krankheit.", until=day(until))


def resume(cast, matter):
    pool.resume(_case_of(matter), by=cast.gib)


def _case_of(matter):
    engagement = getattr(matter, "engagement", matter)
    return SupportRequest.objects.get(pk=engagement.support_request_id)


def _touched(cast, case):
    case.save()  # any step


def _invited_account(cast):
    offices.invite(factories.office(), email="neu@example.org", name="Nina Neu", role="member", by=cast.koko)
    return factories.office().account_invitations.get()


def _member(cast):
    return _committee().members.get()


def _part_asked(cast, name=None):
    chain = factories.office().chains.first() or copy_from_template(factories.office(), 2026, by=cast.koko)
    return parts.asked(chain, cast.koko, name)[0]


def _part_changed(cast):
    question = _part_asked(cast)
    parts.answered(question)
    parts.change(question.chain_actor.chain, cast.koko, result="Eine neue Liste")
    return question


def _part_changed_back(cast, question):
    parts.change(question.chain_actor.chain, cast.koko, result=question.part["steps"][0]["result"])


SCENES = {
    "part_confirmation": Scene(
        lambda cast: _part_asked(cast, parts.SCHOOL),
        lambda cast, question: parts.answered(question),
        first=16,
        lasts=40,
    ),
    "part_changed": Scene(_part_changed, _part_changed_back, first=4),
    "account": Scene(
        _invited_account,
        lambda cast, row: offices.withdraw_invitation(row, by=cast.koko),
        first=7,
    ),
    "welcome_member": Scene(
        _member,
        lambda cast, row: CommitteeMember.objects.filter(pk=row.pk).update(left_at=timezone.now()),
        first=7,
    ),
    "welcome_advisor": Scene(
        lambda cast: factories.advisor(),
        lambda cast, row: Advisor.objects.filter(pk=row.pk).update(left_at=timezone.now()),
        first=7,
    ),
    "draft": Scene(_case(State.DRAFT), _deleted, first=14),
    "draft_ends": Scene(_case(State.DRAFT), _deleted, first=151, lasts=180),
    "query": Scene(_case(State.QUERIED, due_on=day(14)), _becomes(State.SUBMITTED), first=9),
    "mandate": Scene(
        _case(State.CLARIFYING, due_on=day(42)),
        _becomes(State.CLARIFYING, "committee"),
        first=28,
        lasts=50,
    ),
    "statement": Scene(_round, _answered, first=9),
    "silence": Scene(_round_of_silence, _answered, first=14),
    "invitation": Scene(
        lambda cast: factories.invited(cast.gib),
        lambda cast, case: pool.recall(case, by=cast.gib, reason="Anders gelöst."),
        first=4,
    ),
    "time_entries": Scene(
        _worked,
        lambda cast, entry: pool.sign_entries(entry.engagement, [entry], by=cast.koko),
        first=7,
        pauses=True,
        resumes_on=8,
    ),
    "time_entry_question": Scene(_asked, _answered_entry, first=7, pauses=True),  # day 5 is a Saturday
    "session": Scene(
        _session,
        lambda cast, session: pool.settle_session(session, by=cast.koko, was_held=True),
        first=4,
        pauses=True,
    ),
    "acknowledgement": Scene(_noticed, _took_note, first=14, pauses=True),
    "owed": Scene(_long, _report, first=143, lasts=190, pauses=True),
    "looking_back": Scene(_finished, _looked_back, first=14, lasts=40),
    "committee_looking_back": Scene(_finished, _committee_looked_back, first=14, lasts=40),
    "follow_up": Scene(_closed, _waived("follow_up"), first=122, lasts=190),
    "follow_up_open": Scene(_closed, _waived("follow_up"), first=136, lasts=190),
    "interruption": Scene(_interrupted, resume, first=15, lasts=40),
    "asleep": Scene(_case(State.SUBMITTED), _touched, first=365, lasts=366),
    "asleep_engagement": Scene(
        lambda cast: _engagement(cast).support_request, _touched, first=365, lasts=366
    ),
}
