"""Mail."""

from gsvo.settings.base import DEMO, VAR_DIR, env, number

MAILBOX_DIR = VAR_DIR / "postfach"  # the demo's mail, as files: no usable link rests in the database
if "EMAIL_URL" in env:
    vars().update(env.email("EMAIL_URL"))
elif DEMO:
    EMAIL_BACKEND = "gsvo.outbox.mailbox.MailboxBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 20  # seconds; a silent server must not hold a sender
# How long mails belong to the sender that took them. Longer than the slowest honest attempt, and so short
# that after a sender's death they are out within five minutes, sweep and a silent server included.
MAIL_LEASE_SECONDS = 180
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Gemeinsam.Stark.VorOrt. <gsvo@example.org>")
MAIL_LATE_MINUTES = number("MAIL_LATE_MINUTES", 15)  # a mail that waits longer turns /readyz red
