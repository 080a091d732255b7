"""Reminders after the end of the work; whether mails about concerns and the follow-up have a point."""

import datetime as dt
from functools import partial

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from advisors.actions.committee_looking_back import is_open
from advisors.actions.concerns import is_writer
from advisors.actions.looking_back import ENDED
from advisors.emails.committee_looking_back import looking_back_reminder
from advisors.emails.follow_up import follow_up_asked
from advisors.models import CommitteeLookingBack, Engagement, FollowUp, Side
from gsvo.lib.workdays import local_date, start_of_day
from gsvo.links.models import Link
from gsvo.outbox.relevance import relevant_while
from gsvo.reminders.registry import Matter, register
from requests.models import SupportRequest
from requests.reminders import extended_at
from requests.workflow import State

FOLLOW_UP_WITHIN_DAYS = 60  # after the day of asking; later nobody is asked any more


@relevant_while("advisors/concern_told")
def concern_is_open(mail):
    return mail.about.is_open


@relevant_while("advisors/concern_resolved")
def writer_is_still_there(mail):
    return is_writer(mail.about.by_user, mail.about)


def looking_back(today):
    """Return engagements whose work has ended: a line for each side that has not looked back yet."""
    closed = start_of_day(today - dt.timedelta(days=settings.LOOK_BACK_CHANGE_DAYS))
    cases = SupportRequest.objects.filter(
        Q(state=State.CLOSING) | Q(state__in=ENDED, engagement__ended_at__gte=closed)
    )
    finished = extended_at(cases, "finish")
    found = Engagement.objects.filter(support_request__in=finished)
    found = found.select_related("support_request__office", "advisor__user")
    for engagement in found.prefetch_related("looking_back"):
        case, day = engagement.support_request, local_date(finished[engagement.support_request_id])
        answered = {row.side for row in engagement.looking_back.all()}
        advisor = engagement.advisor if engagement.advisor and engagement.advisor.is_active else None
        people = {
            Side.OFFICE: case.recipients,
            Side.ADVISOR: partial(list, [advisor.user] if advisor and advisor.user_id else []),
        }
        for side in people.keys() - answered:
            yield Matter(
                record=f"{engagement.oid}-{side}",
                begins=day,
                anchor=day,
                people=people[side],
                line=partial(_looking_back_line, case),
            )


def _looking_back_line(case):
    return _("%(title)s: auf der Seite der Begleitung in drei Fragen zurückblicken") % {
        "title": f"{case} ({case.number})"
    }


def follow_ups(today):
    """Return engagements that were completed months ago: one mail to the office, which asks what lasted.

    What was completed long before is not asked about any more.
    """
    ended = start_of_day(today - dt.timedelta(days=settings.FOLLOW_UP_AFTER_DAYS + FOLLOW_UP_WITHIN_DAYS))
    found = Engagement.objects.filter(
        support_request__state=State.COMPLETED, ended_at__gte=ended, follow_up=None
    )
    for engagement in found.select_related("support_request__office"):
        day = local_date(engagement.ended_at)
        yield Matter(
            record=engagement.oid,
            begins=day,
            anchor=day,
            send=partial(follow_up_asked, engagement),
        )


@relevant_while("advisors/follow_up_asked")
def nobody_followed_up(mail):
    return not FollowUp.objects.filter(engagement__support_request=mail.about).exists()


def committee_looking_back(today):
    """Yield what members of the committee have not said yet: one mail with the member's own link."""
    rows = {
        row.pk: row
        for row in CommitteeLookingBack.objects.awaited()
        .filter(engagement__support_request__state=State.CLOSING)
        .select_related("engagement__support_request__office", "member")
    }
    links = Link.objects.usable().to_many(CommitteeLookingBack, rows, CommitteeLookingBack.LINK_PURPOSE)
    for link in links:
        day = local_date(link.created_at)
        yield Matter(
            record=str(link.object_id),
            begins=day,
            anchor=day,
            to=link.email,
            send=partial(looking_back_reminder, rows[link.object_id], link),
        )


@relevant_while("advisors/looking_back_asked", "advisors/looking_back_reminder")
def looking_back_is_awaited(mail):
    row = mail.link.target
    return is_open(row) and not (mail.kind == "advisors/looking_back_reminder" and row.answered_at)


register("looking_back", looking_back)
register("committee_looking_back", committee_looking_back)
register("follow_up", follow_ups)
