"""Receivers of this app, inside the sender's transaction."""

import datetime as dt

from django.db.models import Q
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors import emails
from advisors.actions import committee_looking_back, leaving, notices, responses
from advisors.actions.bookings import turn_at_close
from advisors.actions.engagements import end
from advisors.actions.invitations import link_to
from advisors.actions.pool import cases_of, follow_address, lock_for_address
from advisors.actions.sessions import call_off_coming
from advisors.actions.taking_back import close_pending, ended_with
from advisors.emails import mandates
from advisors.models import Advisor
from gsvo.accounts.access import access_reopened, access_reopens, access_stopped, access_stops
from gsvo.accounts.email_changes import login_address_changed, login_address_changes
from gsvo.lib.search_fields import refold, refolded
from gsvo.offices.committee_actions import member_changes
from gsvo.outbox.resend import drop_for
from requests import actions, turns
from requests.actions import ActionRefused
from requests.models import SupportRequest, Topic
from requests.sections import BY_KEY
from requests.signals import handed_over, moved
from requests.workflow import State

# Acts after which planned sessions cannot be held as planned, and what both sides read as the reason.
CALLS_OFF = {
    "interrupt": _("Die Begleitung ist unterbrochen."),
    "change_advisor": _("Die Beratung wechselt."),
    "finish": _("Die Begleitung ist beendet."),
    "cancel": _("Die G.I.B. hat die Begleitung abgebrochen."),
    "lapse": _("Die Begleitung ist nach langem Stillstand beendet."),
}
CHANGES_DAYS = ("change_grant", "increase_days", "give_back_days", "carry_over_days")


@turns.decides(State.CLOSING)
def who_closes(support_request):
    """Return who owes what was due first when the work ends."""
    engagement = getattr(support_request, "engagement", None)
    if engagement is None:
        return None
    turn = turn_at_close(engagement, finished_on=timezone.localdate())
    return turn["waiting_on"], turn["due_on"]


@receiver(moved, dispatch_uid="advisors.bar_withdrawal")
def bar_withdrawal(sender, support_request, event, **kwargs):
    """Refuse withdrawal once an advisor accepted, even while a new one is sought."""
    if event.act == "withdraw" and support_request.engaged_at:
        raise ActionRefused(
            _("Die Begleitung hat schon begonnen. Zurückziehen geht nicht mehr. Fragen Sie bitte die G.I.B.")
        )


@receiver(moved, dispatch_uid="advisors.bar_change_of_grant")
def bar_change_of_grant(sender, support_request, event, **kwargs):
    """Refuse other days while somebody would accept these."""
    if event.act in CHANGES_DAYS and any(row.is_offered for row in support_request.invitations.open()):
        raise ActionRefused(
            _("Jemand möchte annehmen. Bestätigen Sie das zuerst, oder nehmen Sie die Einladungen zurück.")
        )


@receiver(moved, dispatch_uid="advisors.close_invitations")
def close_invitations(sender, support_request, event, **kwargs):
    """Take back invitations of a request that ended."""
    if event.act in ("withdraw", "cancel", "lapse"):
        why = {
            "lapse": _("Die Anfrage ist nach langem Stillstand beendet."),
            "withdraw": _("Die Koordinierungsstelle hat ihre Anfrage zurückgezogen."),
            "cancel": _("Die G.I.B. hat das Vorhaben abgebrochen."),
        }
        # Whoever was asked reads of the days that were promised then; the receiver comes after their return.
        promised = support_request.left_quarters + event.data.get("returned_quarters", 0)
        close_pending(support_request, reason=why[event.act], quarters=promised)


@receiver(moved, dispatch_uid="advisors.tell_of_reopened_case")
def mail_reopened_case(sender, support_request, event, **kwargs):
    """Mail advisors whose invitation ended with the request that it was reopened."""
    if event.act == "reopen_case":
        for invitation in ended_with(support_request, event):
            emails.case_reopened(invitation)


@receiver(moved, dispatch_uid="advisors.end_engagement")
def end_engagement(sender, support_request, event, **kwargs):
    engagement = getattr(support_request, "engagement", None)
    if event.to_state in (State.COMPLETED, State.CANCELLED) and engagement and engagement.ended_at is None:
        end(engagement)
        if event.act == "lapse":
            emails.lapsed(engagement)


@receiver(moved, dispatch_uid="advisors.tell_of_cancelled_engagement")
def mail_cancelled_engagement(sender, support_request, event, **kwargs):
    """Mail advisor and committee that G.I.B. breaks a running engagement off."""
    if event.act == "cancel" and event.to_state == State.CLOSING:
        emails.cancelled(support_request.engagement, event.reason)


@receiver(moved, dispatch_uid="advisors.tell_of_changed_grant")
def mail_changed_grant(sender, support_request, event, **kwargs):
    """Mail those with an open invitation that it is about another number of days."""
    if event.act == "change_grant":
        for invitation in support_request.invitations.answerable().select_related("advisor"):
            invitation.support_request = support_request
            emails.grant_changed(invitation, link_to(invitation), event.data["quarters_before"])


