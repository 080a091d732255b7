"""Who may open what in the workplace: a line per table of the admin, and one per page of our own.

A new table in the admin needs a line in MODELS: who may look at its rows, add, change and delete them. A further
address of ours needs a line in PAGES, as in table.py.
"""
# ruff: noqa: E501  one row, one line

from tests.access.rows import (
    BUTTON,
    FILE,
    GROUPS,
    LEAD,
    LEADS_ON,
    NOBODY_DELETES,
    NOBODY_MAY,
    REVIEW,
    STAFF,
    SUPERUSER,
    SUPERUSERS_ONLY,
    door,
    row,
    staff,
)

NO = ()
MODELS = {
    # app.model:               who may   look    add        change     delete
    "accounts.user":                    (LEAD, LEAD, LEAD, NO),
    "advisors.advisor":                 (GROUPS, REVIEW, REVIEW, NO),
    "advisors.assignment":              (GROUPS, NO, NO, NO),
    "advisors.engagement":              (GROUPS, NO, NO, NO),
    "advisors.invitation":              (GROUPS, NO, NO, NO),
    "advisors.preference":              (GROUPS, NO, NO, NO),
    "auth.group":                       (SUPERUSER, SUPERUSER, SUPERUSER, SUPERUSER),
    "chains.actor":                     (GROUPS, LEAD, LEAD, NO),
    "chains.chaintemplate":             (GROUPS, NO, LEAD, NO),
    "chains.templatestep":              (GROUPS, NO, LEAD, NO),
    "offices.office":                   (GROUPS, NO, REVIEW, NO),
    "outbox.outgoingmail":              (GROUPS, NO, NO, NO),
    "pages.accessrequest":              (REVIEW, NO, REVIEW, NO),
    "pages.feedback":                   (REVIEW, NO, REVIEW, NO),
    "requests.event":                   (GROUPS, NO, NO, NO),
    "requests.fundingperiod":           (GROUPS, LEAD, LEAD, NO),
    "requests.ledgerentry":             (GROUPS, NO, NO, NO),
    "requests.supportrequest":          (GROUPS, NO, NO, NO),
    "requests.topic":                   (GROUPS, REVIEW, REVIEW, NO),
}  # fmt: skip
ELSEWHERE = {"requests.supportrequest"}  # Django's addresses only lead to our own pages

ANY_STAFF = staff(*STAFF)
LOOK, ACT, LEADS = staff(*GROUPS), staff(*REVIEW), staff(*LEAD)

