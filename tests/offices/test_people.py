"""Who works in an office: the page, invitations, roles, leaving."""

import datetime as dt

import pytest
from django.utils import timezone

from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.workdays import local_date
from gsvo.links.models import Link
from gsvo.offices import actions
from gsvo.offices.models import AccountInvitation, Membership, Role
from gsvo.outbox.models import OutgoingMail
from requests.workflow import State
from tests import factories
from tests.helpers.parallel import run_parallel

PAGE = f"/konto/stelle/{factories.BIELEFELD}/"
NINA = {"name": "Nina Neu", "email": "Nina.Neu@example.org", "role": "member"}


def _membership(user):
    return Membership.objects.get(user=user)


def _role_page(user):
    return f"{PAGE}person/{_membership(user).pk}/rolle/"


def _leave_page(user):
    return f"{PAGE}person/{_membership(user).pk}/beenden/"


# --- the page ------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["koko", "colleague", "reader"])
def test_everybody_of_the_office_sees_who_works_there(client, request, koko, colleague, reader, who):
    client.force_login(request.getfixturevalue(who))
    response = client.get(PAGE)
    assert [row.user for row in response.context["memberships"]] == [koko, colleague, reader]


@pytest.mark.parametrize("path", ["", "einladen/"])
@pytest.mark.parametrize("who", ["other_koko", "gib", "advisor_user"])
def test_strangers_find_no_page(client, request, koko, who, path):
    client.force_login(request.getfixturevalue(who))
    assert client.get(PAGE + path).status_code == 404


def test_only_leads_get_buttons(client, koko, colleague):
    client.force_login(koko)
    assert "Kolleg:in einladen" in client.get(PAGE).content.decode()
    client.force_login(colleague)
    page = client.get(PAGE).content.decode()
    assert "Kolleg:in einladen" not in page
    assert "Rolle ändern" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_one_row_as_for_three(client, koko, django_assert_num_queries, rows):
    for number in range(rows):
        factories.member(role=Role.READER, name=f"Person {number}")
        actions.invite(
            factories.office(),
            by=koko,
            email=f"offen{number}@example.org",
            name=f"Offen {number}",
            role=Role.MEMBER,
        )
    client.force_login(koko)
    # session, user, menu, office, people, invitations, mails that failed, my role, may I name the place
    with django_assert_num_queries(9):
        response = client.get(PAGE)
    assert (len(response.context["memberships"]), len(response.context["invitations"])) == (rows + 1, rows)


# --- inviting ------------------------------------------------------------------------------------
def test_a_lead_invites_by_link(client, koko):
    client.force_login(koko)
    response = client.post(f"{PAGE}einladen/", NINA)
    assert response.url == PAGE
    invitation, link, mail = (model.objects.get() for model in (AccountInvitation, Link, OutgoingMail))
    assert (invitation.email, invitation.role, invitation.invited_by) == (
        "nina.neu@example.org",
        "member",
        koko,
    )
    assert (link.purpose, link.target, link.email) == ("account", invitation, "nina.neu@example.org")
    assert local_date(link.expires_at) == timezone.localdate() + dt.timedelta(days=14)
    assert (mail.kind, mail.to_email, mail.link) == ("offices/account_invitation", invitation.email, link)
    assert "Verantwortlich: G.I.B." in mail.text
    assert "nicht von Ihnen selbst" in mail.text


@pytest.mark.parametrize("who", ["colleague", "reader"])
@pytest.mark.parametrize(
    "act", ["einladen/", "einladung/{invitation}/zuruecknehmen/", "person/{lead}/rolle/"]
)
def test_who_is_not_lead_decides_nothing(client, request, koko, who, act):
    invitation = actions.invite(factories.office(), by=koko, **NINA)
    client.force_login(request.getfixturevalue(who))
    path = act.format(invitation=invitation.pk, lead=_membership(koko).pk)
    before = list(Membership.objects.values()), list(AccountInvitation.objects.values())
    assert client.post(PAGE + path, {**NINA, "email": "x@example.org"}).status_code == 403
    assert (list(Membership.objects.values()), list(AccountInvitation.objects.values())) == before


@pytest.mark.parametrize("who", ["colleague", "reader", "other_koko", "advisor_user"])
def test_the_action_itself_refuses_others(request, koko, who):
    with pytest.raises(actions.PermissionDenied):
        actions.invite(factories.office(), by=request.getfixturevalue(who), **NINA)


def test_an_invitation_twice_is_refused_with_a_sentence_and_the_text_stays(client, koko):
    client.force_login(koko)
    client.post(f"{PAGE}einladen/", NINA)
    response = client.post(f"{PAGE}einladen/", {**NINA, "email": "nina.neu@EXAMPLE.org"})
    assert "schon eingeladen" in response.content.decode()
    assert response.context["form"]["name"].value() == "Nina Neu"
    assert AccountInvitation.objects.count() == OutgoingMail.objects.count() == 1


def test_who_works_here_already_is_not_invited(koko, colleague):
    with pytest.raises(ActionRefused, match="gehört schon zur Stelle"):
        actions.invite(factories.office(), by=koko, **{**NINA, "email": colleague.email.upper()})


