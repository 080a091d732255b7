"""What is owed on G.I.B.'s side: file the contract, do without a paper, what bars the close, what is late."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import Assignment, Waiver
from advisors.owed import PaperKind
from gsvo.workplace import contracts
from tests.advisors.entries import page_of
from tests.files import samples

pytestmark = pytest.mark.django_db
CONTRACT, FINAL = PaperKind.CONTRACT, PaperKind.FINAL_REPORT


def upload(name="Vertrag.pdf"):
    return SimpleUploadedFile(name, samples.pdf("Vertrag"))


def case_url(name, engagement, *more):
    return reverse(f"admin:{name}", args=[engagement.support_request.oid, *more])


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_gib_files_the_contract(client, engagement, gib):
    client.force_login(gib)
    response = client.post(
        case_url("file-contract", engagement), {"upload": upload("Vertrag.pdf"), "revision": "0"}
    )
    assert response.url == case_url("engagement", engagement) + "#h-owed"
    assert "Vertrag.pdf" in page_of(client, gib, case_url("engagement", engagement))


def test_leitung_does_without_with_a_reason_and_both_sides_read_it(
    client, engagement, leitung, koko, advisor_user
):
    client.force_login(leitung)
    address = case_url("waive-paper", engagement, FINAL)
    assert list(errors(client.post(address, {"reason": " "}))) == ["reason"]

    response = client.post(address, {"reason": "Das Protokoll genügt."})

    assert response.url == case_url("engagement", engagement) + "#h-owed"
    assert Waiver.objects.get().reason == "Das Protokoll genügt."
    for person in (koko, advisor_user):
        shown = page_of(client, person, engagement.get_absolute_url())
        assert "Das Protokoll genügt." in shown
        assert "Die Leitung der G.I.B. verzichtet darauf." in shown
    client.force_login(leitung)
    assert "nicht mehr offen" in client.post(address, {"reason": "Noch einmal."}).content.decode()


def test_the_page_of_the_close_names_what_is_missing(client, engagement, koko, gib):
    actions.finish(engagement.support_request, by=koko)
    client.force_login(gib)
    address = reverse("admin:act", args=[engagement.support_request.oid, "complete"])
    revision = client.get(address).context["form"]["revision"].value()

    response = client.post(address, {"revision": revision})

    assert (
        "Es fehlt noch: Vertrag (von: G.I.B.), Abschlussbericht (von: Berater:in)"
        in response.content.decode()
    )


def test_missing_contracts_stand_on_the_start_page_a_week_ahead(gib, engagement, django_assert_num_queries):
    today = timezone.localdate()
    assert list(contracts.missing(today)) == []
    Assignment.objects.update(began_at=timezone.localtime() - dt.timedelta(days=21))
    with django_assert_num_queries(1):
        assert [line["mark"] for line in contracts.missing(today)] == ["heed"]
    Assignment.objects.update(began_at=timezone.localtime() - dt.timedelta(days=29))
    assert [line["mark"] for line in contracts.missing(today)] == ["bad"]
    actions.hand_in_file(engagement, CONTRACT, by=gib, upload=upload())
    assert list(contracts.missing(today)) == []
