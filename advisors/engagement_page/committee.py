"""The part "Steuerungsgremium": what the committee was told of, and who has taken note."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.models import CommitteeNotice

COLUMNS = (
    "oid", "kind", "title", "sent_at", "acknowledgements__institution", "acknowledgements__acknowledged_at",
    "acknowledgements__remark",
)  # fmt: skip


@dataclass
class Notice:
    kind: str
    title: str
    sent_at: object
    asked: int = 0
    given: list = field(default_factory=list)  # institutions that took note
    open: list = field(default_factory=list)  # institutions that did not yet
    remarks: list = field(default_factory=list)  # (institution, remark)

    @property
    def kind_label(self):
        return CommitteeNotice.Kind(self.kind).label

    @property
    def sentence(self):
        """Return "5 von 9 haben bestätigt"."""
        counts = {"given": len(self.given), "asked": self.asked}
        if not self.given:
            return _("noch niemand von %(asked)s hat bestätigt") % counts
        return (
            ngettext(
                "%(given)s von %(asked)s hat bestätigt",
                "%(given)s von %(asked)s haben bestätigt",
                len(self.given),
            )
            % counts
        )


def committee_part(engagement, *, until=None):
    """Return the Notices of an engagement, the newest first, with one query.

    `until`: the moment to which a former advisor reads.
    """
    found = {}
    rows = engagement.committee_notices.order_by("-pk", "acknowledgements__pk").values(*COLUMNS)
    for row in rows:
        if until and row["sent_at"] > until:
            continue
        notice = found.setdefault(row["oid"], Notice(row["kind"], row["title"], row["sent_at"]))
        institution, at = row["acknowledgements__institution"], row["acknowledgements__acknowledged_at"]
        if institution is None:
            continue
        notice.asked += 1
        if at is None or (until and at > until):
            notice.open.append(institution)
            continue
        notice.given.append(institution)
        if row["acknowledgements__remark"]:
            notice.remarks.append((institution, row["acknowledgements__remark"]))
    return list(found.values())
