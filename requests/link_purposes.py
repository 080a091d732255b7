"""What links in mails are for in this app; read when the app is ready."""

from gsvo.links.purposes import Purpose, register
from requests import actions, link_endings
from requests.models import Seat
from requests.views import statement

register(
    Purpose(
        name=Seat.LINK_PURPOSE,
        prefix="stellungnahme/",
        page=statement.statement,
        not_responsible=statement.not_responsible,
        renew=lambda link: actions.ask_again(link.target),
        resend=actions.mail_again,
        ending=link_endings.ending,
        newer=link_endings.newer,
    )
)
