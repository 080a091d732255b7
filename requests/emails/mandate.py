"""Mails about the mandate: to the committee's members by link, to the office, to G.I.B."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.lib import dates, days
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails
from requests.emails.recipients import fact_of, to_gib, to_office


@queues_mails
def statement_asked(seat, link):
    """To a member of the committee: do you agree to this version?"""
    return _ask(seat, link, "statement_asked")


@queues_mails
def statement_reminder(seat, link):
    """To a member who has not answered yet, with the same link."""
    return _ask(seat, link, "statement_reminder")


def _ask(seat, link, mail):
    version = seat.round.version
    support_request = version.mandate.support_request
    vote = _("mit Stimme") if seat.is_voting else _("als Gast ohne Stimme")
    return Mail(
        f"requests/{mail}",
        to=link.email,
        name=link.name,
        about=support_request,
        link=link,
        context={
            "support_request": support_request,
            "version": version,
            "day": dates.short_day(seat.round.answer_by),
            "heading": _("Stimmen Sie dem Auftrag zu?"),
            "deadline": _("Antwort bis %(day)s") % {"day": dates.weekday(seat.round.answer_by)},
            "facts": [
                *_facts(support_request),
                (_("Fassung"), str(version.number)),
                (_("Sie antworten für"), f"{seat.institution} ({vote})"),
            ],
            "action": _("Auftrag lesen und antworten"),
            "after": _("Ohne Ihre Antwort kommt keine gemeinsame Zustimmung zustande."),
            "because": _(
                "Sie bekommen diese Mail, weil die Koordinierungsstelle %(office)s Sie als Mitglied "
                "ihres Gremiums eingetragen hat."
            )
            % {"office": support_request.office},
        },
        introduces=privacy_notice.by_office(support_request.office, "member"),
    )


@queues_mails
def round_closed(support_request, round_, tally):
    """To the office: the round brought no agreement; what now?"""
    return to_office(
        support_request,
        "requests/round_closed",
        facts=_facts(support_request),
        url=reverse("requests:round", args=[support_request.oid, round_.oid]),
        version=round_.version,
        tally=tally,
        outcome=round_.outcome,
        **_until(support_request.due_on),
        action=_("Antworten des Gremiums lesen"),
    )


@queues_mails
def mandated(support_request, version):
    """To the office and to G.I.B.: the committee agreed."""
    facts = [
        *_facts(support_request),
        (_("Zugesagt"), days.as_words(support_request.granted_quarters)),
        *_changed_entries(version),
    ]
    return [
        *to_office(
            support_request,
            "requests/mandated",
            facts=_facts(support_request),
            url=_page(support_request),
            version=version,
            action=_("Auftrag ansehen"),
        ),
        *to_gib(support_request, "requests/mandated_notice", version=version, facts=facts),
    ]


@queues_mails
def mandate_returned(support_request, reason):
    """To the office: G.I.B. gives the mandate back, and why."""
    return to_office(
        support_request,
        "requests/mandate_returned",
        facts=_facts(support_request),
        url=_page(support_request),
        reason=reason,
        heading=_("Bitte überarbeiten Sie den Auftrag"),
        **_until(support_request.due_on),
        action=_("Auftrag überarbeiten"),
    )


@queues_mails
def mandate_reopened(support_request, reason):
    """To G.I.B.: the office changes its agreed mandate."""
    return to_gib(support_request, "requests/mandate_reopened", facts=_facts(support_request), reason=reason)


@queues_mails
def not_responsible(support_request, seat, successor):
    """To the office: on this seat somebody else has to answer. `successor`: whom the member named, or ""."""
    return to_office(
        support_request,
        "requests/not_responsible",
        facts=_facts(support_request),
        seat=seat,
        successor=successor,
        url=seat.member.get_absolute_url(),
        action=_("Andere Person eintragen"),
    )


def _page(support_request):
    return reverse("requests:mandate", args=[support_request.oid])


def _facts(support_request):
    return [fact_of(support_request), (_("Ort"), str(support_request.office))]


def _until(day):
    """The day for subject and deadline, while it lies ahead."""
    if day is None or day < timezone.localdate():
        return {"until": "", "deadline": None}
    return {"until": dates.short_day(day), "deadline": _("Bitte bis %(day)s") % {"day": dates.weekday(day)}}


def _changed_entries(version):
    """For G.I.B.: who answered after name or address had been changed."""
    last = version.rounds.first() if version.pk else None
    found = [seat.institution for seat in last.seats.all() if seat.is_answer_marked] if last else []
    return [(_("Vor der Antwort geändert: Name oder Adresse"), ", ".join(found))] if found else []
