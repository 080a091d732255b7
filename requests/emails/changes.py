"""Mails about what changes on the way: deadlines, days granted, who looks after a request, its end."""

from django.urls import reverse

from gsvo.lib import dates, days
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails
from requests.emails.recipients import ask_member, committee_told, to_office
from requests.notifications.parties import AFTER_ACCEPTANCE
from requests.workflow import State


@queues_mails
def deadline_moved(support_request, reason, until, before):
    """To the office: it has more time for its answer, or for the mandate."""
    return to_office(
        support_request,
        "requests/deadline_moved",
        is_question=support_request.state == State.QUERIED,
        reason=reason,
        day=dates.short_day(until),
        weekday=dates.weekday(until),
        before=dates.day(before),
    )


@queues_mails
def round_extended(seat, link, reason):
    """To a member who has not answered: there is more time, with the same link."""
    return ask_member(seat, link, "requests/round_extended", reason=reason)


@queues_mails
def grant_changed(support_request, before, reason, over=0):
    """To the office: how many days are granted now. `over`: what its milestones plan, where it is more."""
    return to_office(
        support_request,
        "requests/grant_changed",
        days=days.as_words(support_request.granted_quarters),
        before=days.as_words(before),
        reason=reason,
        over=days.as_words(over) if over else "",
    )


@queues_mails
def handed_over(support_request, people, to, by):
    """To whoever gets a request, and whoever had it: who looks after it now."""
    return [
        Mail(
            "requests/handed_over",
            to=person,
            about=support_request,
            context={
                "support_request": support_request,
                "url": reverse("requests:detail", args=[support_request.oid]),
                "is_yours": person == to,
                "to": str(to),
                "by": str(by),
            },
        )
        for person in people
    ]


@queues_mails
def handler_left(office, former, cases, leads, by):
    """To each lead but whoever did it: whose requests need somebody, all in one mail.

    Advisors were told the first lead as their contact.
    """
    told = any(support_request.state in AFTER_ACCEPTANCE for support_request in cases)
    contact = leads[0] if leads and told else None
    return [
        _about_cases("handler_left", lead, office, former, cases, contact=contact)
        for lead in leads
        if lead != by
    ]


@queues_mails
def handler_returned(office, handler, cases, leads):
    """To the leads who looked after somebody's requests meanwhile: she is there again."""
    return [_about_cases("handler_returned", lead, office, handler, cases) for lead in leads]


@queues_mails
def contact_left(office, contact, cases, handler):
    """To whoever looks after requests: their named contact is gone, so now it is she."""
    return _about_cases("contact_left", handler, office, contact, cases)


def _about_cases(mail, to, office, person, cases, **context):
    """Return a mail that lists requests; it belongs to none of them, since it names the others."""
    only = cases[0] if len(cases) == 1 else None
    return Mail(
        f"requests/{mail}",
        to=to,
        context={
            "office": office,
            "person": person,
            "cases": cases,
            "url": only.get_absolute_url() if only else reverse("requests:list"),
            **context,
        },
    )


@queues_mails
def request_changed(support_request, state, change):
    """To the members who know of a request: it ended in `state`, or goes on there."""
    return [_to_member(support_request, member, change) for member in committee_told(support_request, state)]


@queues_mails
def grant_changed_notice(support_request):
    """To the members who read of the grant, in a notice or their question: how many days it is now."""
    granted = days.as_words(support_request.granted_quarters)
    told = committee_told(support_request, support_request.state)
    return [_to_member(support_request, member, "grant_changed", days=granted) for member in told]


def _to_member(support_request, member, change, days=""):
    return Mail(
        "requests/request_changed",
        to=member,
        about=support_request,
        context={"support_request": support_request, "change": change, "days": days},
        introduces=privacy_notice.by_office(support_request.office, "member"),
    )
