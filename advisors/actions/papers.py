"""Acts on what an engagement owes: hand in a file, write a report, hand it in, do without something.

Every act locks the request first and is recorded in its history. It stands on the pages of the engagement and
of the case, and whose turn it is changes with it. Who reads a paper is mailed that it came; of an interim
report the committee takes note by link.
"""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.bookings import ENTERING, record
from advisors.actions.engagements import complete_obstacle
from advisors.actions.notices import tell_of_interim_report
from advisors.emails import papers as emails
from advisors.models import Advisor, Engagement, Paper, Waiver
from advisors.owed import PAPERS, REPORTS, PaperKind
from advisors.owed_items import items_of, last_assignment
from gsvo.accounts.models import User
from gsvo.files.storage import store
from gsvo.lib import dates
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.workdays import local_date
from requests import actions
from requests.roles import roles_of
from requests.workflow import State, WorkflowRole


@transaction.atomic
def hand_in_file(
    engagement: Engagement,
    kind: str,
    *,
    by: User,
    upload: UploadedFile,
    expected_version: int | None = None,
) -> Paper:
    """Hand in a file: the advisor a report, casework the contract. A newer version replaces the one before.

    `expected_version`: the newest that the page showed, 0 for none.
    """
    role, advisor = _lock(engagement, kind, by)
    newest = _newest(engagement, kind)
    if expected_version not in (None, newest.version if newest else 0):
        raise _came_meanwhile(newest)
    paper = Paper(engagement=engagement, advisor=advisor, kind=kind, file=store(upload, by=by))
    return _hand_in(paper, by, role)


@transaction.atomic
def save_draft(
    engagement: Engagement,
    kind: str,
    *,
    by: User,
    texts: Mapping[str, str],
    expected_revision: int | None = None,
) -> Paper:
    """Save the draft of a report, which nobody but its advisor reads. Raise StaleRecord for an old tab."""
    _role, advisor = _lock(engagement, kind, by)
    return _write(engagement, kind, advisor, by, texts, expected_revision)


@transaction.atomic
def hand_in_report(
    engagement: Engagement,
    kind: str,
    *,
    by: User,
    texts: Mapping[str, str],
    expected_revision: int | None = None,
) -> Paper:
    """Hand in a report that was written here; from now on office and G.I.B. read it."""
    role, advisor = _lock(engagement, kind, by)
    if not texts.get("summary"):
        raise ActionRefused(_("Schreiben Sie das Wichtigste in ein paar Sätzen."), field="summary")
    return _hand_in(_write(engagement, kind, advisor, by, texts, expected_revision), by, role)


@transaction.atomic
def waive(engagement: Engagement, kind: str, *, by: User, reason: str) -> Waiver:
    """Do without what is owed (Leitung), with a reason that office and advisor read. Mail who owed it."""
    actions.lock(engagement.support_request)
    engagement.refresh_from_db(fields=["advisor", "ended_at"])
    if WorkflowRole.LEADERSHIP not in roles_of(by, engagement.support_request):
        raise PermissionDenied
    if kind in PAPERS:
        _refuse_outside(engagement)
    item = next((item for item in items_of(engagement) if item.kind == kind), None)
    if item is None or not item.is_open:
        raise ActionRefused(
            _("Das ist nicht mehr offen: Es liegt inzwischen vor, oder es wird nicht erwartet.")
        )
    waiver = Waiver.objects.create(
        engagement=engagement,
        advisor=last_assignment(engagement).advisor,
        kind=kind,
        reason=reason,
        by=by,
    )
    data = {"owed": kind}
    record(engagement, "paper_waived", by=by, role=WorkflowRole.LEADERSHIP, data=data, reason=reason)
    emails.waived(engagement, item, reason)
    return waiver


def _lock(engagement: Engagement, kind: str, by: User) -> tuple[WorkflowRole, Advisor]:
    """Lock the request; refuse who does not owe the paper, and states in which nothing is handed in.

    Return in which role, and whose paper it will be.
    """
    actions.lock(engagement.support_request)
    engagement.refresh_from_db(fields=["advisor", "ended_at"])
    if kind == PaperKind.CONTRACT:
        if WorkflowRole.CASEWORK not in roles_of(by, engagement.support_request):
            raise PermissionDenied
        role, advisor = WorkflowRole.CASEWORK, last_assignment(engagement).advisor
    else:
        if kind not in REPORTS or engagement.advisor is None or not engagement.is_advised_by(by):
            raise PermissionDenied
        role, advisor = WorkflowRole.ADVISOR, engagement.advisor
    _refuse_outside(engagement)
    return role, advisor


def _refuse_outside(engagement: Engagement) -> None:
    state = engagement.support_request.state
    if state not in ENTERING:
        raise ActionRefused(
            _("Die Begleitung ist im Stand „%(state)s“. Abgeben lässt sich jetzt nichts mehr.")
            % {"state": State(state).label}
        )


def _newest(engagement: Engagement, kind: str) -> Paper | None:
    return engagement.papers.handed_in().filter(kind=kind).first()


def _came_meanwhile(newest: Paper | None) -> StaleRecord:
    """Return the refusal for who was slower. Nothing handed in ever goes, so there is a newest."""
    assert newest is not None
    assert newest.handed_in_at is not None
    return StaleRecord(
        newest,
        sentence=_("Inzwischen liegt eine neuere Fassung vor: Fassung %(version)s vom %(day)s.")
        % {"version": newest.version, "day": dates.short_moment(newest.handed_in_at)},
    )


def _write(
    engagement: Engagement,
    kind: str,
    advisor: Advisor,
    by: User,
    texts: Mapping[str, str],
    expected_revision: int | None,
) -> Paper:
    """Write the texts into the advisor's draft, which begins with it."""
    draft = engagement.papers.drafts().filter(kind=kind, advisor=advisor).first()
    if draft is None and expected_revision:
        handed_in = Paper(revision=0)  # a page that is sent again begins a new draft
        raise StaleRecord(handed_in, sentence=_("Diesen Entwurf haben Sie inzwischen abgegeben."))
    if draft is not None and expected_revision not in (None, draft.revision):
        raise StaleRecord(draft, by)
    paper = draft or Paper(engagement=engagement, advisor=advisor, kind=kind, revision=0)
    for name in Paper.TEXTS:
        setattr(paper, name, texts.get(name, ""))
    paper.revision += 1
    paper.changed_by = by
    paper.save()
    return paper


def _hand_in(paper: Paper, by: User, role: WorkflowRole) -> Paper:
    """Make a paper the newest version and record it, with whose turn it is then. Mail who reads it.

    Of another version on the same day nobody gets another mail: the first one leads to the newest.
    """
    newest = _newest(paper.engagement, paper.kind)
    paper.version = (newest.version or 0) + 1 if newest else 1
    paper.handed_in_at, paper.handed_in_by = timezone.now(), by
    paper.changed_by = by
    paper.save()
    data = {"owed": paper.kind, "paper_version": paper.version}
    record(paper.engagement, "paper_handed_in", by=by, role=role, data=data)
    if not _came_today(newest):
        is_closing = paper.engagement.support_request.state == State.CLOSING
        emails.paper_came(paper, may_close=is_closing and not complete_obstacle(paper.engagement))
    if paper.kind == PaperKind.INTERIM_REPORT:
        tell_of_interim_report(paper, by=by)
    return paper


def _came_today(newest: Paper | None) -> bool:
    """Return whether the version before was handed in on the same day, so that its mail leads here."""
    if newest is None or newest.handed_in_at is None:
        return False
    return local_date(newest.handed_in_at) == timezone.localdate()
