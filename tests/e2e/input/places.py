"""Every form of ours and the page it stands on. A form class without a line here fails a test.

A line: form, who fills it in, its page, and whether it may be sent empty.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse

from gsvo.accounts.actions import send_password_link
from gsvo.links.models import Link
from gsvo.offices import actions as office_actions
from gsvo.offices.models import Membership, Role
from gsvo.outbox.models import OutgoingMail, Status
from tests import factories
from tests.advisors.milestones import acknowledgement_link
from tests.e2e.input import chain_places, concern_places
from tests.e2e.input.engagement_places import IN_ENGAGEMENTS
from tests.e2e.input.mandate_places import remark

NOT_FILLED_IN = {  # bases of others, parts of a page's form, filters that are never refused
    "requests.forms.casework.ActionForm", "requests.forms.granting.AsksBeforeGranting",
    "requests.forms.casework.ExtendWithinServiceForm", "advisors.forms.asked.AboutOneForm",
    "advisors.forms.days._ReasonInMail", "advisors.forms.asked.AskAtOnceForm",
    "requests.forms.base_step.Step", "gsvo.lib.forms.StaleCheckForm", "gsvo.lib.forms.ObstacleForm",
    "advisors.forms.sessions._OfCaseForm", "gsvo.accounts.forms.NewPassword",
    "requests.forms.mandate_editor.GoalForm", "requests.forms.rounds.RoundForm",
    "requests.forms.mandate_editor.MilestoneForm", "advisors.forms.pool.PoolFilter",
    "gsvo.workplace.views.cases.Filter", "requests.views.overview.FilterForm",
    "requests.forms.comparison.ComparisonForm", "chains.forms.publish.PublishedFilter",
    "requests.forms.mandate.DiscardChangeForm", "chains.forms.parts._PartAnswerForm",
    "advisors.forms.actions.ResumeForm", "advisors.forms.days.CompleteForm",
    "advisors.forms.time_entries.EntryActForm",
    "advisors.forms.time_entries.WithdrawEntryForm", "gsvo.lib.admin.RecordForm",
    "gsvo.lib.duplicates.DuplicateWarning",
    "advisors.forms.pool_import.RowForm",
    "requests.forms.remarks.AsksAboutOpenRemarks",
    "gsvo.offices.forms.SameNameForm", "gsvo.pages.forms.PublicForm",
}  # fmt: skip
ELSEWHERE = {  # need a device, a session in the middle of logging in, or a file: tests/accounts, test_files
    "gsvo.accounts.mfa_forms.ActivateAppForm", "gsvo.accounts.mfa_forms.AddPasskeyForm",
    "gsvo.accounts.mfa_forms.ConfirmCodeForm", "gsvo.accounts.mfa_forms.FactorAgainForm",
    "gsvo.accounts.mfa_forms.PasskeyForm", "gsvo.accounts.mfa_forms.LoginPasskeyForm",
    "gsvo.accounts.mfa_forms.PasskeyAgainForm", "gsvo.accounts.mfa_forms.FactorForm",
    "advisors.forms.pool_import.UploadForm", "gsvo.accounts.forms.ReauthenticateForm",
    "gsvo.accounts.forms.ChangePasswordForm", "requests.forms.steps.Papers",
    "advisors.forms.papers.HandInForm",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    form: str  # where its class stands
    who: str
    page: str  # a name in `addresses`
    may_be_empty: bool = False
    begins: dict = field(default_factory=dict)  # what is sent first to come to the form
    presses: dict = field(default_factory=dict)  # name and value of its button

    def __str__(self):
        return f"{self.form.rpartition('.')[2]} {self.page}"


PLACES = [
    *[Place(f"requests.forms.steps.{name}", "koko", f"step{number}") for number, name in
      enumerate(("Contact", "Occasion", "Goals", "Period", "Partners"), 1)],
    Place("requests.forms.steps.Wishes", "koko", "step6", True),
    Place("requests.forms.actions.OfficeForm", "koko", "requests:new"),
    Place("requests.forms.actions.SubmitForm", "koko", "requests:check draft"),
    Place("requests.forms.actions.AnswerForm", "koko", "requests:answer queried"),
    Place("requests.forms.actions.ReviseForm", "koko", "requests:revise submitted", True),
    Place("requests.forms.actions.WithdrawForm", "koko", "requests:withdraw submitted"),
    Place("requests.forms.actions.HandOverForm", "koko", "requests:hand_over submitted"),
    Place("requests.forms.actions.ShareForm", "koko", "requests:share submitted"),
    Place("requests.forms.mandate_editor.SectionsForm", "koko", "requests:edit_mandate clarifying", True),
    Place("requests.forms.rounds.OpenRoundForm", "koko", "requests:open_round clarifying"),
    Place("requests.forms.rounds.ExtendRoundForm", "koko", "extend round"),
    Place("requests.forms.rounds.EndRoundForm", "koko", "end round"),
    Place("requests.forms.rounds.EnteredAnswerForm", "koko", "enter answer"),
    Place("requests.forms.rounds.MeetingForm", "koko", "requests:decide_in_meeting clarifying"),
    Place("requests.forms.mandate.ReopenMandateForm", "koko", "requests:reopen_mandate mandated"),
    Place("requests.forms.mandate.ChangeMandateForm", "koko", "requests:change_mandate engaged"),
    Place("advisors.forms.actions.FinishForm", "koko", "finish"),
    Place("advisors.forms.days.AskForDaysForm", "koko", "advisors:ask_for_days"),
    Place("advisors.forms.days.GiveBackDaysForm", "koko", "advisors:give_back_days"),
    Place("advisors.forms.time_entries.TimeEntryForm", "advisor_user", "advisors:add_entry"),
    Place("advisors.forms.time_entries.TimeEntryForm", "advisor_user", "advisors:change_entry"),
    Place("advisors.forms.time_entries.CorrectEntryForm", "advisor_user", "advisors:correct_entry"),
    Place("advisors.forms.time_entries.AskAboutEntryForm", "koko", "advisors:ask_about_entry"),
    Place("advisors.forms.time_entries.SignEntriesForm", "koko", "advisors:sign_entries"),
    Place("advisors.forms.papers.ReportForm", "advisor_user", "advisors:write_report",
          presses={"abgeben": "1"}),
    Place("advisors.forms.papers.WaiveForm", "leitung", "waive paper"),
    Place("advisors.forms.sessions.SessionForm", "koko", "plan session"),
    Place("advisors.forms.sessions.CancelSessionForm", "koko", "cancel session"),
    Place("advisors.forms.sessions.SettleSessionForm", "koko", "settle session"),
    Place("advisors.forms.reviews.ReviewForm", "koko", "begin review"),
    Place("advisors.forms.reviews.RateGoalsForm", "koko", "rate goals"),
    Place("advisors.forms.milestones.MoveMilestoneForm", "koko", "move milestone"),
    Place("advisors.forms.milestones.ReachMilestoneForm", "koko", "reach milestone"),
    Place("advisors.forms.concerns.TellConcernForm", "koko", "tell concern"),
    Place("advisors.forms.concerns.ConcernStepForm", "gib", "concern step"),
    Place("advisors.forms.concerns.ResolveConcernForm", "gib", "resolve concern"),
    Place("advisors.forms.looking_back.LookingBackForm", "koko", "look back"),
    Place("advisors.forms.looking_back.FollowUpForm", "koko", "follow up"),
    Place("advisors.forms.pool.PreferenceForm", "koko", "profile"),
    Place("advisors.forms.profile.ProfileForm", "pool_person", "advisors:my_profile"),
    Place("advisors.forms.profile.AbsenceForm", "pool_person", "advisors:absences"),
    *[Place(form, "koko", page, empty) for form, page, empty in chain_places.PLACES],
    Place("gsvo.offices.forms.InviteForm", "koko", "offices:invite 05711"),
    Place("gsvo.offices.forms.RoleForm", "koko", "role"),
    Place("gsvo.offices.committee_forms.CommitteeForm", "koko", "offices:rename_committee 05711"),
    Place("gsvo.offices.committee_forms.RuleForm", "koko", "offices:committee_rule 05711"),
    Place("gsvo.offices.committee_forms.MemberForm", "koko", "offices:add_committee_member 05711"),
    Place("gsvo.offices.committee_list_form.MemberListForm", "koko", "offices:add_committee_members 05711"),
    Place("gsvo.accounts.forms.AccountForm", "koko", "accounts:account"),
    Place("gsvo.accounts.forms.LoginForm", "", "account_login"),
    Place("gsvo.accounts.forms.ForgottenForm", "", "account_reset_password"),
    Place("advisors.forms.takeover.TakeoverForm", "leitung", "admin:take-over"),
    *[Place(name, "leitung", f"act {state} {act}") for name, state, act in (
        ("requests.forms.granting.GrantForm", "submitted", "grant"),
        ("requests.forms.granting.ChangeGrantForm", "mandated", "change_grant"),
        ("requests.forms.casework.ExtendForm", "queried", "extend_query"),
        ("requests.forms.casework.ExtendClarificationForm", "clarifying", "extend_clarification"),
        ("advisors.forms.asked.ExtendInvitationForm", "matching", "extend_invitation"),
        ("requests.forms.casework.AskBackForm", "submitted", "ask_back"),
        ("requests.forms.casework.DeferForm", "submitted", "defer"),
        ("requests.forms.casework.RejectForm", "submitted", "reject"),
        ("requests.forms.casework.AnswerOtherwiseForm", "submitted", "answer_otherwise"),
        ("requests.forms.casework.ReturnMandateForm", "mandated", "return_mandate"),
        ("requests.forms.casework.CancelForm", "submitted", "cancel"),
        ("requests.forms.casework.ReopenCaseForm", "rejected", "reopen_case"),
        ("advisors.forms.choice.ChoiceForm", "mandated", "invite"),
        ("advisors.forms.asked.AcceptForForm", "matching", "accept"),
        ("advisors.forms.asked.DeclineForForm", "matching", "decline"),
        ("advisors.forms.asked.RecallOneForm", "matching", "recall_one"),
        ("advisors.forms.asked.RecallForm", "matching", "recall"),
        ("advisors.forms.actions.InterruptForm", "engaged", "interrupt"),
        ("advisors.forms.actions.ExtendInterruptionForm", "interrupted", "extend_interruption"),
        ("advisors.forms.actions.ChangeAdvisorForm", "engaged", "change_advisor"),
        ("advisors.forms.days.IncreaseDaysForm", "engaged", "increase_days"),
        ("advisors.forms.days.DeclineDaysForm", "engaged", "decline_days"),
        ("advisors.forms.days.GiveBackDaysForm", "engaged", "give_back_days"),
        ("advisors.forms.days.CarryOverDaysForm", "engaged", "carry_over_days"),
        ("advisors.forms.days.SignForOfficeForm", "engaged", "sign_for_office"),
        ("advisors.forms.actions.ReopenForm", "closing", "reopen"))],
    *[Place(name, "admin_user", f"admin:{name_of}_add") for name, name_of in (
        ("requests.admin.FundingPeriodForm", "requests_fundingperiod"),
        ("gsvo.accounts.admin.StaffForm", "accounts_user"),
        ("advisors.admin.AdvisorForm", "advisors_advisor"),
        ("gsvo.lib.admin.NamedRecordForm", "requests_topic"),
        ("gsvo.lib.admin.NamedRecordForm", "chains_actor"))],
    Place("gsvo.offices.forms.LeadForm", "leitung", "lead"),
    Place("chains.admin.TemplateStepForm", "leitung", "template step"),
    Place("requests.forms.statement.StatementForm", "", "link statement"),
    Place("requests.forms.statement.SignForm", "", "link statement", begins={"answer": "agree"},
          presses={"step": "send"}),
    Place("gsvo.links.forms.NotResponsibleForm", "", "link statement nicht-zustaendig/"),
    Place("advisors.forms.response.AnswerForm", "", "link invitation"),
    Place("gsvo.links.forms.NotResponsibleForm", "", "link invitation nicht-zustaendig/"),
    Place("advisors.forms.notices.AcknowledgeForm", "", "link acknowledgement"),
    Place("gsvo.links.forms.NotResponsibleForm", "", "link acknowledgement nicht-zustaendig/"),
    Place("advisors.forms.looking_back.CommitteeLookingBackForm", "", "link looking_back"),
    Place("chains.forms.parts.PartAnswerForm", "", "link part_confirmation"),
    Place("gsvo.links.forms.NotResponsibleForm", "", "link part_confirmation nicht-zustaendig/"),
    Place("gsvo.links.forms.NotResponsibleForm", "", "link looking_back nicht-zustaendig/"),
    Place("gsvo.offices.forms.RegisterForm", "", "link account"),
    Place("gsvo.accounts.forms.PasswordForm", "", "link password"),
    Place("gsvo.links.forms.NotMyAccountForm", "", "link password nicht-zustaendig/"),
    Place("gsvo.pages.forms.FeedbackForm", "", "feedback"),
    Place("gsvo.pages.forms.AccessForm", "", "ask_access"),
    Place("requests.forms.remarks.RemarkAnswerForm", "koko", "remark"),
    Place("requests.forms.fingerprint.CheckMandateForm", "", "requests:check_mandate"),
    Place("gsvo.accounts.admin_actions.FindForm", "leitung", "admin:accounts_find"),
    Place("gsvo.accounts.admin_actions.AddressForm", "leitung", "account address"),
    Place("gsvo.workplace.views.mails.SettleForm", "leitung", "failed mail"),
    Place("gsvo.accounts.mfa_forms.RequestCodeForm", "", "account_request_login_code"),
]  # fmt: skip


def address(page, koko, leitung):
    """The page's address; what stands on it is made first."""
    name, *rest = page.split(" ")
    if name == "link":
        return _link(rest[0], koko, leitung).url().removeprefix(settings.BASE_URL)
    if name.startswith("step"):
        return reverse("requests:step", args=[factories.support_request(by=koko).oid, int(name[4:])])
    if page == "requests:new":
        Membership.objects.create(office=factories.office(factories.UNNA), user=koko, role=Role.LEAD)
    if name == "act":
        row = factories.support_request(rest[0], by=koko)
        factories.advisor()
        return reverse("admin:act", args=[row.oid, rest[1]])
    if name.startswith("requests:") and rest:
        row = factories.support_request(rest[0], by=koko)
        factories.member(factories.office(factories.BIELEFELD))
        if name == "requests:open_round":
            factories.filled(row.mandate.latest)
            factories.committee(row.office)
        return reverse(name, args=[row.oid])
    return _OTHERS[page](koko, leitung) if page in _OTHERS else reverse(name, args=rest)


