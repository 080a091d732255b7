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

    def wait_for(self, address, words, *, seconds=45):
        """The newest mail to an address with these words in its subject, as soon as it is there."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = [mail for mail in self.to(address) if words in mail["Subject"]]
            if found:
                return found[-1]
            time.sleep(0.2)
        raise AssertionError(
            f"no mail „{words}“ to {address}; there are {[mail['Subject'] for mail in self.to(address)]}"
        )

    def link(self, mail, path):
        """The one address in a mail's text that begins with this path."""
        text = mail.get_body(("plain",)).get_content()
        found = set(re.findall(rf"https?://\S*/{path}/\S+", text))
        assert len(found) == 1, text
        return found.pop()
