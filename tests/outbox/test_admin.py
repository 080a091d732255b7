"""Staff see what went out, waits or failed; nobody writes in the outbox or gets at a link through it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gsvo.outbox.models import OutgoingMail, Status
from tests.outbox.conftest import write

LIST = "admin:outbox_outgoingmail_changelist"


def test_the_list_costs_the_same_for_one_row_and_for_three(admin_client):
    queries = []
    for rows in (1, 3):
        while OutgoingMail.objects.count() < rows:
            write()
        with CaptureQueriesContext(connection) as captured:
            page = admin_client.get(reverse(LIST))
        assert page.content.decode().count("Möchten Sie Bielefeld begleiten?") == rows
        queries.append(len(captured))
    assert queries[0] == queries[1]


def test_a_mails_page_shows_words_and_answer_and_no_way_to_the_link(admin_client, link):
    mail = write(link=link)
    OutgoingMail.objects.update(status=Status.FAILED, last_answer="550 5.1.1 No such user")
    html = admin_client.get(reverse("admin:outbox_outgoingmail_change", args=[mail.pk])).content.decode()
    assert "[persönlicher Link]" in html
    assert "550 5.1.1 No such user" in html
    assert link.nonce not in html
    assert mail.link_marker not in html


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_even_a_superuser_writes_nothing_there(admin_client, db, page):
    mail = write()
    before = list(OutgoingMail.objects.values())
    args = [] if page == "add" else [mail.pk]
    forged = {"to_email": "eve@example.org", "post": "yes"}
    response = admin_client.post(reverse(f"admin:outbox_outgoingmail_{page}", args=args), forged)
    assert response.status_code == 403
    admin_client.post(reverse(LIST), {"action": "delete_selected", "_selected_action": mail.pk} | forged)
    assert list(OutgoingMail.objects.values()) == before


def test_the_address_filters_by_nothing_that_the_page_keeps_secret(admin_client, link):
    mail = write(link=link)

    for lookup, secret in [("link__nonce", link.nonce), ("link_marker", mail.link_marker)]:
        response = admin_client.get(reverse(LIST), {f"{lookup}__startswith": secret[:6]})
        assert response["Location"] == reverse(LIST)  # the whole list, whatever was guessed
