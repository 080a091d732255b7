"""G.I.B.'s workplace: Django's admin with our own start page, cases and acts."""

from functools import update_wrapper

from django.contrib import admin
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from gsvo.status.idempotency import answer_once

MAKING = (
    "offices_invite_lead",
    "pages_invite_asker",
    "chains_add_template_step",
    "chains_new_version",
    "mail-resend",
    "concern_step",
)


def _makes_something(match):
    """Return whether a second press of the page's button would make a second record or mail."""
    return match is not None and (match.url_name or "").endswith(("_add", *MAKING))


class Workplace(admin.AdminSite):
    site_header = site_title = _("G.I.B.-Arbeitsplatz")
    index_title = _("Was ansteht")
    empty_value_display = "–"  # as on the portal's pages
    index_template = "admin/tables.html"  # Django's own list of tables; the start page is ours
    enable_nav_sidebar = False  # ours stands in admin/base.html

    def __init__(self, name="admin"):
        super().__init__(name)
        self.disable_action("delete_selected")

    def admin_view(self, view, cacheable=False):
        """Answer 404 to everybody but G.I.B.'s staff, as behind any wrong address."""
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            if _makes_something(request.resolver_match):
                return answer_once(request, lambda: inner(request, *args, **kwargs))
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def get_urls(self):
        from gsvo.workplace.views import (
            case,
            case_actions,
            cases,
            chains,
            comparison,
            concerns,
            engagement,
            mail_pause,
            mail_previews,
            mails,
            owed,
            pool,
            pool_import,
            takeover,
        )

        ours = [
            path("alles/", self.admin_view(self.everything), name="all"),
            path("versand/fortsetzen/", self.admin_view(mail_pause.resume), name="resume_sending"),
            path("post/30-tage/", self.admin_view(mails.picture), name="post-month"),
            path("post/vorschau/", self.admin_view(mail_previews.previews), name="mail-previews"),
            path(
                "post/vorschau/<slug:app>/<slug:name>/",
                self.admin_view(mail_previews.preview),
                name="mail-preview",
            ),
            path(
                "post/vorschau/<slug:app>/<slug:name>/html/",
                self.admin_view(mail_previews.html),
                name="mail-preview-html",
            ),
            path("post/<oid:oid>/noch-einmal/", self.admin_view(mails.resend), name="mail-resend"),
            path("post/<oid:oid>/erledigt/", self.admin_view(mails.settle), name="mail-settle"),
            path("pool/uebernehmen/", self.admin_view(pool_import.upload), name="pool-import"),
            path(
                "pool/uebernehmen/vorlage.xlsx",
                self.admin_view(pool_import.template),
                name="pool-import-template",
            ),
            path(
                "pool/uebernehmen/<oid:oid>/",
                self.admin_view(pool_import.confirm),
                name="pool-import-confirm",
            ),
            path(
                "pool/<oid:oid>/aenderungen/",
                self.admin_view(pool.profile_changes),
                name="profile-changes",
            ),
            path("ketten/", self.admin_view(chains.chains), name="chains"),
            path("faelle/", self.admin_view(cases.cases), name="cases"),
            path("faelle/uebernehmen/", self.admin_view(takeover.take_over), name="take-over"),
            path("faelle/<oid:oid>/", self.admin_view(case.case), name="case"),
            path(
                "faelle/<oid:oid>/fassungen/",
                self.admin_view(comparison.compare_versions),
                name="compare_versions",
            ),
            path("faelle/<oid:oid>/begleitung/", self.admin_view(engagement.engagement), name="engagement"),
            path(
                "faelle/<oid:oid>/unterlagen/<oid:file>/",
                self.admin_view(case.attachment),
                name="attachment",
            ),
            path(
                "faelle/<oid:oid>/papiere/<oid:paper>/<slug:form>/",
                self.admin_view(owed.paper),
                name="paper",
            ),
            path("faelle/<oid:oid>/vertrag/", self.admin_view(owed.file_contract), name="file-contract"),
            path(
                "faelle/<oid:oid>/verzichten/<slug:kind>/",
                self.admin_view(owed.waive_paper),
                name="waive-paper",
            ),
            path(
                "faelle/<oid:oid>/vertraulich/<oid:concern_oid>/schritt/",
                self.admin_view(concerns.note_step),
                name="concern_step",
            ),
            path(
                "faelle/<oid:oid>/vertraulich/<oid:concern_oid>/erledigen/",
                self.admin_view(concerns.resolve),
                name="resolve_concern",
            ),
            path("faelle/<oid:oid>/<slug:act>/", self.admin_view(case_actions.act), name="act"),
        ]
        # Django's view_on_site leads from a counted id to the address of anything, drafts included.
        return ours + [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def get_app_list(self, request, app_label=None):
        """Put off what Django makes for every page and only the list of all tables shows."""
        make = super().get_app_list
        return SimpleLazyObject(lambda: make(request, app_label))

    def each_context(self, request):
        from gsvo.workplace import sidebar
        from gsvo.workplace.views import mail_pause

        context = super().each_context(request)
        if not context["has_permission"]:
            return context
        figures = sidebar.figures(request)
        ours = {
            "sidebar": sidebar.groups(request, figures),
            "pause": mail_pause.pause(request, figures["paused"]),
        }
        return context | ours

    def index(self, request, extra_context=None):
        from gsvo.workplace.views import dashboard

        return dashboard.start(request)

    def everything(self, request):
        """Show Django's own list of all tables, for superusers."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().index(request, {"title": _("Alle Tabellen")})

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """Redirect to the portal's login."""
        if request.user.is_authenticated:
            if not self.has_permission(request):
                raise Http404
            return redirect("admin:index")
        return redirect_to_login(request.GET.get("next") or request.get_full_path())

    def logout(self, request, extra_context=None):
        if request.method == "POST":
            logout(request)
        return redirect("home")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("account_change_password")
