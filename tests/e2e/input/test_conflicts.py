"""Two people edit one record, wherever that is possible: the slower one overwrites nothing unknowingly."""

import pytest
from django import forms
from django.contrib import admin
from django.urls import get_resolver, reverse

from chains import actions as chain_actions
from chains.models import Actor
from gsvo.lib.forms import StaleCheckForm
from gsvo.offices.models import Role
from gsvo.pages.models import AccessRequest, Feedback
from gsvo.unsent_forms.models import UnsentForm
from requests.forms.casework import ActionForm
from requests.models import Topic
from tests import factories
from tests.e2e.input.places import address
from tests.e2e.input.test_forms import OURS, classes, leads_to_the_errors
from tests.helpers.admin_forms import standing
from tests.helpers.source_tree import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BASES = {"StaleCheckForm", "RecordForm", "Step", "EntryActForm"}
ADDS_ONLY = {"NewStepForm", "RowForm"}  # a row of a table that is taken over: advisors who are new
# Acts in an engagement, whose pages are gone afterwards or show another record: form → the test of its two.
IN_ENGAGEMENTS = {
    "SessionForm": "session_pages::test_the_slower_of_two_sees_what_stands_there_and_can_send_again",
    **dict.fromkeys(
        ("CancelSessionForm", "SettleSessionForm", "ReachMilestoneForm", "AskAboutEntryForm",
         "WithdrawEntryForm", "CorrectEntryForm"),
        "stale_acts::test_the_slower_of_two_is_told_and_can_send_again",
    ),
    "TimeEntryForm": "time_entry_pages::test_a_stale_page_is_told_so_and_can_be_sent_again",
    "MoveMilestoneForm": "milestones::test_the_slower_of_two_reads_who_moved_it_and_keeps_the_text",
    "ReviewForm": "reviews::test_the_slower_of_two_who_begin_reads_of_the_other",
    "RateGoalsForm": "review_pages::test_the_slower_of_two_sees_what_stands_there_and_sends_again",
    **dict.fromkeys(
        ("ConcernStepForm", "ResolveConcernForm"),
        "concern_pages::test_the_slower_of_two_reads_who_was_faster_and_keeps_the_text",
    ),
    "LookingBackForm":
        "looking_back::test_of_two_in_the_office_one_is_first_and_the_other_sees_what_stands_there",
    "FollowUpForm": "follow_up::test_the_slower_of_two_sees_what_stands_there",
    "RemarkAnswerForm": "remarks::test_the_slower_of_two_sees_what_stands_there_and_keeps_the_text",
    "SplitStepForm": "step_views::test_a_stale_page_divides_nothing_and_can_be_sent_again",
    "PublishForm": "publishing::test_only_those_who_write_publish_and_only_what_they_saw",
    "HandInForm": "paper_pages::test_who_was_slower_reads_that_another_version_came",
    "ReportForm": "paper_pages::test_two_tabs_of_a_draft_lose_nothing",
}  # fmt: skip


def _admin(name, make_record):
    return lambda koko, leitung: reverse(f"admin:{name}_change", args=[make_record(leitung).pk])


def _access_request(_leitung):
    return AccessRequest.objects.create(
        office=factories.office(), name="Noa Neu", email="noa@example.org", function="Leitung"
    )


def _feedback(_leitung):
    kind = Feedback._meta.get_field("kind").choices[0][0]
    return Feedback.objects.create(kind=kind, text="Ein Bild fehlt.")


def _member(koko, leitung):
    member = factories.committee(factories.office(factories.BIELEFELD)).members.first()
    return reverse("offices:edit_committee_member", args=[member.oid])


def _committee(koko, leitung):
    factories.committee(factories.office(factories.BIELEFELD))
    return reverse("offices:rename_committee", args=[factories.BIELEFELD])


def _rule(koko, leitung):
    factories.committee(factories.office(factories.BIELEFELD))
    return reverse("offices:committee_rule", args=[factories.BIELEFELD])


def _page(name):
    return lambda koko, leitung: address(name, koko, leitung)


