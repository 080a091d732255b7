"""A mail server with faults by script, and a record of everything that it accepted.

    sink.script["anna@example.org"] = "451 later"     # to RCPT
    sink.script["bob@example.org"] = ("data", "550")  # after the final dot

What a script may say instead of an answer: SILENCE, SLOW, or DROP (the connection). At each of the POINTS
`on_point` is asked as well: the kit kills the sender there.
"""

import asyncio
import email
import email.policy
import logging
import sys
import time
from dataclasses import dataclass

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.outbox.smtp_server import free_port

logging.getLogger("mail.log").setLevel(logging.WARNING)  # a line for each command costs more than the mail
SILENCE, DROP, SLOW = "silence", "drop", "slow"
SLOWLY = 1.5  # seconds until a slow answer
POINTS = {"before": "before DATA", "inside": "inside DATA", "after": "after the final dot"}


@dataclass(frozen=True)
class Arrived:
    message_id: str
    to: str
    raw: bytes
    at: float  # time.monotonic()

    @property
    def text(self):
        message = email.message_from_bytes(self.raw, policy=email.policy.default)
        return message.get_body(["plain"]).get_content()


class FaultySmtpServer:
    def __init__(self, port=None):
        self.port = port or free_port()
        self.arrived, self.script, self.sessions = [], {}, 0
        self.on_point = None
        self._controller = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exception):
        self.stop()

    def start(self):
        self._controller = _Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self):
        """From now on connections are refused."""
        if self._controller:
            self._controller.stop()
            self._controller = None

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        envelope.rcpt_tos.append(address)
        await server.reach("before")
        answer = self.script.get(address, "250 OK")
        return await server.obey(answer if isinstance(answer, str) else "250 OK")

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        to = envelope.rcpt_tos[0]
        point, answer = "data", self.script.get(to, "250 OK")
        if not isinstance(answer, str):
            point, answer = answer
        if (
            answer.startswith("250") or answer == SLOW or point == "after"
        ):  # accepted, whatever becomes of the answer
            raw = envelope.original_content
            message_id = email.message_from_bytes(raw.split(b"\r\n\r\n", 1)[0])["Message-ID"].strip()
            self.arrived.append(Arrived(message_id, to, raw, time.monotonic()))
        await server.reach("after")
        return await server.obey(answer)


class _Server(SMTP):
    """One connection."""

    async def push(self, status):
        await super().push(status)
        if str(status).startswith("354"):
            await self.reach("inside")
            wanted = self.event_handler.script.get(self.envelope.rcpt_tos[0])
            if isinstance(wanted, tuple) and wanted[0] == "inside":
                await self.obey(wanted[1])

    async def reach(self, point):
        hook = self.event_handler.on_point
        if hook and hook(point, self.envelope.rcpt_tos[0], self.session.peer[1]):
            await self._gone()

    async def obey(self, answer):
        if answer == SILENCE:
            await asyncio.Event().wait()  # until the other side gives up
        if answer == DROP:
            await self._gone()
        if answer == SLOW:
            await asyncio.sleep(SLOWLY)
            return "250 OK"
        return answer

    async def _gone(self):
        self.transport.abort()
        await asyncio.Event().wait()


class _Controller(Controller):
    def factory(self):
        return _Server(self.handler, enable_SMTPUTF8=False, data_size_limit=None)


def main():
    """A sink in a process of its own, for measuring: `python -m tests.e2e.faults.smtp_server PORT`."""
    with FaultySmtpServer(int(sys.argv[1])) as sink:
        for line in sys.stdin:
            if line.strip() == "count":
                print(len({mail.message_id for mail in sink.arrived}), len(sink.arrived), flush=True)


if __name__ == "__main__":
    main()
