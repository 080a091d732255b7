"""Mails about the mandate: to the committee's members by link, to the office, to G.I.B."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.lib import dates, days
from gsvo.outbox import privacy_notice
from gsvo.outbox.language import in_mail_language
from gsvo.outbox.queue import queue_mail
from requests.emails.recipients import fact_of, to_gib, to_office


@in_mail_language
def statement_asked(seat, link):
    """To a member of the committee: do you agree to this version?"""
    _ask(seat, link, "statement_asked")


@in_mail_language
def statement_reminder(seat, link):
    """To a member who has not answered yet, with the same link."""
    _ask(seat, link, "statement_reminder")


def _ask(seat, link, mail):
    version = seat.round.version
    support_request = version.mandate.support_request
    vote = _("mit Stimme") if seat.is_voting else _("als Gast ohne Stimme")
    queue_mail(
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
            "introduces": privacy_notice.by_office(support_request.office, "member"),
        },
    )


@in_mail_language
def round_closed(support_request, round_, tally):
    """To the office: the round brought no agreement; what now?"""
    _to_office(
        support_request,
        "round_closed",
        url=reverse("requests:round", args=[support_request.oid, round_.oid]),
        version=round_.version,
        tally=tally,
        outcome=round_.outcome,
        **_until(support_request.due_on),
        action=_("Antworten des Gremiums lesen"),
    )


@in_mail_language
def mandated(support_request, version):
    """To the office and to G.I.B.: the committee agreed."""
    _to_office(support_request, "mandated", version=version, action=_("Auftrag ansehen"))
    _to_gib(
        support_request,
        "mandated_notice",
        version=version,
        facts=[
            *_facts(support_request),
            (_("Zugesagt"), days.as_words(support_request.granted_quarters)),
            *_changed_entries(version),
        ],
    )


@in_mail_language
def mandate_returned(support_request, reason):
    """To the office: G.I.B. gives the mandate back, and why."""
    _to_office(
        support_request,
        "mandate_returned",
        reason=reason,
        heading=_("Bitte überarbeiten Sie den Auftrag"),
        **_until(support_request.due_on),
        action=_("Auftrag überarbeiten"),
    )


@in_mail_language
def mandate_reopened(support_request, reason):
    """To G.I.B.: the office changes its agreed mandate."""
    _to_gib(support_request, "mandate_reopened", reason=reason)


@in_mail_language
def not_responsible(support_request, seat, successor):
    """To the office: on this seat somebody else has to answer. `successor`: whom the member named, or ""."""
    _to_office(
        support_request,
        "not_responsible",
        seat=seat,
        successor=successor,
        url=seat.member.get_absolute_url(),
        action=_("Andere Person eintragen"),
    )


def _to_office(support_request, mail, **context):
    mandate = reverse("requests:mandate", args=[support_request.oid])
    context = {"facts": _facts(support_request), "url": mandate, **context}
    to_office(support_request, f"requests/{mail}", context)


def _to_gib(support_request, mail, **context):
    to_gib(support_request, f"requests/{mail}", {"facts": _facts(support_request), **context})


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
