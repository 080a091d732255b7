"""Why the link to a part of a chain is closed, and what the institution can do now."""

from django.utils.translation import gettext as _

from chains.models import PartConfirmation
from gsvo.links.endings import Ending, general_ending
from gsvo.links.models import Link


def ending(link: Link) -> Ending:
    """Return why the link is closed: another address, another person, too late."""
    question = link.target
    assert isinstance(question, PartConfirmation)
    whom = {"email": question.asked_by.email} if question.asked_by else {}
    if not question.chain_actor.email:
        words = _("Die Koordinierungsstelle schreibt Ihnen dazu nicht mehr. Zu bestätigen ist nichts.")
        return Ending(words, can_renew=False, **whom)
    general = general_ending(link)
    return Ending(general.reason, general.way_on, general.can_renew, **whom)


def newer(link: Link) -> Link | None:
    """Return the valid link to a later question to the same institution at the same address, or None."""
    question = link.target
    if not isinstance(question, PartConfirmation) or not link.is_same_person:
        return None
    later = PartConfirmation.objects.filter(chain_actor=question.chain_actor_id, number__gt=question.number)
    keys = later.values_list("pk", flat=True)
    found = Link.objects.to_many(PartConfirmation, keys, PartConfirmation.LINK_PURPOSE).usable()
    return found.filter(email__iexact=link.email).last()
