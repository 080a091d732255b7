"""Whom most mails about a request go to. Why somebody gets one says requests/email/parts in templates."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from gsvo.lib import dates, days
from gsvo.lib.text import same_email
from gsvo.offices.models import Membership
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail
from requests.form_fields import amount, span
from requests.models import Round
from requests.round_words import rule_of, without_answer
from requests.workflow import State


def to_office(support_request, kind, *, addressed_to="requests/email/parts/to_office.txt", **context):
    """Return one mail to each person in the office who looks after the request.

    `addressed_to`: what the template extends where the same mail goes to others as well.
    """
    known = {
        "addressed_to": addressed_to,
        "support_request": support_request,
        "url": support_request.get_absolute_url(),
    }
    return [
        Mail(kind, to=person, about=support_request, context=known | context)
        for person in support_request.recipients()
    ]


def handlers(support_request):
    """Return the names of those in the office who look after the request, for mails to its committee."""
    return ", ".join(str(person) for person in support_request.recipients())


def to_gib(support_request, kind, **context):
    """Return the mail to the address of the casework, with the way to the case, in a list."""
    known = {
        "addressed_to": "requests/email/parts/to_gib.txt",
        "support_request": support_request,
        "url": reverse("admin:case", args=[support_request.oid]),
    }
    return [Mail(kind, to=settings.CONTACT_EMAIL, about=support_request, context=known | context)]


def ask_member(seat, link, kind, **context):
    """Return the mail that brings a member the link to the version."""
    version = seat.round.version
    support_request = version.mandate.support_request
    return Mail(
        kind,
        to=link.email,
        name=link.name,
        about=support_request,
        link=link,
        context={
            "support_request": support_request,
            "version": version,
            "seat": seat,
            "day": dates.short_day(seat.round.answer_by),
            "weekday": dates.weekday(seat.round.answer_by),
            "asker": seat.round.opened_by,
            "days": days.as_words(support_request.granted_quarters),
            "span": span(support_request),
            "amount": amount(support_request),
            "rule": rule_of(seat.round) if seat.round.rule != Round.Rule.ALL else "",
            "without_answer": without_answer(seat.round.rule, seat.is_voting),
            "personal_line": seat.round.personal_line,
            **context,
        },
        introduces=privacy_notice.by_office(support_request.office, "member"),
    )


def committee_told(support_request, state):
    """Return the members who know of a request that was in `state`: all once asked, before that the chair."""
    if state not in (State.CLARIFYING, State.MANDATED, State.MATCHING):
        return []
    members = list(support_request.committee_members())
    asked = state != State.CLARIFYING or Round.objects.of(support_request).exists()
    return members if asked else [member for member in members if member.is_chair]


def not_told_yet(support_request):
    """Return (part in words, name, address, source) of contact and deputy whom we never wrote to.

    One who is both is told once.
    """
    office, case = support_request.office, support_request
    parts = {
        "contact": (_("Ansprechperson"), case.contact_name, case.contact_email),
        "deputy": (_("Vertretung"), case.deputy_name, case.deputy_email),
    }
    found: list[tuple] = []
    for part, (label, name, address) in parts.items():
        whom = privacy_notice.by_office(office, part)
        if any(same_email(address, other) for _label, _name, other, _whom in found):
            continue
        if address and not _is_colleague(address, office) and privacy_notice.is_owed(address, whom):
            found.append((label, name, address, whom))
    return found


def replaced_contacts(support_request, before):
    """Return (part, in words, former, now) of contact and deputy who are others than in the answers before.

    Former and now are (name, address); both are told of it.
    """
    found = []
    for part, label in (("contact", _("Ansprechperson")), ("deputy", _("Vertretung"))):
        former = before.get(f"{part}_name", ""), before.get(f"{part}_email", "")
        now = getattr(support_request, f"{part}_name"), getattr(support_request, f"{part}_email")
        if former[1] and now[1] and former[1].lower() != now[1].lower():
            found.append((part, label, former, now))
    return found


def _is_colleague(address, office):
    """Whoever works in the office has an account and sees the request there."""
    colleagues = Membership.objects.current().filter(office=office.pk)  # of a preview none: it is not stored
    return colleagues.filter(user__email__iexact=address).exists()
