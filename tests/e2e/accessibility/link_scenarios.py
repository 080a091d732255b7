"""How the states of pages behind links come about, and those of error pages. As in scenarios.py, each
function takes the `World` of one state: it may change data (all is undone after the state), open a link in
the world's browser, or enter a patch on the world's stack.
"""

import datetime as dt
from unittest import mock

from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import timezone

from advisors import actions as advisor_actions
from advisors.models import Acknowledgement, Advisor, CommitteeLookingBack, Invitation
from chains.models import Chain
from gsvo.accounts.actions import send_password_link
from gsvo.demo import cast
from gsvo.links.models import Link
from gsvo.offices import actions as office_actions
from gsvo.offices.models import Office, Role
from gsvo.unsent_forms import storage
from requests import actions
from requests.models import Round, Seat, Statement, SupportRequest
from tests.chains.institutions import asked
from tests.e2e.accessibility.scenarios import NAMES, invited_colleague, rounds, who


# --- states: behind links --------------------------------------------------------------------------
def _open(world, link):
    """Open the mail's link in the world's browser; {link} is then its page."""
    world.client.get("/" + link.url().partition("://")[2].partition("/")[2])
    world.names["link"] = link.oid
    return link


def _seat(number, version=2):
    seats = Seat.objects.filter(round__in=rounds(), round__version__number=version)
    return seats.get(member__email=f"gremium{number}.{cast.BIELEFELD}@example.org")


def _seat_link(world, number, version=2):
    return _open(world, Link.objects.to(_seat(number, version), "statement").latest("pk"))


def seat_link(world):
    """A member who has not answered, and did not answer the version before."""
    link = _seat_link(world, 4)
    Seat.objects.get(member=link.target.member, round=rounds()[0]).statements.all().delete()


def remarks_to_answer(world):
    """The second round ends; its first seat wishes a change to two sections."""
    seat = rounds()[1].seats.first()
    link = Link.objects.to(seat, seat.LINK_PURPOSE).usable().get()
    remarks = {"scope": "Bitte auch die Förderschulen.", "overall": "Bitte kürzer."}
    actions.state_opinion(seat, by=link, answer="change", name="Sabine Kötter", remarks=remarks)
    if Round.objects.get(pk=seat.round_id).is_open:
        actions.close_round(seat.round)


def change_in_writing(world):
    """The mandate of a running engagement is being changed."""
    case = SupportRequest.objects.get(oid=NAMES["three_codes"]())
    actions.change_mandate(case, by=case.created_by, reason="Eine vierte Vorwahl kommt dazu.")


def notice_link(world):
    """A member who has not taken note yet."""
    row = Acknowledgement.objects.awaited().latest("pk")
    return _open(world, Link.objects.to(row, row.LINK_PURPOSE).latest("pk"))


def notice_link_of_before(world):
    row = Acknowledgement.objects.exclude(remark="").latest("pk")
    return _open(world, Link.objects.to(row, row.LINK_PURPOSE).latest("pk"))


def revoked_notice_link(world):
    link = notice_link(world)
    Link.objects.filter(pk=link.pk).revoke()


LOOKS_BACK = {"helped": "yes", "different": "Viel.", "again": "no"}


def looking_back_link(world):
    """A member who has not looked back yet."""
    row = CommitteeLookingBack.objects.awaited().latest("pk")
    return _open(world, Link.objects.to(row, row.LINK_PURPOSE).latest("pk"))


CONFIRMS = {"answer": "yes", "name": "Sam Stelle", "step": "check"}


def part_link(world):
    """An institution that has not answered yet."""
    chain = Chain.objects.filter(office__key=cast.BIELEFELD).latest("pk")
    return _open(world, asked(chain, chain.created_by)[1])


def changed_seat_link(world):
    _seat_link(world, 4)


def last_seat_link(world):
    """All others have answered."""
    link = _seat_link(world, 4)
    for seat in link.target.round.seats.exclude(pk=link.object_id).filter(statements=None):
        Statement.objects.create(seat=seat, link=link, answer="agree", name="Mia")


def answered_seat_link(world):
    _seat_link(world, 1)


def old_seat_link(world):
    link = _seat_link(world, 1, version=1)
    Link.objects.filter(pk=link.pk).update(revoked_at=None, expires_at=None)


def earlier_round_link(world):
    """A member who did not answer to the version before is asked about the next."""
    _expire(_seat_link(world, 4, version=1))


