"""A world full of hostile words: nobody meets an error, and no word comes alive, whoever looks where."""

import logging
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models
from django.urls import Resolver404, resolve
from django.utils import timezone

from advisors.models import Invitation
from requests.models import Milestone, Round
from tests import factories
from tests.access import routes, world
from tests.access.db_guard import undone
from tests.accounts.mfa import with_passkey
from tests.e2e.input import words_in_chains, words_in_engagements
from tests.e2e.input.hostile_texts import ALL_AT_ONCE, MARKUP
from tests.e2e.input.poisoned import (
    KEYS_ONLY,
    OF_PACKAGES,
    OVERWRITTEN_TOO,
    STRUCTURES,
    columns,
    may_stand,
    poison_everything,
)
from tests.e2e.input.reader import Reader, mangled
from tests.helpers.long_version import LONG

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.access.urls")]
ROLES = ["advisor", "lead", "partner", "reader", "controlling", "casework", "leitung", "superuser"]
BY_LINK = [
    "statement_holder",
    "invitation_holder",
    "account_holder",
    "password_holder",
    "acknowledgement_holder",
    "looking_back_holder",
    "part_confirmation_holder",
]
STARTS = ["/", "/anfragen/", "/konto/", "/pool/", "/ketten/", "/beratung/", "/admin/", "/admin/alles/"]
OF_ONE_KIND = 6 if LONG else 1
PARTED = {"chains:compare"}  # the words of two texts stand there between each other
DIFFER_BY_STATE = {"requests:detail", "requests:mandate", "requests:print", "admin:case", "admin:engagement"}
UNSEEN = {  # words that no page shows, or only in a state in which this world holds no record
    "AddressChange.former_name",
    "AddressChange.name",
    "AnsweredForm.location",  # where an answered form led; only ever redirected to
    "ChainStep.indicator",  # in a part of a step's form, of which the short walk opens one
    "Concern.resolution",  # on one case of many, of which the short walk opens one
    "ConcernStep.text",
    "Invitation.answered_by",
    "MilestoneMove.reason",  # it and the next two stand in the event
    "MilestoneResult.date_reason",
    "Waiver.reason",
    "Office.name",
    "PartConfirmation.to_name",  # in the mail
    "PublishedChain.step_words",  # for the search
    "TargetGroup.name",  # in a part of a step's form
    "OutgoingMail.settled_note",
    "OutgoingMail.text",
    "UnsentForm.content",  # sealed: what is in it is read by tests/unsent_forms/test_hostile.py
    "UnsentForm.owner",  # a keyed hash
    "UnsentForm.path",  # found by it, shown as it stands in the sealed content
}


@pytest.fixture
def here(request, settings):
    settings.DEMO = True
    logging.disable(logging.ERROR)
    request.addfinalizer(lambda: logging.disable(logging.NOTSET))  # noqa: PT021  also if what follows fails
    made = world.build()
    more_words(made.rows)
    words_in_engagements.more_words(made.people, made.rows)
    words_in_chains.more_words(made.people)
    with_passkey(made.people["lead"])
    made.people["lead"].refresh_from_db()  # a new factor ends what went before
    made.browsers["lead"].force_login(made.people["lead"])
    made.poison = poison_everything()
    return made


def more_words(rows):
    """Records that the matrix of access does not need, so that all kinds of words are there."""
    Milestone.objects.create(version=rows["clarifying"].mandate.latest, position=1, title="x", result="x")
    factories.answer(rows["round"].seats.last(), "change")
    Round.objects.update(rule_decided_on=timezone.localdate())  # where the rule stands is said with the day
    Invitation.objects.create(
        support_request=rows["matching"],
        advisor=rows["pool_advisor"],
        position=3,
        state=Invitation.State.DECLINED,
        answer_days=7,
        answered_at=timezone.now(),
        invited_by=rows["matching"].created_by,
    )


