"""What links in mails are for in this app; read when the app is ready."""

from advisors import actions, link_endings
from advisors.actions import committee_looking_back as looking_back
from advisors.actions import notices
from advisors.models import Acknowledgement, CommitteeLookingBack, Invitation
from advisors.views import acknowledgement, committee_looking_back, invitation
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
register(
    Purpose(
        name=CommitteeLookingBack.LINK_PURPOSE,
        prefix="rueckblick/",
        page=committee_looking_back.looking_back,
        not_responsible=committee_looking_back.not_responsible,
        renew=lambda link: looking_back.ask_member_again(link.target),
        resend=looking_back.mail_looking_back_again,
        ending=link_endings.looking_back_ending,
    )
)
