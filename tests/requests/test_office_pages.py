"""The office's pages open, for whom, and in every state."""

import pytest
from django.urls import reverse

from requests.workflow import State
from tests import make

pytestmark = pytest.mark.django_db
PAGES = ["detail", "print", "check", "answer", "hand_over", "share", "copy", "delete_draft", "withdraw", "revise"]


@pytest.mark.parametrize("state", list(State))
def test_the_page_of_a_request_opens_in_every_state(state, koko, client):
    make.topic()
    row = make.support_request(state, by=koko)
    client.force_login(koko)

    answer = client.get(reverse("requests:detail", args=[row.oid]))

    assert answer.status_code == 200
    assert row.title in answer.content.decode()
