"""Why the link to set a password is closed."""

from django.utils.translation import gettext as _

from gsvo.links.endings import Ending


def ending(link):
    """Return why the link is closed. Anybody with an account can ask for a new one."""
    is_active = link.target.is_active
    if not is_active:
        return Ending(_("Das Konto ist nicht mehr aktiv."), can_renew=False)
    if link.revoked_at is None:
        return Ending(_("Seine Zeit ist abgelaufen."))
    return Ending(
        _("Der Link ist schon benutzt, oder Sie haben inzwischen einen neueren angefordert."), can_renew=False
    )
