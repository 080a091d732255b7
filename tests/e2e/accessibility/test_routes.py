"""The table knows every page: a route without a line fails, unless it is named here with a reason."""

from django.contrib import admin
from django.urls import get_resolver

from tests import factories
from tests.e2e.accessibility import links, portal, public, workplace

TABLE = [*public.TABLE, *portal.TABLE, *links.TABLE, *workplace.TABLE]
NO_PAGE = {
    "a file, or an answer for programs": """
        robots sitemap manifest favicon security livez readyz session admin:attachment requests:attachment
        mfa_login_webauthn outbox:html admin:mail-preview-html admin:autocomplete admin:jsi18n""",
    "leads on, without a page of its own": """
        account_set_password admin:login admin:logout admin:password_change
        admin:password_change_done
        links:statement-enter links:invitation-enter links:account-enter links:password-enter
        admin:requests_supportrequest_changelist""",
    "a button: the answer is another page's state": """
        accounts:end_other_logins
        language throw-away requests:remove_attachment requests:unshare requests:start_mandate
        requests:new_version requests:ask_again chains:move_step advisors:forget offices:withdraw_invitation
        offices:name_publicly admin:offices_withdraw_invitation admin:chains_new_version
        admin:resume_sending admin:chains_publish admin:chains_add_template_step
        links:invitation-renew links:account-renew links:password-renew""",
    "the same page as for a statement's link": """
        links:password-not-responsible""",
    "for superusers only, as Django ships it": """
        admin:all admin:app_list admin:auth_group_changelist admin:auth_group_add admin:auth_group_change
        admin:auth_group_history admin:requests_supportrequest_change
        admin:requests_supportrequest_history""",
    "nobody may": """
        admin:offices_office_add admin:chains_chaintemplate_add admin:chains_templatestep_add
        admin:pages_feedback_add admin:requests_supportrequest_add admin:requests_event_add
        admin:requests_ledgerentry_add admin:outbox_outgoingmail_add admin:advisors_preference_add
        admin:advisors_invitation_add admin:advisors_engagement_add admin:advisors_assignment_add""",
}


def routes(resolver=None, namespace=""):
    """Every name in the table of contents, as templates write it."""
    from tests.e2e.accessibility import urls

    for pattern in (resolver or get_resolver(urls.__name__)).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


def excluded():
    names = {name for names in NO_PAGE.values() for name in names.split()}
    return names | {name for name in routes() if name.startswith("admin:") and name.endswith("_delete")}


def test_every_page_has_a_line():
    known = {state.page for state in TABLE} | excluded()

    assert sorted(set(routes()) - known) == []


def test_nobody_of_the_gib_reaches_a_page_that_deletes(db, rf):
    """Why none of these pages has a line."""
    for group in ("Sachbearbeitung", "Leitung", "Controlling"):
        request = rf.get("/")
        request.user = factories.staff(group)
        may = [str(model) for model in admin.site._registry.values() if model.has_delete_permission(request)]
        assert may == []


def test_no_line_and_no_exclusion_is_of_yesterday():
    assert sorted(({state.page for state in TABLE} | excluded()) - set(routes())) == []
    assert sorted({state.page for state in TABLE} & excluded()) == []


def test_no_state_stands_there_twice():
    assert len({str(state) for state in TABLE}) == len(TABLE)
