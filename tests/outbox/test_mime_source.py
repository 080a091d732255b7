"""Links survive the post: they open from a mail's real source, whatever programs did to it on the way."""

import base64
import quopri
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from gsvo.outbox.deliver import deliver
from tests.outbox.conftest import write

URL = re.compile(r"http://localhost:8000/frage/[^\s\"<>]+")


def plain(text):
    return URL.search(text)[0]


def quoted_printable(text):
    wire = quopri.encodestring(text.encode())
    return plain(quopri.decodestring(wire).decode())


def as_base64(text):
    return plain(base64.b64decode(base64.encodebytes(text.encode())).decode())


def safelinks(text):
    wrapped = (
        "https://eur01.safelinks.protection.outlook.com/?url=" + quote(plain(text), safe="") + "&data=05%7C"
    )
    return parse_qs(urlsplit(wrapped).query)["url"][0]


def end_of_sentence(text):
    return plain(text) + "."


def in_brackets(text):
    return plain(text) + ">"


def in_capitals(text):
    start, _slash, token = plain(text).rstrip("/").rpartition("/")
    return f"{start}/{token.upper()}/"


def with_campaign(text):
    return plain(text) + "?utm_source=mail&fbclid=1"


@pytest.mark.parametrize("part", ["plain", "html"])
@pytest.mark.parametrize(
    "mangle",
    [plain, quoted_printable, as_base64, safelinks, end_of_sentence, in_brackets, in_capitals, with_campaign],
)
def test_the_link_opens_from_the_mails_source(client, link, sink, part, mangle):
    write(link=link)
    deliver()
    url = mangle(sink.accepted[0].get_body([part]).get_content())
    response = client.get(url.removeprefix("http://localhost:8000"))
    assert (response.status_code, response["Location"]) == (302, link.page_url())


def test_the_address_stands_on_a_line_of_its_own_and_is_short(link, sink):
    write(link=link)
    deliver()
    lines = sink.accepted[0].get_body(["plain"]).get_content().splitlines()
    assert link.url() in lines
    assert len(link.url()) <= 200
    assert max(len(line) for line in sink.raw[0].split(b"\r\n")) <= 998
