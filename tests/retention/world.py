"""A portal in which every kind of data exists twice: once over for long, once still needed."""

import datetime as dt

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from advisors.models import Absence, Advisor, Invitation, PoolImport, Preference, ProfileChange
from chains.models import Chain, ChainTemplate
from gsvo.accounts.email_changes import record_address_change
from gsvo.accounts.models import LoginSession
from gsvo.files.storage import store
from gsvo.http.session_store import SessionStore
from gsvo.links.models import Link
from gsvo.offices.models import AccountInvitation, CommitteeMember, Membership, Role
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.queue import Mail, queue_mail
from gsvo.pages.models import AccessRequest, Feedback
from gsvo.reminders.models import Reminder
from gsvo.status.models import AnsweredForm
from gsvo.unsent_forms.models import UnsentForm
from requests.models import Attachment, Goal, Milestone, Round, Seat, Statement
from requests.workflow import State
from tests import factories
from tests.files import samples

A_CENTURY = dt.timedelta(days=36525)


def build(over):
    """Every kind of record once; `over`: its term begins now, otherwise it is still needed."""
    now = timezone.now()
    office = factories.office(factories.BIELEFELD if over else factories.UNNA)
    koko = factories.member(office, Role.LEAD)
    colleague = factories.member(office)
    member = factories.committee(office, members=2).members.last()
    case = _case(State.COMPLETED if over else State.ENGAGED, office, koko, member)
    factories.support_request(State.REJECTED if over else State.SUBMITTED, office=office, by=koko)
    draft = factories.support_request(State.DRAFT, office=office, by=koko)
    _paper(draft, koko)
    factories.advisor(account=True)
    invitation = AccountInvitation.objects.create(
        office=office, email="neu@example.org", name="Nina Neu", role=Role.MEMBER, invited_by=koko
    )
    template = ChainTemplate.objects.first()
    chain = Chain.objects.create(
        office=office, school_year=now.year if over else now.year + 40, template=template
    )
    chain.steps.create(number=1, title="Schritt", contact="Kontakt", deputy="Vertretung", note="Notiz")
    # What is said of an account or a member goes with it already: these are about something else.
    LogEntry.objects.log_actions(koko.pk, [office], CHANGE, change_message="Namen geändert")
    LoginSession.objects.create(user=colleague, fits="f" * 64, began_at=now if over else now + A_CENTURY)
    record_address_change(invitation, by=koko, former=("Vorname Früher", "frueher@example.org"))
    AccessRequest.objects.create(
        office=office, name="Noa Neu", email="noa@example.org", function="Leitung", phone="1", text="Text",
        note="Notiz",
    )  # fmt: skip
    Feedback.objects.create(kind="other", page="/", text="Text", email="wer@example.org", note="Notiz")
    _post(koko)
    Absence.objects.create(advisor=Advisor.objects.first(), from_on=now.date(), to_on=now.date())
    PoolImport.objects.create(by=koko, rows=[{"row": 2, "values": {"name": "Ada"}}])
    ProfileChange.objects.create(
        advisor=Advisor.objects.first(), changes=[{"field": "profile", "old": "Alt", "new": "Neu"}]
    )
    Reminder.objects.create(kind="draft", matter=draft.oid, anchor=now.date(), step=14)
    AnsweredForm.objects.create(key="a" * 64, location="/gremium/")
    if over:
        UnsentForm.objects.create(owner="x" * 64, path="/anfragen/neu/", content="x")
        session()
        CommitteeMember.objects.update(left_at=now)
        Advisor.objects.update(left_at=now)
        Membership.objects.update(left_at=now)
        AccountInvitation.objects.filter(pk=invitation.pk).update(accepted_at=now)
        OutgoingMail.objects.update(status=Status.SENT, sent_at=now)
        Link.objects.update(expires_at=now)
    return case, draft


def _case(state, office, koko, member):
    case = factories.support_request(
        state, office=office, by=koko, deputy_name="Vera", deputy_email="v@example.org"
    )
    case.partners_text = case.method_wishes = case.period_alternative = case.conditions = "Worte"
    case.answers_before = {"title": "Früher"}
    case.save()
    _paper(case, koko)
    version = case.mandate.latest
    type(version)._base_manager.filter(pk=version.pk).update(sections={"scope": "Worum es geht"})
    Goal._base_manager.bulk_create([Goal(version=version, position=1, text="Ziel", criterion="Woran")])
    Milestone._base_manager.bulk_create(
        [Milestone(version=version, position=1, title="M", result="R", quarters=2)]
    )
    round_ = Round.objects.create(
        version=version, opened_by=koko, answer_by=timezone.localdate(), personal_line="Bitte"
    )
    Round.objects.filter(pk=round_.pk).update(closed_at=timezone.now(), outcome="agreed")
    seat = Seat.objects.create(round=round_, member=member, institution="Amt", function="Leitung")
    link = Link.objects.issue("statement", seat, email=member.email, name=member.name)
    Statement.objects.create(
        seat=seat, link=link, answer="agree", remarks={"scope": "Gut so"}, name="Mia", deputising_for="Max"
    )
    Invitation.objects.filter(support_request=case).update(message="Bitte", decline_text="x", answered_by="V")
    Preference.objects.create(
        support_request=case, advisor=factories.advisor(), kind="wish", reason="Kennt uns"
    )
    return case


def _paper(case, koko):
    file = store(SimpleUploadedFile("liste.pdf", samples.pdf("Name im Inhalt")), by=koko)
    Attachment.objects.create(support_request=case, file=file, description="Liste der Personen")


def _post(koko):
    with transaction.atomic():
        link = Link.objects.issue("password", koko, email=koko.email, name=koko.name)
        queue_mail(
            Mail("accounts/password_link", to=koko.email, name=koko.name, link=link, context={"hours": 24})
        )


def session():
    """A browser that opened a link."""
    store = SessionStore()
    store["links"] = {"a" * 16: "b" * 32}
    store.set_expiry(dt.timedelta(hours=12))
    store.save()
