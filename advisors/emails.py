"""Mails about invitations and engagements, one function each, written in the transaction of the act."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from advisors.invitation_context import mode_of, span
from gsvo.lib import dates, days
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails
from requests.emails.recipients import fact_of, to_gib, to_office


# --- Invitations -----------------------------------------------------------------------------------
@queues_mails
def invitation(invitation, link):
    """To the advisor: would you? With the link that opens the mandate and takes the answer."""
    return _invite(invitation, link, "invitation", message=invitation.message)


@queues_mails
def invitation_reminder(invitation, link):
    """To the advisor who has not answered yet, with the same link."""
    return _invite(invitation, link, "invitation_reminder")


def _invite(invitation, link, mail, **context):
    support_request, advisor = invitation.support_request, invitation.advisor
    return Mail(
        f"advisors/{mail}",
        to=advisor.email,
        name=advisor.name,
        about=support_request,
        link=link,
        context={
            "office": support_request.office.display_name,
            "title": support_request.title,
            "answer_day": dates.short_day(invitation.answer_day),
            "deadline": _("Antwort bitte bis %(when)s") % {"when": invitation.deadline},
            "facts": [
                (_("Umfang"), days.as_words(support_request.granted_quarters)),
                (_("Zeitraum"), span(support_request)),
                (_("Form"), mode_of(support_request)),
                (_("Kontakt vor Ort"), f"{support_request.contact.name}, {support_request.contact.email}"),
            ],
            "action": _("Auftrag lesen und antworten"),
            "after": _("Antworten Sie nicht, fragen wir nach dem %(day)s die nächste Person.")
            % {"day": dates.short_day(invitation.answer_day)},
            "because": _("Sie bekommen diese Mail, weil Sie im Pool der Beratenden stehen."),
            **context,
        },
        introduces=privacy_notice.by_pool(),
    )


@queues_mails
def pool_welcome(advisor):
    """To whoever was put into the pool and got no mail yet: what for, by whom, which rights."""
    return Mail(
        "advisors/pool_welcome",
        to=advisor,
        context={"because": _("Sie bekommen diese Mail, weil Sie im Pool der Beratenden stehen.")},
        introduces=privacy_notice.by_pool(),
    )


@queues_mails
def invitation_recalled(invitation, reason):
    """To the advisor who had been asked: no answer needed any more."""
    return _to_advisor(invitation.advisor, invitation.support_request, "invitation_recalled", reason=reason)


@queues_mails
def case_reopened(invitation):
    """To the advisor whose invitation had ended with the request: it goes on, perhaps we ask again."""
    return _to_advisor(invitation.advisor, invitation.support_request, "case_reopened")


@queues_mails
def invitations_used_up(support_request, last):
    """To G.I.B.: nobody is left in the order, somebody has to be invited anew."""
    context = _common(support_request, advisor=last.advisor.name, outcome=str(last.get_state_display()))
    return to_gib(support_request, "advisors/invitations_used_up", **context)


@queues_mails
def left_pool(invitation, successor):
    """To G.I.B.: an invited advisor is not (or no longer) the one to ask, and perhaps who is."""
    support_request, advisor = invitation.support_request, invitation.advisor
    context = _common(support_request, advisor=advisor.name, email=advisor.email, successor=successor)
    return to_gib(support_request, "advisors/left_pool", **context)


# --- The engagement begins ---------------------------------------------------------------------------
@queues_mails
def engaged(engagement):
    """To the office: somebody accepted."""
    support_request, advisor = engagement.support_request, engagement.advisor
    contact = [(_("Beratung"), advisor.name), (_("E-Mail"), advisor.email), (_("Telefon"), advisor.phone)]
    context = _common(
        support_request,
        **_page(engagement),
        advisor=advisor.name,
        facts=[*contact, *_facts(support_request)],
    )
    return to_office(support_request, "advisors/engaged", **context)


@queues_mails
def engagement_confirmed(engagement):
    """To the advisor: it is hers, whom to call, and how to log in from now on."""
    support_request = engagement.support_request
    return _to_advisor(
        engagement.advisor,
        support_request,
        "engagement_confirmed",
        **_page(engagement),
        email=engagement.advisor.user.email,
        login_url=settings.BASE_URL + reverse("account_login"),
        facts=[
            (_("Kontakt vor Ort"), support_request.contact.name),
            (_("E-Mail"), support_request.contact.email),
            (_("Telefon"), support_request.contact.phone),
            *_facts(support_request),
        ],
    )


@queues_mails
def engagement_began(engagement):
    """To each member of the committee: who comes, and how much was promised."""
    support_request = engagement.support_request
    return _to_committee(
        support_request,
        "engagement_began",
        advisor=engagement.advisor.name,
        facts=[(_("Beratung"), engagement.advisor.name), *_facts(support_request)],
    )


# --- On its way and at its end -----------------------------------------------------------------------
@queues_mails
def interrupted(engagement, reason, until):
    day = dates.day(until)
    return [
        *_to_both(engagement, "interrupted", reason=reason, until=day),
        *_changed(engagement, _("Die Begleitung ruht, voraussichtlich bis %(day)s.") % {"day": day}),
    ]


@queues_mails
def resumed(engagement):
    return [
        *_to_both(engagement, "resumed"),
        *_changed(engagement, _("Die Begleitung geht nach der Unterbrechung weiter.")),
    ]


@queues_mails
def advisor_changed(engagement, former, reason):
    """To the office, to the one who leaves (if there is one), and to the committee."""
    support_request = engagement.support_request
    context = {"reason": reason, "former": former.name if former else ""}
    to_us = _common(support_request, is_you=False, **context, **_page(engagement))
    mails = to_office(support_request, "advisors/advisor_changed", **to_us)
    if former:
        mails += _to_advisor(former, support_request, "advisor_changed", is_you=True, **context)
    return mails + _changed(
        engagement, _("Die Beratung wechselt. Die G.I.B. sucht eine neue Person aus dem Pool.")
    )


@queues_mails
def finishing(engagement, reason, *, early, by_office, by_advisor):
    """To the one who did not do it; G.I.B. does it while an engagement is interrupted, then to both."""
    support_request = engagement.support_request
    context = _common(support_request, reason=reason, early=early, **_page(engagement))
    mails = []
    if not by_office:
        mails += to_office(support_request, "advisors/finishing", **context)
    if not by_advisor and engagement.advisor:
        mails += _to_advisor(engagement.advisor, support_request, "finishing", **context)
    return mails


@queues_mails
def completed(engagement, *, used, returned):
    context = {
        "early": engagement.support_request.ended_early,
        "used": days.as_words(used),
        "returned": days.as_words(returned) if returned else "",
    }
    return [
        *_to_both(engagement, "completed", **context),
        *_changed(engagement, _("Die Begleitung ist abgeschlossen. Danke für Ihre Mitarbeit.")),
    ]


@queues_mails
def lapsed(engagement):
    """To the advisor and the committee, when the clock ended an engagement that nobody touched for years."""
    mails = []
    if engagement.advisor:
        mails += _to_advisor(engagement.advisor, engagement.support_request, "lapsed", **_page(engagement))
    return mails + _changed(
        engagement, _("Die Begleitung ist beendet, weil sehr lange nichts geschehen ist.")
    )


@queues_mails
def reopened(engagement, reason):
    return _to_both(engagement, "reopened", reason=reason)


# --- Addresses -------------------------------------------------------------------------------
def _facts(support_request):
    return [
        fact_of(support_request),
        (_("Ort"), support_request.office.display_name),
        (_("Umfang"), days.as_words(support_request.granted_quarters)),
        (_("Zeitraum"), span(support_request)),
    ]


def _page(engagement):
    return {"url": engagement.get_absolute_url(), "action": _("Begleitung öffnen")}


def _to_both(engagement, mail, **context):
    support_request = engagement.support_request
    context = _common(support_request, **_page(engagement), **context)
    mails = to_office(support_request, f"advisors/{mail}", **context)
    if engagement.advisor:
        mails += _to_advisor(engagement.advisor, support_request, mail, **context)
    return mails


def _to_advisor(advisor, support_request, mail, **context):
    because = _("Sie bekommen diese Mail, weil Sie im Pool der Beratenden stehen.")
    return [_mail(support_request, mail, advisor, privacy_notice.by_pool(), because=because, **context)]


def _changed(engagement, what):
    """To each member of the committee: `what` is the sentence."""
    return _to_committee(engagement.support_request, "engagement_changed", what=what)


def _to_committee(support_request, mail, **context):
    because = _(
        "Sie bekommen diese Mail, weil Sie zum Steuerungsgremium der Koordinierungsstelle %(office)s gehören."
    ) % {"office": support_request.office.display_name}
    source = privacy_notice.by_office(support_request.office, "member")
    return [
        _mail(support_request, mail, member, source, because=because, **context)
        for member in support_request.committee_members()
    ]


def _mail(support_request, mail, to, source, **context):
    context = _common(support_request, **context)
    return Mail(f"advisors/{mail}", to=to, about=support_request, context=context, introduces=source)


def _common(support_request, **context):
    return {
        "title": support_request.title,
        "number": support_request.number,
        "office": support_request.office.display_name,
        "facts": _facts(support_request),
        **context,
    }
