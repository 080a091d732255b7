"""Who may open what in the workplace: a line per table of the admin, and one per page of our own.

A new table in the admin needs a line in MODELS: who may look at its rows, add, change and delete them. A further
address of ours needs a line in PAGES, as in table.py.
"""
# ruff: noqa: E501  one row, one line

from tests.access.rows import GROUPS, LEAD, REVIEW, STAFF, SUPERUSER, door, row, staff

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
    row("admin/accounts/user/zweiter-faktor/", ACT, ACT),
    row("admin/accounts/user/<int:pk>/konto/", ACT, pk="stranger_account"),
    row("admin/accounts/user/<int:pk>/konto/<slug:slug>/", ACT, ACT, opens=(200, 302), pk="stranger_account", slug="account_act"),
    row("admin/accounts/user/<int:pk>/zweiter-faktor/", LEADS, LEADS, opens=(200, 302), pk="admin accounts.user"),
    row("admin/", LOOK),
    row("admin/alles/", staff(*SUPERUSER), staff(*SUPERUSER)),
    row("admin/post/30-tage/", LOOK),
    row("admin/post/<oid:oid>/noch-einmal/", ACT, ACT, oid="failed_mail"),
    row("admin/post/<oid:oid>/erledigt/", ACT, ACT, oid="failed_mail"),
    row("admin/post/vorschau/", ACT),
    row("admin/post/vorschau/<slug:app>/<slug:name>/", ACT, app="mail_app", name="mail_kind"),
    row("admin/post/vorschau/<slug:app>/<slug:name>/html/", ACT, app="mail_app", name="mail_kind"),
    row("admin/faelle/", LOOK),
    row("admin/versand/fortsetzen/", None, LEADS),
    row("admin/faelle/<oid:oid>/", LOOK, oid="submitted"),
    row("admin/faelle/<oid:oid>/unterlagen/<oid:file>/", LOOK, oid="submitted", file="submitted_paper",
        crossed={"file": "unna_paper"}),
    row("admin/faelle/<oid:oid>/<slug:act>/", ACT, ACT, oid="submitted", act="grant"),
    row("admin/login/", door(STAFF), door(STAFF), opens=302),
    row("admin/logout/", ANY_STAFF, ANY_STAFF, opens=302),
    row("admin/password_change/", ANY_STAFF, ANY_STAFF, opens=302),
    row("admin/password_change/done/", ANY_STAFF, ANY_STAFF, opens=302),
    # Without a field that offers an autocomplete there is nothing to ask for: 403 for all.
    row("admin/autocomplete/", door(refused=STAFF)),
    row("admin/jsi18n/", ANY_STAFF),
    row("admin/offices/office/<int:pk>/leitung-einladen/", ACT, ACT, opens=(200, 302), pk="admin offices.office"),
    row("admin/offices/office/<int:pk>/einladung/<int:invitation_pk>/zuruecknehmen/", None, ACT, pk="admin offices.office",
        invitation_pk="account_invitation", crossed={"invitation_pk": "unna_account_invitation"}),
    row("admin/chains/chaintemplate/neue-fassung/", None, LEADS),
    row("admin/chains/chaintemplate/<int:pk>/veroeffentlichen/", None, LEADS, pk="admin chains.chaintemplate"),
    row("admin/chains/templatestep/<int:pk>/entfernen/", LEADS, LEADS, pk="admin chains.templatestep"),
    row("admin/chains/templatestep/in/<int:pk>/", None, LEADS, pk="admin chains.chaintemplate"),
]  # fmt: skip


def model_rows(label):
    """The seven addresses of one table in the admin."""
    look, add, change, delete = MODELS[label]
    shown = 302 if label in ELSEWHERE else 200
    prefix, record = f"admin/{label.replace('.', '/')}/", f"admin {label}"
    one = prefix + "<path:object_id>/"
    return [
        row(prefix, staff(*look), staff(*look), opens=shown),
        row(f"{prefix}add/", staff(*add), staff(*add)),
        row(f"{one}change/", staff(*look), staff(*change), opens=shown, object_id=record),
        row(f"{one}delete/", staff(*delete), staff(*delete), object_id=record),
        row(f"{one}history/", staff(*look), staff(*look), opens=shown, object_id=record),
        row(one, ANY_STAFF, ANY_STAFF, opens=302, object_id=record),  # Django's old address: on to change/
    ]


def app_lists():
    """Django's page of an app's tables: who may look at one of them sees it, for the rest there is nothing."""
    look = {}
    for label, (may, *_rest) in MODELS.items():
        look.setdefault(label.partition(".")[0], set()).update(may)
    return [
        row(f"admin/({app})/", door(tuple(may)), door(tuple(may)), path=f"admin/{app}/")
        for app, may in look.items()
    ]