@receiver(moved, dispatch_uid="advisors.tell_of_changed_mandate")
def mail_changed_mandate(sender, support_request, event, **kwargs):
    """Mail both sides, G.I.B. and whoever is asked that another version of the mandate is in force."""
    version = support_request.mandate.agreed if event.act == "agree_change" else None
    if version is None or version.replaces is None:
        return
    before = version.replaces
    changed = sorted(BY_KEY[key].number for key in version.changed_since(before))
    mandates.mandate_changed(support_request.engagement, version, before, changed)
    for invitation in support_request.invitations.answerable().select_related("advisor"):
        invitation.support_request = support_request
        emails.mandate_changed_invited(invitation, link_to(invitation), version)


@receiver(moved, dispatch_uid="advisors.call_off_sessions")
def call_off_sessions(sender, support_request, event, **kwargs):
    """Cancel planned sessions of an engagement that rests, gets another advisor, or comes to its end."""
    engagement = getattr(support_request, "engagement", None)
    if engagement is None or event.act not in CALLS_OFF:
        return
    until = event.data.get("until") if event.act == "interrupt" else None
    call_off_coming(
        engagement, reason=str(CALLS_OFF[event.act]), until=until and dt.date.fromisoformat(until)
    )


@receiver(member_changes, dispatch_uid="advisors.follow_member")
def follow_notices(member, person_changed, **kwargs):
    """Let links to notices follow a member of the committee who changed; the list's act sends first."""
    notices.follow_member(member, person_changed=person_changed)
    committee_looking_back.follow_member(member, person_changed=person_changed)


@receiver(moved, dispatch_uid="advisors.ask_committee_to_look_back")
def ask_to_look_back(sender, support_request, event, **kwargs):
    """Ask the committee to look back when the work ends; both sides read it in the mail about that end."""
    engagement = getattr(support_request, "engagement", None)
    if event.act == "finish" and engagement is not None:
        committee_looking_back.ask_committee(engagement)


@receiver(handed_over, dispatch_uid="advisors.tell_of_new_contact")
def mail_new_contact(sender, support_request, to, **kwargs):
    """Mail the advisor of a running engagement who looks after it in the office now."""
    engagement = getattr(support_request, "engagement", None)
    if engagement is not None and engagement.ended_at is None:
        emails.contact_changed(engagement, to)


@receiver(login_address_changes, dispatch_uid="advisors.lock_for_address")
def lock_advisor_cases(sender, user, email, **kwargs):
    advisor = Advisor.objects.filter(user=user).first()
    if advisor is not None:
        lock_for_address(advisor, email)


@receiver(login_address_changed, dispatch_uid="advisors.follow_address")
def follow_login_address(sender, user, change, by, **kwargs):
    """Change the advisor's address with that of the account."""
    advisor = Advisor.objects.select_related("user").filter(user=user).first()
    if advisor is not None:
        follow_address(advisor, change, by=by)


@receiver([access_stops, access_reopens], dispatch_uid="advisors.lock_for_access")
def lock_for_access(sender, user, **kwargs):
    """Lock the requests of a person, those of her offices and those she advises, in one order."""
    advisor = Advisor.objects.filter(user=user).first()
    advised = cases_of(advisor) if advisor else SupportRequest.objects.none()
    hers = Q(pk__in=advised.values("pk")) | Q(pk__in=actions.open_in_offices_of(user).values("pk"))
    actions.lock_all(SupportRequest.objects.filter(hers))


@receiver(access_stopped, dispatch_uid="advisors.stop_asking")
def follow_stopped_access(sender, user, by, **kwargs):
    """End the invitations of a stopped advisor, ask the next in each order, tell of her engagements."""
    advisor = Advisor.objects.filter(user=user).first()
    if advisor is not None:
        drop_for(advisor)
        responses.stop_asking(advisor, by=by)
        if advisor.left_at is None:
            leaving.abandon_engagements(advisor, by=by)


@receiver(access_reopened, dispatch_uid="advisors.resume_engagements")
def follow_reopened_access(sender, user, by, **kwargs):
    advisor = Advisor.objects.filter(user=user, left_at=None).first()
    if advisor is not None:
        leaving.resume_engagements(advisor, by=by)


@receiver(refolded, sender=Topic, dispatch_uid="advisors.follow_the_name_of_a_topic")
def update_search_of_topic(keys, **kwargs):
    """Update the search text of advisors with the topic."""
    refold(Advisor, Advisor.objects.filter(topics__in=keys).values_list("pk", flat=True))


@receiver(m2m_changed, sender=Advisor.topics.through, dispatch_uid="advisors.follow_the_topics")
def update_search_of_advisor(instance, action, reverse, pk_set, **kwargs):
    """Update the search text of advisors whose topics changed."""
    if not action.startswith("post_"):
        return
    refold(Advisor, pk_set if reverse else [instance.pk])  # without a set it may be anybody
