"""Why a link in a mail is closed, in words, and what its reader can do now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gsvo.links.models import Link


@dataclass(frozen=True)
class Ending:
    """What the page of a closed link says. Without `email` it names the G.I.B. with its number."""

    reason: str
    way_on: str = ""
    can_renew: bool = True  # whether a fresh link would reach somebody who can still do something
    email: str = ""
    phone: str = ""
    heading: str = ""  # of the page, if it should say more than that the link is closed


def general_ending(link: Link) -> Ending:
    """Return what can be said of any link without knowing its matter."""
    if link.revoked_at is None:
        return Ending(_("Die Zeit zum Antworten ist vorbei."))
    if not link.is_same_person:
        return Ending(_("Inzwischen ist jemand anderes dafür eingetragen."), can_renew=False)
    if Link.objects.to(link.target, link.purpose).usable().exists():
        return Ending(
            _("Für Sie ist inzwischen eine andere Adresse eingetragen. Dorthin ging eine neue Mail."),
            can_renew=False,
        )
    return Ending(_("Die Sache ist erledigt. Es gibt nichts mehr zu tun."), can_renew=False)
