"""Figures that G.I.B. confirms; proposals until then."""

from gsvo.settings.place import env

ANSWER_WITHIN_WORKING_DAYS = env.int("ANSWER_WITHIN_WORKING_DAYS", default=10)
ANSWER_QUERY_WITHIN_DAYS = env.int("ANSWER_QUERY_WITHIN_DAYS", default=14)
CLARIFY_WITHIN_DAYS = env.int("CLARIFY_WITHIN_DAYS", default=42)
ROUND_DAYS = env.int("ROUND_DAYS", default=14)
INVITATION_DAYS = env.int("INVITATION_DAYS", default=7)
ACCOUNT_LINK_DAYS = env.int("ACCOUNT_LINK_DAYS", default=14)
PASSWORD_LINK_HOURS = env.int("PASSWORD_LINK_HOURS", default=24)
ANSWER_FEEDBACK_WITHIN_DAYS = env.int("ANSWER_FEEDBACK_WITHIN_DAYS", default=14)

# When people are reminded: days from the deadline, or from when something lies there (gsvo/reminders).
REMIND_FROM_HOUR = env.int("REMIND_FROM_HOUR", default=7)  # of a working day, Europe/Berlin
REMINDERS = {
    "statement": env.list("REMIND_STATEMENT", cast=int, default=[-5, -1]),
    "invitation": env.list("REMIND_INVITATION", cast=int, default=[-3, -1]),
    "account": env.list("REMIND_ACCOUNT", cast=int, default=[-7, -2]),
    "query": env.list("REMIND_QUERY", cast=int, default=[-5, -1, 3, 10]),
    "mandate": env.list("REMIND_MANDATE", cast=int, default=[-14, -3, 3, 14]),
    "draft": env.list("REMIND_DRAFT", cast=int, default=[14, 60]),
}

# How long what is kept, in days: the rows of docs/data-protection.md, read by `manage.py purge`.
KEEP_MAIL_DAYS = env.int("KEEP_MAIL_DAYS", default=30)
KEEP_LINK_DAYS = env.int("KEEP_LINK_DAYS", default=30)
KEEP_SESSION_DAYS = env.int("KEEP_SESSION_DAYS", default=1)
KEEP_DRAFT_DAYS = env.int("KEEP_DRAFT_DAYS", default=183)
KEEP_CASE_DAYS = env.int("KEEP_CASE_DAYS", default=3653)
KEEP_CASE_NOT_ADVISED_DAYS = env.int("KEEP_CASE_NOT_ADVISED_DAYS", default=365)
KEEP_FORMER_MEMBER_DAYS = env.int("KEEP_FORMER_MEMBER_DAYS", default=365)
KEEP_FORMER_ADVISOR_DAYS = env.int("KEEP_FORMER_ADVISOR_DAYS", default=365)
KEEP_ACCOUNT_DAYS = env.int("KEEP_ACCOUNT_DAYS", default=365)
KEEP_CHAIN_DAYS = env.int("KEEP_CHAIN_DAYS", default=1096)
KEEP_REMINDER_DAYS = env.int("KEEP_REMINDER_DAYS", default=400)
KEEP_FIRST_NOTICE_DAYS = env.int("KEEP_FIRST_NOTICE_DAYS", default=1096)
KEEP_FEEDBACK_DAYS = env.int("KEEP_FEEDBACK_DAYS", default=365)
KEEP_STAFF_LOG_DAYS = env.int("KEEP_STAFF_LOG_DAYS", default=365)
