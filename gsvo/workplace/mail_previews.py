"""Sample mails of every kind, written by the portal's own functions about records that nobody saves."""

import datetime as dt
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.utils import timezone

from advisors import emails as advisors
from advisors.emails import mandates, milestones, reviews
from advisors.models import (
    Advisor,
    Engagement,
    GoalReview,
    Invitation,
    TimeEntry,
)
from gsvo.accounts import emails as accounts
from gsvo.accounts.models import AddressChange, User
from gsvo.links.models import Link
from gsvo.offices import emails as offices
from gsvo.offices.models import AccountInvitation, Committee, CommitteeMember, Membership, Office, Role
from gsvo.outbox.queue import build_mail
from gsvo.outbox.rendering import encrypt_code
from gsvo.pages import emails as pages
from gsvo.pages.models import AccessRequest, Feedback
from gsvo.reminders import emails as reminders
from gsvo.workplace import chain_previews
from gsvo.workplace import emails as workplace
from gsvo.workplace.engagement_previews import (
    about_concerns,
    about_days,
    about_invitations,
    about_notices,
    about_sessions,
)
from gsvo.workplace.mandate_previews import about_mandates
from requests.emails import casework, changes, office
from requests.models import (
    Event,
    FundingPeriod,
    Mandate,
    MandateVersion,
    Milestone,
    MilestoneMove,
    Round,
    Seat,
    SupportRequest,
)
from requests.other_answers import OtherAnswer
from requests.workflow import State

REASON = "Der Zeitraum passt noch nicht zum Schuljahr. Bitte rufen Sie uns an."
NOBODY_YET = "Frau Beispiel, Telefon 0000 000-0"
LINK = "https://portal.example/…"  # stands where the personal link will be
CODE = "1234-5678"


def mails(only=None):
    """Return {kind: unsaved mails of this kind}, of one kind or of all; some go to two groups of people."""
    kinds = {}
    for mail in _unwritten(Samples()):
        if only in (None, mail.kind):
            kinds.setdefault(mail.kind, []).append(build_mail(mail))
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
            contact_email="koko@stadt.example", contact_phone="02345 000-1", wanted_quarters=32,
            granted_quarters=32,
            mode="mixed", period_from=self.soon, period_to=self.soon + dt.timedelta(days=180),
            due_on=self.soon,
            clarify_by=self.soon, conditions="Die Schulen sind von Anfang an dabei.",
            period=FundingPeriod(
                name="Förderzeitraum 2027",
                fee_text="Die G.I.B. zahlt einen Tagessatz. Den Vertrag bekommen Sie nach der Zusage.",
                fee_link="https://www.gib.example/vertrag",
            ),
        )  # fmt: skip
        self.draft = SupportRequest(title="Praktika abstimmen", office=self.office)
        self.running = SupportRequest(
            number="GSVO-2027-0002", title="Wege in die Ausbildung", office=self.office, state=State.ENGAGED
        )
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
        self.round = Round(
            version=self.version, answer_by=self.soon, outcome=Round.Outcome.CHANGE, opened_by=self.person
        )
        self.seat = Seat(
            round=self.round, member=self.member, institution=self.member.institution, is_voting=True
        )
        self.guest = Seat(round=self.round, member=self.member, institution="Jugendamt", is_voting=False)
        self.staff = User(pk=0, email="gib@gib.example", name="Gabi Beispiel", is_staff=True)
        self.advisor = Advisor(
            name="Bo Beratung", email="bo@beratung.example", phone="02345 000-2",
            user=User(pk=-1, email="bo@beratung.example"),  # somebody else than Kim Koordination
        )  # fmt: skip
        self.invitation = Invitation(
            support_request=self.case, advisor=self.advisor, answer_by=now + dt.timedelta(days=14),
            state=Invitation.State.DECLINED, message="Es geht vor allem um die Förderschulen.",
            invited_by=self.staff,
        )  # fmt: skip
        self.engagement = Engagement(support_request=self.case, advisor=self.advisor, ended_at=now)
        self.entry = TimeEntry(
            engagement=self.engagement, advisor=self.advisor, kind=TimeEntry.Kind.ON_SITE, quarters=3,
            done_on=today, question="War das schon die Werkstatt mit den Berufskollegs?",
            question_by=self.person,
        )  # fmt: skip
        self.review = GoalReview(engagement=self.engagement, held_on=today, next_on=self.soon)
        self.move = MilestoneMove(
            milestone=Milestone(title="Werkstatt zu den Übergaben", due_on=today), moved_from=today,
            moved_to=self.soon, reason=REASON,
        )  # fmt: skip
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
        self.asked = AccessRequest(
            pk=0, office=self.office, name="Noa Neu", email="neu@stadt.example", function="Leitung",
            phone="0200 1234-0", text="Wir fangen gerade an und möchten im Frühjahr anfragen.",
        )  # fmt: skip

    def link(self, to):
        return Link(email=to.email, name=to.name, expires_at=timezone.now() + dt.timedelta(days=14))


