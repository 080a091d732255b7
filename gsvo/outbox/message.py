"""The e-mail itself, as it goes over the wire."""

from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives

from gsvo.outbox.letter import with_link


def message_of(mail):
    """Build the message of a row; its link is made here and lives nowhere else."""
    text, html = with_link(mail)
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=text,
        to=[formataddr((mail.to_name, mail.to_email)) if mail.to_name else mail.to_email],
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
        },
    )
    message.attach_alternative(html, "text/html")
    return message
