"""Domain figures that G.I.B. confirms; proposals until then."""

from gsvo.settings.base import number, numbers

ANSWER_WITHIN_WORKING_DAYS = number("ANSWER_WITHIN_WORKING_DAYS", 10)
ANSWER_QUERY_WITHIN_DAYS = number("ANSWER_QUERY_WITHIN_DAYS", 14)
CLARIFY_WITHIN_DAYS = number("CLARIFY_WITHIN_DAYS", 42)
ROUND_DAYS = number("ROUND_DAYS", 14)
INVITATION_DAYS = number("INVITATION_DAYS", 7)
FIRST_CALL_WITHIN_WORKING_DAYS = number("FIRST_CALL_WITHIN_WORKING_DAYS", 5)
SIGN_ENTRIES_WITHIN_DAYS = number("SIGN_ENTRIES_WITHIN_DAYS", 14)  # then G.I.B. may countersign instead
CONTRACT_WITHIN_DAYS = number("CONTRACT_WITHIN_DAYS", 28)  # after an advisor accepted (docs/owed.md)
FINAL_REPORT_WITHIN_DAYS = number("FINAL_REPORT_WITHIN_DAYS", 28)  # after the end of the work
LOOK_BACK_WITHIN_DAYS = number("LOOK_BACK_WITHIN_DAYS", 28)  # after the end of the work
LOOK_BACK_CHANGE_DAYS = number("LOOK_BACK_CHANGE_DAYS", 30)  # after the close
LOOK_BACK_LINK_DAYS = number("LOOK_BACK_LINK_DAYS", 120)  # how long a member's link holds
FOLLOW_UP_AFTER_DAYS = number("FOLLOW_UP_AFTER_DAYS", 122, least=10)  # after the close: four months
FOLLOW_UP_WITHIN_DAYS = number("FOLLOW_UP_WITHIN_DAYS", 28)  # after the question; open for as long again
ASK_ABOVE_WANTED_DAYS = number("ASK_ABOVE_WANTED_DAYS", 30)  # the form asks whether so many are meant
ACCOUNT_LINK_DAYS = number("ACCOUNT_LINK_DAYS", 14)
ACKNOWLEDGEMENT_LINK_DAYS = number("ACKNOWLEDGEMENT_LINK_DAYS", 180)
CONFIRM_PART_WITHIN_DAYS = number("CONFIRM_PART_WITHIN_DAYS", 21)  # an institution its part in a chain
CONFIRMATION_LINK_DAYS = number("CONFIRMATION_LINK_DAYS", 365)  # the answer can be changed for so long
PASSWORD_LINK_HOURS = number("PASSWORD_LINK_HOURS", 24)
ANSWER_FEEDBACK_WITHIN_DAYS = number("ANSWER_FEEDBACK_WITHIN_DAYS", 14)

# When people are reminded: days from the deadline, or from when something lies there (gsvo/reminders).
REMIND_FROM_HOUR = number("REMIND_FROM_HOUR", 7, least=0, most=23)  # of a working day, Europe/Berlin
REMIND_EVERY_DAYS = number("REMIND_EVERY_DAYS", 7)  # after the last step, of what has to be answered
WELCOME_AFTER_DAYS = number("WELCOME_AFTER_DAYS", 7, most=9)  # with days off it is a fortnight at most
REMINDERS = {
    "welcome_member": [WELCOME_AFTER_DAYS],
    "welcome_advisor": [WELCOME_AFTER_DAYS],
    "statement": numbers("REMIND_STATEMENT", [-5, -1]),
    "silence": [-14, -7, -2],  # three, as the rule promises that lets silence pass (requests/round_rules.py)
    "invitation": numbers("REMIND_INVITATION", [-3, -1]),
    "acknowledgement": numbers("REMIND_ACKNOWLEDGEMENT", [14]),  # once, days after the mail
    "account": numbers("REMIND_ACCOUNT", [-7, -2]),
    "query": numbers("REMIND_QUERY", [-5, -1, 3, 10]),
    "mandate": numbers("REMIND_MANDATE", [-14, -3, 3, 14]),
    "draft": numbers("REMIND_DRAFT", [14, 60]),
    "draft_ends": numbers("REMIND_DRAFT_ENDS", [-31, -5]),  # before KEEP_DRAFT_DAYS are over
    "interruption": numbers("REMIND_INTERRUPTION", [-5, 0]),
    "time_entries": numbers("REMIND_TIME_ENTRIES", [-7, -1]),  # before G.I.B. may countersign instead
    "time_entry_question": numbers("REMIND_TIME_ENTRY_QUESTION", [5, 12]),  # after the office asked
    "owed": numbers("REMIND_OWED", [-7, -1]),
    "session": numbers("REMIND_SESSION", [4]),  # once, days after a session that nobody settled
    "looking_back": numbers("REMIND_LOOKING_BACK", [-14, -1]),
    "committee_looking_back": numbers("REMIND_COMMITTEE_LOOKING_BACK", [-14]),  # once
    "part_confirmation": numbers("REMIND_PART_CONFIRMATION", [-5, 3]),
    "part_changed": [1],  # asks again, a quiet day after the last change
    "follow_up": [FOLLOW_UP_AFTER_DAYS],
    "follow_up_open": numbers("REMIND_FOLLOW_UP", [-14]),  # once
    "asleep": numbers("REMIND_ASLEEP", [-365, -60, -14]),
    "asleep_engagement": numbers("REMIND_ASLEEP", [-365, -60, -14]),
}

# How long what is kept, in days: the terms of gsvo/retention/table.py, by which `manage.py purge` deletes.
END_ASLEEP_CASE_DAYS = number("END_ASLEEP_CASE_DAYS", 730)
KEEP_MAIL_DAYS = number("KEEP_MAIL_DAYS", 30, least=0)
KEEP_LINK_DAYS = number("KEEP_LINK_DAYS", 30, least=0)
KEEP_SESSION_DAYS = number("KEEP_SESSION_DAYS", 1, least=0)
KEEP_UNSENT_DAYS = number("KEEP_UNSENT_DAYS", 7, least=0)
KEEP_DRAFT_DAYS = number("KEEP_DRAFT_DAYS", 183, least=0)
KEEP_CASE_DAYS = number("KEEP_CASE_DAYS", 3653, least=0)
KEEP_CASE_NOT_ADVISED_DAYS = number("KEEP_CASE_NOT_ADVISED_DAYS", 365, least=0)
KEEP_FORMER_MEMBER_DAYS = number("KEEP_FORMER_MEMBER_DAYS", 365, least=0)
KEEP_FORMER_ADVISOR_DAYS = number("KEEP_FORMER_ADVISOR_DAYS", 365, least=0)
KEEP_ABSENCE_DAYS = number("KEEP_ABSENCE_DAYS", 1, least=0)
KEEP_ACCOUNT_DAYS = number("KEEP_ACCOUNT_DAYS", 365, least=0)
KEEP_CHAIN_DAYS = number("KEEP_CHAIN_DAYS", 1096, least=0)
KEEP_REMINDER_DAYS = number("KEEP_REMINDER_DAYS", 400, least=0)
KEEP_FIRST_NOTICE_DAYS = number("KEEP_FIRST_NOTICE_DAYS", 1096, least=0)
KEEP_FEEDBACK_DAYS = number("KEEP_FEEDBACK_DAYS", 365, least=0)
KEEP_ACCESS_REQUEST_DAYS = number("KEEP_ACCESS_REQUEST_DAYS", 183, least=0)
KEEP_STAFF_LOG_DAYS = number("KEEP_STAFF_LOG_DAYS", 365, least=0)
