"""Mail, and who answers for the portal."""

from gsvo.settings.place import DEMO, VAR_DIR, env

MAILBOX_DIR = VAR_DIR / "postfach"  # the demo's mail, as files: no usable link rests in the database
if "EMAIL_URL" in env:
    vars().update(env.email("EMAIL_URL"))
elif DEMO:
    EMAIL_BACKEND = "gsvo.outbox.mailbox.MailboxBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 20  # seconds; a silent server must not hold a sender
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Gemeinsam.Stark.VorOrt. <gsvo@example.org>")
CONTACT_EMAIL = env("CONTACT_EMAIL", default="gsvo@example.org")
CONTACT_PHONE = env("CONTACT_PHONE", default="02041 000-000")

# Who runs it: for Impressum, Datenschutz, Barrierefreiheit. What is empty is shown as still to come.
OPERATOR = {
    "name": env("OPERATOR_NAME", default="G.I.B."),
    "address": env("OPERATOR_ADDRESS", default=""),
    "represented_by": env("OPERATOR_REPRESENTED_BY", default=""),
    "register": env("OPERATOR_REGISTER", default=""),
    "data_protection": env("OPERATOR_DATA_PROTECTION", default=""),
    "ombuds_office": env("OPERATOR_OMBUDS_OFFICE", default=""),
}
