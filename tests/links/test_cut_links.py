"""Links of which a piece is missing: one page says so, whatever is behind them."""

import pytest

from tests import factories
from tests.helpers.page_text import words
from tests.links import real

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def urls(settings):
    settings.ROOT_URLCONF = "gsvo.urls"


CUTS = {
    "nothing is left": lambda token: "",
    "a few signs": lambda token: token[:10],
    "the id and a bit": lambda token: token[:20],
    "half": lambda token: token[:24],
    "all but one": lambda token: token[:-1],
    "all but one, and a dot": lambda token: token[:-1] + ".",
    "wrapped, with a bracket": lambda token: token[:30] + ">",
    "the beginning is missing": lambda token: token[8:],
    "a slash in the middle": lambda token: f"{token[:20]}/{token[20:]}",
}


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("purpose", real.PURPOSES)
def test_a_cut_link_says_so_and_what_to_do_and_not_whether_there_is_one(purpose, cut, client, koko, gib):
    link = real.MAKERS[purpose](factories.office(), koko, gib)
    prefix, token = real.path_of(link).rstrip("/").rsplit("/", 1)
    known, unknown = (
        client.get(f"{prefix}/{CUTS[cut](of)}{'/' if CUTS[cut](of) else ''}")
        for of in (token, token.translate(str.maketrans("abcdefgh", "hgfedcba")))
    )

    assert known.status_code == unknown.status_code == 404
    assert "Dieser Link ist nicht vollständig" in known.content.decode()
    assert "auf zwei Zeilen" in words(known.content.decode())
    assert main(known) == main(unknown)


def main(page):
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("shape", [str.upper, str.title, lambda path: path.rpartition("/")[0]])
@pytest.mark.parametrize("purpose", real.PURPOSES)
def test_a_link_in_capitals_or_without_its_end_counts_as_cut(purpose, shape, client, koko, gib):
    path = real.path_of(real.MAKERS[purpose](factories.office(), koko, gib)).rstrip("/")

    answer = client.get(shape(path))

    assert answer.status_code == 404
    assert "Dieser Link ist nicht vollständig" in answer.content.decode()


def test_an_address_of_another_kind_is_just_not_there(client):
    page = client.get("/stellungnahmen/abc/").content.decode()
    assert "Diese Seite gibt es hier nicht" in page
    assert "nicht vollständig" not in page
