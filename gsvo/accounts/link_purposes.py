"""The purposes of this app's links; loaded when the app is ready."""

from gsvo.accounts import actions, views
from gsvo.accounts.link_endings import ending
from gsvo.accounts.models import User
from gsvo.links.purposes import Purpose, register

register(
    Purpose(
        name=User.LINK_PURPOSE,
        prefix="konto/passwort/",
        page=views.set_password,
        not_responsible=views.not_my_account,
        renew=actions.renew_password_link,
        resend=actions.mail_password_link_again,
        ending=ending,
    )
)
