"""Acts of both sides on a running engagement, for the walk over who is told what: act(world, outcome)."""

import datetime as dt
from contextlib import nullcontext

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from advisors import actions as pool
from advisors.models import Engagement
from gsvo.demo.time_travel import days_ago
from gsvo.outbox.models import OutgoingMail
from requests.models import SupportRequest
from tests.advisors.milestones import acknowledgement_link, agree_milestones, reach
from tests.advisors.reviews import begin_review, rate_all
from tests.advisors.sessions import at, fields
from tests.factories.papers import TEXTS
from tests.files import samples
from tests.requests.told_world import S


def _session(world, days=14):
    return pool.plan_session(world.case.engagement, by=world.handler, **fields(days, date_reason="Probe"))


def _session_act(act, days=14, **values):
    """An act on a session that was planned while the engagement ran."""

    def run(world, outcome):
        state = world.case.state
        SupportRequest.objects.filter(pk=world.case.pk).update(state=S.ENGAGED)
        session = _session(world, days)
        SupportRequest.objects.filter(pk=world.case.pk).update(state=state)
        OutgoingMail.objects.all().delete()
        act(session, by=world.handler, **values)

    return run


def _review_act(act):
    def run(world, outcome):
        review = begin_review(world.case.engagement, by=world.handler)
        OutgoingMail.objects.all().delete()
        act(review, by=world.handler)

    return run


def _hand_in(world, outcome):
    """Hand in a paper: the first of its kind, or one more, on the same day or on a later one."""
    engagement = world.case.engagement
    engagement.papers.all().delete()
    kind = "final" if outcome == "again" else outcome.partition("_")[0]
    if outcome == "contract":
        pool.hand_in_file(
            engagement, "contract", by=world.gib, upload=SimpleUploadedFile("Vertrag.pdf", samples.pdf("V"))
        )
        return
    if outcome.endswith(("again", "changed")):
        with days_ago(1) if outcome.endswith("changed") else nullcontext():
            pool.hand_in_report(engagement, kind, by=engagement.advisor.user, texts=TEXTS)
    OutgoingMail.objects.all().delete()
    pool.hand_in_report(engagement, kind, by=engagement.advisor.user, texts=TEXTS)


def _waive(world, outcome):
    engagement = world.case.engagement
    engagement.papers.all().delete()
    kind = {
        "to_advisor": "final",
        "to_nobody": "looking_back_committee",
        "to_office": "follow_up" if world.case.state == S.COMPLETED else "looking_back_office",
    }[outcome]
    pool.waive(engagement, kind, by=world.leitung, reason="Genügt so.")


def _corrected(world, outcome):
    result = reach(world.case.engagement, by=world.handler)
    OutgoingMail.objects.all().delete()
    reach(world.case.engagement, result.milestone, by=world.handler, sentence="Doch nur acht Schulen.")


def _by_member(act):
    def run(world, outcome):
        link = acknowledgement_link(world.case.engagement, by=world.handler)
        OutgoingMail.objects.all().delete()
        act(link.target, link)

    return run


def _follow_up(world, outcome):
    Engagement.objects.update(ended_at=timezone.localtime() - dt.timedelta(days=200))
    pool.follow_up(world.case.engagement, by=world.handler, lasted="Die Runde trifft sich noch.")


ENGAGEMENT_ACTS = {
    "session_planned": lambda world, outcome: _session(world),
    "session_moved": _session_act(
        pool.change_session, expected_revision=1, **fields(15, date_reason="Probe")
    ),
    "session_changed": _session_act(
        pool.change_session, expected_revision=1, **fields(place="Rathaus", date_reason="Probe")
    ),
    "session_cancelled": _session_act(pool.cancel_session, reason="Krank."),
    "looked_back": lambda world, outcome: pool.look_back(
        world.case.engagement, by=world.handler, helped="yes", different="Alle kennen sich.", again="yes"
    ),
    "followed_up": _follow_up,
    "session_held": _session_act(pool.settle_session, days=-1, was_held=True, participants=3),
    "session_not_held": _session_act(pool.settle_session, days=-1, was_held=False),
    "paper_handed_in": _hand_in,
    "paper_waived": _waive,
    "milestone_moved": lambda world, outcome: pool.move_milestone(
        world.case.engagement,
        agree_milestones(world.case.engagement)[0],
        by=world.case.engagement.advisor.user if outcome == "by_advisor" else world.handler,
        due_on=at(90).date(),
        reason="Ferien.",
    ),
    "milestone_reached": lambda world, outcome: reach(world.case.engagement, by=world.handler),
    "milestone_corrected": _corrected,
    "acknowledged": _by_member(lambda row, link: pool.acknowledge(row, by=link)),
    "notice_declined": _by_member(lambda row, link: pool.decline_notice(row, by=link)),
    "review_begun": lambda world, outcome: begin_review(
        world.case.engagement,
        by=world.case.engagement.advisor.user if outcome == "by_advisor" else world.handler,
    ),
    "review_changed": _review_act(
        lambda review, by: pool.change_review(
            review, by=by, held_on=review.held_on, date_reason="Versehen", expected_revision=1
        )
    ),
    "goals_rated": _review_act(rate_all),
}
