"""A link survives what happens to it between our server and somebody's finger."""

import email
import email.policy
import html
import quopri
import re
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from django.test import Client

from gsvo.outbox.mime import build_message
from gsvo.outbox.models import OutgoingMail
from tests.links import real

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADDRESS = re.compile(r"http://localhost:8000/\S+?/[a-z2-7]{48}/")


@pytest.fixture(autouse=True)
def urls(settings):
    settings.ROOT_URLCONF = "gsvo.urls"


def opens(link, url):
    """Whether an address leads to the link's page."""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    response = Client(headers={"host": parts.netloc.lower()}).get(path, follow=True)
    return response.status_code == 200 and response.redirect_chain[-1][0] == link.page_url()


def safelink(url):
    """As the filter of a large provider rewrites it."""
    query = urlencode({"url": url, "data": "05|02|mia@example.org|abc", "sdata": "x%3D", "reserved": "0"})
    return f"https://eur01.safelinks.protection.outlook.example/?{query}"


def unwrapped(url):
    return parse_qs(urlsplit(url).query)["url"][0]


@pytest.mark.parametrize("purpose", real.PURPOSES)
def test_links_open_from_both_parts_of_the_mail_as_it_went_over_the_wire(purpose):
    link = real.links([purpose])[0]
    raw = build_message(OutgoingMail.objects.select_related("link").get(link=link)).message().as_bytes()
    parts = {
        part.get_content_type(): part
        for part in email.message_from_bytes(raw, policy=email.policy.default).walk()
        if not part.is_multipart()
    }
    assert set(parts) == {"text/plain", "text/html"}
    for part in parts.values():
        found = set(ADDRESS.findall(html.unescape(part.get_content())))
        assert len(found) == 1
        assert all(len(url) <= 200 and opens(link, url) for url in found)


def test_a_link_goes_through_quoted_printable_with_soft_line_breaks():
    link = real.links(["statement"])[0]
    wire = quopri.encodestring(f"{'Bitte antworten Sie hier: ' * 2}{link.url()} Danke.".encode())
    assert b"=\n" in wire
    assert opens(link, ADDRESS.search(quopri.decodestring(wire).decode())[0])


DAMAGES = {
    "a dot": lambda url: url + ".",
    "a bracket": lambda url: url + ">",
    "a bracket, escaped": lambda url: url + "%3E",
    "a parenthesis": lambda url: url + ")",
    "a quotation mark": lambda url: url + "%22",
    "a blank": lambda url: url + "%20",
    "without the slash, with a dot": lambda url: url.rstrip("/") + ".",
    "a campaign's parameters": lambda url: url + "?utm_source=mail&utm_medium=x",
    "parameters, escaped once too often": lambda url: url + "&amp;utm_source=mail",
    "the same without the slash": lambda url: url.rstrip("/") + "&amp;utm_source=mail",
    "a fragment": lambda url: url + "#top",
    "a fragment, escaped": lambda url: url + "%23top",
    "a host in capitals": lambda url: url.replace("localhost", "LOCALHOST"),
    "a token in capitals": lambda url: url.replace(url.rstrip("/")[-48:], url.rstrip("/")[-48:].upper()),
    "a line break inside": lambda url: f"{url[:-20]}%0D%0A{url[-20:]}",
    "a soft line break that nobody took out": lambda url: f"{url[:-20]}=%0D%0A{url[-20:]}",
    "a blank inside": lambda url: f"{url[:-20]}%20{url[-20:]}",
    "a mark nobody sees": lambda url: f"{url[:-20]}{quote(chr(0x200B))}{url[-20:]}",
    "rewritten and unwrapped": lambda url: unwrapped(safelink(url)),
    "rewritten twice": lambda url: unwrapped(unwrapped(safelink(safelink(url)))),
}
LOST = {
    "a letter is missing": lambda url: url[:-2] + "/",
    "a letter too many": lambda url: url[:-1] + "a/",
    "cut in half": lambda url: url[:-24],
    "two letters changed places": lambda url: (
        url[:-4] + url[-3] + url[-4] + url[-2:] + ("" if url[-3] != url[-4] else "a")
    ),
    "another purpose": lambda url: url.replace("stellungnahme", "einladung"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_can_be_mended_opens(damage):
    link = real.links(["statement"])[0]
    assert opens(link, DAMAGES[damage](link.url()))


@pytest.mark.parametrize("damage", LOST)
def test_what_cannot_is_a_missing_page(damage):
    link = real.links(["statement"])[0]
    assert Client().get(urlsplit(LOST[damage](link.url())).path, follow=True).status_code == 404
