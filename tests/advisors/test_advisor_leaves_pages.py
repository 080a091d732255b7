"""Pages say that whoever advises has left the pool, and before it which engagements would be left."""

import pytest
from django.urls import reverse
from django.utils import timezone

from advisors.models import Advisor
from gsvo.workplace import dashboard
from requests.workflow import State
from tests import factories
from tests.advisors.test_advisor_leaves import advised_by, events, leaves
from tests.helpers.admin_forms import save
from tests.requests.test_office_act_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bea(db):
    return factories.advisor(name="Bea Beratung", account=True, email="bea@example.net")


def test_what_waits_for_the_gib_names_the_step_and_the_line_the_person(client, bea, koko, gib):
    factories.funding_period()
    row = advised_by(bea, by=koko)
    closing = advised_by(bea, State.CLOSING, by=koko)
    leaves(bea, gib)
    client.force_login(gib)

    page = client.get(reverse("admin:index"))

    steps = {waiting.case.pk: str(waiting.step) for waiting in page.context["waiting"]}
    assert steps == {row.pk: "Beratung wechseln", closing.pk: "Abschluss vorbereiten"}
    lines = list(dashboard.abandoned())
    assert {line["label"] for line in lines} == {
        "Bea Beratung begleitet Bielefeld und ist nicht mehr im Pool"
    }
    assert {line["note"] for line in lines} == {
        f"{row.number}. Wechseln Sie die Beratung.",
        f"{closing.number}. Schließen Sie den Fall ab.",
    }
    address = reverse("admin:engagement", args=[row.oid])
    assert address in page.content.decode()
    case, engagement = client.get(reverse("admin:case", args=[row.oid])), client.get(address)
    assert case.context["acts"]["primary"].name == "change_advisor"
    assert engagement.context["acts"]["primary"].name == "change_advisor"
    assert "Bea Beratung, nicht mehr im Pool" in text_of(case)
    assert "Bea Beratung ist nicht mehr im Pool, seit" in text_of(engagement)


def test_lines_cost_equally_many_queries(bea, koko, gib, django_assert_num_queries):
    for number in range(1, 4):
        advised_by(bea, by=koko)
        Advisor.objects.update(left_at=timezone.now())
        with django_assert_num_queries(1):
            assert len(list(dashboard.abandoned())) == number


def test_the_office_reads_it_on_its_request_and_on_the_engagement(client, bea, koko, gib):
    row = advised_by(bea, by=koko)
    client.force_login(koko)
    before = text_of(client.get(row.engagement.get_absolute_url()))
    leaves(bea, gib)

    request = text_of(client.get(row.get_absolute_url()))
    page = text_of(client.get(row.engagement.get_absolute_url()))

    assert "nicht mehr im Pool" not in before
    assert "Bea Beratung ist nicht mehr im Pool, seit" in request
    assert "Die G.I.B. ist am Zug" in page
    assert "Vereinbaren Sie bis dahin nichts Neues" in page
    assert "mit Bea Beratung, nicht mehr im Pool" in page
    assert "verabredet den ersten Termin" not in page


def test_the_gib_reads_beforehand_which_engagements_run(client, bea, koko, gib):
    row = advised_by(bea, by=koko)
    client.force_login(gib)
    form = reverse("admin:advisors_advisor_change", args=[bea.pk])
    stop = reverse("admin:accounts_act", args=[bea.user.pk, "sperren"])

    assert f"Die Person begleitet gerade: Bielefeld ({row.number})." in text_of(client.get(form))
    page = text_of(client.get(stop))
    assert "Bea Beratung begleitet gerade eine Koordinierungsstelle." in page
    assert reverse("admin:case", args=[row.oid]) in page

    data = {"name": "Bea Beratung", "email": bea.email, "mode": "mixed", "quarters_per_period": "20"}
    save(client, form, data | {"has_left": "on"})
    assert events(row) == ["advisor_left"]
    assert f"Mit ihr läuft noch: Bielefeld ({row.number})." in text_of(client.get(form))
    save(client, form, data)
    assert events(row) == ["advisor_left", "advisor_returned"]
