"""What stands on pages of a request: wishes on the form, the search for the office, everything for G.I.B."""

import pytest
from django.template.loader import render_to_string

from advisors import actions
from requests import panels
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def _shown(rf, place, person, support_request):
    """Our panels at a place, rendered for somebody."""
    request = rf.get("/")
    request.user = person
    found = [row for row in panels.at(place, request, support_request) if row[0].startswith("advisors/")]
    return "".join(render_to_string(template, context, request) for template, context in found)


def test_the_form_shows_wishes_with_their_reasons_and_leads_to_the_pool(rf, koko):
    support_request, advisor = factories.support_request(), factories.advisor(name="Ada Lang")
    actions.prefer(support_request, by=koko, advisor=advisor, kind="exclude", reason="Befangen & so")

    page = _shown(rf, "wishes", koko, support_request)

    assert "Ada Lang" in page
    assert "Nur für die G.I.B.: Befangen &amp; so" in page
    assert f"/pool/?anfrage={support_request.oid}" in page
    assert "<form" not in page


def test_readers_are_led_nowhere(rf, reader):
    assert "/pool/" not in _shown(rf, "wishes", reader, factories.support_request())


def test_the_check_page_repeats_the_wishes(rf, koko):
    support_request, advisor = factories.support_request(), factories.advisor(name="Ada Lang")
    assert "keine" in _shown(rf, "check", koko, support_request)

    actions.prefer(support_request, by=koko, advisor=advisor, kind="wish")

    assert "Ada Lang" in _shown(rf, "check", koko, support_request)


def test_the_office_sees_how_far_the_search_is_and_no_names(rf, gib, koko):
    support_request = factories.invited(
        gib, [factories.advisor(name="Ada Lang"), factories.advisor(name="Bea Kurz")]
    )
    first = support_request.invitations.first()
    actions.decline(first, by=factories.invitation_link(first), text="Zu weit.")

    page = _shown(rf, "detail", koko, support_request)

    assert "jetzt die 2. Person aus dem Pool" in page
    assert not {"Ada", "Bea", "weit"} & set(page.replace(".", " ").split())


def test_the_office_sees_who_accepted(rf, koko):
    support_request = factories.support_request(State.ENGAGED)

    page = _shown(rf, "detail", koko, support_request)

    assert support_request.engagement.advisor.name in page
    assert support_request.engagement.get_absolute_url() in page


def test_before_the_search_there_is_nothing_to_show(rf, gib, koko):
    support_request = factories.support_request(State.MANDATED)

    assert _shown(rf, "detail", koko, support_request) == ""
    assert _shown(rf, "case", gib, support_request) == ""


def test_gib_sees_everything(rf, gib):
    wished = factories.advisor(name="Ada Lang")
    support_request = factories.support_request(State.MANDATED)
    support_request.preferences.create(advisor=wished, kind="wish", reason="Kennt uns.")
    actions.invite(support_request, by=gib, advisors=[wished, factories.advisor(name="Bea Kurz")])
    first = support_request.invitations.first()
    actions.decline(first, by=factories.invitation_link(first), reason="distance", text="Zu weit.")
    second = support_request.invitations.last()
    actions.accept(second, by=factories.invitation_link(second), no_conflict=True)
    support_request.refresh_from_db()

    page = _shown(rf, "case", gib, support_request)

    for words in (
        "Ada Lang",
        "Kennt uns.",
        "Zu weit entfernt",
        "Zu weit.",
        "2. Bea Kurz",
        "angenommen",
        "Nächster Termin",
    ):
        assert words in page


def test_gib_sees_when_a_new_person_is_sought(rf, gib):
    support_request = factories.support_request(State.ENGAGED)
    actions.change_advisor(support_request, by=gib, reason="Umzug")
    support_request.refresh_from_db()

    assert "neue Person gesucht" in _shown(rf, "case", gib, support_request)
