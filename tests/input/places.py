"""Every form of ours and the page it stands on. A form class without a line here fails a test.

A line: form, who fills it in, its page, and whether it may be sent empty.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from chains import actions as chain_actions
from chains.windows import school_year_on
from gsvo.offices.models import Membership, Role
from tests import make

NOT_FILLED_IN = {  # bases of others, parts of a page's form, filters that are never refused
    "ActForm", "Step", "VersionedForm", "MarkedForm", "RecordForm", "NewPassword", "GoalForm",
    "MilestoneForm", "PoolFilter", "Filter", "FilterForm", "ResumeForm",
}  # fmt: skip
BY_LINK = {"StatementForm", "SignForm", "AnswerForm", "NotResponsibleForm", "RegisterForm", "PasswordForm"}
ACCOUNT = {  # tests/accounts and tests/accessibility drive them through their states
    "ActivateAppForm", "AddPasskeyForm", "ConfirmCodeForm", "FactorAgainForm", "FactorForm", "FindForm",
    "RequestCodeForm", "ReauthenticateForm", "ChangePasswordForm", "FeedbackForm", "Papers",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    form: str
    who: str
    page: str  # a name in `addresses`
    may_be_empty: bool = False


PLACES = [
    *[Place(name, "koko", f"step{number}") for number, name in
      enumerate(("Contact", "Occasion", "Goals", "Period", "Partners"), 1)],
    Place("Wishes", "koko", "step6", True),
    Place("OfficeForm", "koko", "requests:new"),
    Place("SubmitForm", "koko", "requests:check draft"),
    Place("AnswerForm", "koko", "requests:answer queried"),
    Place("ReviseForm", "koko", "requests:revise submitted", True),
    Place("WithdrawForm", "koko", "requests:withdraw submitted"),
    Place("HandOverForm", "koko", "requests:hand_over submitted"),
    Place("ShareForm", "koko", "requests:share submitted"),
    Place("SectionsForm", "koko", "requests:edit_mandate clarifying", True),
    Place("OpenRoundForm", "koko", "requests:open_round clarifying"),
    Place("ReopenMandateForm", "koko", "requests:reopen_mandate mandated"),
    Place("FinishForm", "koko", "finish", True),
    Place("PreferenceForm", "koko", "profile"),
    Place("CreateForm", "koko", "chains:create"),
    Place("StepForm", "koko", "chain step"),
    Place("NewStepForm", "koko", "new chain step"),
    Place("InviteForm", "koko", "offices:invite 05711"),
    Place("RoleForm", "koko", "role"),
    Place("CommitteeForm", "koko", "offices:rename_committee 05711"),
    Place("MemberForm", "koko", "offices:add_committee_member 05711"),
    Place("AccountForm", "koko", "accounts:account"),
    Place("LoginForm", "", "account_login"),
    Place("ForgottenForm", "", "account_reset_password"),
    *[Place(name, "leitung", f"act {state} {act}") for name, state, act in (
        ("GrantForm", "submitted", "grant"), ("AskBackForm", "submitted", "ask_back"),
        ("DeferForm", "submitted", "defer"), ("RejectForm", "submitted", "reject"),
        ("ReturnMandateForm", "mandated", "return_mandate"), ("CancelForm", "submitted", "cancel"),
        ("InviteForm", "mandated", "invite"), ("RecallForm", "matching", "recall"),
        ("InterruptForm", "engaged", "interrupt"), ("ChangeAdvisorForm", "engaged", "change_advisor"),
        ("CompleteForm", "closing", "complete"), ("ReopenForm", "closing", "reopen"))],
    *[Place(name, "admin_user", f"admin:{name_of}_add") for name, name_of in (
        ("FundingPeriodForm", "requests_fundingperiod"), ("StaffForm", "accounts_user"),
        ("AdvisorForm", "advisors_advisor"), ("RecordForm", "requests_topic"),
        ("RecordForm", "chains_actor"))],
    Place("LeadForm", "leitung", "lead"),
    Place("TemplateStepForm", "leitung", "template step"),
]  # fmt: skip


def address(page, koko, leitung):
    """The page's address; what stands on it is made first."""
    name, *rest = page.split(" ")
    if name.startswith("step"):
        return reverse("requests:step", args=[make.support_request(by=koko).oid, int(name[4:])])
    if page == "requests:new":
        Membership.objects.create(office=make.office(make.UNNA), user=koko, role=Role.LEAD)
    if name == "act":
        row = make.support_request(rest[0], by=koko)
        make.advisor()
        return reverse("admin:act", args=[row.oid, rest[1]])
    if name.startswith("requests:") and rest:
        row = make.support_request(rest[0], by=koko)
        make.member(make.office(make.BIELEFELD))
        if name == "requests:open_round":
            make.filled(row.mandate.latest)
            make.committee(row.office)
        return reverse(name, args=[row.oid])
    return _OTHERS[page](koko, leitung) if page in _OTHERS else reverse(name, args=rest)


def _chain(koko):
    year = school_year_on(timezone.localdate())
    return chain_actions.copy_from_template(make.office(make.BIELEFELD), year, by=koko)


def _chain_step(koko, leitung):
    step = _chain(koko).steps.first()
    return step.get_absolute_url()


def _profile(koko, leitung):
    make.support_request(by=koko)
    return make.advisor().get_absolute_url()


def _role(koko, leitung):
    membership = make.member(make.office(make.BIELEFELD)).memberships.get()
    return reverse("offices:change_role", args=["05711", membership.pk])


def _finish(koko, leitung):
    return reverse("advisors:finish", args=[make.support_request("engaged", by=koko).engagement.oid])


def _template_step(koko, leitung):
    step = chain_actions.new_template_version(by=leitung).steps.first()
    return reverse("admin:chains_templatestep_change", args=[step.pk])


_OTHERS = {
    "chain step": _chain_step,
    "new chain step": lambda koko, leitung: reverse("chains:add_step", args=[_chain(koko).oid]),
    "profile": _profile,
    "role": _role,
    "finish": _finish,
    "lead": lambda koko, leitung: reverse("admin:offices_invite_lead", args=[make.office(make.BIELEFELD).pk]),
    "template step": _template_step,
}
