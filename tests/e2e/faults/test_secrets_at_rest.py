"""Links that people can use rest nowhere: not in the database, the broker, files or logs."""

import re

import pytest

from gsvo.lib.ids import ID_PATTERN
from tests.helpers.long_version import LONG

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("faults")]
LINKS = 200 if LONG else 20
TOKEN = re.compile(rf"/(({ID_PATTERN})([a-z2-7]{{32}}))\b")
TO_FILES = """
from tests.e2e.faults.writer import password
for address in {addresses!r}:
    password(address)
"""


def test_no_usable_token_rests_anywhere(calm, figures):
    addresses = calm.addresses(LINKS, "account")
    half = LINKS // 2
    calm.writer.order(do="passwords", to=addresses[:half])
    told = [row["message_id"] for row in calm.writer.finish()]
    # The other half is asked for through the embedded profile's broker, whose messages stay lying as files.
    code = TO_FILES.format(addresses=addresses[half:])
    calm.manage("shell", "--no-imports", "-c", code, REDIS_URL="")
    assert not calm.arrive(told, 60)
    assert calm.settled() == 0
    tokens = dict(found for mail in calm.sink.arrived if mail.to in addresses for found in _found(mail.text))
    assert len(tokens) == LINKS
    paths = [mail.text for mail in calm.sink.arrived if mail.to in addresses]
    for text in paths[: LINKS // 2]:  # opened ones: the web server has seen the token
        address = re.search(rf"{calm.url}(/\S+)", text)[1]
        assert calm.get(address)[0] == 200

    queue = b"".join(path.read_bytes() for path in (calm.folder / "queue").glob("*"))
    assert b"deliver_due" in queue
    places = {
        "database": calm.postgres.dump(),
        "broker and cache": calm.redis.dump(),
        "its log": calm.redis.log(),
    }
    for path in calm.folder.rglob("*"):
        if path.is_file():
            places[path.name] = path.read_bytes()
    for name, content in places.items():
        content = content.encode() if isinstance(content, str) else content
        for oid, token in tokens.items():
            assert token.encode() not in content, (name, oid)
            assert token.removeprefix(oid).encode() not in content, (name, oid)
    assert all(oid.encode() in places["database"] for oid in tokens)  # we did look at the right one
    figures(links=len(tokens), places=len(places), found=0)


def _found(text):
    return [(oid, token) for token, oid, _secret in TOKEN.findall(text)]