def test_a_withdrawn_invitation_kills_its_link(client, koko):
    invitation = actions.invite(factories.office(), by=koko, **NINA)
    client.force_login(koko)
    client.post(f"{PAGE}einladung/{invitation.pk}/zuruecknehmen/")
    assert not Link.objects.usable().exists()
    assert not AccountInvitation.objects.open().exists()


def test_withdrawing_twice_gets_a_sentence(client, koko):
    invitation = actions.invite(factories.office(), by=koko, **NINA)
    client.force_login(koko)
    path = f"{PAGE}einladung/{invitation.pk}/zuruecknehmen/"
    client.post(path)
    response = client.post(path, follow=True)
    assert "schon zurückgenommen" in response.content.decode()


def test_a_get_withdraws_nothing(client, koko):
    invitation = actions.invite(factories.office(), by=koko, **NINA)
    client.force_login(koko)
    assert client.get(f"{PAGE}einladung/{invitation.pk}/zuruecknehmen/").status_code == 405


def test_the_invitation_of_another_office_is_absent(client, koko, other_koko):
    theirs = actions.invite(factories.office(factories.UNNA), by=other_koko, **NINA)
    client.force_login(koko)
    assert client.post(f"{PAGE}einladung/{theirs.pk}/zuruecknehmen/").status_code == 404
    assert AccountInvitation.objects.open().count() == 1


# --- roles and leaving ---------------------------------------------------------------------------
def test_a_lead_gives_another_role(client, koko, reader):
    client.force_login(koko)
    response = client.post(_role_page(reader), {"role": "member", "expected_role": "reader"})
    assert response.url == PAGE
    assert _membership(reader).role == Role.MEMBER


def test_a_lead_ends_somebodys_access(client, koko, colleague):
    client.force_login(koko)
    assert client.get(_leave_page(colleague)).status_code == 200
    client.post(_leave_page(colleague))
    assert _membership(colleague).left_at is not None
    colleague.refresh_from_db()  # leaving has ended all sessions
    client.force_login(colleague)
    assert client.get(PAGE).status_code == 404


def test_anybody_leaves_alone(client, koko, reader):
    client.force_login(reader)
    response = client.post(_leave_page(reader))
    assert response.url == "/konto/"
    assert _membership(reader).left_at is not None


def test_a_colleague_cannot_send_another_away(client, koko, colleague, reader):
    client.force_login(colleague)
    assert client.post(_leave_page(reader)).status_code == 403
    assert _membership(reader).left_at is None


def test_ending_twice_gets_a_sentence(client, koko, colleague):
    client.force_login(koko)
    client.post(_leave_page(colleague))
    response = client.post(_leave_page(colleague), follow=True)
    assert "gehört nicht mehr zur Stelle" in response.content.decode()


def test_the_last_lead_does_not_leave(client, koko, colleague):
    client.force_login(koko)
    response = client.post(_leave_page(koko), follow=True)
    assert "ist die letzte Leitung" in response.content.decode()
    assert _membership(koko).left_at is None


@pytest.mark.parametrize("role", ["member", "reader"])
def test_the_last_lead_stays_lead(client, koko, colleague, role):
    client.force_login(koko)
    response = client.post(_role_page(koko), {"role": role, "expected_role": "lead"}, follow=True)
    assert "ist die letzte Leitung" in response.content.decode()
    assert _membership(koko).role == Role.LEAD


@pytest.mark.parametrize("page", [_leave_page, _role_page])
def test_the_last_lead_reads_beforehand_what_to_do_first(client, koko, colleague, page):
    factories.support_request(State.SUBMITTED, by=koko)
    client.force_login(koko)
    html = client.get(page(koko)).content.decode()
    assert "Sie sind die letzte Leitung der Koordinierungsstelle Bielefeld." in html
    assert "Danach tut es niemand" not in html
    main = html[html.index("<main") : html.index("</main>")]
    assert "<form" not in main


def test_with_a_successor_the_lead_leaves(client, koko, colleague):
    client.force_login(koko)
    client.post(_role_page(colleague), {"role": "lead", "expected_role": "member"})
    client.post(_leave_page(koko))
    assert _membership(koko).left_at is not None


def test_a_lead_whose_account_is_closed_is_no_successor(koko, colleague):
    actions.change_role(_membership(colleague), by=koko, expected_role=Role.MEMBER, role=Role.LEAD)
    colleague.is_active = False
    colleague.save()
    with pytest.raises(ActionRefused):
        actions.leave(_membership(koko), by=koko)


@pytest.mark.parallel
def test_of_two_leads_who_leave_at_once_one_stays(parallel_db):
    office = factories.office()
    leads = [factories.member(office, Role.LEAD) for _number in range(2)]

    def go(number):
        actions.leave(_membership(leads[number]), by=leads[number])

    results = run_parallel(2, go)
    assert sorted(type(result).__name__ for result in results) == ["ActionRefused", "NoneType"]
    assert Membership.objects.current().filter(office=office, role=Role.LEAD).count() == 1


@pytest.mark.parallel
def test_inviting_the_same_person_at_once_makes_one_invitation(parallel_db):
    lead = factories.member(role=Role.LEAD)
    results = run_parallel(4, lambda _number: actions.invite(factories.office(), by=lead, **NINA))
    assert (
        sorted(type(result).__name__ for result in results) == ["AccountInvitation"] + ["ActionRefused"] * 3
    )
    assert OutgoingMail.objects.count() == 1
