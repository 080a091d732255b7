"""What links in mails are for in this app; read when the app is ready."""

from chains import link_endings
from chains.actions.confirmations import ask_again, mail_again
from chains.models import PartConfirmation
from chains.views import confirmation
from gsvo.links.purposes import Purpose, register

register(
    Purpose(
        name=PartConfirmation.LINK_PURPOSE,
        prefix="bestaetigung/",
        page=confirmation.confirmation,
        not_responsible=confirmation.not_responsible,
        renew=lambda link: ask_again(link.target),
        resend=mail_again,
        ending=link_endings.ending,
        newer=link_endings.newer,
    )
)
