"""Acts of an engagement that send mails, each with hostile words: sessions, days, milestones, answers."""

import datetime as dt

from django.utils import timezone

from advisors import actions
from advisors.emails import bookings, mandate_changed_invited, notices
from advisors.emails.committee_looking_back import looking_back_reminder
from advisors.emails.follow_up import follow_up_asked
from advisors.emails.mandates import mandate_changed
from advisors.models import Acknowledgement, Engagement, Paper, TimeEntry
from gsvo.links.models import Link
from requests.models import SupportRequest
from tests import factories
from tests.advisors.looking_back import looking_back_link
from tests.advisors.sessions import at, fields


def acts(people, rows, words):
    """Return functions without arguments. `words(length)`: a hostile text."""
    running = Engagement.objects.get(pk=rows["engagement"].pk)
    lead, advisor, gib = people["lead"], people["advisor"], people["casework"]
    case = running.support_request
    SupportRequest.objects.filter(pk=case.pk).update(handled_by=lead)

    def met():
        told = {"title": words(120), "place": words(200), "note": words(), "date_reason": words()}
        session = actions.plan_session(running, by=lead, **fields(20, **told))
        actions.change_session(session, by=advisor, expected_revision=1, **fields(21, **told))
        actions.cancel_session(session, by=lead, reason=words())

    def worked():
        # The office is mailed when its turn begins: nothing else may wait for it, and today is still free.
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        running.time_entries.update(
            state="signed", signed_at=timezone.now(), signed_by=lead, done_on=yesterday
        )
        entry = actions.add_entry(
            running, by=advisor, kind="online", done_on=timezone.localdate(), quarters=1, note=words(500)
        )
        actions.ask_about_entry(entry, by=lead, question=words(500))
        signed = TimeEntry.objects.filter(pk=entry.pk)
        bookings.entries_signed(running, signed, words())
        bookings.days_mostly_used(running)
        case.refresh_from_db()
        running.increase_requests.open().delete()
        actions.ask_for_days(case, by=advisor, quarters=1, reason=words())
        actions.decline_days(case, by=gib, reason=words())

    def moved():
        reached = running.milestone_results.values("milestone")
        milestone = case.mandate.agreed.milestones.exclude(due_on=None).exclude(pk__in=reached).first()
        day = min(case.period_to, milestone.due_on + dt.timedelta(days=1))
        actions.move_milestone(running, milestone, by=lead, due_on=day, reason=words())
        asked = Link.objects.filter(purpose=Acknowledgement.LINK_PURPOSE).latest("pk")
        notices.acknowledgement_reminder(asked.target, asked)

    def offered():
        invitation = rows["invitation"]
        invitation.support_request.preferences.create(advisor=invitation.advisor, kind="exclude")
        link = factories.invitation_link(invitation)
        actions.offer(invitation, by=link, no_conflict=True, deputy=words(200))

    def taken_over():
        actions.enter_taken_over(
            case.office, by=gib, title=words(120), mode="mixed", advisor=factories.advisor(name=words(200)),
            **factories.earlier(),
        )  # fmt: skip

    def followed_up():
        running.ended_at = at(-120)
        follow_up_asked(running, lead)

    def looked_back():
        link = looking_back_link(running)
        looking_back_reminder(link.target, link)

    def reported():
        texts = {name: words(500) for name in Paper.TEXTS}
        actions.hand_in_report(running, "interim", by=advisor, texts=texts)
        running.papers.filter(kind="final").delete()
        running.waivers.all().delete()
        actions.waive(running, "final", by=people["leitung"], reason=words())

    def renewed():
        version, invitation = case.mandate.agreed, rows["invitation"]
        mandate_changed(running, version, version, [words(40)])
        mandate_changed_invited(invitation, factories.invitation_link(invitation), version)

    return [met, worked, moved, offered, taken_over, followed_up, looked_back, reported, renewed]
