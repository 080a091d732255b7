"""What links in mails are for in this app; read when the app is ready."""

from advisors import actions, link_endings
from advisors.actions import notices
from advisors.models import Acknowledgement, Invitation
from advisors.views import acknowledgement, invitation
from gsvo.links.purposes import Purpose, register

register(
    Purpose(
        name=Invitation.LINK_PURPOSE,
        prefix="einladung/",
        page=invitation.invitation,
        not_responsible=invitation.not_responsible,
        renew=lambda link: actions.send_again(link.target),
        resend=actions.mail_again,
        ending=link_endings.ending,
        newer=link_endings.newer,
    )
)
register(
    Purpose(
        name=Acknowledgement.LINK_PURPOSE,
        prefix="kenntnisnahme/",
        page=acknowledgement.acknowledgement,
        not_responsible=acknowledgement.not_responsible,
        renew=lambda link: notices.ask_again(link.target),
        resend=notices.mail_notice_again,
        ending=link_endings.notice_ending,
    )
)
