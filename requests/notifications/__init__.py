"""Who is told what: one table of act, state, outcome and party, with the mail or none, and why.

It holds strings only, so that mails of higher apps stand in it as well. Pages count its mails
(`requests.notification_counts`), `docs/who-is-told.md` prints it with its reasons, and a test makes every act
and compares.
"""

from requests.notifications import casework, committee, days, engagements, invitations, office, papers
from requests.notifications.parties import (
    ABSENT,
    COMMITTEE,
    OF_ADDRESSES,
    PRESENT,
    SILENT,
    Party,
    Rule,
    Told,
    rule_for,
    rules,
)

__all__ = [
    "ABSENT", "COMMITTEE", "OF_ADDRESSES", "PRESENT", "SILENT", "Party", "Rule", "Told", "casework",
    "committee", "days", "engagements", "invitations", "office", "papers", "rule_for", "rules",
]  # fmt: skip
