"""The portal's own purposes, each with links to two records, made by the acts that make them in earnest.

Every registered purpose needs a row in MAKERS; a test says so.
"""

from django.conf import settings
from django.utils import timezone

from advisors.actions.engagements import finish
from chains.actions import copy_from_template
from chains.periods import school_year_on
from gsvo.accounts.actions import send_password_link
from gsvo.links.models import Link
from gsvo.links.purposes import registered
from gsvo.offices import actions as offices
from gsvo.offices.models import AccountInvitation, CommitteeMember, Role
from requests.workflow import State
from tests import factories
from tests.advisors.looking_back import looking_back_link
from tests.advisors.milestones import acknowledgement_link
from tests.chains.institutions import asked

PURPOSES = sorted(purpose.name for purpose in registered())


def _statement(office, koko, staff):
    case = factories.support_request(State.CLARIFYING, office=office, by=koko)
    return factories.statement_link(factories.opened_round(case, by=koko).seats.first())


def _invitation(office, koko, staff):
    case = factories.invited(staff, office=office)
    return factories.invitation_link(case.invitations.get())


def _account(office, koko, staff):
    email = f"neu.{office.key}@example.org"
    offices.invite(office, by=koko, email=email, name=f"Nina Neu {office.key}", role=Role.MEMBER)
    return Link.objects.to(AccountInvitation.objects.get(email=email)).get()


def _password(office, koko, staff):
    send_password_link(koko.email)
    return Link.objects.to(koko, "password").get()


def _acknowledgement(office, koko, staff):
    case = factories.support_request(State.ENGAGED, office=office, by=koko)
    if not CommitteeMember.objects.filter(committee__office=office).exists():
        factories.committee(office, members=1)
    return acknowledgement_link(case.engagement, by=koko)


def _looking_back(office, koko, staff):
    case = factories.support_request(State.ENGAGED, office=office, by=koko)
    if not CommitteeMember.objects.filter(committee__office=office).exists():
        factories.committee(office, members=1)
    finish(case, by=koko)
    return looking_back_link(case.engagement)


def _part_confirmation(office, koko, staff):
    chain = copy_from_template(office, school_year_on(timezone.localdate()), by=koko)
    return asked(chain, koko, email=f"stelle.{office.key}@example.org")[1]


MAKERS = {
    "part_confirmation": _part_confirmation,
    "statement": _statement,
    "invitation": _invitation,
    "account": _account,
    "password": _password,
    "acknowledgement": _acknowledgement,
    "looking_back": _looking_back,
}

# A POST to the page that would decide, had the link not died; with a text that must not get lost.
DECISIONS = {
    "part_confirmation": {"step": "send", "answer": "no", "name": "Sam", "remark": "Ein langer Text."},
    "statement": {"step": "send", "answer": "change", "name": "Mia Mit", "remark_scope": "Ein langer Text."},
    "invitation": {"step": "send", "answer": "decline", "reason": "other", "text": "Ein langer Text."},
    "looking_back": {"helped": "yes", "different": "Ein langer Text.", "again": "no"},
    "acknowledgement": {"is_read": "on", "remark": "Ein langer Text."},
    "account": {"name": "Ein langer Text.", "password1": "vier Wörter und ein Fluss", "phone": ""},
    "password": {"password1": "vier Wörter und ein Fluss", "password2": "vier Wörter und ein Fluss"},
}


def links(purposes=None):
    """[Link]: of each purpose one to a record of Bielefeld and one of Unna."""
    staff = factories.staff("Sachbearbeitung")
    made = []
    for key in (factories.BIELEFELD, factories.UNNA):
        office = factories.office(key)
        koko = factories.member(office, Role.LEAD, email=f"koko.{key}@example.org")
        made += [MAKERS[purpose](office, koko, staff) for purpose in purposes or PURPOSES]
    return made


def path_of(link):
    return link.url().removeprefix(settings.BASE_URL)
