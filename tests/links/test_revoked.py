"""Every way in which a link dies, against a page that stands open: nothing is decided, and a way on."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from advisors import actions as advisors
from gsvo.accounts import actions as accounts
from gsvo.accounts.email_changes import change_login_address
from gsvo.links.models import Link
from gsvo.offices import actions as offices
from gsvo.offices import committee_actions
from gsvo.offices.models import AccountInvitation, Role
from requests import actions
from requests.models import Round
from requests.workflow import State
from tests import factories
from tests.links import real
from tests.links.conftest import business_rows

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def urls(settings):
    settings.ROOT_URLCONF = "gsvo.urls"


@pytest.fixture
def people(koko, gib, leitung):
    return {"koko": koko, "gib": gib, "leitung": leitung}


def change(link, koko, **changes):
    member = link.target.member
    names = ("institution", "function", "name", "email", "is_voting", "is_chair")
    fields = {name: getattr(member, name) for name in names} | changes
    committee_actions.change_member(member, by=koko, expected_revision=member.revision, **fields)


def case_of(link):
    if link.purpose == "invitation":
        return link.target.support_request
    return link.target.round.version.mandate.support_request


def save_new_address(page, by):
    """As staff do it in the admin."""
    browser = Client()
    browser.force_login(by)
    form = browser.get(page).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    answer = browser.post(page, data | {"email": "neu@example.org"})
    assert answer.status_code == 302, answer.context["adminform"].form.errors


def new_address_in_the_pool(link, people):
    save_new_address(f"/admin/advisors/advisor/{link.target.advisor_id}/change/", people["leitung"])


def account_gets_new_address(link, people):
    change_login_address(link.target, "ganz.neu@example.org", by=people["leitung"])


# (purpose, what happens while the page stands open)
WAYS = {
    "the member is removed": (
        "statement",
        lambda link, people: committee_actions.remove_member(link.target.member, by=people["koko"]),
    ),
    "somebody else takes the seat": (
        "statement",
        lambda link, people: change(link, people["koko"], name="Nele Neu", email="neu@example.org"),
    ),
    "the member has a new address": (
        "statement",
        lambda link, people: change(link, people["koko"], email="neu@example.org"),
    ),
    "the member is asked again": ("statement", lambda link, people: actions.ask_again(link.target)),
    "the request is withdrawn": (
        "statement",
        lambda link, people: actions.withdraw(case_of(link), by=people["koko"], reason="Ende"),
    ),
    "the request is cancelled": (
        "statement",
        lambda link, people: actions.cancel(case_of(link), by=people["leitung"], reason="Ende"),
    ),
    "the round is over": ("statement", lambda link, people: actions.close_round(link.target.round)),
    "the invitation is recalled": (
        "invitation",
        lambda link, people: advisors.recall(case_of(link), by=people["gib"], reason="Ende"),
    ),
    "the invitation is sent again": (
        "invitation",
        lambda link, people: advisors.send_again(link.target),
    ),
    "the request of the invitation is withdrawn": (
        "invitation",
        lambda link, people: actions.withdraw(case_of(link), by=people["koko"], reason="Ende"),
    ),
    "the advisor has a new address": ("invitation", new_address_in_the_pool),
    "the office takes its invitation back": (
        "account",
        lambda link, people: offices.withdraw_invitation(link.target, by=people["koko"]),
    ),
    "the invitation to the account is sent again": (
        "account",
        lambda link, people: offices.renew_account_link(link),
    ),
    "a newer link for the password went out": (
        "password",
        lambda link, people: accounts.send_password_link(link.email),
    ),
    "the password is new": (
        "password",
        lambda link, people: accounts.set_password(link.target, "noch vier Wörter mehr"),
    ),
    "the account has a new address": ("password", account_gets_new_address),
}


def make_link(purpose, people):
    office, koko = factories.office(), people["koko"]
    if purpose == "account":
        offices.invite(office, by=koko, email="nina@example.org", name="Nina Neu", role=Role.MEMBER)
        return Link.objects.to(AccountInvitation.objects.get()).get()
    if purpose == "password":
        accounts.send_password_link(people["gib"].email)
        return Link.objects.to(people["gib"], "password").get()
    if purpose == "invitation":
        return factories.invitation_link(factories.invited(people["gib"], office=office).invitations.get())
    return factories.statement_link(
        factories.opened_round(factories.support_request(State.CLARIFYING, by=koko), by=koko).seats.first()
    )


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_stood_open_decides_nothing_any_more_and_shows_a_way_on(way, people, client):
    purpose, happens = WAYS[way]
    link = make_link(purpose, people)
    client.get(real.path_of(link))
    assert client.get(link.page_url()).status_code == 200
    happens(link, people)
    before = business_rows()

    answer = client.post(link.page_url(), real.DECISIONS[purpose])
    way_out = client.post(link.not_responsible_url, {"is_sure": "on"})

    assert (answer.status_code, way_out.status_code) == (410, 410)
    assert business_rows() == before
    page = answer.content.decode()
    assert "nicht" in page
    assert "angekommen" in page
    assert 'class="kern-btn kern-btn--primary"' in page or 'href="mailto:' in page
    assert ("Ein langer Text." in page) == ("Ein langer Text." in str(real.DECISIONS[purpose]))


def test_what_a_guest_typed_while_the_round_ended_is_given_back(people, client):
    """The last of those with a vote ends the round; a guest may be writing at that moment."""
    case = factories.support_request(State.CLARIFYING, by=people["koko"])
    factories.committee(members=2)
    guest = committee_actions.add_member(
        factories.office(), by=people["koko"], institution="Kammer", function="Gast", name="Gina Gast",
        email="gast@example.org", is_voting=False, is_chair=False,
    )  # fmt: skip
    seats = factories.opened_round(case, by=people["koko"]).seats
    link = factories.statement_link(seats.get(member=guest))
    client.get(real.path_of(link))
    for seat in seats.filter(is_voting=True):
        factories.answer(seat)

    page = client.post(
        link.page_url(), {"step": "check", "answer": "change", "remark_scope": "Mein Text."}
    ).content.decode()

    assert "nicht mehr angekommen" in page
    assert "Mein Text." in page
    assert case.contact_email in page
    assert "Danke" not in page


def test_a_second_click_on_the_last_answer_is_told_that_it_arrived(people, client):
    round_ = factories.opened_round(
        factories.support_request(State.CLARIFYING, by=people["koko"]), by=people["koko"]
    )
    last, *others = round_.seats.all()
    for seat in others:
        factories.answer(seat)
    link = factories.statement_link(last)
    client.get(real.path_of(link))
    data = {"step": "send", "answer": "agree", "name": "Mia Mit"}

    first, second = client.post(link.page_url(), data), client.post(link.page_url(), data)

    assert first["Location"] == second["Location"] == link.page_url()
    assert "nicht mehr angekommen" not in client.get(link.page_url()).content.decode()


# --- what was answered stays to be read, by whoever answered ------------------------------------------
def test_an_answer_can_be_read_after_the_deadline_and_no_longer_changed(people, client, monkeypatch):
    round_ = factories.opened_round(
        factories.support_request(State.CLARIFYING, by=people["koko"]), by=people["koko"]
    )
    answered, silent, *_rest = round_.seats.all()
    factories.answer(answered, "change")
    links = [factories.statement_link(seat) for seat in (answered, silent)]
    later = timezone.now() + dt.timedelta(days=15)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert actions.close_due_rounds() == 1

    statuses = []
    for link in links:
        client.get(real.path_of(link))
        statuses.append(client.get(link.page_url()).status_code)
    page = client.get(links[0].page_url()).content.decode()

    assert statuses == [200, 410]
    assert "Die Runde ist beendet" in page
    assert "Bitte auch die Förderschulen." in page
    assert (
        client.post(links[0].page_url(), {"answer": "agree", "step": "send", "name": "M"}).status_code == 410
    )
    assert Round.objects.get().outcome == "change"
    assert answered.statement.answer == "change"


@pytest.mark.parametrize("name", ["Nele Neu", None], ids=["replaced", "removed"])
def test_who_has_left_reads_no_more_of_rounds_that_are_over(people, client, name):
    round_ = factories.opened_round(
        factories.support_request(State.CLARIFYING, by=people["koko"]), by=people["koko"]
    )
    for seat in round_.seats.all():
        factories.answer(seat)
    link = factories.statement_link(round_.seats.first())
    client.get(real.path_of(link))
    assert client.get(link.page_url()).status_code == 200

    if name:
        change(link, people["koko"], name=name, email="neu@example.org")
    else:
        committee_actions.remove_member(link.target.member, by=people["koko"])

    assert client.get(link.page_url()).status_code == 410