def _unwritten(s):
    for write in (_about_accounts, _about_requests, _about_mandates, _about_advisors, _by_the_clock):
        yield from write(s)


def _about_accounts(s):
    yield from accounts.password_link.mails(s.person, s.link(s.person))
    colleague = User(pk=0, email="neu@gib.example", name="Kolja Kollege", is_staff=True)
    colleague.set_unusable_password()
    yield from accounts.password_link.mails(colleague, s.link(colleague))
    yield from accounts.login_code.mails(
        s.person, encrypt_code(CODE), timezone.now() + dt.timedelta(minutes=10)
    )
    yield from accounts.account_changed.mails(s.person, "password_changed")
    yield from accounts.access_stopped.mails(s.person)
    yield from accounts.access_reopened.mails(s.person)
    yield from accounts.sessions_ended.mails(s.person)
    yield from accounts.rights_gained.mails(s.person, colleague, s.person)
    yield from accounts.group_gained.mails(
        s.person, Group(name="Sachbearbeitung"), ["Förderzeitraum ändern"], s.person
    )
    yield from accounts.factor_reset.mails(s.person)
    yield from accounts.wrong_factors.mails(s.person, 10)
    yield from accounts.account_disowned.mails(s.person, NOBODY_YET)
    told = {"what": "Ihre Anmeldung im Portal", "changed_by": "G.I.B.", "about": None, "introduces": None}
    yield from accounts.address_replaced.mails(s.address_change, **told, is_login=True)
    yield from accounts.address_entered.mails(s.address_change, **told, is_login=True)
    yield from accounts.entry_changed.mails(s.address_change, **told, is_login=False)
    yield from chain_previews.about_parts(s)
    yield from offices.account_invitation.mails(s.newcomer, s.link(s.newcomer))
    yield from offices.account_reminder.mails(s.newcomer, s.link(s.newcomer))
    yield from offices.committee_welcome.mails(s.member)
    yield from offices.invitation_declined.mails(s.newcomer, s.person, NOBODY_YET)
    yield from offices.somebody_invited.mails(s.newcomer, s.person)
    yield from offices.somebody_joined.mails(
        s.newcomer, User(pk=0, email="neu@stadt.example", name="Noa Neu"), s.person
    )
    yield from offices.member_removed.mails(s.member, s.person)
    yield from offices.member_vote_changed.mails(s.member, s.person)
    member = Membership(office=s.office, user=s.person, role=Role.READER)
    yield from offices.membership_changed.mails(member, "Kolja Kollege", Role.MEMBER.label)
    left = Membership(office=s.office, user=s.person, role=Role.MEMBER, left_at=timezone.now())
    yield from offices.membership_changed.mails(left, "Kolja Kollege")
    yield from offices.invitations_ended.mails(s.office, [s.newcomer], s.person)
    yield from pages.access_asked.mails(s.asked)
    yield from pages.notice.mails(s.feedback)
    yield from pages.receipt.mails(s.feedback)


