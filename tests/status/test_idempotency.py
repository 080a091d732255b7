"""A form that makes something makes it once, however often its button is pressed, at once or later.

Every creating form of the portal and of the workplace stands in FORMS; a new one without a line fails.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from advisors.models import Advisor
from chains.actions import copy_from_template
from chains.models import Actor, Chain, ChainStep, PublishedChain
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused
from gsvo.offices.committee_actions import add_member
from gsvo.offices.models import AccountInvitation, CommitteeMember
from gsvo.outbox.models import OutgoingMail
from gsvo.pages.models import AccessRequest, Feedback
from gsvo.status.models import AnsweredForm
from requests.models import Attachment, FundingPeriod, Round, SupportRequest, Topic
from requests.workflow import State
from tests import factories
from tests.access import routes
from tests.access.page_forms import filled, forms_of
from tests.access.rows import NOBODY_MAY
from tests.files import samples
from tests.helpers.parallel import run_parallel

MEMBER = {"institution": "Jobcenter", "name": "Jo Job", "email": "jo@example.org", "is_voting": "1"}
ONE_LINE = {"rows": "Jobcenter;;Jo Job;jo@example.org", "step": "send"}
PERIOD = {
    "submission_from": "2030-01-01", "submission_until": "2030-06-30", "service_from": "2030-01-01",
    "service_until": "2030-12-31", "accounting_until": "2031-03-31",
    "fee_link": "https://gib.example/vertrag",
}  # fmt: skip


def _office(koko):
    return [factories.office().key]


def _chain(koko):
    return [copy_from_template(factories.office(), 2040, by=koko).oid]


def _chain_step(koko):
    chain = copy_from_template(factories.office(), 2040, by=koko)
    return [chain.oid, chain.steps.first().oid]


def _draft(koko):
    return [factories.support_request(State.DRAFT, by=koko).oid, 7]


def _clarifying(koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    factories.committee(members=2)
    factories.filled(case.mandate.latest)
    return [case.oid]


def _office_pk(koko):
    return [factories.office().pk]


def _nothing(koko):
    return []


def _paper():
    return SimpleUploadedFile("liste.pdf", samples.pdf("Liste"))


# route: (who, arguments of its address, what is typed, what comes into being)
FORMS = {
    "offices:add_committee_member": ("koko", _office, MEMBER, CommitteeMember),
    "offices:add_committee_members": ("koko", _office, ONE_LINE, CommitteeMember),
    "offices:invite": ("koko", _office, {"name": "N", "email": "n@example.org"}, AccountInvitation),
    "requests:new": ("koko", _nothing, {}, SupportRequest),
    "requests:step": ("koko", _draft, {"uploads": _paper, "hochladen": "1"}, Attachment),
    "requests:open_round": ("koko", _clarifying, {}, Round),
    "chains:create": ("koko", _nothing, {}, Chain),
    "chains:publish": ("koko", _chain, {"decided_by": "Rat", "decided_on": ""}, PublishedChain),
    "chains:add_step": ("koko", _chain, {}, ChainStep),
    "chains:split_step": ("koko", _chain_step, {}, ChainStep),
    "feedback": (None, _nothing, {"kind": "other", "text": "Ein Fehler.", "trap": ""}, Feedback),
    "ask_access": (None, _nothing, {"office": "05711", "email": "n@example.org", "trap": ""}, AccessRequest),
    "admin:offices_invite_lead": ("leitung", _office_pk, {"email": "l@example.org"}, AccountInvitation),
    "admin:advisors_advisor_add": ("leitung", _nothing, {"quarters_per_period": "20"}, Advisor),
    "admin:accounts_user_add": ("leitung", _nothing, {"email": "neu@gib.example"}, User),
    "admin:requests_fundingperiod_add": ("leitung", _nothing, PERIOD, FundingPeriod),
    "admin:chains_actor_add": ("leitung", _nothing, {}, Actor),
    "admin:requests_topic_add": ("leitung", _nothing, {}, Topic),
}  # fmt: skip
NOT_HERE = {"admin:auth_group_add"}  # Django's own screen for superusers; a group's name is unique


def browser_of(people, who):
    browser = Client()
    if who:
        browser.force_login(people[who])
    return browser


def prepared(route, people):
    """(browser, address, what the form on the page sends, what comes into being)."""
    who, arguments, typed, model = FORMS[route]
    path = reverse(route, args=arguments(people["koko"]))
    browser = browser_of(people, who)
    form = max(forms_of(browser.get(path).content.decode(), path), key=lambda found: len(found["fields"]))
    token = next(f["value"] for f in form["fields"] if f["name"] == "csrfmiddlewaretoken")
    data = {
        **filled(form, **{k: v for k, v in typed.items() if not callable(v)}),
        "csrfmiddlewaretoken": token,
    }
    data.pop("has_left", None)
    return browser, path, lambda: data | {k: v() for k, v in typed.items() if callable(v)}, model


@pytest.fixture
def people(koko, leitung):
    return {"koko": koko, "leitung": leitung}


@pytest.mark.django_db
@pytest.mark.parametrize("route", FORMS)
def test_a_second_press_makes_nothing_new_and_leads_to_the_same_page(route, people):
    browser, path, data, model = prepared(route, people)
    before = model.objects.count()

    first = browser.post(path, data())
    made, mails = model.objects.count(), OutgoingMail.objects.count()
    second = browser.post(path, data())

    assert first.status_code == 302, first.content.decode()[:3000]
    assert made == before + 1
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert (model.objects.count(), OutgoingMail.objects.count()) == (made, mails)


def test_every_form_that_adds_in_the_workplace_stands_in_the_list():
    admin = dict(get_resolver().namespace_dict)["admin"][1]
    adds = {f"admin:{name}" for name in admin.reverse_dict if isinstance(name, str) and name.endswith("_add")}
    nobody_may = {row.name for row in routes.rows() if row.no_page == NOBODY_MAY}
    assert adds - nobody_may - NOT_HERE - FORMS.keys() == set()


@pytest.mark.parallel
@pytest.mark.parametrize(
    "route",
    [
        "offices:add_committee_member",
        "requests:step",
        "chains:add_step",
        "admin:advisors_advisor_add",
        "feedback",
        "ask_access",
    ],
)
def test_two_presses_at_once_make_one(parallel_db, route, koko, leitung):
    browser, path, data, model = prepared(route, {"koko": koko, "leitung": leitung})
    before = model.objects.count()
    sent = [data() for _number in range(4)]
    browsers = [Client() for _number in sent]
    for other in browsers:
        other.cookies = browser.cookies

    answers = run_parallel(4, lambda number: browsers[number].post(path, sent[number]).status_code)

    assert answers == [302] * 4
    assert model.objects.count() == before + 1


@pytest.mark.django_db
def test_another_text_from_the_same_page_is_another_record(people):
    browser, path, data, model = prepared("offices:add_committee_member", people)
    browser.post(path, data())
    other = {"name": "Bo Beispiel", "email": "bo@example.org", "is_chair": ""}
    assert browser.post(path, data() | other).status_code == 302
    assert model.objects.count() == 2


@pytest.mark.django_db
def test_a_form_that_was_refused_can_be_sent_again(people):
    browser, path, data, model = prepared("offices:add_committee_member", people)
    assert browser.post(path, data() | {"email": "keine Adresse"}).status_code == 200
    assert not AnsweredForm.objects.exists()
    assert browser.post(path, data()).status_code == 302
    assert model.objects.count() == 1


@pytest.mark.django_db
def test_the_key_is_somebodys_own(people, colleague):
    browser, path, data, _model = prepared("offices:add_committee_member", people)
    browser.post(path, data())
    other = Client()
    other.force_login(colleague)
    hers = {name: value for name, value in data().items() if name != "_owner"}  # not a form of the first one
    assert other.post(path, hers).status_code == 200, "asked, as for any second entry"


# --- what looks as if it were there already ----------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"email": "JO@example.org", "name": "Anders"},
        {"email": "andere@example.org", "name": "jo  job"},
    ],
)
def test_a_member_who_seems_to_sit_there_already_is_asked_about(client, koko, changes):
    client.force_login(koko)
    path = reverse("offices:add_committee_member", args=[factories.office().key])
    client.post(path, MEMBER)
    there = CommitteeMember.objects.get()

    page = client.post(path, MEMBER | changes).content.decode()
    assert f"Das gibt es schon: {there}" in page
    assert "Ja, das ist jemand anderes" in page
    assert changes["email"] in page, "nothing typed is lost"
    assert CommitteeMember.objects.count() == 1

    assert client.post(path, MEMBER | changes | {"is_another": str(there.pk)}).status_code == 302
    assert CommitteeMember.objects.count() == 2


@pytest.mark.django_db
def test_a_member_entered_a_moment_ago_is_not_entered_again_unasked(koko):
    fields = MEMBER | {"is_voting": True, "is_chair": False, "function": ""}
    add_member(factories.office(), by=koko, **fields)
    with pytest.raises(ActionRefused, match="steht schon im Gremium"):
        add_member(factories.office(), by=koko, **fields)
    with pytest.raises(ActionRefused, match="steht schon im Gremium"):
        add_member(factories.office(), by=koko, **fields | {"name": "Bo Beispiel"})
    assert CommitteeMember.objects.count() == 1


@pytest.mark.parallel
def test_the_bare_form_sent_twice_at_once_makes_one_member(parallel_db, koko):
    path = reverse("offices:add_committee_member", args=[factories.office().key])
    browsers = [Client() for _number in range(4)]
    for browser in browsers:
        browser.force_login(koko)

    run_parallel(4, lambda number: browsers[number].post(path, MEMBER).status_code)

    assert CommitteeMember.objects.count() == 1


@pytest.mark.django_db
def test_the_same_paper_is_kept_once(client, koko):
    client.force_login(koko)
    path = reverse("requests:step", args=_draft(koko))
    for _press in range(2):
        client.post(path, {"uploads": _paper(), "hochladen": "1"})
    assert Attachment.objects.count() == 1
