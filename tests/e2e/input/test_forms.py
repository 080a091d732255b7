"""Every form, sent empty and sent wrong: it keeps what was typed and leads to what is to be mended."""

import datetime as dt
import re

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from django.urls import get_resolver
from django.utils.translation import override

from gsvo.lib.admin import RecordForm
from tests.e2e.input.html_form import HtmlForm
from tests.e2e.input.places import ELSEWHERE, NOT_FILLED_IN, PLACES, address, opened

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OURS = ("gsvo", "requests", "advisors", "chains")
WRONG = {"date": "0026-01-01", "email": "keine Adresse", "number": "viel"}
TOO_LONG = "<b>zu & lang</b> " + "lang " * 2300
STIFF = [
    "zwingend erforderlich",
    "Dieses Feld",
    "Stellen Sie sicher",
    "Bitte eine gültige",
    "This field",
    "Enter a valid",
]


def classes(base=forms.BaseForm):
    for form in base.__subclasses__():
        yield form
        yield from classes(form)


@pytest.fixture
def page(request, client, koko, leitung):
    place = request.param
    person = place.who and request.getfixturevalue(place.who)
    url = address(place.page, koko, leitung)
    if person:
        client.force_login(person)
    url, html = opened(client, place, url)
    return place, url, client, HtmlForm(html)


every = pytest.mark.parametrize("page", PLACES, ids=str, indirect=True)


def test_every_form_of_ours_has_its_place():
    get_resolver().url_patterns  # noqa: B018  imports every view
    ours = {_path(form) for form in classes() if form.__module__.partition(".")[0] in OURS}
    known = {place.form for place in PLACES} | NOT_FILLED_IN | ELSEWHERE
    assert sorted(ours - known) == []
    assert sorted(known - ours) == []


def test_there_is_one_way_to_ask_whether_a_form_was_sent():
    """With `request.POST or None` a form that was sent with nothing in it is none at all."""
    files = [path for part in OURS for path in (settings.BASE_DIR / part).rglob("*.py")]
    assert len(files) > 200
    assert [path for path in files if "POST or None" in path.read_text()] == []


def _path(form):
    return f"{form.__module__}.{form.__qualname__}"


@pytest.mark.parametrize("page", [place for place in PLACES if place.may_be_empty], ids=str, indirect=True)
def test_what_may_be_empty_is_taken_as_it_is(page):
    place, url, client, sheet = page
    assert sends(client, url, sheet.emptied(), place).status_code == 302


@every
def test_sent_empty_it_says_what_is_missing_and_sent_wrong_it_keeps_what_was_typed(page):
    place, url, client, sheet = page
    if not place.may_be_empty:
        leads_to_the_errors(sends(client, url, sheet.emptied(), place))

    typed = sheet.typed(lambda name, control: WRONG.get(control.attrs.get("type"), TOO_LONG))
    if not [name for name in sheet.names if sheet.kind(name) not in ("radio", "select", "checkbox")]:
        typed = sheet.hidden | dict.fromkeys(sheet.names, "gibt es nicht")
    answer = sends(client, url, typed, place)

    if sheet.names == [name for name in sheet.names if sheet.kind(name) == "checkbox"]:
        return  # a tick cannot be wrong
    again = leads_to_the_errors(answer)
    for name in again.names:
        kind = again.kind(name)
        if kind not in ("radio", "select", "checkbox"):
            # a list whose fields are all filled in comes back with new ones, which are empty
            assert again.value(name).strip() == typed.get(name, "").strip(), name


def sends(client, url, data, place):
    return client.post(url, data | {"weiter": "", "do": "save"} | place.presses)


def leads_to_the_errors(answer):
    """Title, summary with focus and links, and at each wrong field our words, tied to it."""
    html = answer.content.decode()
    sheet = HtmlForm(html)
    page = sheet.page
    assert answer.status_code == 200
    assert page.all("title")[0].text.startswith("Fehler: ")
    summary = page.one(id="fehler")
    assert (summary.attrs["role"], summary.attrs["tabindex"]) == ("alert", "-1")
    assert "autofocus" in summary.attrs
    assert page.dangling() == []
    links = [link for link in page.all("a") if link.attrs.get("href", "").startswith("#id_")]
    inline = [error for error in page.elements if error.attrs.get("id", "").endswith("_error")]
    for error in inline:
        tied = [e for e in page.elements if error.attrs["id"] in e.attrs.get("aria-describedby", "").split()]
        field = error.attrs["id"].removesuffix("_error")
        wrong = [e for e in page.elements if e.attrs.get("aria-invalid") == "true"]
        assert tied
        assert any(e in tied or e.attrs.get("id", "").startswith(field) for e in wrong), field
        words = re.split(r"(?<=[.!?]) ", error.text)
        assert any(word in link.text for link in links for word in words), error.text
    assert inline or not links
    assert not [words for words in STIFF if words in summary.text], summary.text
    return sheet


def test_no_day_of_another_century_passes_any_form(rf, admin_user):
    get_resolver().url_patterns  # noqa: B018
    request = rf.get("/")
    request.user = admin_user
    ours = [form for form in classes() if form.__module__.partition(".")[0] in OURS]
    in_admin = [
        kind.get_form(request) for kind in admin.site._registry.values() if kind.has_add_permission(request)
    ]
    days = [
        (form.__name__, name, field)
        for form in [*(form for form in ours if not issubclass(form, RecordForm)), *in_admin]
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.DateField)
    ]
    assert len(days) > 8
    for year in (26, 1026, 1999, 2100, 2206):
        for form, name, field in days:
            with pytest.raises(forms.ValidationError) as refused:
                field.clean(dt.date(year, 5, 1).isoformat())
            assert re.search("Jahreszahl|liegt schon zurück", str(refused.value)), (form, name, year)


@pytest.mark.parametrize("value", ["", "\0", "x", "1" * 400])
@pytest.mark.parametrize(
    "field",
    [forms.IntegerField(max_value=9), forms.EmailField(max_length=9), forms.DateField()],
    ids=["number", "address", "day"],
)
def test_without_words_of_its_own_a_field_speaks_ours(field, value):
    with override("de"), pytest.raises(forms.ValidationError) as refused:
        field.clean(value)
    assert not [words for words in STIFF if words in str(refused.value)]
