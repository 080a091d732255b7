"""What is deleted when: each kind of record, its personal columns and its term.

`manage.py write_retention_table` writes it into docs/data-protection.md. impersonal.py has the other columns.
"""

from dataclasses import dataclass

from gsvo.retention import terms
from gsvo.retention.case_columns import CASE_COLUMNS


@dataclass(frozen=True)
class Kind:
    """One row. `columns` is {model's label: its columns with blanks between}, `outcome` what happens then."""

    name: str
    columns: dict[str, str]
    purpose: str
    begins: str
    term: terms.Term
    outcome: str

    @property
    def fields(self):
        """Return {model's label: names of its columns}."""
        return {label: tuple(names.split()) for label, names in self.columns.items()}


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="mail",
            columns={
                "outbox.OutgoingMail": (
                    "to_email to_name subject text html calendar last_answer settled_note search_text"
                ),
            },
            purpose="to prove that and to whom something went out, and to send it again",
            begins="sent, failed for good, or pointless",
            term=terms.MAIL,
            outcome="overwritten",
        ),
        Kind(
            name="link",
            columns={"links.Link": "email name"},
            purpose=(
                "to open the page from the mail, to read there what was answered, and to say afterwards "
                "that it is over"
            ),
            begins=(
                "expired or revoked; where an answer was given, that comes when its case is due or the "
                "person has left"
            ),
            term=terms.LINK,
            outcome="overwritten",
        ),
        Kind(
            name="session",
            columns={"sessions.Session": "session_data"},
            purpose="to stay logged in; holds opened links and login codes, encrypted",
            begins="expired",
            term=terms.SESSION,
            outcome="row deleted",
        ),
        Kind(
            name="login",
            columns={"accounts.LoginSession": "fits"},
            purpose=(
                "to let people see and end their other logins; holds two times and a hash, no address "
                "and no browser"
            ),
            begins="began longer ago than a login may last",
            term=terms.SESSION,
            outcome="row deleted",
        ),
        Kind(
            name="unsent-form",
            columns={"unsent_forms.UnsentForm": "content"},
            purpose=(
                "to give back what somebody typed and did not send, or sent when the login, a right or "
                "a link had ended; encrypted, for who typed it alone"
            ),
            begins="the last change",
            term=terms.UNSENT,
            outcome="row deleted",
        ),
        Kind(
            name="case",
            columns=CASE_COLUMNS,
            purpose="to advise, to account for the funding, to be audited",
            begins="end of a request that was advised",
            term=terms.CASE,
            outcome="overwritten",
        ),
        Kind(
            name="case-not-advised",
            columns=CASE_COLUMNS,
            purpose="to answer questions about the decision",
            begins="end of a request before any advice (rejected, withdrawn, cancelled, answered otherwise)",
            term=terms.CASE_NOT_ADVISED,
            outcome="overwritten",
        ),
        Kind(
            name="draft",
            columns=CASE_COLUMNS,
            purpose="an office writes a request",
            begins="last change of a draft",
            term=terms.DRAFT,
            outcome="row and files deleted, once somebody was told the day",
        ),
        Kind(
            name="committee-member",
            columns={"offices.CommitteeMember": "institution function name email substitute_name sort_name"},
            purpose="to ask the committee",
            begins="left the committee",
            term=terms.FORMER_MEMBER,
            outcome="overwritten",
        ),
        Kind(
            name="account-invitation",
            columns={"offices.AccountInvitation": "email name"},
            purpose="to let somebody in",
            begins="accepted, taken back, or the link expired",
            term=terms.LINK,
            outcome="overwritten, taken back if still open",
        ),
        Kind(
            name="advisor",
            columns={
                "advisors.Advisor": (
                    "name email phone organisation profile methods languages search_text sort_name"
                ),
            },
            purpose="to find and ask the right person",
            begins="left the pool, and no engagement runs",
            term=terms.FORMER_ADVISOR,
            outcome="overwritten",
        ),
        Kind(
            name="absence",
            columns={"advisors.Absence": ""},
            purpose="to see who is away when somebody is asked; holds two days, no reason",
            begins="its last day",
            term=terms.ABSENCE,
            outcome="row deleted",
        ),
        Kind(
            name="pool-import",
            columns={"advisors.PoolImport": "rows"},
            purpose="to show what a table would change in the pool before somebody confirms; no file is kept",
            begins="uploaded; confirmed or thrown away it goes at once",
            term=terms.SESSION,
            outcome="row deleted",
        ),
        Kind(
            name="profile-change",
            columns={"advisors.ProfileChange": "changes"},
            purpose="to see what an advisor changed of what coordinators read about her",
            begins="the change",
            term=terms.STAFF_LOG,
            outcome="row deleted",
        ),
        Kind(
            name="account",
            columns={
                "accounts.User": "email name phone search_text sort_name",
                "mfa.Authenticator": "data",
                "account.EmailAddress": "email",
                "account.EmailConfirmation": "key",
            },
            purpose="to log in",
            begins="without a role: last login, or the end of the last role",
            term=terms.ACCOUNT,
            outcome="overwritten and closed; factors deleted",
        ),
        Kind(
            name="chain",
            columns={
                "chains.ChainStep": "contact deputy note",
                "chains.ChainActor": "contact email",
                "chains.PartConfirmation": "to_email to_name remark answered_by",
                "chains.UndoableChange": "content what",
            },
            purpose="to know whom to call in the running school year",
            begins="end of the school year (31 July)",
            term=terms.CHAIN,
            outcome="overwritten",
        ),
        Kind(
            name="first-notice",
            columns={"outbox.FirstNotice": "address"},
            purpose="to say only once how we came by an address; holds a keyed hash of it",
            begins="the mail that said it",
            term=terms.FIRST_NOTICE,
            outcome="row deleted",
        ),
        Kind(
            name="reminder",
            columns={"reminders.Reminder": "matter"},
            purpose="to remind of each step only once; holds opaque ids of a record and an account",
            begins="the reminder",
            term=terms.REMINDER,
            outcome="row deleted",
        ),
        Kind(
            name="feedback",
            columns={"pages.Feedback": "page text email note search_text"},
            purpose="to mend what was reported, and to answer",
            begins="received",
            term=terms.FEEDBACK,
            outcome="overwritten",
        ),
        Kind(
            name="access-request",
            columns={"pages.AccessRequest": "name email function phone text note search_text"},
            purpose="to check who asks for access and to invite",
            begins="received",
            term=terms.ACCESS_REQUEST,
            outcome="row deleted",
        ),
        Kind(
            name="staff-log",
            columns={"admin.LogEntry": "object_repr change_message"},
            purpose="to see who of the staff changed what",
            begins="the change",
            term=terms.STAFF_LOG,
            outcome="overwritten",
        ),
        Kind(
            name="answered-form",
            columns={"status.AnsweredForm": "key location"},
            purpose=(
                "to answer a second press of the same button as the first; holds a keyed hash and the "
                "address of a page"
            ),
            begins="the press",
            term=terms.SESSION,
            outcome="row deleted",
        ),
        Kind(
            name="address-change",
            columns={"accounts.AddressChange": "former_name former_email name email"},
            purpose=(
                "to see who replaced whose address, and to tell whether an answer came from the person "
                "who was asked"
            ),
            begins="the change",
            term=terms.STAFF_LOG,
            outcome="overwritten",
        ),
    )
}