def _expire(link):
    Link.objects.filter(pk=link.pk).update(expires_at=timezone.localtime() - dt.timedelta(days=1))


def expired_seat_link(world):
    _expire(_seat_link(world, 4))


def replaced_seat_link(world):
    """A newer link to the same mailbox holds."""
    link = _seat_link(world, 4)
    Link.objects.issue("statement", link.target, email=link.email, name=link.name, expires_at=link.expires_at)


def revoked_seat_link(world):
    Link.objects.filter(pk=_seat_link(world, 4).pk).revoke()


def posts_renewal(world):
    """The page that follows the button "Neuen Link schicken": the address itself is for POST only."""
    _expire(_seat_link(world, 4))
    world.posts = {}


def invitation_link(world):
    invitation = Invitation.objects.get(state=Invitation.State.OPEN, offered_at=None)
    return _open(world, Link.objects.to(invitation, "invitation").usable().get())


def invitation_without_days(world):
    """Whoever is asked has too few days left, so that G.I.B. has to agree."""
    Advisor.objects.update(quarters_per_period=1)
    return invitation_link(world)


def race(world):
    """All who wait in line are asked as well. Return the invitation that was open alone."""
    invitation = Invitation.objects.get(state=Invitation.State.OPEN, offered_at=None)
    advisor_actions.ask_at_once(invitation.support_request, by=who("sachbearbeitung"))
    return invitation


def race_link(world):
    return _open(world, Link.objects.to(race(world), "invitation").usable().get())


def beaten_link(world):
    link = race_link(world)
    case = link.target.support_request
    other = case.invitations.open().exclude(pk=link.object_id).get()
    other_link = Link.objects.to(other, "invitation").usable().get()
    advisor_actions.accept(other, by=other_link, no_conflict=True)


def expired_invitation_link(world):
    _expire(invitation_link(world))


def late_invitation_link(world):
    link = invitation_link(world)
    _expire(link)
    Invitation.objects.filter(pk=link.object_id).update(state=Invitation.State.EXPIRED)


def account_link(world):
    return _open(world, Link.objects.to(invited_colleague(world), "account").get())


def account_link_of_colleague(world):
    office = Office.objects.get(key=cast.UNNA)
    invitation = office_actions.invite(
        office, by=who("koko.unna"), email="kollegin.bielefeld@example.org", name="Ayşe", role=Role.MEMBER
    )
    _open(world, Link.objects.to(invitation, "account").get())


def account_link_over(world):
    link = account_link(world)
    type(link.target).objects.filter(pk=link.object_id).update(withdrawn_at=timezone.now())


def expired_account_link(world):
    _expire(account_link(world))


def password_link(world):
    send_password_link("koko.unna@example.org")
    return _open(world, Link.objects.filter(purpose="password").latest("pk"))


def expired_password_link(world):
    _expire(password_link(world))


# --- states: errors --------------------------------------------------------------------------------
def posts(world):
    world.posts = {}


def checks_csrf(world):
    world.client = Client(enforce_csrf_checks=True)


def too_many_tries(world):
    world.stack.enter_context(mock.patch("gsvo.http.ratelimit.is_allowed", return_value=False))


def too_many_mails(world):
    world.stack.enter_context(mock.patch("gsvo.http.ratelimit._counted", return_value=1_000_000))


def broken(world):
    world.client.raise_request_exception = False
    _home_fails(world, RuntimeError("ein Fehler"))


def no_database(world):
    world.client.raise_request_exception = False
    _home_fails(world, OperationalError("keine Datenbank"))


def _home_fails(world, error):
    manager = mock.patch("gsvo.pages.views.FundingPeriod.objects.open", side_effect=error)
    world.stack.enter_context(manager)


# --- states: what was typed and has not arrived ------------------------------------------------------
def typed_before(world):
    """What somebody typed in a step before, and left."""
    form = RequestFactory().post("/", {"title": "Was ich gerade schrieb", "_texts": "title", "went": "Weg."})
    address = world.address("/anfragen/{draft}/schritt/2/")
    storage.keep(form, f"account:{who('kollegin.bielefeld').pk}", address)


def marked_by_another():
    """Whose a form is, in a page that was made for a colleague."""
    return storage.owner_mark(f"account:{who('koko.bielefeld').pk}")


def typed_by_a_stopped_account(world):
    user = who("kollegin.bielefeld")
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    owner = storage.owner_mark(f"account:{user.pk}")
    world.posts = {"_owner": owner, "_texts": "title", "title": "Was ich gerade schrieb"}
