"""German for everybody; another language by the switch in the footer."""

from gsvo.language import SESSION_KEY


def test_the_browsers_wish_changes_nothing(client, db):
    page = client.get("/", headers={"Accept-Language": "en"})

    assert page["Content-Language"] == "de"
    assert b'<html lang="de"' in page.content


def test_the_switch_changes_the_language_and_leads_back(client, db):
    answer = client.post("/sprache/", {"language": "en", "next": "/impressum/?a=b"})
    page = client.get("/impressum/")

    assert answer["Location"] == "/impressum/?a=b"
    assert page["Content-Language"] == "en"
    assert b'<html lang="en"' in page.content
    assert b'value="de"' in page.content


def test_the_switch_leads_back_to_german(client, db):
    client.post("/sprache/", {"language": "en"})
    client.post("/sprache/", {"language": "de"})

    assert client.get("/")["Content-Language"] == "de"
    assert SESSION_KEY not in client.session


def test_the_switch_leads_nowhere_else_and_knows_its_languages(client, db):
    away = client.post("/sprache/", {"language": "xx", "next": "https://example.com/"})

    assert away["Location"] == "/"
    assert client.get("/")["Content-Language"] == "de"


def test_a_foreign_page_cannot_press_the_switch(client, db):
    client.post("/sprache/", {"language": "en"}, headers={"Origin": "https://example.com"})
    assert client.get("/")["Content-Language"] == "de"

    client.post("/sprache/", {"language": "en"}, headers={"Origin": "http://testserver"})
    assert client.get("/")["Content-Language"] == "en"


def test_looking_changes_nothing(client, db):
    assert client.get("/sprache/").status_code == 405
