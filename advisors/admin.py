"""The pool in the workplace. Invitations and engagements are read-only: acts on a case write them."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from advisors import actions
from advisors.models import Advisor, Assignment, Engagement, Invitation, Preference
from gsvo.accounts.actions import is_above
from gsvo.accounts.models import User
from gsvo.accounts.reauthentication import RequiresReauthentication
from gsvo.lib import days
from gsvo.lib.admin import ReadOnlyAdmin, RecordAdmin, RecordForm
from gsvo.lib.case_numbers import unbroken
from gsvo.lib.duplicates import DuplicateWarning, same_name
from requests import actions as request_actions
from requests.models import SupportRequest


def mails_caused_by(advisor):
    """Return {field: which mails a change of it sends}, to be read before saving."""
    if not advisor.pk:
        days_until = settings.WELCOME_AFTER_DAYS
        return {
            "email": ngettext(
                "Nach %(days)s Tag geht dorthin eine Mail, woher wir die Adresse haben, wenn bis dahin "
                "keine Einladung kam.",
                "Nach %(days)s Tagen geht dorthin eine Mail, woher wir die Adresse haben, wenn bis dahin "
                "keine Einladung kam.",
                days_until,
            )
            % {"days": days_until}
        }
    cases, asked = actions.cases_of(advisor).count(), advisor.invitations.open()
    sentences = {"email": _("Eine neue Adresse löst zwei Mails aus: an die alte und an die neue.")}
    if cases:
        sentences["name"] = _("Ein neuer Name löst eine Mail an die Adresse aus, weil gerade ein Fall läuft.")
    if advised := _advised_words(advisor):
        sentences["has_left"] = advised
    if asked.answerable().exists():
        again = _("Die offene Einladung geht dann noch einmal hinaus.")
        sentences["email"] = f"{sentences['email']} {again}"
    if asked.exists():
        next_one = _(
            "Die Person ist gerade gefragt: Ist es sonst niemand, geht eine Mail an die nächste in der Reihe "
            "oder an die G.I.B."
        )
        sentences["has_left"] = f"{next_one} {advised}".strip()
    return sentences


def _advised_words(advisor):
    """Return which engagements run with an advisor and who is told when she leaves or comes back, or ""."""
    cases = [row.support_request for row in advisor.running_engagements()]
    named = ", ".join(f"{case.office} ({case.number})" for case in cases)
    if not cases:
        return ""
    if advisor.is_active:
        words = _(
            "Die Person begleitet gerade: %(cases)s. Dann bekommen sie selbst, jede Koordinierungsstelle und "
            "die G.I.B. eine Mail, und „Was ansteht“ erinnert, bis die Beratung gewechselt ist."
        )
    else:
        words = _(
            "Mit ihr läuft noch: %(cases)s. Kommt sie zurück, erfahren es sie selbst und jede "
            "Koordinierungsstelle."
        )
    return words % {"cases": named}


class AdvisorForm(DuplicateWarning, RecordForm):
    """An advisor with days typed as days. A second one of the same name needs a confirmation."""

    quarters_per_period = days.DaysField(
        label=_("Tage je Förderzeitraum"),
        min_quarters=0,
        max_quarters=1600,
        help_text=_("Viertel gehen: 20,5"),
        error_messages={"required": _("Geben Sie an, wie viele Tage die Person übernehmen kann.")},
    )
    has_left = forms.BooleanField(
        label=_("Nicht mehr im Pool"),
        required=False,
        help_text=_(
            "War es ein Versehen, nehmen Sie das Häkchen wieder weg. Einladungen, die dadurch endeten, "
            "bleiben beendet: Laden Sie neu ein."
        ),
    )

    class Meta:
        model = Advisor
        fields = [
            "name",
            "email",
            "phone",
            "organisation",
            "profile",
            "methods",
            "languages",
            "topics",
            "offices",
            "mode",
            "quarters_per_period",
            "paused_until",
        ]
        widgets = {"topics": forms.CheckboxSelectMultiple, "offices": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "has_left" in self.fields:
            self.fields["has_left"].initial = self.instance.left_at is not None
            for name, sentence in mails_caused_by(self.instance).items():
                if field := self.fields.get(name):
                    field.help_text = f"{field.help_text} {sentence}".strip()

    def find_duplicates(self):
        if self.instance.pk and "name" not in self.changed_data:
            return []
        others = Advisor.objects.exclude(pk=self.instance.pk)
        return same_name(others, self.cleaned_data.get("name", ""))

    def duplicate_words(self, found):
        words = ", ".join(part for part in (found.name, found.organisation, found.email) if part)
        return words if found.is_in_pool else _("%(name)s (nicht mehr im Pool)") % {"name": words}

    def clean_email(self):
        """Refuse addresses of other people of the pool and accounts with more rights than the reader."""
        email = self.cleaned_data["email"]
        owner = Advisor.objects.filter(user__email__iexact=email).exclude(pk=self.instance.pk).first()
        if owner:
            raise ValidationError(
                _("Diese E-Mail-Adresse gehört schon jemand anderem im Pool: %(found)s.")
                % {"found": self.duplicate_words(owner)}
            )
        account = self.instance.user
        if account is None or email == self.initial["email"]:
            return email
        if User.objects.filter(email__iexact=email).exclude(pk=account.pk).exists():
            raise ValidationError(_("Diese E-Mail-Adresse hat schon ein anderes Konto."))
        if is_above(account, by=self.reader):
            raise ValidationError(_("Dieses Konto darf mehr als Sie. Fragen Sie die Leitung."))
        return email


@admin.register(Advisor)
class AdvisorAdmin(RequiresReauthentication, RecordAdmin):
    """Advisors; a new login address needs reauthentication."""

    empty_list = _("Noch steht niemand im Pool. Wen Sie hier anlegen, können Sie einladen.")
    form = AdvisorForm
    change_list_template = "admin/pool_list.html"
    list_display = ["name", "organisation", "email", "in_days", "paused_until", "is_here"]
    list_filter = ["topics", "mode"]
    list_select_related = ["user"]
    search_fields = ["search_text"]
    ordering = ["sort_name"]
    fieldsets = [
        (None, {"fields": ["name", "email", "phone", "organisation", "account"]}),
        (
            _("Das sehen die Koordinierungsstellen"),
            {"fields": ["profile", "methods", "languages", "topics", "offices", "mode"]},
        ),
        (_("Verfügbarkeit"), {"fields": ["quarters_per_period", "paused_until", "absences", "has_left"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        """Show words instead of form fields to people who may only look."""
        if self.has_change_permission(request, obj) or self.has_add_permission(request):
            return self.fieldsets
        words = {"quarters_per_period": "in_days", "has_left": "is_here"}
        return [
            (title, {"fields": [words.get(name, name) for name in part["fields"]]})
            for title, part in self.fieldsets
        ]

    def get_readonly_fields(self, request, obj=None):
        return ["account", "in_days", "is_here", "absences"]

    def needs_proof(self, request):
        """Return whether a POST changes the address, and so the login."""
        was = request.resolver_match.kwargs.get("object_id")
        sent = request.POST.get("email", "").strip().lower()
        return (
            request.method == "POST"
            and was is not None
            and not Advisor.objects.filter(pk=unquote(was), email__iexact=sent).exists()
        )

    def lock_before(self, record):
        """Lock the advisor's cases first: a new address or leaving changes their invitations."""
        for support_request in actions.cases_of(record):
            request_actions.lock(support_request)

    def save_model(self, request, obj, form, change):
        """Save; a new name or address, leaving and coming back are acts of their own.

        Everybody gets an account.
        """
        email = obj.email
        if change:
            obj.email = form.initial["email"]
        obj.save()
        if change and "name" in form.changed_data:
            actions.note_new_name(obj, former=form.initial["name"], by=request.user)
        if change and email != obj.email:
            actions.change_address(obj, email, by=request.user)
        if obj.user is None:
            actions.account_for(obj)
        has_left = form.cleaned_data["has_left"]
        if has_left and obj.left_at is None:
            actions.leave(obj, by=request.user)
        elif obj.left_at and not has_left:
            actions.come_back(obj, by=request.user)

    @admin.display(description=_("Tage je Förderzeitraum"), ordering="quarters_per_period")
    def in_days(self, advisor):
        return days.as_words(advisor.quarters_per_period)

    @admin.display(description=_("im Pool"))
    def is_here(self, advisor):
        return _("ja") if advisor.is_in_pool else _("nein")

    @admin.display(description=_("Abwesenheiten"))
    def absences(self, advisor):
        """Show when she is away: she enters it herself."""
        return ", ".join(map(str, advisor.absences.current())) if advisor.pk else ""

    @admin.display(description=_("Konto zum Anmelden"))
    def account(self, advisor):
        if advisor.user is None:
            return _("entsteht beim Speichern")
        address = reverse("admin:accounts_access", args=[advisor.user_id])
        return format_html('<a class="kern-link" href="{}">{}</a>', address, advisor.user.email)


