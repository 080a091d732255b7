"""Deletion of advisors who left the pool, and of texts about them in closed cases."""

from functools import partial

from django.db import transaction
from django.db.models import Q

from advisors.models import (
    Absence,
    Acknowledgement,
    Advisor,
    Assignment,
    CommitteeLookingBack,
    CommitteeNotice,
    Concern,
    ConcernStep,
    FollowUp,
    GoalRating,
    GoalReview,
    IncreaseRequest,
    Invitation,
    LookingBack,
    MilestoneResult,
    Paper,
    PoolImport,
    Preference,
    ProfileChange,
    Session,
    TimeEntry,
    Waiver,
)
from gsvo.accounts.retention import forget_traces, tell_of_changes
from gsvo.files.models import StoredFile
from gsvo.lib.workdays import local_date
from gsvo.links.models import Link
from gsvo.retention.data_subjects import register_source
from gsvo.retention.rules import ERASED_TEXT, Rule, extend, redact_as, register
from requests.models import Event


def _left(before):
    at_work = Assignment.objects.filter(ended_at=None).values("advisor")
    return Advisor.objects.filter(left_at__lt=before).exclude(pk__in=at_work).exclude(name=ERASED_TEXT)


def _revoke_links(cases):
    for invitation in Invitation.objects.filter(support_request__in=cases):
        Link.objects.to(invitation).revoke()
    rows = Acknowledgement.objects.filter(notice__engagement__support_request__in=cases)
    keys = rows.values_list("pk", flat=True)
    Link.objects.to_many(Acknowledgement, keys, Acknowledgement.LINK_PURPOSE).revoke()


def _revoke_links_of(advisors):
    """Revoke an advisor's links and erase what they say of her."""
    keys = Invitation.objects.filter(advisor__in=advisors).values_list("pk", flat=True)
    links = Link.objects.to_many(Invitation, keys, Invitation.LINK_PURPOSE)
    links.revoke()
    redact_as("link", links)


def _delete_papers(cases):
    """Delete the files of papers from the disk after the commit, and what their rows say of them."""
    files = StoredFile.objects.filter(paper__engagement__support_request__in=cases)
    for row in files.exclude(file=""):
        transaction.on_commit(partial(row.file.storage.delete, row.file.name))
    redact_as("case", files)


register(
    Rule("advisor", Advisor, _left, reach={"advisors.Advisor": "pk"}, hooks=[_revoke_links_of, forget_traces])
)
register(
    Rule(
        "absence",
        Absence,
        lambda before: Absence.objects.over(local_date(before)),
        gone={"advisors.Absence": "pk"},
        named_by=None,
    )
)
register(
    Rule(
        "profile-change",
        ProfileChange,
        lambda before: ProfileChange.objects.filter(at__lt=before),
        gone={"advisors.ProfileChange": "pk"},
        named_by=None,
    )
)
register(
    Rule(
        "pool-import",
        PoolImport,
        lambda before: PoolImport.objects.filter(at__lt=before),
        gone={"advisors.PoolImport": "pk"},
        named_by=None,
    )
)
for kind in ("case", "case-not-advised"):
    extend(
        kind,
        reach={
            "advisors.Invitation": "support_request",
            "advisors.Preference": "support_request",
            "advisors.IncreaseRequest": "engagement__support_request",
            "advisors.TimeEntry": "engagement__support_request",
            "advisors.Session": "engagement__support_request",
            "advisors.GoalReview": "engagement__support_request",
            "advisors.GoalRating": "review__engagement__support_request",
            "advisors.Paper": "engagement__support_request",
            "advisors.Waiver": "engagement__support_request",
            "advisors.MilestoneResult": "engagement__support_request",
            "advisors.CommitteeLookingBack": "engagement__support_request",
            "advisors.FollowUp": "engagement__support_request",
            "advisors.LookingBack": "engagement__support_request",
            "advisors.Concern": "engagement__support_request",
            "advisors.ConcernStep": "concern__engagement__support_request",
            "advisors.CommitteeNotice": "engagement__support_request",
            "advisors.Acknowledgement": "notice__engagement__support_request",
        },
        hooks=[_revoke_links, _delete_papers],
    )


def _advisors(address):
    return Advisor.objects.filter(Q(email__iexact=address) | Q(user__email__iexact=address))


def _invitations(address):
    return Invitation.objects.filter(advisor__in=_advisors(address))


def _named_in_events(address):
    """Return the events that say what she did or what was decided about her."""
    found = Q(pk=None)
    for key in _advisors(address).values_list("pk", flat=True):
        found |= Q(data__advisor_id=key)
    return Event.objects.filter(found)


register_source("advisors.Advisor", _advisors)
register_source("advisors.Invitation", _invitations)
register_source(
    "advisors.Invitation",
    lambda address: Invitation.objects.filter(invited_by__email__iexact=address),
    fields=["message"],
)
register_source("advisors.Absence", lambda address: Absence.objects.filter(advisor__in=_advisors(address)))
register_source(
    "advisors.ProfileChange", lambda address: ProfileChange.objects.filter(advisor__in=_advisors(address))
)
register_source(
    "advisors.Preference", lambda address: Preference.objects.filter(advisor__in=_advisors(address))
)
register_source(
    "advisors.TimeEntry",
    lambda address: TimeEntry.objects.filter(advisor__in=_advisors(address)),
    fields=["note", "question"],
)
register_source(
    "advisors.TimeEntry",
    lambda address: TimeEntry.objects.filter(question_by__email__iexact=address),
    fields=["question"],
)
register_source(
    "advisors.TimeEntry",
    lambda address: TimeEntry.objects.filter(signed_by__email__iexact=address),
    fields=["signed_reason"],
)
register_source("advisors.Session", lambda address: Session.objects.filter(changed_by__email__iexact=address))
register_source(
    "advisors.GoalReview", lambda address: GoalReview.objects.filter(changed_by__email__iexact=address)
)
register_source(
    "advisors.GoalRating", lambda address: GoalRating.objects.filter(rated_by__email__iexact=address)
)
register_source(
    "advisors.IncreaseRequest",
    lambda address: IncreaseRequest.objects.filter(asked_by__email__iexact=address),
)
register_source("advisors.Paper", lambda address: Paper.objects.filter(advisor__in=_advisors(address)))
register_source("advisors.Waiver", lambda address: Waiver.objects.filter(by__email__iexact=address))
register_source(
    "advisors.MilestoneResult",
    lambda address: MilestoneResult.objects.filter(changed_by__email__iexact=address),
)
register_source(
    "advisors.LookingBack", lambda address: LookingBack.objects.filter(by_user__email__iexact=address)
)
register_source(
    "advisors.CommitteeLookingBack",
    lambda address: CommitteeLookingBack.objects.filter(member__email__iexact=address),
)
register_source("advisors.FollowUp", lambda address: FollowUp.objects.filter(by_user__email__iexact=address))
register_source("advisors.Concern", lambda address: Concern.objects.filter(by_user__email__iexact=address))
register_source(
    "advisors.Concern",
    lambda address: Concern.objects.filter(resolved_by__email__iexact=address),
    fields=["resolution"],
)
register_source("advisors.ConcernStep", lambda address: ConcernStep.objects.filter(by__email__iexact=address))
register_source(
    "advisors.CommitteeNotice", lambda address: CommitteeNotice.objects.filter(sent_by__email__iexact=address)
)
register_source(
    "advisors.Acknowledgement", lambda address: Acknowledgement.objects.filter(member__email__iexact=address)
)
register_source("requests.Event", _named_in_events)
tell_of_changes(Advisor, _advisors)