EDITS = [  # form, who edits, its page, what both change
    *[
        (form, "koko", _page(f"step{number}"), field)
        for number, (form, field) in enumerate(
            [("Contact", "contact_phone"), ("Occasion", "title"), ("Goals", "goal_1"),
             ("Period", "period_alternative"), ("Partners", "partners_text"), ("Wishes", "method_wishes")], 1)
    ],
    ("StepForm", "koko", _page("chain step was"), "title"),
    ("CommitteeForm", "koko", _committee, "name"),
    ("RuleForm", "koko", _rule, "rule_reference"),
    ("MemberForm", "koko", _member, "function"),
    ("RoleForm", "koko", _page("role"), "role"),
    ("SectionsForm", "koko", _page("requests:edit_mandate clarifying"), "scope"),
    ("AccountForm", "koko", _page("accounts:account"), "phone"),
    ("ProfileForm", "pool_person", _page("advisors:my_profile"), "phone"),
    ("InstitutionForm", "koko", _page("chain institution"), "contact"),
    ("TemplateStepForm", "leitung", _page("template step"), "title"),
    ("FundingPeriodForm", "leitung", _admin("requests_fundingperiod", lambda _by: factories.funding_period()),
     "funder_line"),
    ("StaffForm", "leitung", _admin("accounts_user", lambda _by: factories.staff("Controlling")), "phone"),
    ("AdvisorForm", "leitung", _admin("advisors_advisor", lambda _by: factories.advisor(account=True)),
     "phone"),
    ("NamedRecordForm", "leitung", _admin("requests_topic", lambda _by: Topic.objects.first()), "name"),
    ("NamedRecordForm", "leitung", _admin("chains_actor", lambda _by: Actor.objects.first()), "name"),
    ("RecordForm", "leitung",
     _admin("chains_chaintemplate", lambda by: chain_actions.new_template_version(by=by)), "note"),
    ("RecordForm", "leitung", _admin("offices_office", lambda _by: factories.office()), "display_name"),
    ("RecordForm", "leitung", _admin("pages_accessrequest", _access_request), "note"),
    ("RecordForm", "leitung", _admin("pages_feedback", _feedback), "note"),
]  # fmt: skip
TYPED = {"role": ("lead", "reader")}


def test_every_form_that_changes_a_record_has_its_two_editors():
    get_resolver().url_patterns  # noqa: B018  imports every view
    kinds = (StaleCheckForm, forms.ModelForm)
    ours = {
        form.__name__
        for form in classes()
        if issubclass(form, kinds)
        and not issubclass(form, ActionForm)  # acts that come too late: tests/workplace/test_acts.py
        and form.__module__.partition(".")[0] in OURS
    }
    tried = {form for form, *_rest in EDITS} | IN_ENGAGEMENTS.keys()
    assert ours - tried - BASES - ADDS_ONLY - {"Papers"} == set()


@pytest.mark.parametrize("test", sorted(set(IN_ENGAGEMENTS.values())))
def test_the_tests_of_engagements_are_there(test):
    name, _, function = test.partition("::")
    (source,) = (ROOT / "tests").glob(f"*/test_{name}.py")
    assert f"def {function}(" in source.read_text(encoding="utf-8")


def test_every_table_that_the_workplace_changes_has_its_two_editors(rf, admin_user):
    request = rf.get("/")
    request.user = admin_user
    changed = [
        model._meta.label_lower
        for model, kind in admin.site._registry.items()
        if kind.has_change_permission(request) and issubclass(kind.form, StaleCheckForm)
    ]
    assert sorted(changed) == [
        "accounts.user", "advisors.advisor", "chains.actor", "chains.chaintemplate", "chains.templatestep",
        "offices.office", "pages.accessrequest", "pages.feedback", "requests.fundingperiod", "requests.topic",
    ]  # fmt: skip


@pytest.fixture
def edit(request, client, koko, leitung, settings):
    form, who, page, field = request.param
    url = page(koko, leitung)
    if form in ("AccountForm", "ProfileForm"):
        second = request.getfixturevalue(who)
    elif who == "koko":
        second = factories.member(factories.office(factories.BIELEFELD), Role.LEAD, name="Zita Zweite")
    else:
        second = factories.staff("Leitung", name="Zita Zweite")
    faster = type(client)()
    faster.force_login(second)
    faster.name = second.name
    client.force_login(request.getfixturevalue(who))
    return client, faster, url, field


