"""The connection to the mail server."""

import logging

from django.conf import settings
from django.core.mail import get_connection

logger = logging.getLogger(__name__)
CONNECT_SECONDS = 8  # for each address and each step of the greeting: two dead addresses stay within 30 s


class Server:
    """One connection, kept over a whole pass and opened anew after trouble.

    A server that falls silent ends the attempt within 30 seconds: it has CONNECT_SECONDS for each step until
    it is ready, then settings.EMAIL_TIMEOUT for each answer.
    """

    def __init__(self):
        self._connection = get_connection()
        self.troubles = 0  # one after the other

    def send(self, message):
        self._open()
        self._connection.send_messages([message])
        self.troubles = 0

    def _open(self):
        if hasattr(self._connection, "timeout"):  # it is SMTP, not the demo's mailbox
            self._connection.timeout = min(CONNECT_SECONDS, settings.EMAIL_TIMEOUT)
        if self._connection.open() and (smtp := getattr(self._connection, "connection", None)):
            smtp.sock.settimeout(settings.EMAIL_TIMEOUT)

    def after(self, verdict):
        """An answer about the mail leaves the connection good; anything else ends it."""
        if verdict.is_trouble:
            self.troubles += 1
            self.close()

    def close(self):
        try:
            self._connection.close()
        except Exception as error:  # it is gone either way
            logger.info("Closing the mail server's connection: %s", type(error).__name__)