PAGES = [
    row("admin:accounts_find", "admin/accounts/user/zweiter-faktor/", ACT, ACT),
    row("admin:accounts_access", "admin/accounts/user/<int:pk>/konto/", ACT, pk="stranger_account"),
    row("admin:accounts_act", "admin/accounts/user/<int:pk>/konto/<slug:slug>/", ACT, ACT, opens=(200, 302), pk="stranger_account", slug="account_act"),
    row("admin:accounts_reset_factor", "admin/accounts/user/<int:pk>/zweiter-faktor/", LEADS, LEADS, opens=(200, 302), pk="admin accounts.user"),
    row("admin:index", "admin/", LOOK),
    row("admin:all", "admin/alles/", staff(*SUPERUSER), staff(*SUPERUSER), no_page=SUPERUSERS_ONLY),
    row("admin:post-month", "admin/post/30-tage/", LOOK),
    row("admin:mail-resend", "admin/post/<oid:oid>/noch-einmal/", ACT, ACT, oid="failed_mail"),
    row("admin:mail-settle", "admin/post/<oid:oid>/erledigt/", ACT, ACT, oid="failed_mail"),
    row("admin:mail-previews", "admin/post/vorschau/", ACT),
    row("admin:mail-preview", "admin/post/vorschau/<slug:app>/<slug:name>/", ACT, app="mail_app", name="mail_kind"),
    row("admin:mail-preview-html", "admin/post/vorschau/<slug:app>/<slug:name>/html/", ACT, app="mail_app", name="mail_kind", no_page=FILE),
    row("admin:take-over", "admin/faelle/uebernehmen/", ACT, ACT),
    row("admin:pool-import", "admin/pool/uebernehmen/", ACT, ACT),
    row("admin:pool-import-template", "admin/pool/uebernehmen/vorlage.xlsx", ACT, no_page=FILE),
    row("admin:pool-import-confirm", "admin/pool/uebernehmen/<oid:oid>/", ACT, ACT, oid="pool_import"),
    row("admin:profile-changes", "admin/pool/<oid:oid>/aenderungen/", staff(*GROUPS), staff(*REVIEW), oid="pool_advisor"),
    row("admin:chains", "admin/ketten/", LOOK),
    row("admin:cases", "admin/faelle/", LOOK),
    row("admin:resume_sending", "admin/versand/fortsetzen/", None, LEADS, no_page=BUTTON),
    row("admin:case", "admin/faelle/<oid:oid>/", LOOK, oid="submitted"),
    row("admin:compare_versions", "admin/faelle/<oid:oid>/fassungen/", LOOK, oid="mandated"),
    row("admin:engagement", "admin/faelle/<oid:oid>/begleitung/", LOOK, oid="engaged_case"),
    row("admin:attachment", "admin/faelle/<oid:oid>/unterlagen/<oid:file>/", LOOK, oid="submitted", file="submitted_paper",
        crossed={"file": "unna_paper"}, no_page=FILE),
    row("admin:paper", "admin/faelle/<oid:oid>/papiere/<oid:paper>/<slug:form>/", LOOK, oid="engaged_case", paper="report",
        form="paper_form", crossed={"paper": "other_report"}, no_page=FILE),
    row("admin:file-contract", "admin/faelle/<oid:oid>/vertrag/", ACT, ACT, oid="engaged_case"),
    row("admin:waive-paper", "admin/faelle/<oid:oid>/verzichten/<slug:kind>/", LEADS, LEADS, oid="engaged_case", kind="contract_kind"),
    row("admin:concern_step", "admin/faelle/<oid:oid>/vertraulich/<oid:concern_oid>/schritt/", ACT, ACT, oid="engaged_case", concern_oid="concern",
        crossed={"concern_oid": "other_concern"}),
    row("admin:resolve_concern", "admin/faelle/<oid:oid>/vertraulich/<oid:concern_oid>/erledigen/", ACT, ACT, oid="engaged_case", concern_oid="concern",
        crossed={"concern_oid": "other_concern"}),
    row("admin:act", "admin/faelle/<oid:oid>/<slug:act>/", ACT, ACT, oid="submitted", act="grant"),
    row("admin:login", "admin/login/", door(STAFF), door(STAFF), opens=302, no_page=LEADS_ON),
    row("admin:logout", "admin/logout/", ANY_STAFF, ANY_STAFF, opens=302, no_page=LEADS_ON),
    row("admin:password_change", "admin/password_change/", ANY_STAFF, ANY_STAFF, opens=302, no_page=LEADS_ON),
    row("admin:password_change_done", "admin/password_change/done/", ANY_STAFF, ANY_STAFF, opens=302, no_page=LEADS_ON),
    # Without a field that offers an autocomplete there is nothing to ask for: 403 for all.
    row("admin:autocomplete", "admin/autocomplete/", door(refused=STAFF), no_page=FILE),
    row("admin:jsi18n", "admin/jsi18n/", ANY_STAFF, no_page=FILE),
    row("admin:offices_invite_lead", "admin/offices/office/<int:pk>/leitung-einladen/", ACT, ACT, opens=(200, 302), pk="admin offices.office"),
    row("admin:offices_withdraw_invitation", "admin/offices/office/<int:pk>/einladung/<int:invitation_pk>/zuruecknehmen/", None, ACT, pk="admin offices.office",
        invitation_pk="account_invitation", crossed={"invitation_pk": "unna_account_invitation"}, no_page=BUTTON),
    row("admin:pages_invite_asker", "admin/pages/accessrequest/<int:pk>/einladen/", ACT, ACT, opens=(200, 302), pk="admin pages.accessrequest"),
    row("admin:chains_new_version", "admin/chains/chaintemplate/neue-fassung/", None, LEADS, no_page=BUTTON),
    row("admin:chains_publish", "admin/chains/chaintemplate/<int:pk>/veroeffentlichen/", None, LEADS, pk="admin chains.chaintemplate", no_page=BUTTON),
    row("admin:chains_remove_template_step", "admin/chains/templatestep/<int:pk>/entfernen/", LEADS, LEADS, pk="admin chains.templatestep"),
    row("admin:chains_add_template_step", "admin/chains/templatestep/in/<int:pk>/", None, LEADS, pk="admin chains.chaintemplate", no_page=BUTTON),
]  # fmt: skip


def model_rows(label):
    """Return the six rows of one table in the admin."""
    look, add, change, delete = MODELS[label]
    shown = 302 if label in ELSEWHERE else 200
    name, prefix, record = (
        f"admin:{label.replace('.', '_')}",
        f"admin/{label.replace('.', '/')}/",
        f"admin {label}",
    )
    one = prefix + "<path:object_id>/"
    own = SUPERUSERS_ONLY if look == SUPERUSER or label in ELSEWHERE else ""
    listed = LEADS_ON if label in ELSEWHERE else own
    return [
        row(f"{name}_changelist", prefix, staff(*look), staff(*look), opens=shown, no_page=listed),
        row(f"{name}_add", f"{prefix}add/", staff(*add), staff(*add), no_page=own if add else NOBODY_MAY),
        row(f"{name}_change", f"{one}change/", staff(*look), staff(*change), opens=shown, object_id=record, no_page=own),
        row(f"{name}_delete", f"{one}delete/", staff(*delete), staff(*delete), object_id=record, no_page=NOBODY_DELETES),
        row(f"{name}_history", f"{one}history/", staff(*look), staff(*look), opens=shown, object_id=record, no_page=own),
        # Django's old address: on to change/
        row("", one, ANY_STAFF, ANY_STAFF, opens=302, object_id=record, no_page=LEADS_ON),
    ]  # fmt: skip


def app_lists():
    """Return a row for Django's page of an app's tables: who may look at one of them sees it."""
    look = {}
    for label, (may, *_rest) in MODELS.items():
        look.setdefault(label.partition(".")[0], set()).update(may)
    return [
        row("admin:app_list", f"admin/({app})/", door(tuple(may)), door(tuple(may)), path=f"admin/{app}/", no_page=SUPERUSERS_ONLY)
        for app, may in look.items()
    ]  # fmt: skip
