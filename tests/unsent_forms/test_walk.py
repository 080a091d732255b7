"""Every form of the portal with a field for text: left, sent after a logout, sent without a right."""

import re

import pytest
from django.urls import resolve, reverse

from gsvo.links.models import Link
from gsvo.unsent_forms.html_forms import Page
from gsvo.unsent_forms.storage import NOT_KEPT
from tests.e2e.input.html_form import HtmlForm
from tests.e2e.input.places import PLACES, address, opened
from tests.unsent_forms.parsed import assert_tags_as_parsed

pytestmark = [pytest.mark.django_db, pytest.mark.once]
KINDS = {"text", "textarea", "tel", "email", "url", "search"}
BEFORE_LOGIN = [place for place in PLACES if place.page in NOT_KEPT]
KEPT = [place for place in PLACES if place not in BEFORE_LOGIN]


class Form:
    """A place's form in a browser, and what somebody types there."""

    def __init__(self, place, request, client):
        koko, leitung = request.getfixturevalue("koko"), request.getfixturevalue("leitung")
        self.client, self.person = client, place.who and request.getfixturevalue(place.who)
        url = address(place.page, koko, leitung)
        if self.person:
            client.force_login(self.person)
        self.url, self.html = opened(client, place, url)
        sheet = HtmlForm(self.html)
        names = [
            name for name in sheet.names if sheet.kind(name) in KINDS and not re.search("passw|code", name)
        ]
        self._begin, self._names = sheet.hidden | place.begins, names
        self.types("Wort")

    def types(self, word):
        """Other words than before, in each field."""
        self.texts = {name: f"{word}{number}" for number, name in enumerate(self._names)}
        self.data = self._begin | self.texts

    def texts_on(self, address):
        """The typed texts that are missing on a page."""
        page = self.client.get(address).content.decode()
        return [text for text in self.texts.values() if not re.search(rf"\b{text}\b", page)]


@pytest.fixture
def form(request, client, settings):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, "100000/m/ip")
    return Form(request.param, request, client)


every = pytest.mark.parametrize("form", KEPT, ids=str, indirect=True)


@every
def test_whichever_way_out_is_taken_what_was_typed_is_there_again(form, record_property):
    if not form.texts:
        return  # choices only: nothing is typed here
    leaves_by_every_way(form)
    record_property("figure: forms whose ways out keep what was typed", [form.url])
    record_property("figure: texts typed there and found again", len(form.texts))
    if form.person:
        form.types("Später")
        logs_out_elsewhere_and_sends(form)
        record_property("figure: forms sent after a logout elsewhere", [form.url])


def leaves_by_every_way(form):
    assert_tags_as_parsed(form.html)
    page = Page(form.html)
    (main,) = page.forms
    assert "unsent-forms.js" in form.html
    assert [way.attrs["href"] for way in page.ways if way.attrs.get("target") != "_blank"] == []
    others = [other.tag.attrs for other in [*page.others, *page.posted] if other is not main]
    assert [
        attrs for attrs in others if attrs.get("target") != "_blank" and "data-discard" not in attrs
    ] == []
    buttons = re.findall(r'name="_go" value="([^"]+)"', form.html)
    answers = [form.client.post(form.url, form.data | {"_go": target}) for target in buttons]
    assert [answer.url for answer in answers] == buttons
    assert form.client.post(form.url, form.data | {"_keep": "1"}).status_code == 204
    assert form.texts_on(form.url) == [] or _is_a_second_page(form)


def _is_a_second_page(form):
    """The summary's fields stand behind the first page, to which the way back leads."""
    return resolve(form.url).view_name == "links:statement"


def logs_out_elsewhere_and_sends(form):
    """What was sent then waits for the login."""
    form.client.post(reverse("account_logout"))
    answer = form.client.post(form.url, form.data)
    assert answer.url == f"{reverse('account_login')}?next={reverse('kept')}"
    form.client.force_login(form.person)
    assert form.texts_on(reverse("kept")) == []


@every
def test_sent_when_the_right_has_ended_it_is_shown_to_copy(form, record_property):
    if not form.texts or form.url in (
        reverse("feedback"),
        reverse("ask_access"),
        reverse("requests:check_mandate"),
    ):
        return  # a public form: nobody's right
    if form.person:
        type(form.person).objects.filter(pk=form.person.pk).update(is_active=False)
    else:
        Link.objects.revoke()
    answer = form.client.post(form.url, form.data)
    page = answer.content.decode()
    assert answer.status_code in (403, 410)
    assert [text for text in form.texts.values() if not re.search(rf"\b{text}\b", page)] == []
    record_property("figure: forms sent when a right had ended", [form.url])


@pytest.mark.parametrize("form", BEFORE_LOGIN, ids=str, indirect=True)
def test_before_a_login_nothing_is_kept(form):
    """The next person at this browser must not read whose address was typed here."""
    assert "unsent-forms.js" not in form.html
