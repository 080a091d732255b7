"""The e-mail itself, as it goes over the wire."""

from email.header import Header
from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives

from gsvo.outbox.letter import filled_in


def message_of(mail):
    """Build the message of a row; its link and its secret are readable here and nowhere else."""
    text, html = filled_in(mail)
    message = Letter(
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


class Letter(EmailMultiAlternatives):
    """Django folds a long subject with umlauts before its first word, and some programs then show a blank."""

    def message(self):
        if self.subject.isascii():
            return super().message()
        subject, self.subject = self.subject, ""  # to encode it twice takes as long as all else
        try:
            message = super().message()
        finally:
            self.subject = subject
        words = Header(subject, "utf-8", maxlinelen=66, header_name="Subject").encode()
        del message["Subject"]
        message["Subject"] = words.replace("\n", "")
        return message
