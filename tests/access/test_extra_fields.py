"""Only offered fields count: every other column of our models sent along changes nothing.

Each page with a form is filled in as a willing person would, sent, and undone; then once more with forged
fields. Both must leave the same in the database, and the same answer. Half of the pages by turns, with
LONG=1 all.
"""

import logging

import pytest
from django.urls import reverse

from gsvo.unsent_forms.models import UnsentForm
from gsvo.workplace import case_actions
from tests import factories
from tests.access import forge, page_forms, routes, table, world
from tests.access.db_guard import contents, digest, undone, writes
from tests.access.rows import IDENTITIES
from tests.helpers.long_version import LONG, sample

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.urls("tests.access.urls")]

# What must be typed for the form to be accepted, where "Getippter Text" or the first choice will not do.
TYPED = {
    "password1": "laterne-kork-neun-seil", "password2": "laterne-kork-neun-seil",
    "oldpassword": factories.PASSWORD,
    "email": "getippt@example.org", "name": "Mia Mitglied", "step": "send",
    "answer": "agree", "used": "1",
}  # fmt: skip
ACT_ON = {
    "extend_query": "queried", "extend_clarification": "clarifying", "extend_invitation": "matching",
    "change_grant": "mandated", "answer_otherwise": "submitted",
    "grant": "submitted", "ask_back": "submitted", "defer": "submitted", "reject": "submitted",
    "cancel": "submitted", "return_mandate": "mandated", "invite": "mandated", "recall": "matching",
    "interrupt": "engaged", "change_advisor": "engaged", "finish": "interrupted", "resume": "interrupted",
    "extend_interruption": "interrupted",
    "increase_days": "engaged", "decline_days": "engaged", "give_back_days": "engaged",
    "carry_over_days": "engaged", "sign_for_office": "engaged",
    "accept": "matching", "decline": "matching", "ask_at_once": "matching", "recall_one": "matching",
    "complete": "closing", "reopen": "closing", "reopen_case": "rejected",
}  # fmt: skip


@pytest.fixture
def here(settings):
    settings.DEMO = True
    logging.disable(logging.ERROR)
    yield world.build()
    logging.disable(logging.NOTSET)


def pages(here):
    """(identity, path) of every page with a form, for the first identity that gets in."""
    rows = [row for part in table.TOPICS.values() for row in part] + [
        row for row in routes.rows() if row.route.startswith("admin/") and row.is_djangos
    ]
    for row in rows:
        if row.GET and row.POST and "in" in row.POST.values():
            order = ("lead", "leitung", "superuser", *IDENTITIES)
            yield next(name for name in order if row.POST[name] == "in"), routes.path_of(row, here.records)
    for name, state in ACT_ON.items():
        yield "leitung", reverse("admin:act", args=[here.rows[state].oid, name])


def sent(browser, path, data):
    """(status, what stands in the tables that it wrote to) of a POST that is undone.

    What did not arrive is kept for its sender as she sent it, whatever it was: only there may it differ.
    """
    with undone():
        with writes() as done:
            answer = browser.post(path, data)
        assert set(UnsentForm.objects.values_list("path", flat=True)) <= {path}
        assert UnsentForm.objects.count() <= 1
        return answer.status_code, contents({table for _verb, table in done} - {UnsentForm._meta.db_table})


def test_every_act_is_tried():
    assert set(ACT_ON) == set(case_actions.CASE_ACTIONS)


def test_every_act_has_its_form_there(here):
    pages = {name: reverse("admin:act", args=[here.rows[state].oid, name]) for name, state in ACT_ON.items()}

    closed = {name for name, path in pages.items() if here.browsers["leitung"].get(path).status_code != 200}

    assert closed == set()


def test_fields_that_were_not_offered_change_nothing(here):
    before, forged = digest(), forge.everything()
    changed, wrong = 0, []
    for identity, path in sample(pages(here), 45, "pages"):
        browser = here.browsers[identity]
        page = browser.get(path)
        if page.status_code != 200:
            continue
        for form in page_forms.forms_of(page.content.decode(), path):
            offered = {field["name"] for field in form["fields"]}
            if identity == "statement_holder":
                offered |= {"step", "name", "deputising_for"}  # the page behind it asks for these, and sends
            data = page_forms.filled(form, **{name: TYPED[name] for name in offered & set(TYPED)})
            locked = dict.fromkeys(page_forms.locked(form), "1")
            status, honest = sent(browser, path, data)
            more = {name: value for name, value in forged.items() if name not in offered}
            forged_status, after = sent(browser, path, more | locked | data)
            changed += bool(honest)
            if (status, honest) != (forged_status, after):
                tables = [name for name in {**honest, **after} if honest.get(name) != after.get(name)]
                wrong.append(f"{identity} {path}: {status} became {forged_status}, {tables}")

    assert wrong == [], "\n".join(["", *wrong])
    assert changed > (40 if LONG else 12)
    assert digest() == before
