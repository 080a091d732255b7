"""Reminders of what an engagement owes (docs/owed.md): each open item asks the one who owes it."""

import datetime as dt
from functools import partial

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from advisors.actions.committee_looking_back import is_open
from advisors.emails.committee_looking_back import looking_back_reminder
from advisors.emails.follow_up import follow_up_asked
from advisors.models import Advisor, CommitteeLookingBack, Engagement, FollowUp, Paper
from advisors.owed_items import AFTER_WORK, answers, ends_of_work, items_of
from gsvo.lib import dates
from gsvo.lib.workdays import local_date, start_of_day
from gsvo.links.models import Link
from gsvo.outbox.relevance import relevant_while
from gsvo.reminders.registry import Matter, register
from requests.models import SupportRequest
from requests.reminders import HANDED_OVER, extended_at
from requests.workflow import State, WaitingOn

BEGUN = ("accept", "resume", "finish", "cancel", "reopen")  # after these the quiet days begin anew


def owed_reports(today):
    """Yield reports that are open: a line for whoever advises. Nothing while the engagement rests.

    What G.I.B. owes stands on its start page and in its morning mail.
    """
    cases = SupportRequest.objects.filter(
        state__in=(State.ENGAGED, State.CLOSING),
        engagement__ended_at=None,
        engagement__advisor__in=Advisor.objects.active().exclude(user=None),
    )
    for engagement, item, since in _open_items(cases, "owed"):
        if item.due_on:
            yield Matter(
                record=f"{engagement.oid}-{item.kind}",
                begins=since,
                anchor=item.due_on,
                people=partial(list, [engagement.advisor.user]),
                line=partial(_owed_line, engagement.support_request, item),
            )


def looking_back(today):
    """Yield the sides that have not looked back yet: a line for each, until it is too late."""
    cases = _ended(today, settings.LOOK_BACK_CHANGE_DAYS, states=AFTER_WORK)
    handed_over = extended_at(cases, *HANDED_OVER)
    for engagement, item, since in _open_items(cases, "looking_back"):
        case = engagement.support_request
        is_office = item.owner == WaitingOn.OFFICE
        yield Matter(
            record=f"{engagement.oid}-{item.owner}",
            begins=_known_since(since, handed_over.get(case.pk)) if is_office else since,
            anchor=item.due_on,
            people=case.recipients if is_office else partial(_advisor_of, engagement),
            line=partial(_looking_back_line, case),
        )


def committee_looking_back(today):
    """Yield what members of the committee have not said yet: one mail with the member's own link."""
    cases = _ended(today, settings.LOOK_BACK_CHANGE_DAYS, states=AFTER_WORK)
    due = {
        engagement.pk: item.due_on
        for engagement, item, _since in _open_items(cases, "committee_looking_back")
    }
    awaited = CommitteeLookingBack.objects.awaited().filter(engagement__in=due)
    rows = {row.pk: row for row in awaited.select_related("engagement__support_request__office", "member")}
    links = Link.objects.usable().to_many(CommitteeLookingBack, rows, CommitteeLookingBack.LINK_PURPOSE)
    for link in links:
        row = rows[link.object_id]
        yield Matter(
            record=str(row.pk),
            begins=local_date(link.created_at),
            anchor=due[row.engagement_id],
            to=link.email,
            send=partial(looking_back_reminder, row, link),
        )


def follow_ups(today):
    """Yield engagements completed months ago: a mail to each in the office who is asked what lasted.

    What was completed long before is not asked about any more.
    """
    for engagement, _item, _since in _asked_about(today):
        day = local_date(engagement.ended_at)
        for person in engagement.support_request.recipients():
            yield Matter(
                record=f"{engagement.oid}:{person.pk}",
                begins=day,
                anchor=day,
                to=person.email,
                send=partial(follow_up_asked, engagement, person),
            )


def open_follow_ups(today):
    """Yield questions what lasted that the office has not answered: a line for who looks after it."""
    found = [row for row in _asked_about(today) if FollowUp.asked_on(row[0]) <= today]
    cases = SupportRequest.objects.filter(engagement__in=[engagement for engagement, _item, _since in found])
    handed_over = extended_at(cases, *HANDED_OVER)
    for engagement, item, _since in found:
        case = engagement.support_request
        yield Matter(
            record=engagement.oid,
            begins=_known_since(FollowUp.asked_on(engagement), handed_over.get(case.pk)),
            anchor=item.due_on,
            people=case.recipients,
            line=partial(_follow_up_line, case, item),
        )


def _asked_about(today):
    longest = settings.FOLLOW_UP_AFTER_DAYS + 2 * settings.FOLLOW_UP_WITHIN_DAYS
    return _open_items(_ended(today, longest, states=(State.COMPLETED,)), "follow_up_open")


def _ended(today, days, *, states):
    """Return requests in these states that are closing, or were closed within so many days."""
    since = start_of_day(today - dt.timedelta(days=days))
    recent = Q(state=State.CLOSING) | Q(engagement__ended_at__gte=since)
    return SupportRequest.objects.filter(recent, state__in=states)


def _open_items(cases, reminder):
    """Yield (engagement, item, since) of what is open in these requests and has this kind of reminder.

    `since`: the day on which the engagement began, went on or ended last.
    """
    keys = cases.order_by().values("pk")
    papers = Prefetch("papers", Paper.objects.defer(*Paper.TEXTS))
    found = Engagement.objects.filter(support_request__in=keys).prefetch_related(
        "assignments", "waivers", papers, *answers()
    )
    told, ends = extended_at(cases, *BEGUN), ends_of_work(keys)
    for engagement in found.select_related("support_request__office", "advisor__user"):
        key = engagement.support_request_id
        end = ends.get(key, (None, False))
        for item in items_of(engagement, engagement.papers.all(), end_of_work=end):
            if item.is_open and item.row.reminder == reminder:
                yield engagement, item, local_date(told.get(key, engagement.began_at))


def _known_since(day, moment):
    """Return the later of a day and a moment's day."""
    return max(day, local_date(moment)) if moment else day


def _advisor_of(engagement):
    advisor = engagement.advisor
    return [advisor.user] if advisor and advisor.is_active and advisor.user_id else []


def _owed_line(case, item):
    day = {"day": dates.weekday(item.due_on)}
    is_late = item.due_on < timezone.localdate()
    until = _("Frist war %(day)s") % day if is_late else pgettext("deadline", "bis %(day)s") % day
    return _("%(title)s: %(paper)s abgeben, %(until)s") % {
        "title": f"{case} ({case.number})",
        "paper": item.label,
        "until": until,
    }


def _looking_back_line(case):
    return _("%(title)s: auf der Seite der Begleitung in drei Fragen zurückblicken") % {
        "title": f"{case} ({case.number})"
    }


def _follow_up_line(case, item):
    return _("%(title)s: sagen, was gehalten hat, bis %(day)s") % {
        "title": f"{case} ({case.number})",
        "day": dates.weekday(item.due_on),
    }


@relevant_while("advisors/follow_up_asked")
def nobody_followed_up(mail):
    return not FollowUp.objects.filter(engagement__support_request=mail.about).exists()


@relevant_while("advisors/looking_back_asked", "advisors/looking_back_reminder")
def looking_back_is_awaited(mail):
    row = mail.link.target
    return is_open(row) and not (mail.kind == "advisors/looking_back_reminder" and row.answered_at)


register("owed", owed_reports, goes_on=True)
register("looking_back", looking_back)
register("committee_looking_back", committee_looking_back)
register("follow_up", follow_ups)
register("follow_up_open", open_follow_ups)