def opened(client, place, url):
    """(address, HTML) of the place's form: behind the link of a mail, or after its first step."""
    if place.page.startswith("link "):
        url = client.get(url).url + "".join(place.page.split(" ")[2:])
    answer = client.post(url, place.begins) if place.begins else client.get(url)
    return url, answer.content.decode()


def _link(purpose, koko, leitung):
    """A link that works, as a mail brings it."""
    if purpose == "statement":
        return factories.statement_link(
            factories.opened_round(factories.support_request("clarifying", by=koko)).seats.first()
        )
    if purpose == "invitation":
        return factories.invitation_link(factories.invited(leitung).invitations.get())
    if purpose == "acknowledgement":
        case = factories.support_request("engaged", by=koko)
        factories.committee(case.office, members=1)
        return acknowledgement_link(case.engagement, by=koko)
    if purpose == "looking_back":
        return concern_places.looking_back(koko)
    if purpose == "part_confirmation":
        return chain_places.part_link(koko)
    if purpose == "password":
        send_password_link(koko.email)
        return Link.objects.to(koko, "password").get()
    invitation = office_actions.invite(
        factories.office(factories.BIELEFELD),
        by=koko,
        email="neu@example.org",
        name="Nele Neu",
        role=Role.MEMBER,
    )
    return Link.objects.to(invitation, "account").get()


