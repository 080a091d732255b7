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
