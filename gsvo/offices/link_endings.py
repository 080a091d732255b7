"""Why the link of an invitation to an account is closed."""

from django.utils.translation import gettext as _

from gsvo.lib import dates
from gsvo.links.endings import Ending, general_ending
from gsvo.offices.actions import is_valid


def ending(link):
    """Return why the link to an invitation is closed, and who can send another one."""
    invitation = link.target
    inviter = invitation.invited_by
    whom = {"email": inviter.email} if inviter.is_active else {}
    if invitation.accepted_at:
        words = _("Sie haben die Einladung am %(day)s angenommen. Melden Sie sich mit Ihrer Adresse an.")
        return Ending(words % {"day": dates.day(invitation.accepted_at)}, can_renew=False)
    if invitation.withdrawn_at:
        words = _(
            "Die Einladung zur Koordinierungsstelle %(office)s gilt seit %(day)s nicht mehr: Sie ist "
            "zurückgenommen, oder Sie haben gesagt, dass Sie nicht zuständig sind."
        )
        told = words % {"office": invitation.office, "day": dates.day(invitation.withdrawn_at)}
        return Ending(told, can_renew=False, **whom)
    if not is_valid(invitation):
        told = _("Wer Sie eingeladen hat, darf für diese Stelle niemanden mehr einladen.")
        return Ending(told, _("Bitten Sie die G.I.B. um eine neue Einladung."), can_renew=False)
    if link.revoked_at is None:
        return Ending(_("Seine Zeit ist abgelaufen. Die Einladung selbst gilt noch."), **whom)
    return general_ending(link)
