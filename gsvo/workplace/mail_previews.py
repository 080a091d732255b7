"""Sample mails of every kind, written by the portal's own functions about records that nobody saves."""

import datetime as dt
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.utils import timezone

from advisors import emails as advisors
from advisors.models import Advisor, Engagement, Invitation
from gsvo.accounts import emails as accounts
from gsvo.accounts.models import AddressChange, User
from gsvo.links.models import Link
from gsvo.offices import emails as offices
from gsvo.offices.models import AccountInvitation, Committee, CommitteeMember, Office, Role
from gsvo.outbox.queue import collect_mails
from gsvo.outbox.rendering import encrypt_code
from gsvo.pages import emails as pages
from gsvo.pages.models import Feedback
from gsvo.reminders import emails as reminders
from gsvo.workplace import emails as workplace
from requests.emails import casework, mandate, office
from requests.models import Event, FundingPeriod, Mandate, MandateVersion, Round, Seat, SupportRequest

REASON = "Der Zeitraum passt noch nicht zum Schuljahr. Bitte rufen Sie uns an."
NOBODY_YET = "Frau Beispiel, Telefon 0000 000-0"
LINK = "https://portal.example/…"  # stands where the personal link will be
CODE = "1234-5678"


def mails():
    """{kind: the mails of this kind, unsaved}; some go to two groups of people."""
    with collect_mails() as found:
        _write(Samples())
    kinds = {}
    for mail in found:
        kinds.setdefault(mail.kind, []).append(mail)
    return kinds


class Samples:
    """One case with everybody around it."""

    def __init__(self):
        today = timezone.localdate()
        now = timezone.now()
        self.soon = today + dt.timedelta(days=14)
        self.person = User(pk=0, email="koko@stadt.example", name="Kim Koordination")
        self.office = Office(key="05000", display_name="Musterstadt", name="Stadt Musterstadt", plate="MU")
        self.case = SupportRequest(
            number="GSVO-2027-0001", title="Übergänge gestalten", office=self.office,
            contact_name="Kim Koordination",
            contact_email="koko@stadt.example", contact_phone="0000 000-1", wanted_quarters=32,
            granted_quarters=32,
            mode="mixed", period_from=self.soon, period_to=self.soon + dt.timedelta(days=180),
            due_on=self.soon,
            clarify_by=self.soon, conditions="Die Schulen sind von Anfang an dabei.",
            period=FundingPeriod(name="Förderzeitraum 2027"),
        )  # fmt: skip
        self.member = CommitteeMember(
            committee=Committee(office=self.office),
            institution="Agentur für Arbeit",
            name="Mika Mitglied",
            email="mika@arbeit.example",
            is_chair=True,
        )
        self.case.recipients = lambda: [self.person]
        self.case.committee_members = lambda: [self.member]
        self.version = MandateVersion(mandate=Mandate(support_request=self.case), number=2)
        self.round = Round(version=self.version, answer_by=self.soon, outcome=Round.Outcome.CHANGE)
        self.seat = Seat(
            round=self.round, member=self.member, institution=self.member.institution, is_voting=True
        )
        self.advisor = Advisor(
            name="Bo Beratung", email="bo@beratung.example", phone="0000 000-2",
            user=User(pk=0, email="bo@beratung.example"),
        )  # fmt: skip
        self.invitation = Invitation(
            support_request=self.case, advisor=self.advisor, answer_by=now + dt.timedelta(days=14),
            state=Invitation.State.DECLINED, message="Es geht vor allem um die Förderschulen.",
        )  # fmt: skip
        self.engagement = Engagement(support_request=self.case, advisor=self.advisor)
        self.newcomer = AccountInvitation(
            office=self.office, email="neu@stadt.example", name="Noa Neu", role=Role.MEMBER,
            invited_by=self.person,
        )  # fmt: skip
        self.address_change = AddressChange(
            target=self.person, former_name="Kim Koordination", former_email="alt@stadt.example",
            name="Kim Koordination", email=self.person.email, at=now,
        )  # fmt: skip
        self.feedback = Feedback(
            pk=0, kind=Feedback.Kind.MISTAKE, page="/orte/", email="gast@post.example",
            text="Auf der Karte fehlt ein Ort.",
        )  # fmt: skip

    def link(self, to):
        return Link(email=to.email, name=to.name, expires_at=timezone.now() + dt.timedelta(days=14))


def _write(s):
    for write in (_about_accounts, _about_requests, _about_mandates, _about_advisors, _by_the_clock):
        write(s)


