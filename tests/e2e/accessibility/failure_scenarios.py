"""How states come about in which something went wrong for people: mails that failed, colleagues and advisors
who left, what looks as if it were there twice. As in scenarios.py, each function takes the `World` of one
state.
"""

from advisors import actions as advisor_actions
from advisors.models import Engagement, Invitation
from gsvo.demo import cast
from gsvo.outbox.models import OutgoingMail, Status
from requests.models import SupportRequest
from tests.e2e.accessibility.scenarios import NAMES, invited_colleague, who

ADDRESS, FULL = "550 5.1.1 no such user", "552 5.2.2 mailbox full"


def member_unreached(_world):
    """Two of the committee: one whose address is wrong, one whose mailbox is full."""
    _last_mail_failed(f"gremium4.{cast.BIELEFELD}@example.org", ADDRESS)
    _last_mail_failed(f"gremium2.{cast.BIELEFELD}@example.org", FULL)


def colleagues_unreached(world):
    _last_mail_failed("koko.bielefeld@example.org", ADDRESS)
    _last_mail_failed(invited_colleague(world).email, ADDRESS)


def advisor_unreached(_world):
    """Whom G.I.B. waits for: her mail failed, and her address was changed meanwhile."""
    asked = Invitation.objects.filter(support_request__oid=NAMES["vocational"]())
    advisor = asked.get(state=Invitation.State.OPEN).advisor
    advisor_actions.change_address(advisor, "neu@beratung.example", by=who("sachbearbeitung"))
    _last_mail_failed("neu@beratung.example", ADDRESS)


def _last_mail_failed(email, answer):
    mails = OutgoingMail.objects.filter(to_email=email).order_by("-pk")
    OutgoingMail.objects.filter(pk=mails[0].pk).update(
        status=Status.FAILED, attempts=1, sent_at=None, last_answer=answer
    )


def on_no_desk(_world):
    """Whoever took care of two requests has left the office."""
    oids = [NAMES["chambers"](), NAMES["draft"]()]
    SupportRequest.objects.filter(oid__in=oids).update(handled_by=who("koko.unna"))


def advisor_left(world):
    """Another person advises now, and the former one looks back."""
    engagement = Engagement.objects.get(oid=NAMES["engagement_of_three_codes"]())
    advisor_actions.change_advisor(engagement.support_request, by=who("sachbearbeitung"), reason="Krankheit.")


def title_twice(world):
    """The office has another request with the draft's title."""
    draft = SupportRequest.objects.get(oid=NAMES["draft"]())
    world.names["draft"] = draft.oid
    SupportRequest.objects.filter(oid=NAMES["queries"]()).update(title=draft.title)