def _in_round(name, with_seat=False):
    def address(koko, leitung):
        case = factories.support_request("clarifying", by=koko)
        round_ = factories.opened_round(case, by=koko)
        seat = [round_.seats.first().member.oid] if with_seat else []
        return reverse(f"requests:{name}", args=[case.oid, round_.oid, *seat])

    return address


def _profile(koko, leitung):
    factories.support_request(by=koko)
    return factories.advisor().get_absolute_url()


def _role(koko, leitung):
    membership = factories.member(factories.office(factories.BIELEFELD)).memberships.get()
    return reverse("offices:change_role", args=["05711", membership.pk])


def _failed_mail(koko, leitung):
    send_password_link(koko.email)
    OutgoingMail.objects.update(status=Status.FAILED)
    return reverse("admin:mail-settle", args=[OutgoingMail.objects.get().oid])


_OTHERS = {
    **IN_ENGAGEMENTS,
    "extend round": _in_round("extend_round"),
    "end round": _in_round("end_round"),
    "enter answer": _in_round("enter_answer", with_seat=True),
    "remark": remark,
    "failed mail": _failed_mail,
    **chain_places.ADDRESSES,
    "profile": _profile,
    "role": _role,
    **concern_places.ADDRESSES,
    "lead": lambda koko, leitung: reverse(
        "admin:offices_invite_lead", args=[factories.office(factories.BIELEFELD).pk]
    ),
    "account address": lambda koko, leitung: reverse("admin:accounts_act", args=[koko.pk, "anmeldeadresse"]),
}
