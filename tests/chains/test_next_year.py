"""The chain of the next school year: the office's last one comes first, the template second."""

import pytest
from django.urls import reverse
from django.utils import timezone

from chains import actions
from chains.models import Chain, ChainStep
from chains.periods import school_year_on
from gsvo.lib.exceptions import ActionRefused
from gsvo.retention.rules import ERASED_TEXT
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def last(koko):
    year = school_year_on(timezone.localdate())
    chain = actions.copy_from_template(factories.office(), year, by=koko)
    first, second = chain.steps.all()[:2]
    first.receiver_steps.set([second])
    ChainStep.objects.filter(pk=first.pk).update(
        title="Unser Auftakt", contact="Frau Kontakt", deputy=ERASED_TEXT, status="agreed", note="Nur heuer."
    )
    return chain


def test_the_last_chain_is_copied_with_its_steps_and_contacts_but_not_its_state(koko, last):
    chain = actions.copy_from_last(last.office, last.school_year + 1, by=koko)

    first, second = chain.steps.all()[:2]
    assert chain.steps.count() == last.steps.count()
    assert (first.title, first.contact, first.deputy) == ("Unser Auftakt", "Frau Kontakt", "")
    assert (first.status, first.note) == ("not_begun", "")
    assert list(first.receiver_steps.all()) == [second]
    assert first.source_id == last.steps.first().source_id


def test_without_a_former_chain_there_is_nothing_to_copy(koko):
    with pytest.raises(ActionRefused, match="Wählen Sie die Vorlage"):
        actions.copy_from_last(factories.office(), 2026, by=koko)


def test_the_page_offers_the_last_chain_first(client, koko, last):
    client.force_login(koko)
    address = reverse("chains:create")

    page = client.get(address).content.decode()
    answer = client.post(
        address, {"office": last.office.pk, "school_year": last.school_year + 1, "begin_with": "last"}
    )

    assert page.index(f"mit Ihrer Kette {last.school_year_name}") < page.index("mit der Landesvorlage")
    assert answer.status_code == 302
    assert Chain.objects.get(school_year=last.school_year + 1).steps.first().title == "Unser Auftakt"


def test_the_template_is_still_possible(client, koko, last):
    client.force_login(koko)
    data = {"office": last.office.pk, "school_year": last.school_year + 1, "begin_with": "template"}

    client.post(reverse("chains:create"), data)

    assert Chain.objects.get(school_year=last.school_year + 1).steps.first().title != "Unser Auftakt"


def test_the_first_chain_asks_nothing_more(client, koko):
    client.force_login(koko)

    page = client.get(reverse("chains:create")).content.decode()

    assert "Womit beginnen Sie?" not in page
