"""No page, list, search or filter shows anybody a word of a record that is not for them.

Every word of the world carries a mark that says whose record it is; everybody walks wherever links lead.
"""

import logging

import pytest
from django.db import models

from advisors.models import Paper
from chains.models import PublishedChain
from gsvo.files.models import StoredFile
from gsvo.offices.models import Office
from requests.models import Attachment, SupportRequest
from requests.workflow import State
from tests import factories
from tests.access import world
from tests.access.rows import IDENTITIES
from tests.e2e.input.poisoned import poison_everything
from tests.e2e.input.test_everywhere import BY_LINK, STARTS, Walk, own_pages
from tests.helpers.long_version import LONG, sample

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.urls("tests.access.urls")]
READ_ON = ("partner", "account_holder")  # who may read some records of others
SOME = [name for name in ("lead", "stranger", "advisor", "controlling", *BY_LINK) if name not in READ_ON]
STAFF = ("casework", "leitung", "controlling", "superuser")
SHARED = ("offices.Office", "requests.Topic", "chains.Actor", "accounts.User")  # leads nowhere else


@pytest.fixture
def here(settings):
    settings.DEMO = True
    logging.disable(logging.ERROR)
    made = world.build()
    made.poison = poison_everything(["Wort "])
    yield made
    logging.disable(logging.NOTSET)


def belongs_to(row):
    """The request a record belongs to, else its office, else None: by following what it points to."""
    if isinstance(row, StoredFile):
        paper = Paper.objects.filter(file=row).first()
        return paper.engagement.support_request if paper else Attachment.objects.get(file=row).support_request
    if isinstance(row, SupportRequest | Office):
        return row
    above = [
        field
        for field in row._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model._meta.label not in SHARED[1:]
    ]
    found = [belongs_to(getattr(row, field.name)) for field in above if getattr(row, field.attname)]
    return next((one for kind in (SupportRequest, Office) for one in found if isinstance(one, kind)), None)


class Reach:
    """Whose records somebody may read."""

    def __init__(self, here):
        self.offices = {
            key: factories.office(key).pk for key in (factories.BIELEFELD, factories.UNNA, world.GUETERSLOH)
        }
        rows = here.rows
        self.shared = SupportRequest.objects.filter(partner_offices=self.offices[world.GUETERSLOH])
        self.by_link = {
            "statement_holder": {rows["voting"].pk},
            "invitation_holder": {rows["matching"].pk},
            "advisor": {rows["engaged"].pk, rows["taken_over"].support_request_id},
            "acknowledgement_holder": {rows["engagement"].support_request_id},
            "looking_back_holder": {rows["engagement"].support_request_id},
        }
        self.invited = {"account_holder": rows["account_invitation"]}  # not of the office, but named

    def reads(self, identity, row, owner):
        if identity in self.invited:
            return row == self.invited[identity]
        if isinstance(owner, Office):
            return identity in STAFF or self._works_in(identity, owner.pk)
        is_draft = owner.state == State.DRAFT
        if identity in STAFF:
            return not is_draft
        if identity in self.by_link:
            return owner.pk in self.by_link[identity]
        if identity == "partner" and not is_draft:
            return owner.office_id != self.offices[factories.UNNA]
        return self._works_in(identity, owner.office_id)

    def _works_in(self, identity, office):
        own = {"stranger": factories.UNNA, "partner": world.GUETERSLOH}
        own |= dict.fromkeys(("lead", "member", "reader"), factories.BIELEFELD)
        return identity in own and office == self.offices[own[identity]]


def read(here, identity):
    """mark → record of every word that somebody comes across."""
    walk = Walk(here, identity)
    walk.of_one_kind = 2
    walk.everywhere([*own_pages(here, identity), *STARTS], {})
    assert walk.opened > 15
    return {mark: here.poison.rows[mark] for mark in walk.seen}


def test_nobody_comes_across_a_word_that_is_not_theirs(here):
    reach, wrong, seen = Reach(here), [], set()
    for identity in IDENTITIES if LONG else (*READ_ON, *sample(SOME, 2, "leaks")):
        for mark, row in read(here, identity).items():
            # Names of offices stand on the map, and what an office published is meant for the others.
            is_public = row is None or isinstance(row, Office | PublishedChain)
            owner = None if is_public else belongs_to(row)
            seen.add((identity, owner and owner.pk))
            if owner is not None and not reach.reads(identity, row, owner):
                wrong.append(f"{identity}: {here.poison.columns[mark]} of {owner._meta.label} {owner.pk}")
    assert sorted(set(wrong)) == []
    for identity, owner in (("partner", "submitted"), ("account_holder", "office")):
        assert (identity, here.rows[owner].pk) in seen  # who may read, did
