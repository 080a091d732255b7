"""Mails about invitations and engagements in the workplace. `s`: the Samples of mail_previews."""

import datetime as dt
from copy import copy

from django.utils import timezone

from advisors import emails
from advisors.emails import bookings, committee_looking_back, concerns, follow_up, notices, papers
from advisors.models import Acknowledgement, CommitteeLookingBack, CommitteeNotice, Concern, Paper, Session
from advisors.owed import TABLE, Item


def about_invitations(s, reason):
    """Yield the mails to who is asked: alone, and at once with others."""
    yield from emails.invitation.mails(s.invitation, s.link(s.advisor))
    yield from emails.invitation_reminder.mails(s.invitation, s.link(s.advisor))
    yield from emails.invitation_extended.mails(s.invitation, s.link(s.advisor), reason)
    yield from emails.grant_changed.mails(s.invitation, s.link(s.advisor), 24)
    yield from emails.days_carried_over.mails(s.invitation, s.link(s.advisor), 8)
    yield from emails.invitation_recalled.mails(s.invitation, reason)
    shared = copy(s.invitation)
    shared.at_once = True
    yield from emails.invitation.mails(shared, s.link(s.advisor))
    yield from emails.others_asked.mails(shared, s.link(s.advisor))
    yield from emails.invitation_beaten.mails(shared)


def about_sessions(s):
    begin = timezone.make_aware(dt.datetime.combine(s.soon, dt.time(9)))
    session = Session(
        engagement=s.engagement,
        title="Auftakt mit dem Steuerungsgremium",
        starts_at=begin,
        ends_at=begin + dt.timedelta(hours=3),
        form="on_site",
        place="Rathaus, Raum 12",
        calendar_uid="00000000-0000@portal.example",
        changed_at=timezone.now(),
    )
    before = timezone.now() + dt.timedelta(days=3)
    yield from emails.session_planned.mails(session, by=s.person)
    yield from emails.session_changed.mails(session, by=s.person)
    yield from emails.session_changed.mails(session, by=s.person, moved_from=before)
    yield from emails.session_cancelled.mails(session, "Die Ansprechperson ist krank.", by=s.person)
    yield from emails.session_cancelled.mails(session, "Die Begleitung ist unterbrochen.")


def about_concerns(s):
    concern = Concern(
        engagement=s.engagement,
        by_user=s.person,
        role=Concern.Role.OFFICE,
        told_at=timezone.now(),
        resolution="Wir haben mit beiden gesprochen. Ab Montag steht eine andere Person bereit.",
        resolved_by=s.staff,
    )
    row = CommitteeLookingBack(engagement=s.engagement, member=s.member, institution=s.member.institution)
    yield from committee_looking_back.looking_back_asked.mails(row, s.link(s.member))
    yield from committee_looking_back.looking_back_reminder.mails(row, s.link(s.member))
    yield from follow_up.follow_up_asked.mails(s.engagement, s.person)
    yield from concerns.concern_told.mails(concern)
    yield from concerns.concern_resolved.mails(concern)


def about_notices(s):
    """Yield the mails that a paper has come, and that ask a member of the committee to take note."""
    for kind, version in (("contract", 1), ("interim", 2), ("final", 1)):
        paper = Paper(engagement=s.engagement, advisor=s.advisor, kind=kind, version=version)
        yield from papers.paper_came.mails(paper, may_close=kind == "final")
    for row in (TABLE[0], TABLE[-1]):
        yield from papers.waived.mails(s.engagement, Item(row, s.soon), "Ein Gespräch hat alles geklärt.")
    for kind, title in (("milestone", "Werkstatt zu den Übergaben"), ("interim", "Stand im Juni")):
        notice = CommitteeNotice(engagement=s.engagement, kind=kind, title=title)
        row = Acknowledgement(notice=notice, member=s.member, institution=s.member.institution)
        yield from notices.acknowledgement_asked.mails(row, s.link(s.member))
    yield from notices.acknowledgement_reminder.mails(row, s.link(s.member))


def about_days(s, reason):
    yield from bookings.entries_waiting.mails(s.entry)
    yield from bookings.entry_asked.mails(s.entry)
    yield from bookings.entries_signed.mails(s.engagement, [s.entry], reason)
    yield from bookings.days_mostly_used.mails(s.engagement)
    yield from bookings.days_asked.mails(s.engagement, 8, reason, by=s.person, by_office=True)
    yield from bookings.days_declined.mails(s.engagement, reason)
    for change in ("increased", "given_back", "carried_over"):
        yield from bookings.days_changed.mails(s.engagement, change, 8, reason, period="2027/28")