@admin.register(Preference)
class PreferenceAdmin(ReadOnlyAdmin):
    list_display = ["support_request", "advisor", "kind"]
    list_filter = ["kind"]
    list_select_related = ["support_request", "advisor"]

    def get_queryset(self, request):
        """Exclude preferences of drafts, which only the office may see."""
        return super().get_queryset(request).filter(support_request__in=SupportRequest.objects.submitted())


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    empty_list = _("Hier stehen die Einladungen, sobald jemand aus dem Pool gefragt ist.")
    list_display = ["advisor", "number", "state", "position", "sent_at", "answer_by"]
    list_filter = ["state", "decline_reason"]
    list_select_related = ["support_request", "advisor"]
    search_fields = ["support_request__search_text", "advisor__search_text"]
    ordering = ["-pk"]

    @admin.display(description=_("Anfrage"), ordering="support_request__number")
    def number(self, invitation):
        return unbroken(invitation.support_request.number)


@admin.register(Engagement)
class EngagementAdmin(ReadOnlyAdmin):
    empty_list = _("Hier stehen die Begleitungen, sobald jemand eine Einladung annimmt.")
    list_display = ["page", "office", "advisor", "began_at", "ended_at"]
    list_display_links = None  # the page of ours says more than Django's
    list_select_related = ["support_request__office", "advisor"]
    search_fields = ["support_request__search_text", "advisor__search_text"]

    @admin.display(description=_("Begleitung"), ordering="support_request__number")
    def page(self, engagement):
        case = engagement.support_request
        url = reverse("admin:engagement", args=[case.oid])
        return format_html('<a class="gs-nowrap" href="{}">{}</a>', url, unbroken(case.number))

    @admin.display(description=_("Ort"))
    def office(self, engagement):
        return engagement.support_request.office


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    list_display = ["advisor", "of", "began_at", "ended_at"]
    list_select_related = ["advisor", "engagement__support_request"]

    @admin.display(description=_("Begleitung"), ordering="engagement__support_request__number")
    def of(self, assignment):
        return unbroken(assignment.engagement)
