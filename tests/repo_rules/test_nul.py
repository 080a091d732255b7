"""NUL in what somebody sends is nonsense, and no error of ours. Only PostgreSQL would stumble over it."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/pool/?anfrage=%00", "/gremium/%00/", "/admin/requests/event/?act=%00", "/%00"]
)
def test_an_address_with_nul_is_a_missing_page(client, admin_user, address):
    client.force_login(admin_user)
    response = client.get(address)
    assert (response.status_code, "Content-Security-Policy" in response) == (404, True)


def test_an_id_with_nul_in_a_form_is_not_found(client, koko):
    client.force_login(koko)
    response = client.post(
        reverse("advisors:forget", args=[factories.advisor().oid]), {"support_request": "a\0"}
    )
    assert response.status_code == 404


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=b", "application/x-www-form-urlencoded", ""])
@pytest.mark.parametrize("length", ["x", "-1", "", "9" * 30])
def test_a_length_that_is_no_length_is_no_error_of_ours(client, kind, length):
    client.raise_request_exception = False
    for address in ("/", reverse("account_login"), "/nirgends/"):
        response = client.generic("POST", address, b"a=1", kind, CONTENT_LENGTH=length)
        assert response.status_code < 500, address
