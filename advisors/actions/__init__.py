"""Acts on preferences, invitations and engagements: keyword-only `by=`, one transaction, its mails."""

from advisors.actions.acceptances import (
    NeedsStaffError,
    accept,
    accept_for,
    obstacles_of,
    obstacles_of_all,
    offer,
)
from advisors.actions.committee_looking_back import answer_looking_back, decline_looking_back
from advisors.actions.concerns import note_step, resolve_concern, tell_concern
from advisors.actions.days import (
    ask_for_days,
    carry_over_days,
    decline_days,
    give_back_days,
    increase_days,
)
from advisors.actions.engagements import (
    change_advisor,
    complete,
    extend_interruption,
    finish,
    interrupt,
    pointless_acts,
    reopen,
    resume,
)
from advisors.actions.follow_up import follow_up
from advisors.actions.invitations import (
    ask_at_once,
    extend_invitation,
    invite,
    mail_again,
    send_again,
)
from advisors.actions.leaving import come_back, leave
from advisors.actions.looking_back import look_back
from advisors.actions.milestones import move_milestone, reach_milestone
from advisors.actions.notices import acknowledge, decline_notice, tell_committee
from advisors.actions.papers import hand_in_file, hand_in_report, save_draft, waive
from advisors.actions.pool import account_for, cases_of, change_address, note_new_name
from advisors.actions.pool_import import take_over
from advisors.actions.preferences import forget, prefer
from advisors.actions.profile import add_absence, change_profile, drop_absence, note_seen
from advisors.actions.responses import decline, decline_for, expire, expire_overdue, leave_pool
from advisors.actions.reviews import begin_review, change_review, rate_goals
from advisors.actions.sessions import cancel_session, change_session, plan_session, settle_session
from advisors.actions.signing import ask_about_entry, sign_entries, sign_for_office
from advisors.actions.takeover import enter_taken_over, take_over_engagement
from advisors.actions.taking_back import close_pending, recall, recall_one
from advisors.actions.time_entries import add_entry, change_entry, correct_entry, withdraw_entry
from requests.actions import ActionRefused, TransitionNotAllowed

__all__ = [
    "ActionRefused",
    "NeedsStaffError",
    "TransitionNotAllowed",
    "accept",
    "accept_for",
    "account_for",
    "acknowledge",
    "add_absence",
    "add_entry",
    "answer_looking_back",
    "ask_about_entry",
    "ask_at_once",
    "ask_for_days",
    "begin_review",
    "cancel_session",
    "carry_over_days",
    "cases_of",
    "change_address",
    "change_advisor",
    "change_entry",
    "change_profile",
    "change_review",
    "change_session",
    "close_pending",
    "come_back",
    "complete",
    "correct_entry",
    "decline",
    "decline_days",
    "decline_for",
    "decline_looking_back",
    "decline_notice",
    "drop_absence",
    "enter_taken_over",
    "expire",
    "expire_overdue",
    "extend_interruption",
    "extend_invitation",
    "finish",
    "follow_up",
    "forget",
    "give_back_days",
    "hand_in_file",
    "hand_in_report",
    "increase_days",
    "interrupt",
    "invite",
    "leave",
    "leave_pool",
    "look_back",
    "mail_again",
    "move_milestone",
    "note_new_name",
    "note_seen",
    "note_step",
    "obstacles_of",
    "obstacles_of_all",
    "offer",
    "plan_session",
    "pointless_acts",
    "prefer",
    "rate_goals",
    "reach_milestone",
    "recall",
    "recall_one",
    "reopen",
    "resolve_concern",
    "resume",
    "save_draft",
    "send_again",
    "settle_session",
    "sign_entries",
    "sign_for_office",
    "take_over",
    "take_over_engagement",
    "tell_committee",
    "tell_concern",
    "waive",
    "withdraw_entry",
]
