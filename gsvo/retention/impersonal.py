"""The text columns that hold nothing about a person: a test asks that each is named here or in table.py."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Impersonal:
    """Columns by their model's label, names with blanks between, and what they hold instead."""

    what: str
    columns: Mapping[str, str]


IMPERSONAL = (
    Impersonal(
        what="Django's and allauth's own codes",
        columns={
            "admin.LogEntry": "object_id",
            "auth.Permission": "name codename",
            "auth.Group": "name",
            "contenttypes.ContentType": "app_label model",
            "sessions.Session": "session_key",
            "mfa.Authenticator": "type",
        },
    ),
    Impersonal(
        what="a hash; unusable once the account is closed",
        columns={
            "accounts.User": "password",
        },
    ),
    Impersonal(
        what="codes: a keyed hash of an account or link, and an address of ours with opaque ids",
        columns={
            "unsent_forms.UnsentForm": "oid owner path",
        },
    ),
    Impersonal(
        what="codes; a secret is encrypted and wiped when sent or expired",
        columns={
            "links.Link": "oid purpose nonce",
            "outbox.OutgoingMail": "oid kind language link_marker secret status message_id calendar_method",
        },
    ),
    Impersonal(
        what="a hash over a whole mandate, by which papers are checked; nobody finds a word from it",
        columns={
            "requests.MandateVersion": "fingerprint",
        },
    ),
    Impersonal(
        what="places, bodies, choices",
        columns={
            "offices.Office": "key name display_name kind district_government plate search_text sort_name",
            "offices.Membership": "role",
            "offices.AccountInvitation": "role",
            "offices.Committee": "name rule rule_reference",
            "offices.CommitteeMember": "oid",
        },
    ),
    Impersonal(
        what="codes",
        columns={
            "files.StoredFile": "oid content_type",
            "outbox.FirstNotice": "source",
        },
    ),
    Impersonal(
        what="institutions, what a chain does; the forms ask to name nobody",
        columns={
            "chains.Actor": "name aliases search_text sort_name",
            "chains.TargetGroup": "name",
            "chains.ChainTemplate": "note",
            "chains.TemplateStep": (
                "lineage title description anchor anchor_day result handover form legal_basis indicator"
            ),
            "chains.Chain": "oid beginning",
            "chains.ChainStep": (
                "title description anchor anchor_day result handover form legal_basis indicator oid status"
            ),
            "chains.ChainActor": "oid local_name",
            "chains.PartConfirmation": "oid part answer",
            "chains.PublishedChain": "oid content decided_by step_words search_text",
            "chains.AcceptedGap": "key reason",
        },
    ),
    Impersonal(
        what="choices, periods, topics",
        columns={
            "requests.Event": "act from_state to_state waiting_on by_role",
            "requests.FundingPeriod": "name funder_line fee_text fee_link search_text sort_name",
            "requests.LedgerEntry": "kind",
            "requests.Topic": "name search_text sort_name",
            "requests.MandateVersion": "unchecked",
            "requests.Round": "oid rule outcome rule_reference ending",
            "requests.Statement": "answer came_by",
            "requests.RemarkAnswer": "section verdict",
        },
    ),
    Impersonal(
        what="codes and choices",
        columns={
            "requests.SupportRequest": (
                "oid number creation_key state waiting_on occasion chain_status mode committee_status"
            ),
        },
    ),
    Impersonal(
        what="codes and choices",
        columns={
            "advisors.Advisor": "oid mode",
            "advisors.Preference": "kind",
            "advisors.Invitation": "oid state decline_reason",
            "advisors.Engagement": "oid",
            "advisors.PoolImport": "oid",
            "advisors.IncreaseRequest": "outcome",
            "advisors.TimeEntry": "oid kind state",
            "advisors.CommitteeLookingBack": "helped again",
            "advisors.LookingBack": "side helped again",
            "advisors.Concern": "oid role",
            "advisors.Session": "oid form state calendar_uid",
            "advisors.Paper": "oid kind",
            "advisors.Waiver": "kind",
            "advisors.CalendarFeed": "oid nonce",
            "advisors.GoalReview": "oid",
            "advisors.MilestoneResult": "oid",
            "advisors.CommitteeNotice": "oid kind",
            "advisors.GoalRating": "side standing",
        },
    ),
    Impersonal(
        what="a choice, an opaque id",
        columns={
            "pages.Feedback": "kind",
            "reminders.Reminder": "kind",
        },
    ),
)