every = pytest.mark.parametrize("edit", EDITS, ids=lambda row: f"{row[0]} {row[3]}", indirect=True)


def opened(client, url, field):
    """What a browser would send of a page's form as it stands there."""
    return standing(client.get(url).content.decode(), url, field)


def kept_in(client, url, field):
    """What the record holds, as its page shows it to whoever has typed nothing there."""
    UnsentForm.objects.all().delete()
    return opened(client, url, field)[field]


@every
def test_the_slower_of_two_is_told_and_keeps_what_was_typed(edit):
    slower, faster, url, field = edit
    first, second = TYPED.get(field, ("0123 1", "0123 2"))
    seen = opened(slower, url, field)
    same = opened(faster, url, field)
    sending = {"spaeter": "", "do": "save"}
    assert faster.post(url, same | sending | {field: first}).status_code == 302
    before = kept_in(faster, url, field)

    answer = slower.post(url, seen | sending | {field: second})

    leads_to_the_errors(answer)
    html = answer.content.decode()
    assert "So steht es inzwischen da" in html or "steht inzwischen" in html.lower()
    assert "Ihr Text steht noch hier." in html
    assert faster.name in html or "Sie haben das inzwischen in einem anderen Fenster" in html
    assert kept_in(faster, url, field) == before
    again = standing(html, url, field)
    assert again[field] in (second, [second])
    assert slower.post(url, again | sending).status_code == 302
    assert opened(faster, url, field)[field] in (second, [second])


MARKED = [row for row in EDITS if row[1] == "leitung" or row[0] == "AccountForm"]


@pytest.mark.parametrize("edit", MARKED, ids=lambda row: f"{row[0]} {row[3]}", indirect=True)
def test_what_comes_without_its_mark_overwrites_nothing(edit):
    client, _faster, url, field = edit
    data = opened(client, url, field)
    stood = data[field]

    answer = client.post(
        url, {name: value for name, value in data.items() if name != "revision"} | {field: "neu"}
    )

    assert answer.status_code == 200
    assert kept_in(client, url, field) == stood


def test_whoever_edits_the_record_of_a_colleague_hears_when_it_was_the_colleague(client, leitung):
    """The own account is changed in the portal, where the workplace notes nothing."""
    gib = factories.staff("Controlling", name="Kai Kollege")
    url = reverse("admin:accounts_user_change", args=[gib.pk])
    client.force_login(leitung)
    seen = opened(client, url, "phone")
    own = type(client)()
    own.force_login(gib)
    account = reverse("accounts:account")
    assert own.post(account, opened(own, account, "phone") | {"phone": "0123 1"}).status_code == 302

    html = client.post(url, seen | {"phone": "0123 2"}).content.decode()

    assert "Kai Kollege hat das inzwischen geändert. Ihr Text steht noch hier." in html


def test_and_the_colleague_hears_when_it_was_the_workplace(client, leitung):
    gib = factories.staff("Controlling", name="Kai Kollege")
    client.force_login(gib)
    account = reverse("accounts:account")
    seen = opened(client, account, "phone")
    other = type(client)()
    other.force_login(leitung)
    url = reverse("admin:accounts_user_change", args=[gib.pk])
    assert other.post(url, opened(other, url, "phone") | {"phone": "0123 1"}).status_code == 302

    html = client.post(account, seen | {"phone": "0123 2"}).content.decode()

    assert f"{leitung.name} hat das inzwischen geändert (" in html


def test_a_step_that_was_moved_by_another_names_who_moved_it(client, leitung):
    template = chain_actions.new_template_version(by=leitung)
    first, second = template.steps.all()[:2]
    url, beside = (reverse("admin:chains_templatestep_change", args=[step.pk]) for step in (first, second))
    client.force_login(leitung)
    seen = opened(client, url, "title")
    other = type(client)()
    other.force_login(factories.staff("Leitung", name="Zita Zweite"))
    assert other.post(beside, opened(other, beside, "position") | {"position": "1"}).status_code == 302

    html = client.post(url, seen | {"title": "Mein Titel"}).content.decode()

    assert "Zita Zweite hat das inzwischen geändert (" in html
    assert "Mein Titel" in html
