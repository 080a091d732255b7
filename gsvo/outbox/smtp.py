"""The connection to the mail server."""

from __future__ import annotations

import logging
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

if TYPE_CHECKING:
    from gsvo.outbox.errors import ErrorClass

logger = logging.getLogger(__name__)
CONNECT_SECONDS = 8  # for each address and each step of the greeting: two dead addresses stay within 30 s
ATTEMPT_SECONDS = 28  # for all of it: a server may answer every question just in time
LOOK_EVERY = 1  # seconds between two looks at the time


class NotReadyError(Exception):
    """The way to the server did not open (its cause says why): no mail is to blame."""


class SmtpConnection:
    """One connection, kept over a whole pass and opened anew after trouble.

    A server that falls silent ends the attempt within 30 seconds: it has CONNECT_SECONDS for each step until
    it is ready, then settings.EMAIL_TIMEOUT for each answer, and ATTEMPT_SECONDS in all. So no lease runs out
    while its mail is still on the way, and nobody else sends it meanwhile.
    """

    def __init__(self) -> None:
        self._connection = get_connection()
        self._over_at: float | None = None  # when the attempt at hand has taken too long
        self._closed: threading.Event | None = None  # tells the watch that it may end
        self.troubles = 0  # one after the other

    def send(self, message: EmailMultiAlternatives) -> None:
        self._watch()
        self._over_at = time.monotonic() + ATTEMPT_SECONDS
        try:
            self._get_ready()
            self._connection.send_messages([message])
        finally:
            self._over_at = None
        self.troubles = 0

    def _get_ready(self) -> None:
        try:
            self._open()
            if self._is_over():
                raise TimeoutError("The server took too long to get ready.")
        except Exception as error:
            raise NotReadyError from error

    def _open(self) -> None:
        if hasattr(self._connection, "timeout"):  # it is SMTP, not the demo's mailbox
            self._connection.timeout = min(CONNECT_SECONDS, settings.EMAIL_TIMEOUT)
        if self._connection.open() and (smtp := self._smtp()):
            smtp.sock.settimeout(settings.EMAIL_TIMEOUT)

    def _smtp(self) -> Any:
        return getattr(self._connection, "connection", None)

    def _is_over(self) -> bool:
        over_at = self._over_at  # read once: the other thread may write it
        return over_at is not None and time.monotonic() > over_at

    def _watch(self) -> None:
        """One thread beside all mails of a connection: to start one for each takes time from busy senders."""
        if self._closed is None:
            self._closed = threading.Event()
            threading.Thread(target=self._hang_up_in_time, args=[self._closed], daemon=True).start()

    def _hang_up_in_time(self, closed: threading.Event) -> None:
        """Whoever waits for an answer too long then learns that there is none."""
        while not closed.wait(LOOK_EVERY):
            if self._is_over():
                with suppress(AttributeError, TypeError, OSError):  # it is not open yet, or gone
                    # Below TLS, whose own goodbye would wait for the other side.
                    socket.socket.shutdown(self._smtp().sock, socket.SHUT_RDWR)

    def after(self, verdict: ErrorClass) -> None:
        """An answer about the mail leaves the connection good; anything else ends it."""
        if verdict.is_trouble:
            self.troubles += 1
            self.close()
        else:
            self.troubles = 0

    def close(self) -> None:
        if self._closed is not None:
            self._closed.set()
            self._closed = None
        try:
            self._connection.close()
        except Exception as error:  # it is gone either way
            logger.info("Closing the mail server's connection: %s", type(error).__name__)
