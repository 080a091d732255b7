"""The pages of concerns: the writer's, those of G.I.B., and that nobody else sees any of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisors import actions
from advisors.models import Concern, ConcernStep
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.helpers.page_text import words

pytestmark = pytest.mark.django_db
TEXT = "Seit drei Wochen antwortet niemand auf meine Mails."


@pytest.fixture
def concern(engagement, advisor_user):
    return actions.tell_concern(engagement, by=advisor_user, text=TEXT)


def tell_page(engagement):
    return reverse("advisors:tell_concern", args=[engagement.oid])


def staff_page(concern, name):
    return reverse(f"admin:{name}", args=[concern.engagement.support_request.oid, concern.oid])


def pages_of_gib(concern):
    """Return the addresses of case and engagement in the workplace."""
    args = [concern.engagement.support_request.oid]
    return reverse("admin:case", args=args), reverse("admin:engagement", args=args)


def shown(client, person, address):
    client.force_login(person)
    response = client.get(address)
    return words(response.content.decode()) if response.status_code == 200 else response.status_code


def test_it_is_told_from_the_engagements_page_and_confirmed(client, engagement, advisor_user):
    client.force_login(advisor_user)
    assert tell_page(engagement) in client.get(engagement.get_absolute_url()).content.decode()

    response = client.post(tell_page(engagement), {"text": TEXT}, follow=True)

    assert response.redirect_chain[-1][0] == Concern.objects.get().get_absolute_url()
    page = words(response.content.decode())
    assert TEXT in page
    assert "Die G.I.B. weiß jetzt Bescheid." in page
    assert "Ihre Nachricht vom" in shown(client, advisor_user, engagement.get_absolute_url())


def test_a_double_click_tells_it_once(client, engagement, koko):
    client.force_login(koko)
    token = {"csrfmiddlewaretoken": "t" * 64, "text": TEXT}

    first, second = (client.post(tell_page(engagement), token) for _click in range(2))

    assert first.url == second.url
    assert Concern.objects.count() == 1
    assert OutgoingMail.objects.filter(kind="advisors/concern_told").count() == 1


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001])
def test_what_cannot_be_is_said_at_the_field_and_stays_typed(text, client, engagement, koko):
    client.force_login(koko)

    response = client.post(tell_page(engagement), {"text": text})

    assert list(response.context["form"].errors) == ["text"]
    assert text.strip() in response.content.decode()
    assert not Concern.objects.exists()


def test_nobody_else_sees_that_there_is_one(
    client, concern, engagement, koko, colleague, reader, controlling
):
    pages = [engagement.get_absolute_url(), engagement.support_request.get_absolute_url()]
    pages += pages_of_gib(concern)
    pages += [
        reverse("admin:index"),
        reverse("admin:outbox_outgoingmail_changelist"),
        reverse("requests:list"),
    ]
    for person in (koko, colleague, reader, controlling):
        assert shown(client, person, concern.get_absolute_url()) == 404
        for address in pages:
            found = str(shown(client, person, address))
            assert TEXT not in found
            assert "Ihre Nachricht vom" not in found
            assert "In einer Begleitung stockt etwas" not in found  # the subject of the mail to G.I.B.
            assert "Es stockt in" not in found
            assert "offene Nachricht" not in found


def test_gib_finds_it_on_start_page_case_and_engagement(client, concern, gib, leitung, advisor_user):
    for person in (gib, leitung):
        assert "Es stockt in Bielefeld" in shown(client, person, reverse("admin:index"))
        case, page = (shown(client, person, address) for address in pages_of_gib(concern))
        assert "eine offene Nachricht" in case
        assert TEXT in page
        assert str(advisor_user) in page


def test_gib_notes_a_step_and_resolves_and_the_writer_reads_the_answer_only(
    client, concern, gib, advisor_user
):
    client.force_login(gib)
    noted = client.post(staff_page(concern, "concern_step"), {"text": "Mit Kim gesprochen.", "revision": "1"})
    sent = {"resolution": "Kim ruft an.", "revision": "2"}
    resolved = client.post(staff_page(concern, "resolve_concern"), sent)

    _case, page = pages_of_gib(concern)
    assert noted.url == resolved.url == page + "#h-stockt"
    own = shown(client, advisor_user, concern.get_absolute_url())
    assert "Kim ruft an." in own
    assert "Mit Kim gesprochen." not in own
    assert "Mit Kim gesprochen." in shown(client, gib, page)
    assert "Es stockt in" not in shown(client, gib, reverse("admin:index"))


@pytest.mark.parametrize(("name", "field"), [("resolve_concern", "resolution"), ("concern_step", "text")])
def test_the_slower_of_two_reads_who_was_faster_and_keeps_the_text(
    client, concern, gib, leitung, name, field
):
    actions.note_step(concern, by=leitung, text="Angerufen.")
    client.force_login(gib)

    sent = {field: "Kim ruft an.", "revision": "1"}
    response = client.post(staff_page(concern, name), sent)

    page = words(response.content.decode())
    assert f"{leitung} hat das inzwischen geändert" in page
    assert "Angerufen." in page
    assert "Kim ruft an." in page
    assert Concern.objects.get().is_open
    again = {field: "Kim ruft an.", "revision": response.context["form"]["revision"].value()}
    assert client.post(staff_page(concern, name), again).status_code == 302


def test_a_double_click_notes_one_step(client, concern, gib):
    client.force_login(gib)
    sent = {"csrfmiddlewaretoken": "t" * 64, "text": "Mit Kim gesprochen.", "revision": "1"}

    first, second = (client.post(staff_page(concern, "concern_step"), sent) for _click in range(2))

    assert first.url == second.url
    assert ConcernStep.objects.count() == 1


@pytest.mark.parametrize("name", ["concern_step", "resolve_concern"])
def test_an_old_tab_on_a_resolved_one_says_so(name, client, concern, gib):
    actions.resolve_concern(concern, by=gib, resolution="Geklärt.")
    client.force_login(gib)

    response = client.get(staff_page(concern, name), follow=True)

    assert "schon erledigt" in words(response.content.decode())


def test_after_the_end_the_page_leads_back_with_a_sentence(client, engagement, gib, koko):
    actions.finish(engagement.support_request, by=koko)
    actions.complete(factories.settle_owed(engagement.support_request), by=gib)
    client.force_login(koko)

    response = client.get(tell_page(engagement), follow=True)

    assert "läuft nicht mehr" in words(response.content.decode())
    assert "vertraulich Bescheid sagen" not in words(response.content.decode())


def test_a_former_advisor_and_whoever_may_only_read_find_no_way_to_tell(
    client, concern, gib, reader, advisor_user
):
    actions.change_advisor(concern.engagement.support_request, by=gib, reason="Elternzeit.")

    assert shown(client, advisor_user, tell_page(concern.engagement)) == 404
    assert shown(client, advisor_user, concern.get_absolute_url()) == 404
    assert shown(client, reader, tell_page(concern.engagement)) == 403
    assert "vertraulich" not in shown(client, reader, concern.engagement.get_absolute_url())


def test_three_concerns_cost_the_page_as_many_queries_as_one(client, engagement, koko):
    client.force_login(koko)
    counts = []
    for more in (1, 2):
        for _number in range(more):
            actions.tell_concern(engagement, by=koko, text=TEXT)
        client.get(engagement.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            page = client.get(engagement.get_absolute_url())
        counts.append(len(queries))

    assert len(page.context["concerns"]["rows"]) == 3
    assert counts[0] == counts[1]
