"""Saving a record in the workplace while others act on what hangs on it: nobody waits for ever."""

import pytest
from django.test import Client
from django.urls import reverse

from advisors import actions
from advisors.models import Advisor, Invitation
from chains import actions as chain_actions
from chains.models import TemplateStep
from gsvo.links.models import LinkClosed
from tests import factories
from tests.helpers.admin_forms import standing
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.parallel
ROUNDS = 4


def typed(browser, url, **changes):
    """What stands in a record's form, with changes."""
    return standing(browser.get(url).content.decode(), url) | changes


def browser_of(person):
    browser = Client()
    browser.force_login(person)
    return browser


def test_steps_of_one_draft_are_saved_and_placed_at_once(parallel_db, leitung):
    draft = chain_actions.new_template_version(by=leitung)
    steps = list(draft.steps.all())
    browsers = [browser_of(leitung) for _number in range(4)]
    urls = [reverse("admin:chains_templatestep_change", args=[step.pk]) for step in steps[:4]]
    forms = [
        typed(browser, url, title=f"Neu {number}")
        for number, (browser, url) in enumerate(zip(browsers, urls, strict=True))
    ]

    def act(number):
        if number < 4:
            return browsers[number].post(urls[number], forms[number]).status_code
        return chain_actions.place_template_step(steps[number], by=leitung, position=number + 1)

    results = run_parallel(8, act)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert results[:4] == [302] * 4
    numbers = list(TemplateStep.objects.filter(template=draft).values_list("number", flat=True))
    assert sorted(numbers) == list(range(1, len(steps) + 1))


def test_an_advisor_accepts_while_the_address_is_changed(parallel_db, leitung, gib):
    for number in range(ROUNDS):
        advisor = factories.advisor(account=True)
        invitation = factories.invited(gib, [advisor]).invitations.get()
        browser, link = browser_of(leitung), factories.invitation_link(invitation)
        url = reverse("admin:advisors_advisor_change", args=[advisor.pk])
        data = typed(browser, url, email=f"neu{number}@example.net")

        def act(who, browser=browser, url=url, data=data, pk=invitation.pk, link=link):
            if who == 0:
                return browser.post(url, data).status_code
            found = Invitation.objects.select_related("support_request", "advisor").get(pk=pk)
            return actions.accept(found, by=link, no_conflict=True)

        saved, accepted = run_parallel(2, act)

        assert saved == 302
        assert Advisor.objects.get(pk=advisor.pk).email == f"neu{number}@example.net"
        invitation.refresh_from_db()
        if isinstance(accepted, Exception):
            assert isinstance(accepted, LinkClosed)  # the old mailbox opens nothing any more
            assert invitation.state == Invitation.State.OPEN
        else:
            assert invitation.state == Invitation.State.ACCEPTED
