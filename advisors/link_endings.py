"""Why the link of an invitation is closed, and what the one who was asked can do now."""

from django.db.models import Q
from django.utils.translation import gettext as _

from advisors.actions.committee_looking_back import is_open
from advisors.actions.taking_back import TAKE_BACK
from advisors.models import Acknowledgement, CommitteeLookingBack, Invitation
from gsvo.lib import dates
from gsvo.links.endings import Ending, general_ending
from gsvo.links.models import Link
from requests.workflow import State


def ending(link: Link) -> Ending:
    """Return why the link to an invitation is closed: taken back, too late, another person."""
    invitation = link.target
    assert isinstance(invitation, Invitation)
    if invitation.state == Invitation.State.BEATEN:
        return _beaten(invitation)
    if invitation.state in (Invitation.State.RECALLED, Invitation.State.DROPPED):
        return Ending(_why_recalled(invitation), _("Sie brauchen nichts zu tun."), can_renew=False)
    if not link.is_same_person:
        return Ending(_("Diese Einladung gilt für jemand anderen."), can_renew=False)
    if invitation.state == Invitation.State.OPEN and not invitation.is_overdue:
        return general_ending(link)
    if invitation.is_answered:
        return Ending(_("Die Einladung ist beantwortet."), can_renew=False)
    late = _("Die Zeit zum Antworten ist seit %(moment)s vorbei.") % {"moment": invitation.deadline}
    return Ending(
        f"{late} {_what_now(invitation)}",
        _("Möchten Sie die Begleitung doch noch übernehmen, rufen Sie bitte die G.I.B. an."),
        can_renew=False,
    )


def _beaten(invitation: Invitation) -> Ending:
    """Return a kind word to who was asked at once with others, after another one accepted."""
    events = invitation.support_request.events.filter(act="accept", at__gte=invitation.sent_at)
    first = events.order_by("at", "pk").first()
    words = (
        _("Jemand anderes hat am %(day)s zuerst angenommen und übernimmt die Begleitung.")
        % {"day": dates.day(first.at)}
        if first
        else _("Jemand anderes hat zuerst angenommen und übernimmt die Begleitung.")
    )
    return Ending(
        words,
        _("Danke, dass Sie sich den Auftrag angesehen haben. Sie brauchen nichts zu tun."),
        can_renew=False,
        heading=_("Die Begleitung ist vergeben"),
    )


def _why_recalled(invitation: Invitation) -> str:
    """Return who ended an invitation and when, as the timeline of its request says."""
    is_alone = Q(act="recall_one", data__advisor_id=invitation.advisor_id)
    is_one = invitation.state == Invitation.State.DROPPED
    events = invitation.support_request.events.filter(is_alone if is_one else Q(act__in=TAKE_BACK))
    end = (
        events.filter(at__gte=invitation.sent_at).order_by("at", "pk").first() if invitation.sent_at else None
    )
    words = {
        "withdraw": _("Die Koordinierungsstelle hat ihre Anfrage am %(day)s zurückgezogen."),
        "cancel": _("Die G.I.B. hat das Vorhaben am %(day)s abgebrochen."),
        "lapse": _("Die Anfrage ist am %(day)s nach langem Stillstand beendet worden."),
        "recall": _("Die G.I.B. hat diese Einladung am %(day)s zurückgenommen."),
    }
    words["recall_one"] = words["recall"]
    if end is None:
        return _("Die G.I.B. hat diese Einladung zurückgenommen.")
    return words[end.act] % {"day": dates.day(end.at)}


def _what_now(invitation: Invitation) -> str:
    """Return how it went on after the time to answer."""
    support_request = invitation.support_request
    if support_request.state in (State.MATCHING, State.MANDATED):
        if support_request.invitations.open().exclude(pk=invitation.pk).exists():
            return _("Inzwischen ist jemand anderes gefragt.")
        return _("Die G.I.B. entscheidet jetzt, wen sie fragt.")
    if support_request.state in (State.ENGAGED, State.INTERRUPTED, State.CLOSING, State.COMPLETED):
        return _("Inzwischen hat jemand anderes die Begleitung übernommen.")
    return _("Inzwischen sucht die G.I.B. dafür niemanden mehr.")


def newer(link: Link) -> Link | None:
    """Return the valid link of the same advisor to a later open invitation for the same request, or None."""
    invitation = link.target
    if not isinstance(invitation, Invitation) or not link.is_same_person:
        return None
    later = Invitation.objects.open().filter(
        support_request=invitation.support_request_id, advisor=invitation.advisor_id, pk__gt=invitation.pk
    )
    keys = later.values_list("pk", flat=True)
    return Link.objects.to_many(Invitation, keys, Invitation.LINK_PURPOSE).usable().last()


def notice_ending(link: Link) -> Ending:
    """Return why a committee member's link to a notice is closed, and whom to ask."""
    row = link.target
    assert isinstance(row, Acknowledgement)
    contact = row.support_request.contact
    whom = {"email": contact.email, "phone": contact.phone}
    if row.member.left_at:
        words = _("Sie sind nicht mehr als Mitglied des Gremiums eingetragen. Zu bestätigen ist nichts mehr.")
        return Ending(words, can_renew=False, **whom)
    general = general_ending(link)
    return Ending(general.reason, general.way_on, general.can_renew, **whom)


def looking_back_ending(link: Link) -> Ending:
    """Return why a committee member's link to look back is closed, and whom to ask."""
    row = link.target
    assert isinstance(row, CommitteeLookingBack)
    contact = row.support_request.contact
    whom = {"email": contact.email, "phone": contact.phone}
    if row.member.left_at:
        words = _("Sie sind nicht mehr als Mitglied des Gremiums eingetragen. Zu antworten ist nichts mehr.")
        return Ending(words, can_renew=False, **whom)
    general = general_ending(link)
    return Ending(general.reason, general.way_on, general.can_renew and is_open(row), **whom)
