"""Saving a record in the workplace while others act on what hangs on it: nobody waits for ever."""

import pytest
from django.test import Client
from django.urls import reverse

from advisors import actions
from advisors.models import Advisor, Invitation
from chains import actions as chain_actions
from chains.models import TemplateStep
from gsvo.accounts import access
from gsvo.links.models import LinkClosed
from gsvo.offices import committee_actions
from gsvo.offices.models import Membership, Role
from requests import actions as request_actions
from requests.models import SupportRequest
from requests.workflow import State
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


def test_an_advisor_accepts_while_she_is_taken_out_of_the_pool(parallel_db, gib):
    for _round in range(ROUNDS):
        advisor = factories.advisor(account=True)
        invitation = factories.invited(gib, [advisor]).invitations.get()
        browser, link = browser_of(gib), factories.invitation_link(invitation)
        url = reverse("admin:advisors_advisor_change", args=[advisor.pk])
        data = typed(browser, url, has_left="on")

        def act(who, browser=browser, url=url, data=data, pk=invitation.pk, link=link):
            if who == 0:
                return browser.post(url, data).status_code
            found = Invitation.objects.select_related("support_request", "advisor").get(pk=pk)
            return actions.accept(found, by=link, no_conflict=True)

        saved, accepted = run_parallel(2, act)

        assert saved == 302
        assert Advisor.objects.get(pk=advisor.pk).left_at
        acts = list(invitation.support_request.events.order_by("-pk").values_list("act", flat=True)[:2])
        if isinstance(accepted, Exception):
            assert isinstance(accepted, (LinkClosed, actions.ActionRefused))
            assert acts == ["leave_pool", "invite"]
        else:
            assert acts == ["advisor_left", "accept"]


def test_an_account_is_stopped_while_its_cases_go_on(parallel_db, gib):
    """Somebody works in an office and is in the pool as well: all requests are locked in one order."""
    lead = factories.member(role=Role.LEAD)
    for _round in range(ROUNDS):
        advisor = factories.advisor(account=True)
        Membership.objects.create(office=factories.office(), user=advisor.user, role=Role.MEMBER)
        asked = factories.invited(gib, [advisor])
        hers = [factories.support_request(State.CLARIFYING, by=advisor.user) for _row in range(2)]
        member = factories.committee(members=1).members.order_by("-pk").first()

        def act(who, user=advisor.user, cases=(asked, *hers), member=member):
            if who == 0:
                return access.stop(user, by=gib)
            if who == 1:  # is written on all cases of the office with a mandate
                return committee_actions.remove_member(member, by=lead)
            row = SupportRequest.objects.get(pk=cases[who - 2].pk)
            return request_actions.withdraw(row, by=lead, reason="Anders.")

        results = run_parallel(5, act)

        assert [result for result in results if isinstance(result, Exception)] == []
        assert not advisor.user.memberships.current().exists()