class Walk:
    """Opens pages as one identity. `wrong`: what was no text; `seen`: marks of the texts that were shown."""

    of_one_kind = OF_ONE_KIND

    def __init__(self, here, identity):
        self.browser, self.identity, self.texts = here.browsers[identity], identity, here.poison.texts
        self.wrong, self.seen, self.opened = [], set(), 0

    def opens(self, address):
        """The Reader of a page, None if it is none."""
        cache.clear()  # nobody runs into a limit here
        with undone():  # who opens "log out" stays all the same
            return self.reads(address, self.browser.get(address))

    def reads(self, address, answer):
        self.opened += 1
        if answer.status_code >= 500 and address != "/readyz":
            self.wrong.append(f"{self.identity} {address}: {answer.status_code}")
        if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
            return None
        page = Reader(answer.content.decode(), allowed=("style",) if "/html/" in address else ())
        broken, seen = mangled(page.text, self.texts)
        broken = broken if _kind(address)[0] not in PARTED else []
        self.seen |= seen
        self.wrong += [f"{self.identity} {address}: {what}" for what in page.alive + broken]
        return page

    def everywhere(self, starts, visits):
        """Follow links and send searches, some of each kind of address. `visits`: kind → how many already."""
        waiting = list(starts)
        while waiting:
            address = waiting.pop(0)
            kind = _kind(address)
            if visits.setdefault(kind, 0) >= self.of_one_kind:
                continue
            visits[kind] += 1
            page = self.opens(address)
            for link in page.links if page else ():
                if not urlsplit(link).netloc:
                    waiting.append(urljoin(address, link).partition("#")[0])
            for given, fields in page.forms if page else ():
                if given.get("method", "get").lower() == "get":
                    query = urlencode({field["name"]: MARKUP for field in fields})
                    waiting.append(urljoin(address, given.get("action", "")).partition("?")[0] + "?" + query)


def _kind(address):
    parts = urlsplit(address)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        name = parts.path
    return name, bool(parts.query), parts.path if name in DIFFER_BY_STATE else ""


def own_pages(here, identity):
    """Every address that lets somebody in and is not open to everybody."""
    for row in routes.rows():
        door = row.door("GET")
        if door[identity] == "in" and (identity in ROLES or door["anonymous"] != "in"):
            yield routes.path_of(row, here.records)


def walked(here, identities):
    """Walks with nothing wrong. Offices and staff see each kind of page once, with LONG=1 everybody."""
    walks, visits = [], {}
    for identity in identities:
        walk = Walk(here, identity)
        starts = STARTS if identity in ROLES else ()
        side = identity if LONG else here.people[identity].is_staff if identity in ROLES else identity
        walk.everywhere([*starts, *own_pages(here, identity)], visits.setdefault(side, {}))
        walks.append(walk)
    wrong = [what for walk in walks for what in walk.wrong]
    assert wrong == [], "\n".join(["", *dict.fromkeys(wrong)])
    return walks


def test_no_word_comes_alive_on_any_page_of_anybody(here, record_property):
    walks = walked(here, [*ROLES, *BY_LINK])

    seen = {here.poison.columns[mark] for walk in walks for mark in walk.seen}
    ours = {f"{model.__name__}.{field.name}" for model, fields in columns().items() for field in fields}
    record_property("pages", sum(walk.opened for walk in walks))
    assert sum(walk.opened for walk in walks) > 250
    assert sorted(name for name in ours - seen - UNSEEN if "email" not in name) == []
    assert sorted(UNSEEN - ours) == []


def test_every_column_that_holds_words_is_hostile():
    """A new model's columns are by themselves; of a package's model somebody has looked at them."""
    structures, packages = set(), set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            name = f"{model._meta.label}.{field.name}"
            if isinstance(field, models.JSONField):
                structures.add((model._meta.label, field.name))
            elif isinstance(field, models.CharField | models.TextField) and model not in columns():
                packages.add(name)
    overwritten = {f"{label}.{name}" for label, names in OVERWRITTEN_TOO.items() for name in names}

    assert structures == set(STRUCTURES.items()) | KEYS_ONLY
    assert packages - overwritten == OF_PACKAGES


def test_every_text_carries_all_that_is_dangerous_at_once(here):
    for model, fields in columns().items():
        for row in model._base_manager.all() if fields else ():
            written = [field.name for field in fields if may_stand(field, row)]
            calm = [name for name in written if not _is_hostile(name, getattr(row, name))]
            assert calm == [], (model, calm)


def _is_hostile(name, text):
    return text.startswith(ALL_AT_ONCE) or (name.endswith("email") and "<script>" in text)
