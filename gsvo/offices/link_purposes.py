"""The purposes of this app's links; loaded when the app is ready."""

from gsvo.links.purposes import Purpose, register
from gsvo.offices import actions, views
from gsvo.offices.link_endings import ending
from gsvo.offices.models import AccountInvitation

register(
    Purpose(
        name=AccountInvitation.LINK_PURPOSE,
        prefix="konto/einladung/",
        page=views.accept_account,
        not_responsible=views.decline_account,
        renew=actions.renew_account_link,
        resend=actions.mail_account_link_again,
        ending=ending,
    )
)
