"""A real SMTP server for tests: scripted answers per recipient, and a log of what it accepted."""

import email
import email.policy
import socket
import threading
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class SmtpServer:
    """`answers` maps a recipient to the reply to RCPT; `data_answers` to the reply after the final dot."""

    def __init__(self):
        self.accepted, self.raw, self.answers, self.data_answers = [], [], {}, {}
        self.connections = 0
        self.port = free_port()
        self._controller = _Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self):
        self._controller.start()
        self.connections = 0  # the controller knocks once to see whether it is up
        return self

    def __exit__(self, *exception):
        self._controller.stop()

    @property
    def recipients(self):
        return [message["To"].addresses[0].addr_spec for message in self.accepted]

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.data_answers.get(envelope.rcpt_tos[0], "250 OK")
        if answer.startswith("250"):
            self.raw.append(envelope.original_content)
            self.accepted.append(
                email.message_from_bytes(envelope.original_content, policy=email.policy.default)
            )
        return answer


class _Controller(Controller):
    def factory(self):
        return SMTP(self.handler, enable_SMTPUTF8=False)


class SilentServer:
    """Accepts connections and never says a word."""

    def __enter__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._held = []
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def _accept(self):
        while True:
            try:
                self._held.append(self._socket.accept()[0])
            except OSError:
                return

    def __exit__(self, *exception):
        self._socket.close()
        for connection in self._held:
            connection.close()


class TalkingServer(SilentServer):
    """Greets as told and then says yes to everything, each letter after a pause; it keeps what it took."""

    def __init__(self, greeting="220 here", pause=0.0):
        self.greeting, self.pause, self.commands = greeting, pause, []

    def _accept(self):
        while True:
            try:
                connection = self._socket.accept()[0]
            except OSError:
                return
            self._held.append(connection)
            threading.Thread(target=self._talk, args=[connection], daemon=True).start()

    def _talk(self, connection):
        try:
            connection.sendall(f"{self.greeting}\r\n".encode())
            for line in connection.makefile("rb"):
                command = line[:4].decode().strip().upper()
                self.commands.append(command)
                for letter in "354 go on\r\n" if command == "DATA" else "250 OK\r\n":
                    time.sleep(self.pause)
                    connection.sendall(letter.encode())
        except OSError:  # the other side hung up
            return
