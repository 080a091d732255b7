"""A mail server that delivers to nobody: tests read here what really went out."""

import email
import email.policy
import re
import threading
import time


class Postbox:
    """Handler of an aiosmtpd server."""

    def __init__(self):
        self.mails = []
        self._lock = threading.Lock()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the server asks for this name
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self._lock:
            self.mails.append(message)
        return "250 OK"

    def to(self, address):
        with self._lock:
            return [mail for mail in self.mails if address in mail["To"]]

    def wait_for(self, address, words, *, after=0, seconds=60):
        """The newest mail to an address with these words in its subject, once more than `after` are there."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = [mail for mail in self.to(address) if words in mail["Subject"]]
            if len(found) > after:
                return found[-1]
            time.sleep(0.2)
        raise AssertionError(
            f"no mail „{words}“ to {address}; there are {[mail['Subject'] for mail in self.to(address)]}"
        )

    def text(self, mail):
        return mail.get_body(("plain",)).get_content()

    def link(self, mail, path):
        """The one address in a mail's text that begins with this path."""
        found = set(re.findall(rf"https?://\S*/{path}/\S+", self.text(mail)))
        assert len(found) == 1, self.text(mail)
        return found.pop()

    def tokens(self, mail):
        """The secret parts of its links."""
        return re.findall(r"https?://\S+/([^/\s]{40,})/", self.text(mail))
