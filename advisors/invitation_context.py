"""What an invited or advising person reads: the agreed mandate and the committee's decision."""

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gsvo.lib import dates, days
from requests.form_fields import span
from requests.models import MandateVersion, Round, Seat, Statement, Tally


def mandate_of(support_request, *, until=None):
    """Return the version in force (today, or at a moment) with its sections and the decision, or None."""
    found = MandateVersion.objects.filter(mandate__support_request=support_request)
    version = found.agreed(until=until).first()
    if version is None:
        return None
    return {
        "version": version,
        "contents": version.contents(),
        "committee": committee_on(version),
    }


def committee_on(version):
    """Return the decision in counts: "9 Institutionen, alle haben zugestimmt, 2 mit Anmerkung"."""
    decisive = version.rounds.filter(outcome=Round.Outcome.AGREED).values("pk")[:1]
    answers = list(Seat.objects.filter(round__in=decisive).answers())
    if not answers:
        return _("Zugestimmt am %(day)s") % {"day": dates.day(version.agreed_at)}
    tally = Tally.of([answer for is_voting, answer in answers if is_voting])
    remarks = [answer for _is_voting, answer in answers].count(Statement.Answer.AGREE_REMARKS)
    parts = [
        ngettext("%(count)s Institution", "%(count)s Institutionen", tally.seats) % {"count": tally.seats},
        _("alle haben zugestimmt")
        if tally.agree == tally.seats > 1
        else ngettext("%(count)s hat zugestimmt", "%(count)s haben zugestimmt", tally.agree)
        % {"count": tally.agree},
    ]
    if remarks:
        parts.append(_("%(count)s mit Anmerkung") % {"count": remarks})
    return ", ".join(parts)


def institutions_of(support_request):
    """Return the institutions that take part, without names of persons: where a conflict could lie."""
    offices = [support_request.office, *support_request.partner_offices.all()]
    last = Round.objects.of(support_request).prefetch_related("seats").first()
    committee = [seat.institution for seat in last.seats.all()] if last else []
    partners = [actor.name for actor in support_request.partners.all()]
    named = [_("Koordinierungsstelle %(office)s") % {"office": office} for office in offices]
    return list(dict.fromkeys([*named, *committee, *partners]))


def contact_of(support_request, *, until=None):
    """Return the office's contact. At a moment: None if somebody else replaced it since."""
    if until is None:
        return support_request.contact
    later = support_request.events.filter(at__gt=until, act__in=("hand_over", "answer"))
    is_another = any(event.act == "answer" or event.data.get("is_contact") for event in later)
    return None if is_another or support_request.contact.former else support_request.contact


def facts_of(support_request, *, until=None, is_open=False):
    """Return the offer (at a moment: as it was) as (label, value) pairs.

    `is_open`: somebody is asked, and after a change of advisor it is about the days that are left.
    """
    quarters = support_request.left_quarters if is_open else support_request.granted_quarters
    if until:
        then = support_request.ledger.filter(event__at__lte=until)
        quarters = then.aggregate(sum=Sum("quarters"))["sum"] or 0
    topics = ", ".join(topic.name for topic in support_request.topics.all())
    return [
        (_("Umfang"), days.as_words(quarters)),
        (_("Zeitraum"), span(support_request)),
        (_("Form"), mode_of(support_request)),
        (_("Themen"), topics),
    ]


def fee_of(support_request):
    """Return what G.I.B. says of fee and contract in the request's period: {"text", "link"}, or None."""
    period = support_request.period
    if period is None or not (period.fee_text or period.fee_link):
        return None
    return {"text": period.fee_text, "link": period.fee_link}


def mode_of(record):
    """Return how a request or an advisor works: on site, online or both."""
    words = {"on_site": _("vor Ort"), "online": _("online"), "mixed": _("vor Ort und online")}
    return words.get(record.mode, "")
