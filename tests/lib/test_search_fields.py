"""The columns for searching and sorting say what their sources say, however a row is written."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from advisors.models import Advisor
from chains.models import Actor, PublishedChain
from gsvo.accounts.models import User
from gsvo.lib.listing import search_filter
from gsvo.lib.search_fields import folded_fields, refold
from gsvo.offices.models import CommitteeMember, Office
from gsvo.outbox.models import OutgoingMail
from gsvo.pages.models import AccessRequest, Feedback
from requests.models import FundingPeriod, SupportRequest, Topic
from tests import factories

pytestmark = pytest.mark.django_db
LISTED = {
    AccessRequest,
    Actor,
    Advisor,
    CommitteeMember,
    Feedback,
    FundingPeriod,
    Office,
    OutgoingMail,
    PublishedChain,
    SupportRequest,
    Topic,
    User,
}


def what_stands(model):
    return [
        [getattr(row, field.attname) for field in folded_fields(model)]
        for row in model.objects.order_by("pk")
    ]


def holds(model):
    """Whether each column of each row is what its sources make of it."""
    before = what_stands(model)
    refold(model)
    return what_stands(model) == before


def test_every_list_that_people_search_has_its_column():
    assert {model for model in apps.get_models() if folded_fields(model)} == LISTED


def test_it_holds_over_every_way_to_write():
    one, two = Topic.objects.bulk_create([Topic(name="Übergänge"), Topic(name="Straße")])
    assert [one.search_text, two.sort_name] == ["ubergange", "strasse"]
    Topic.objects.filter(name="Straße").update(name="Fähre")  # fits the filter no more
    one.name = "Æther"
    one.save(update_fields=["name"])
    three = Topic.objects.create(name="Größe")
    three.name = "Löß"
    Topic.objects.bulk_update([three], ["name"])
    ours = Topic.objects.filter(pk__in=[one.pk, two.pk, three.pk])
    assert set(ours.values_list("sort_name", flat=True)) == {"aether", "fahre", "loss"}
    Topic._base_manager.filter(pk=two.pk).update(name="Ötzi")
    assert Topic.objects.get(pk=two.pk).sort_name == "otzi"
    assert holds(Topic)


def test_a_request_is_found_by_its_place_whatever_it_is_called_next():
    row = factories.support_request(
        "submitted", office=factories.office(factories.UNNA), title="Früh beginnen"
    )
    office = row.office
    for name, found in (("Hüll", ["hull", "huell", "FRUEH hüll"]), ("Unna", ["unna fruh"])):
        office.display_name = name
        office.save(update_fields=["display_name"])
        for words in found:
            assert list(SupportRequest.objects.search(words)) == [row], words
    Office.objects.filter(pk=office.pk).update(display_name="Düren")
    assert list(SupportRequest.objects.search("dueren")) == [row]
    assert not SupportRequest.objects.search("unna").exists()
    assert holds(SupportRequest)


def test_an_advisor_is_found_by_her_topics_whatever_they_are_called_next():
    topic = factories.topic("Übergänge")
    advisor = factories.advisor(name="Ada", topics=[topic])
    assert list(Advisor.objects.search("ada ubergang")) == [advisor]
    topic.name = "Sprünge"
    topic.save()
    assert list(Advisor.objects.search("spruenge")) == [advisor]
    topic.advisors.clear()
    assert not Advisor.objects.search("sprunge").exists()
    topic.advisors.add(advisor)
    assert list(Advisor.objects.search("sprunge")) == [advisor]
    advisor.topics.remove(topic)
    assert not Advisor.objects.search("sprunge").exists()
    assert holds(Advisor)


def test_migration_and_command_fill_what_is_empty(capsys):
    factories.advisor(name="Yılmaz-Berger", topics=[factories.topic("Übergänge")])
    factories.support_request("submitted", title="Früh")
    for model in LISTED:
        empty = {field.name: "" for field in folded_fields(model)}
        models.QuerySet(model).update(**empty)
    call_command("rebuild_search")
    assert Advisor.objects.search("yilmaz ubergange").exists()
    assert SupportRequest.objects.search("frueh bielefeld").exists()
    assert "accounts.User: 1" in capsys.readouterr().out
    call_command("rebuild_search")
    assert {line.rpartition(" ")[2] for line in capsys.readouterr().out.splitlines()} == {"0"}


@pytest.mark.parametrize(
    "words",
    [
        "Yilmaz",
        "YILMAZ berger",
        "yı\u00adlmaz",
        "Krueger",
        "Kruger",
        "kru\u0308ger",
        "Muenster krüger",
        "strasse",
    ],
)
def test_search_finds_on_every_database(words):
    factories.advisor(name="Ada Lang")
    found = factories.advisor(name="Jülide Yılmaz-Berger-Krüger", organisation="Straße 7, Münster")
    assert list(search_filter(Advisor.objects.all(), words)) == [found]


@pytest.mark.parametrize("words", ["100 %", "a_b", "\\", "'", "%", "_", "\0x", "a" * 5000, "x " * 200])
def test_signs_of_the_database_are_letters_like_others(words):
    factories.advisor(name="Ada Lang")
    assert not search_filter(Advisor.objects.all(), words).exists()


def test_names_sort_as_din_5007_says_on_every_database():
    names = ["Zoe", "Öznur", "Oda", "Ärmel", "Arne", "Łukasz", "Lutz", "emil", "Éva"]
    for name in names:
        factories.advisor(name=name)
    right = ["Ärmel", "Arne", "emil", "Éva", "Łukasz", "Lutz", "Oda", "Öznur", "Zoe"]
    assert [row.name for row in Advisor.objects.all()] == right