def _about_requests(s):
    yield from office.receipt.mails(s.case)
    yield from office.submitted_notice.mails(s.case)
    yield from office.named.mails(s.case)
    yield from office.answered_notice.mails(
        s.case, Event(reason="Ja, ab Februar.", data={"changes": ["title"]})
    )
    yield from office.withdrawn_notice.mails(s.case, REASON, 32)
    yield from casework.granted.mails(s.case, 32)
    yield from casework.granted_notice.mails(s.case, 32)
    yield from casework.queried.mails(s.case, "Ab wann soll die Begleitung beginnen?", s.staff)
    yield from casework.deferred.mails(s.case, REASON)
    yield from casework.rejected.mails(s.case, REASON)
    for on in (timezone.localdate(), s.soon):
        yield from casework.answered_otherwise.mails(
            s.case, OtherAnswer.WORKSHOP, "Regionalagentur Musterland", on, REASON
        )
    yield from casework.cancelled.mails(s.case, REASON)
    yield from casework.case_reopened.mails(s.case, REASON)
    yield from changes.deadline_moved.mails(s.case, REASON, s.soon, timezone.localdate())
    yield from changes.grant_changed.mails(s.case, 24, REASON, 40)
    yield from changes.grant_changed_notice.mails(s.case)
    yield from changes.handed_over.mails(s.case, [s.person], s.person, "Kolja Kollege")
    yield from changes.contact_left.mails(s.office, "Kolja Kollege", [s.case], s.person)
    yield from changes.handler_left.mails(s.office, "Kolja Kollege", [s.case], [s.person], None)
    yield from changes.handler_left.mails(s.office, "Kolja Kollege", [s.running, s.draft], [s.person], None)
    yield from changes.handler_returned.mails(s.office, "Kolja Kollege", [s.case, s.draft], [s.person])
    yield from changes.request_changed.mails(s.case, State.MATCHING, "withdrawn")
    yield from casework.lapsed.mails(s.case, 12)


def _about_mandates(s):
    yield from about_mandates(s, REASON, NOBODY_YET)


def _about_advisors(s):
    yield from about_invitations(s, REASON)
    yield from advisors.pool_welcome.mails(s.advisor)
    yield from advisors.pool_left.mails(s.advisor, [s.engagement])
    yield from advisors.advisor_left.mails(s.engagement)
    yield from advisors.advisor_left_notice.mails(s.engagement)
    yield from advisors.advisor_returned.mails(s.engagement)
    yield from advisors.case_reopened.mails(s.invitation)
    yield from advisors.acceptance_offered.mails(
        s.invitation, ["In diesem Förderzeitraum sind 2 Tage zu wenig frei."]
    )
    yield from advisors.invitations_used_up.mails(s.case, s.invitation)
    yield from advisors.left_pool.mails(s.invitation, NOBODY_YET)
    yield from advisors.engaged.mails(s.engagement)
    yield from advisors.taken_over.mails(s.engagement)
    yield from advisors.accepted_notice.mails(s.engagement)
    yield from advisors.contact_changed.mails(s.engagement, s.person)
    yield from advisors.cancelled.mails(s.engagement, REASON)
    yield from advisors.finishing_notice.mails(s.engagement, REASON, by=s.person, early=False)
    yield from about_sessions(s)
    yield from about_concerns(s)
    yield from about_notices(s)
    yield from milestones.milestone_moved.mails(s.engagement, s.move, by=s.person)
    yield from mandates.mandate_changed.mails(s.engagement, s.version, s.version, [3, 6])
    yield from advisors.mandate_changed_invited.mails(s.invitation, s.link(s.advisor), s.version)
    yield from reviews.review_begun.mails(s.review, by=s.person)
    yield from advisors.engagement_confirmed.mails(s.engagement)
    yield from advisors.engagement_began.mails(s.engagement)
    yield from about_days(s, REASON)
    yield from advisors.interrupted.mails(s.engagement, REASON, s.soon)
    yield from advisors.interrupted.mails(s.engagement, REASON, s.soon, timezone.localdate())
    yield from advisors.resumed.mails(s.engagement)
    yield from advisors.advisor_changed.mails(s.engagement, s.advisor, REASON)
    yield from advisors.finishing.mails(
        s.engagement, REASON, by=s.staff, early=False, by_office=False, by_advisor=False
    )
    yield from advisors.completed.mails(s.engagement, used=30, returned=2)
    yield from advisors.reopened.mails(s.engagement, REASON)
    yield from advisors.lapsed.mails(s.engagement)


def _by_the_clock(s):
    matter = SimpleNamespace(line=lambda: f"{s.case.title} ({s.case.number}): Auftrag klären")
    yield from reminders.digest.mails(s.person, [matter])
    yield from workplace.morning.mails(
        waiting=[f"Musterstadt ({s.case.number}): Anfrage prüfen, 2 von 10 Arbeitstagen vergangen"],
        failed=["„Zur Kenntnis: Die Begleitung beginnt“ an Kim Muster: Die Adresse gibt es nicht (mehr)."],
        late=[f"Die Koordinierungsstelle ist überfällig: Auftrag klären (Musterstadt, {s.case.number})"],
        cases=1,
        mails=1,
    )
