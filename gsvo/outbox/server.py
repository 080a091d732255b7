"""The connection to the mail server."""

import logging
import socket
import threading
from contextlib import contextmanager, suppress

from django.conf import settings
from django.core.mail import get_connection

logger = logging.getLogger(__name__)
CONNECT_SECONDS = 8  # for each address and each step of the greeting: two dead addresses stay within 30 s
ATTEMPT_SECONDS = 28  # for all of it: a server may also answer every question just before its time is over


class NotReadyError(Exception):
    """The way to the server did not open (its cause says why): no mail is to blame."""


class Server:
    """One connection, kept over a whole pass and opened anew after trouble.

    A server that falls silent ends the attempt within 30 seconds: it has CONNECT_SECONDS for each step until
    it is ready, then settings.EMAIL_TIMEOUT for each answer, and ATTEMPT_SECONDS in all. So no lease runs out
    while its mail is still on the way, and nobody else sends it meanwhile.
    """

    def __init__(self):
        self._connection = get_connection()
        self.troubles = 0  # one after the other

    def send(self, message):
        with self._time_limit() as is_over:
            try:
                self._open()
                if is_over.is_set():
                    raise TimeoutError("The server took too long to get ready.")
            except Exception as error:
                raise NotReadyError from error
            self._connection.send_messages([message])
        self.troubles = 0

    def _open(self):
        if hasattr(self._connection, "timeout"):  # it is SMTP, not the demo's mailbox
            self._connection.timeout = min(CONNECT_SECONDS, settings.EMAIL_TIMEOUT)
        if self._connection.open() and (smtp := self._smtp()):
            smtp.sock.settimeout(settings.EMAIL_TIMEOUT)

    def _smtp(self):
        return getattr(self._connection, "connection", None)

    @contextmanager
    def _time_limit(self):
        """Hangs up when the time is over: whoever waits for an answer then learns that there is none."""
        is_over = threading.Event()

        def hang_up():
            is_over.set()
            with suppress(AttributeError, OSError):  # it is not open yet, or gone
                socket.socket.shutdown(self._smtp().sock, socket.SHUT_RDWR)  # below TLS, whose own would wait

        watch = threading.Timer(ATTEMPT_SECONDS, hang_up)
        watch.daemon = True
        watch.start()
        try:
            yield is_over
        finally:
            watch.cancel()

    def after(self, verdict):
        """An answer about the mail leaves the connection good; anything else ends it."""
        if verdict.is_trouble:
            self.troubles += 1
            self.close()
        else:
            self.troubles = 0

    def close(self):
        try:
            self._connection.close()
        except Exception as error:  # it is gone either way
            logger.info("Closing the mail server's connection: %s", type(error).__name__)
