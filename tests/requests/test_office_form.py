"""The form in steps: what is asked, saved, refused, and what happens when two people write."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from requests import actions, form_fields
from requests.forms.questions import label_of
from requests.forms.steps import STEP_OF, STEPS
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def ahead(days):
    return (timezone.localdate() + dt.timedelta(days=days)).isoformat()


WHOLE = {
    1: {"contact_name": "Karla", "contact_email": "karla@example.org", "contact_phone": "0521 1"},
    2: {"title": "Übergabe", "occasion": "step", "occasion_text": "Es hakt."},
    3: {"goal_1": "Alle Schulen melden bis Ende Mai.", "chain_status": "in_work"},
    4: {
        "period_from": ahead(60),
        "period_to": ahead(300),
        "wanted_quarters": "5,25",
        "mode": "mixed",
    },
    5: {"committee_status": "planned", "committee_on": ahead(30)},
    6: {},
}


def step_url(row, number):
    return reverse("requests:step", args=[row.oid, number])


def send(client, row, number, button, **data):
    return client.post(step_url(row, number), {"revision": row.revision, button: "", **data})


@pytest.fixture
def draft(koko):
    return actions.create(office=factories.office(), by=koko, creation_key="k")


@pytest.fixture
def writer(client, koko):
    client.force_login(koko)
    return client


# --- what is asked -------------------------------------------------------------------------------
def test_every_answer_of_the_model_is_asked_exactly_once():
    asked = [name for step in STEPS for name in step.base_fields if name in form_fields.FIELDS]

    assert tuple(asked) == form_fields.FIELDS
    assert all(str(label_of(name)) for name in form_fields.FIELDS)


def test_no_question_takes_more_than_its_column_holds():
    for name, step in STEP_OF.items():
        column = getattr(SupportRequest._meta.get_field(name), "max_length", None)
        asked = getattr(step.base_fields[name], "max_length", None)
        if asked:
            assert asked == column, name


def test_every_needed_answer_has_its_own_message():
    for name in [*form_fields.REQUIRED, "chain_agreed_on"]:
        message = str(STEP_OF[name].base_fields[name].error_messages["required"])
        assert message != "Dieses Feld ist zwingend erforderlich.", name


# --- the way through -----------------------------------------------------------------------------
def test_the_whole_form_step_by_step_leads_to_a_request_that_can_be_submitted(writer, draft, koko):
    factories.funding_period()
    for number, data in WHOLE.items():
        draft.refresh_from_db()
        went = send(writer, draft, number, "weiter", **data)
        assert went.url == step_url(draft, number + 1)
    last = writer.post(step_url(draft, 7), {"weiter": ""})
    assert last.url == reverse("requests:check", args=[draft.oid])

    draft.refresh_from_db()
    actions.submit(draft, by=koko, privacy_read=True)

    assert (draft.wanted_quarters, draft.state) == (21, State.SUBMITTED)


@pytest.mark.parametrize("number", [number for number, data in WHOLE.items() if data])
def test_going_on_wants_the_step_complete(number, writer, draft):
    page = send(writer, draft, number, "weiter", contact_name="", contact_email="", contact_phone="")

    form = page.context["form"]
    wanted = {name for name in form_fields.REQUIRED if STEP_OF[name].number == number}
    assert set(form.errors) == wanted
    assert "<title>Fehler:" in page.content.decode()


@pytest.mark.parametrize("number", WHOLE)
def test_going_on_later_saves_with_gaps(number, writer, draft):
    went = send(writer, draft, number, "spaeter")

    assert went.url == draft.get_absolute_url()


def test_a_goal_that_is_only_a_word_waits_for_a_sentence(writer, draft):
    page = send(writer, draft, 3, "weiter", goal_1="Übergabe", chain_status="in_work")
    kept = send(writer, draft, 3, "spaeter", goal_1="Übergabe", chain_status="in_work")

    draft.refresh_from_db()
    assert page.context["form"].errors == {"goal_1": ["Beschreiben Sie das Ziel mit mindestens einem Satz."]}
    assert (kept.status_code, draft.goal_1) == (302, "Übergabe")


def test_an_agreed_chain_needs_its_date(writer, draft):
    data = {"goal_1": "Alle Schulen melden bis Mai.", "chain_status": "agreed"}

    page = send(writer, draft, 3, "weiter", **data)

    assert list(page.context["form"].errors) == ["chain_agreed_on"]


@pytest.mark.parametrize("button", ["weiter", "spaeter"])
@pytest.mark.parametrize(
    ("number", "name", "value"),
    [
        (1, "contact_email", "karla@"),
        (2, "occasion", "wetter"),
        (4, "wanted_quarters", "5,1"),
        (4, "period_from", "31.02.2027"),
        (4, "period_to", "2026-01-01"),
        (4, "period_to", "9999-12-31"),
        (5, "committee_on", "0207-01-15"),
        (6, "topics", ["999999"]),
    ],
)
def test_what_cannot_be_right_is_refused_at_the_field_and_stays_there(
    button, number, name, value, writer, draft
):
    page = send(writer, draft, number, button, **{**WHOLE[number], name: value})

    assert list(page.context["form"].errors) == [name]
    assert page.context["form"][name].value() == value
    draft.refresh_from_db()
    assert draft.title == ""


def test_too_long_a_text_is_told_in_full_and_not_cut_by_the_browser(writer, draft):
    before = writer.get(step_url(draft, 2)).content.decode()
    page = send(writer, draft, 2, "spaeter", occasion_text="x" * 5000).content.decode()

    assert 'maxlength="4000"' not in before
    assert "Kürzen Sie den Text bitte auf höchstens 4000 Zeichen. Jetzt sind es 5000." in page
    assert "x" * 5000 in page


def test_what_is_typed_appears_literally(writer, draft):
    text = "Kreis & <b>Kammer</b> „ß“ 😀"
    send(writer, draft, 2, "spaeter", title=text)

    draft.refresh_from_db()
    assert draft.title == text
    assert "Kreis &amp; &lt;b&gt;Kammer&lt;/b&gt; „ß“ 😀" in writer.get(step_url(draft, 2)).content.decode()


def test_the_list_of_steps_says_what_is_done(writer, draft):
    send(writer, draft, 2, "weiter", **WHOLE[2])

    nav = writer.get(step_url(draft, 3)).context["steps"]

    assert [row["is_done"] for row in nav] == [False, True, False, False, False, False, False]
    assert [row["number"] for row in nav if row["is_current"]] == [3]


@pytest.mark.parametrize("number", [0, 8, 99])
def test_there_are_seven_steps(number, writer, draft):
    assert writer.get(step_url(draft, number)).status_code == 404


def test_one_step_changes_no_other(writer, draft, koko):
    send(
        writer,
        draft,
        2,
        "spaeter",
        title="Neu",
        goal_1="Von Hand in die Adresse geschmuggelt.",
        state="mandated",
    )

    draft.refresh_from_db()
    assert (draft.title, draft.goal_1, draft.state, draft.contact_name) == ("Neu", "", State.DRAFT, koko.name)


def test_chosen_steps_of_the_chain_are_kept(writer, draft):
    form = writer.get(step_url(draft, 3)).context["form"]
    chosen = [step.pk for step in form.fields["chain_steps"].queryset[:2]]

    send(writer, draft, 3, "spaeter", chain_steps=chosen)

    assert list(draft.chain_steps.values_list("pk", flat=True)) == chosen


# --- two people ----------------------------------------------------------------------------------
def test_two_people_at_once_one_is_told_and_keeps_what_was_typed(writer, draft, colleague):
    seen = draft.revision
    actions.save_answers(draft, by=colleague, expected_revision=seen, values={"title": "Kims Titel"})

    typed = {"weiter": "", **WHOLE[2], "title": "Karlas Titel"}

    page = writer.post(step_url(draft, 2), {"revision": seen, **typed})
    text = page.content.decode()

    draft.refresh_from_db()
    assert draft.title == "Kims Titel"
    assert "Kim Kolleg hat das inzwischen geändert" in text
    assert "Ihr Text steht noch hier." in text
    assert 'value="Karlas Titel"' in text
    assert "Kims Titel" in text

    again = page.context["form"]["revision"].value()
    writer.post(step_url(draft, 2), {"revision": again, **typed})
    draft.refresh_from_db()
    assert draft.title == "Karlas Titel"


def test_a_form_without_its_version_overwrites_nothing(writer, draft):
    writer.post(step_url(draft, 2), {"spaeter": "", "title": "Blind"})

    draft.refresh_from_db()
    assert draft.title == ""


def test_a_step_sent_after_the_request_moved_on_keeps_its_words(writer, koko):
    factories.funding_period()
    row = factories.support_request(by=koko)
    seen = row.revision
    actions.submit(row, by=koko)

    page = writer.post(step_url(row, 2), {"revision": seen, "weiter": "", **WHOLE[2], "title": "Zu spät"})

    text = page.content.decode()
    assert "lässt sich nicht mehr ändern" in text
    assert "Zu spät" in text
    assert 'name="weiter"' not in text
    row.refresh_from_db()
    assert row.title != "Zu spät"


@pytest.mark.parametrize(("goal", "is_taken"), [("Niemand geht verloren", True), ("Übergabe", False)])
def test_three_words_can_be_a_goal(writer, draft, goal, is_taken):
    page = send(writer, draft, 3, "weiter", goal_1=goal, chain_status="in_work")
    assert (page.status_code == 302) == is_taken
