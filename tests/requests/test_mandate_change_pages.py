"""The pages on which a mandate changes while its engagement runs, and those that say which version holds."""

import pytest
from django.urls import reverse

from requests.mandate_change import change_of
from requests.models import Mandate, MandateVersion
from tests import factories
from tests.requests.changing import WHY, asked, drafted, running, url
from tests.requests.test_statement_page import open_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko, gib, advisor_user):
    return running(koko, advisor_user)


def test_a_draft_that_a_colleague_just_wrote_is_not_discarded_unseen(case, koko, client):
    version = drafted(case, koko)
    MandateVersion.objects.filter(pk=version.pk).update(revision=4)
    client.force_login(koko)

    stale = client.post(url("discard_change", case), {"revision": 1}, follow=True).content.decode()
    assert MandateVersion.objects.filter(pk=version.pk).exists()
    assert "inzwischen geändert" in stale

    done = client.post(url("discard_change", case), {"revision": 4}, follow=True).content.decode()
    assert not MandateVersion.objects.filter(pk=version.pk).exists()
    assert "Der Entwurf ist verworfen" in done
    again = client.post(url("discard_change", case), {"revision": 4}, follow=True).content.decode()
    assert "Es gibt keinen Entwurf" in again


def test_more_days_than_granted_are_refused_at_the_field_with_the_way_to_more(case, koko, client):
    drafted(case, koko)
    client.force_login(koko)
    page = client.get(url("edit_mandate", case))
    form = page.context["form"]
    data = {
        "revision": form.sections["revision"].value(),
        "seen": form.sections["seen"].value(),
        "do": "save",
        **{f"goals-{key}": value for key, value in {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}.items()},
        "milestones-TOTAL_FORMS": 1,
        "milestones-INITIAL_FORMS": 0,
        "milestones-0-title": "Noch eine Werkstatt",
        "milestones-0-quarters": "99",
    }

    html = client.post(url("edit_mandate", case), data).content.decode()

    assert "„Mehr Tage anfragen“" in html
    assert "Noch eine Werkstatt" in html
    assert "Bis das Gremium zustimmt, gilt Fassung 1." in html


def test_the_office_begins_a_change_on_a_page_of_its_own(case, koko, client):
    client.force_login(koko)
    engagement = client.get(case.engagement.get_absolute_url()).content.decode()
    assert url("mandate", case) in engagement
    assert url("change_mandate", case) in client.get(url("mandate", case)).content.decode()

    empty = client.post(url("change_mandate", case), {"reason": ""}).content.decode()
    assert "Schreiben Sie kurz, warum Sie den Auftrag ändern." in empty
    response = client.post(url("change_mandate", case), {"reason": WHY})

    assert response.url == url("edit_mandate", case)
    assert change_of(case).sentence == "Es gilt Fassung 1. Fassung 2 ist in Arbeit."
    late = client.get(url("change_mandate", case), follow=True).content.decode()
    assert "Fassung 2 ist schon in Arbeit." in late


def test_all_sides_read_which_version_is_in_force_and_which_is_asked_about(case, koko, gib, client):
    round_ = asked(case, koko)
    said = "Es gilt Fassung 1. Über Fassung 2 stimmt das Gremium ab, offen bis"
    engagement = case.engagement.get_absolute_url()
    for person, page in (
        (koko, engagement),
        (koko, url("mandate", case)),
        (koko, case.get_absolute_url()),
        (case.engagement.advisor.user, engagement),
        (gib, reverse("admin:case", args=[case.oid])),
    ):
        client.force_login(person)
        assert said in client.get(page).content.decode(), (person, page)
    assert round_.is_open


def test_members_compare_with_the_version_in_force(case, koko, client):
    round_ = asked(case, koko)
    link = factories.statement_link(round_.seats.first())

    html = client.get(open_link(client, link)).content.decode()

    assert "Was sich gegenüber der geltenden Fassung 1 ändert" in html
    assert "Jetzt auch die Berufsschulen." in html


@pytest.mark.parametrize("name", ["change_mandate", "discard_change"])
def test_others_do_not_change_it(name, case, koko, reader, other_koko, client):
    drafted(case, koko)
    for person, status in ((reader, 403), (other_koko, 404), (case.engagement.advisor.user, 404)):
        client.force_login(person)
        assert client.get(url(name, case)).status_code == status
        assert client.post(url(name, case), {"reason": WHY}).status_code == status
    assert Mandate.objects.get(support_request=case).latest.number == 2