def _about_accounts(s):
    accounts.password_link(s.person, s.link(s.person))
    colleague = User(pk=0, email="neu@gib.example", name="Kolja Kollege", is_staff=True)
    colleague.set_unusable_password()
    accounts.password_link(colleague, s.link(colleague))
    accounts.login_code(s.person, encrypt_code(CODE), timezone.now() + dt.timedelta(minutes=10))
    accounts.account_changed(s.person, "password_changed")
    accounts.access_stopped(s.person)
    accounts.access_reopened(s.person)
    accounts.sessions_ended(s.person)
    accounts.rights_gained(s.person, colleague, s.person)
    accounts.group_gained(s.person, Group(name="Sachbearbeitung"), ["Förderzeitraum ändern"], s.person)
    accounts.factor_reset(s.person)
    accounts.wrong_factors(s.person, 10)
    accounts.account_disowned(s.person, NOBODY_YET)
    told = {"what": "Ihre Anmeldung im Portal", "changed_by": "G.I.B.", "about": None, "introduces": None}
    accounts.address_replaced(s.address_change, **told, is_login=True)
    accounts.address_entered(s.address_change, **told, is_login=True)
    accounts.entry_changed(s.address_change, **told, is_login=False)
    offices.account_invitation(s.newcomer, s.link(s.newcomer))
    offices.account_reminder(s.newcomer, s.link(s.newcomer))
    offices.committee_welcome(s.member)
    offices.invitation_declined(s.newcomer, s.person, NOBODY_YET)
    offices.somebody_invited(s.newcomer, s.person)
    offices.somebody_joined(s.newcomer, User(pk=0, email="neu@stadt.example", name="Noa Neu"), s.person)
    offices.member_removed(s.member, s.person)
    offices.member_vote_changed(s.member, s.person)
    offices.invitations_ended(s.office, [s.newcomer], s.person)
    pages.notice(s.feedback)
    pages.receipt(s.feedback)


def _about_requests(s):
    office.receipt(s.case)
    office.submitted_notice(s.case)
    office.named(s.case)
    office.answered_notice(s.case, Event(reason="Ja, ab Februar.", data={"changes": ["title"]}))
    office.withdrawn_notice(s.case, REASON, 32)
    casework.granted(s.case, 32)
    casework.granted_notice(s.case, 32)
    casework.queried(s.case, "Ab wann soll die Begleitung beginnen?")
    casework.deferred(s.case, REASON)
    casework.rejected(s.case, REASON)
    casework.cancelled(s.case, REASON)
    casework.case_reopened(s.case, REASON)
    casework.asleep_notice(s.case, s.soon)
    casework.lapsed(s.case)


def _about_mandates(s):
    tally = SimpleNamespace(seats=5, agree=3, change=1, abstain=0, answered=4, open=1)
    mandate.statement_asked(s.seat, s.link(s.member))
    mandate.statement_reminder(s.seat, s.link(s.member))
    mandate.round_closed(s.case, s.round, tally)
    mandate.mandated(s.case, s.version)
    mandate.mandate_returned(s.case, REASON)
    mandate.mandate_reopened(s.case, REASON)
    mandate.not_responsible(s.case, s.seat, NOBODY_YET)


def _about_advisors(s):
    advisors.invitation(s.invitation, s.link(s.advisor))
    advisors.invitation_reminder(s.invitation, s.link(s.advisor))
    advisors.invitation_recalled(s.invitation, REASON)
    advisors.pool_welcome(s.advisor)
    advisors.case_reopened(s.invitation)
    advisors.invitations_used_up(s.case, s.invitation)
    advisors.left_pool(s.invitation, NOBODY_YET)
    advisors.engaged(s.engagement)
    advisors.engagement_confirmed(s.engagement)
    advisors.engagement_began(s.engagement)
    advisors.interrupted(s.engagement, REASON, s.soon)
    advisors.resumed(s.engagement)
    advisors.advisor_changed(s.engagement, s.advisor, REASON)
    advisors.finishing(s.engagement, REASON, early=False, by_office=False, by_advisor=False)
    advisors.completed(s.engagement, used=30, returned=2)
    advisors.reopened(s.engagement, REASON)
    advisors.lapsed(s.engagement)


def _by_the_clock(s):
    matter = SimpleNamespace(line=lambda: f"{s.case.title} ({s.case.number}): Auftrag klären")
    reminders.digest(s.person, [matter])
    workplace.morning(
        waiting=[f"Musterstadt ({s.case.number}): Anfrage prüfen, 2 von 10 Arbeitstagen vergangen"],
        failed=["„Zur Kenntnis: Die Begleitung beginnt“ an Kim Muster: Die Adresse gibt es nicht (mehr)."],
        late=[f"Die Koordinierungsstelle ist überfällig: Auftrag klären (Musterstadt, {s.case.number})"],
        cases=1,
        mails=1,
    )
