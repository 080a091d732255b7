"""The committee's pages: who keeps the list, who only reads, who finds nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from gsvo.lib.exceptions import ActionRefused
from gsvo.offices import committee_actions
from gsvo.offices.models import CommitteeMember, Role
from tests import factories
from tests.helpers.page_text import compact

pytestmark = pytest.mark.django_db

FIELDS = {
    "institution": "Jobcenter",
    "function": "Leitung",
    "name": "Jo Job",
    "email": "jo@example.org",
    "is_voting": "1",
}


def url(name="committee", *args):
    return reverse(f"offices:{name}", args=args)


def names(office):
    return [member.name for member in CommitteeMember.objects.current().filter(committee__office=office)]


def test_an_empty_committee_says_what_would_stand_here_and_how_to_begin(client, koko):
    client.force_login(koko)
    page = client.get(url()).content.decode()
    assert "Noch ist niemand eingetragen." in page
    assert url("add_committee_member", "05711") in page


def test_a_member_is_put_on_the_list(client, koko):
    client.force_login(koko)
    response = client.post(url("add_committee_member", "05711"), FIELDS | {"is_chair": "on"})
    assert response.url == url("committee", "05711")
    member = CommitteeMember.objects.get()
    assert (member.name, member.is_voting, member.is_chair) == ("Jo Job", True, True)


def test_a_guest_has_no_vote_and_no_chair(client, koko):
    client.force_login(koko)
    page = client.post(
        url("add_committee_member", "05711"), FIELDS | {"is_voting": "0", "is_chair": "on"}
    ).content.decode()
    assert "Wer den Vorsitz hat, ist Mitglied mit Stimme." in page
    client.post(url("add_committee_member", "05711"), FIELDS | {"is_voting": "0"})
    assert not CommitteeMember.objects.get().is_voting


def test_there_is_one_chair(client, koko):
    factories.committee(members=2)
    client.force_login(koko)
    page = client.post(url("add_committee_member", "05711"), FIELDS | {"is_chair": "on"}).content.decode()
    assert "Den Vorsitz hat Mitglied 1." in page
    assert "Jo Job" in page
    assert CommitteeMember.objects.count() == 2


def test_the_body_is_called_what_it_is_called_there(client, koko):
    client.force_login(koko)
    client.post(url("rename_committee", "05711"), {"name": "Lenkungskreis", "revision": 1})
    assert '<h1 class="kern-heading-large">Lenkungskreis</h1>' in client.get(url()).content.decode()


def test_another_person_in_a_place_is_responsible_again(client, koko):
    member = factories.committee(members=1).members.get()
    CommitteeMember.objects.update(not_responsible_at=member.joined_at)
    client.force_login(koko)
    assert "nicht mehr zuständig" in client.get(url()).content.decode()

    client.post(url("edit_committee_member", member.oid), FIELDS | {"revision": 1})

    member.refresh_from_db()
    assert (member.name, member.not_responsible_at, member.revision) == ("Jo Job", None, 2)


def test_the_second_of_two_writers_keeps_what_was_typed_and_may_then_save(client, koko):
    member = factories.committee(members=1).members.get()
    address = url("edit_committee_member", member.oid)
    mine = FIELDS | {"revision": 1, "name": "Andere Person"}
    client.force_login(koko)
    client.post(address, FIELDS | {"revision": 1})

    response = client.post(address, mine)
    page = response.content.decode()

    assert "<dt>Name</dt><dd>Jo Job</dd>" in compact(page)
    assert "Andere Person" in page
    member.refresh_from_db()
    assert member.name == "Jo Job"

    client.post(address, mine | {"revision": response.context["form"]["revision"].value()})
    member.refresh_from_db()
    assert member.name == "Andere Person"


def test_who_is_taken_off_stays_on_record_and_a_second_click_is_harmless(client, koko):
    member = factories.committee(members=2).members.last()
    client.force_login(koko)

    assert client.get(url("remove_committee_member", member.oid)).status_code == 200
    assert names(factories.office()) == ["Mitglied 2", "Mitglied 1"] or len(names(factories.office())) == 2
    client.post(url("remove_committee_member", member.oid))
    again = client.post(url("remove_committee_member", member.oid), follow=True)

    assert "ist nicht mehr Mitglied" in again.content.decode()
    assert len(names(factories.office())) == 1
    assert CommitteeMember.objects.count() == 2


def test_a_reader_sees_the_list_and_changes_nothing(client, reader):
    member = factories.committee().members.first()
    client.force_login(reader)
    page = client.get(url()).content.decode()
    assert "Mitglied 1" in page
    assert "Mitglied eintragen" not in page
    for address in (
        url("add_committee_member", "05711"),
        url("rename_committee", "05711"),
        url("edit_committee_member", member.oid),
        url("remove_committee_member", member.oid),
    ):
        assert client.post(address, FIELDS).status_code == 403
    with pytest.raises(PermissionDenied):
        committee_actions.remove_member(member, by=reader)


def test_a_stranger_finds_nothing(client, other_koko):
    member = factories.committee().members.first()
    client.force_login(other_koko)
    for address in (
        url("committee", "05711"),
        url("add_committee_member", "05711"),
        url("rename_committee", "05711"),
        url("edit_committee_member", member.oid),
        url("remove_committee_member", member.oid),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == (405 if address == url("committee", "05711") else 404)


def test_who_works_in_several_offices_chooses(client, koko):
    factories.committee()
    koko.memberships.create(office=factories.office(factories.UNNA), role=Role.READER)
    client.force_login(koko)
    page = client.get(url()).content.decode()
    assert url("committee", "05711") in page
    assert url("committee", "05978") in page
    assert "Mitglied 1" in client.get(url("committee", "05711")).content.decode()


def test_who_works_in_no_office_gets_a_sentence(client, gib):
    client.force_login(gib)
    assert "Sie gehören zurzeit zu keiner Koordinierungsstelle." in client.get(url()).content.decode()


def test_who_left_cannot_be_changed(koko):
    member = factories.committee(members=1).members.get()
    committee_actions.remove_member(member, by=koko)
    with pytest.raises(ActionRefused, match="nicht mehr Mitglied"):
        committee_actions.change_member(
            member, by=koko, expected_revision=2, is_chair=False, name="X", email="x@example.org"
        )


@pytest.mark.parametrize("members", [1, 3])
def test_the_list_costs_the_same_for_one_member_and_for_three(
    client, koko, members, django_assert_num_queries
):
    factories.committee(members=members)
    client.force_login(koko)
    with django_assert_num_queries(8):
        client.get(url())


def test_the_page_says_how_many_vote_and_how_many_are_guests(client, koko):
    body = factories.committee(koko.memberships.get().office, members=3)
    body.members.filter(pk=body.members.last().pk).update(is_voting=False)
    client.force_login(koko)

    page = client.get(reverse("offices:committee")).content.decode()

    assert "2 Mitglieder mit Stimme, 1 Gast" in page
