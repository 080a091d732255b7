"""The state template in the workplace: versions, drafts, publishing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chains import actions
from chains.models import Actor, ChainTemplate, TargetGroup, TemplateStep
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/chains/chaintemplate/"


@pytest.fixture
def draft(leitung):
    return actions.new_template_version(by=leitung)


def _page(template):
    return reverse("admin:chains_chaintemplate_change", args=[template.pk])


def _step_page(step):
    return reverse("admin:chains_templatestep_change", args=[step.pk])


def _typed(client, step, **changes):
    form = client.get(_step_page(step)).context["adminform"].form
    data = {}
    for bound in form:
        value = bound.value()
        if value is not None:
            data[bound.html_name] = [getattr(v, "pk", v) for v in value] if isinstance(value, list) else value
    return {**data, **changes}


def test_the_leitung_begins_the_next_version(client, leitung):
    client.force_login(leitung)
    assert "Neue Fassung beginnen" in client.get(LIST).content.decode()
    response = client.post("/admin/chains/chaintemplate/neue-fassung/")
    draft = ChainTemplate.objects.get(version=2)
    assert response.url == _page(draft)
    assert (draft.is_published, draft.steps.count()) == (False, 12)
    again = client.post("/admin/chains/chaintemplate/neue-fassung/", follow=True)
    assert "schon in Arbeit" in again.content.decode()


@pytest.mark.parametrize("who", ["gib", "controlling"])
def test_other_staff_read_only(client, request, draft, who):
    client.force_login(request.getfixturevalue(who))
    step = draft.steps.first()
    assert client.get(_page(draft)).status_code == 200
    assert "Neue Fassung beginnen" not in client.get(LIST).content.decode()
    for url in (
        "/admin/chains/chaintemplate/neue-fassung/",
        reverse("admin:chains_publish", args=[draft.pk]),
        reverse("admin:chains_add_template_step", args=[draft.pk]),
        reverse("admin:chains_remove_template_step", args=[step.pk]),
        _step_page(step),
        _page(draft),
    ):
        assert client.post(url, {"title": "x", "note": "x"}).status_code == 403
    draft.refresh_from_db()
    assert (draft.is_published, draft.note, draft.steps.count()) == (False, "", 12)


def test_a_published_version_is_read_only_for_everybody(client, leitung):
    client.force_login(leitung)
    current = ChainTemplate.objects.current()
    step = current.steps.first()
    before = list(current.steps.values())
    assert client.get(_step_page(step)).status_code == 200
    for url in (
        _page(current),
        _step_page(step),
        reverse("admin:chains_remove_template_step", args=[step.pk]),
        reverse("admin:chains_add_template_step", args=[current.pk]),
    ):
        assert client.post(url, {"title": "x", "note": "x", "position": 3}).status_code == 403
    assert list(current.steps.values()) == before


def test_a_drafts_step_is_changed_and_put_to_another_place(client, leitung, draft):
    client.force_login(leitung)
    step = draft.steps.get(number=4)
    ihk = Actor.objects.get(name="IHK")
    response = client.post(
        _step_page(step), _typed(client, step, title="Neu gefasst", position=2, participants=[ihk.pk])
    )
    step.refresh_from_db()
    assert response.url == _page(draft)
    assert (step.title, step.number, list(step.participants.all())) == ("Neu gefasst", 2, [ihk])
    assert list(draft.steps.values_list("number", flat=True)) == list(range(1, 13))


def test_all_that_a_step_of_the_template_says_is_written(client, leitung, draft):
    step, group = draft.steps.get(number=5), TargetGroup.objects.last()
    client.force_login(leitung)
    told = {"description": "Erst fragen.", "anchor_day": "after_easter", "indicator": "Anteil"}
    client.post(
        _step_page(step), _typed(client, step, **told, hands_over_names="on", target_groups=[group.pk])
    )
    step.refresh_from_db()
    assert {name: getattr(step, name) for name in told} == told
    assert (step.hands_over_names, list(step.target_groups.all())) == (True, [group])


def test_steps_are_added_and_removed_in_a_draft(client, leitung, draft):
    client.force_login(leitung)
    response = client.post(reverse("admin:chains_add_template_step", args=[draft.pk]))
    new = draft.steps.get(number=13)
    assert response.url == _step_page(new)
    remove = reverse("admin:chains_remove_template_step", args=[draft.steps.get(number=5).pk])
    assert client.get(remove).status_code == 200
    assert draft.steps.count() == 13
    client.post(remove)
    new.refresh_from_db()
    assert (draft.steps.count(), new.number) == (12, 12)


def test_a_step_of_another_version_is_no_receiver(client, leitung, draft):
    client.force_login(leitung)
    step = draft.steps.get(number=4)
    foreign = ChainTemplate.objects.current().steps.first().pk
    response = client.post(_step_page(step), _typed(client, step, receiver_steps=[foreign]))
    assert response.context["adminform"].form.errors.keys() == {"receiver_steps"}


def test_publishing_puts_the_draft_in_force_once(client, leitung, draft):
    client.force_login(leitung)
    url = reverse("admin:chains_publish", args=[draft.pk])
    assert client.get(url).status_code == 405
    assert client.post(url).url == _page(draft)
    assert ChainTemplate.objects.current() == draft
    assert "schon veröffentlicht" in client.post(url, follow=True).content.decode()


def test_the_list_asks_as_often_for_one_row_as_for_three(client, leitung):
    client.force_login(leitung)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        assert client.get(LIST).context["cl"].result_count == 1
    for version in (2, 3):
        ChainTemplate.objects.create(version=version, is_published=True)
    with CaptureQueriesContext(connection) as three:
        assert client.get(LIST).context["cl"].result_count == 3
    assert len(one) == len(three)


def test_coordinators_find_nothing_here(client, koko):
    client.force_login(koko)
    assert client.get(LIST).status_code == 404
    assert client.post("/admin/chains/chaintemplate/neue-fassung/").status_code == 404
    assert factories.office().chains.count() == 0


def test_a_draft_takes_no_more_steps_than_a_chain(client, leitung, draft):
    client.force_login(leitung)
    draft.steps.bulk_create(
        TemplateStep(template=draft, number=number, title="Schritt") for number in range(13, 61)
    )

    response = client.post(reverse("admin:chains_add_template_step", args=[draft.pk]), follow=True)

    assert draft.steps.count() == 60
    assert "Eine Kette hat höchstens 60 Schritte." in response.content.decode()
