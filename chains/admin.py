"""The state template and the catalogue of actors. Published versions are read-only."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from chains import actions, rows
from chains.models import Actor, ChainTemplate, TemplateStep
from gsvo.lib.admin import NamedRecordForm, RecordAdmin, RecordForm
from gsvo.lib.exceptions import ActionRefused
from gsvo.outbox.language import in_mail_language


@admin.register(Actor)
class ActorAdmin(RecordAdmin):
    form = NamedRecordForm
    list_display = ["name", "position"]
    search_fields = ["search_text"]


@admin.register(ChainTemplate)
class ChainTemplateAdmin(RecordAdmin):
    change_list_template = "chains/admin/templates.html"
    change_form_template = "chains/admin/template.html"
    list_display = ["name", "published", "steps", "note"]
    fields = ["note"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(step_count=Count("steps"))

    def has_add_permission(self, request):
        return False  # a version begins as a copy of the one before

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.is_published)

    @admin.display(description=_("Fassung"), ordering="version")
    def name(self, template):
        return _("Fassung %(version)s") % {"version": template.version}

    @admin.display(description=_("Stand"), ordering="is_published")
    def published(self, template):
        return _("veröffentlicht") if template.is_published else _("Entwurf")

    @admin.display(description=_("Schritte"), ordering="step_count")
    def steps(self, template):
        return template.step_count

    def changelist_view(self, request, extra_context=None):
        may_keep = self.has_change_permission(request)
        return super().changelist_view(request, {"may_keep": may_keep, **(extra_context or {})})

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["rows"] = rows.rows_of_template(obj)
        context["may_keep"] = self.has_change_permission(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_urls(self):
        view = self.admin_site.admin_view
        ours = [
            path("neue-fassung/", view(require_POST(self.new_version)), name="chains_new_version"),
            path("<int:pk>/veroeffentlichen/", view(require_POST(self.publish)), name="chains_publish"),
        ]
        return ours + super().get_urls()

    def new_version(self, request):
        try:
            template = actions.new_template_version(by=request.user)
        except ActionRefused as refused:
            messages.info(request, str(refused))
            return redirect("admin:chains_chaintemplate_changelist")
        self.log_addition(request, template, _note(_("Als Kopie der Fassung davor angelegt")))
        messages.success(
            request, _("Der Entwurf ist angelegt. Bis Sie ihn veröffentlichen, gilt die alte Fassung.")
        )
        return redirect("admin:chains_chaintemplate_change", template.pk)

    def publish(self, request, pk):
        template = get_object_or_404(ChainTemplate, pk=pk)
        try:
            actions.publish_template(template, by=request.user)
        except ActionRefused as refused:
            messages.info(request, str(refused))
        else:
            self.log_change(request, template, _note(_("Veröffentlicht")))
            messages.success(request, _("Veröffentlicht. Neue Ketten entstehen ab jetzt aus dieser Fassung."))
        return redirect("admin:chains_chaintemplate_change", template.pk)


@in_mail_language
def _note(text, **values):
    """Return a text for the log. It is stored, so it is written as mails are."""
    return str(text) % values if values else str(text)


class TemplateStepForm(RecordForm):
    position = forms.IntegerField(label=_("Stelle in der Kette"), min_value=1, max_value=actions.MOST_STEPS)

    class Meta:
        model = TemplateStep
        fields = [
            "title", "description", "section", "year_offset", "window_from", "window_to", "anchor_day",
            "anchor", "lead", "participants", "target_groups", "result", "handover", "receivers",
            "receiver_steps", "form", "hands_over_names", "legal_basis", "feedback_to", "indicator",
        ]  # fmt: skip
        widgets = {
            "participants": forms.CheckboxSelectMultiple,
            "receivers": forms.CheckboxSelectMultiple,
            "receiver_steps": forms.CheckboxSelectMultiple,
            "target_groups": forms.CheckboxSelectMultiple,
        }

    def noted_at(self):
        """Return the records whose log entries may explain a change: saving renumbers other steps."""
        return [self.instance.template, *self.instance.template.steps.all()]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "receiver_steps" not in self.fields:
            return  # a published step, to look at only
        self.fields["position"].initial = self.instance.number
        siblings = TemplateStep.objects.filter(template=self.instance.template_id)
        for name in ("receiver_steps", "feedback_to"):
            self.fields[name].queryset = siblings.exclude(pk=self.instance.pk)
        self.fields["year_offset"].widget = forms.Select(
            choices=[(0, _("im Schuljahr der Kette")), (1, _("im Schuljahr danach"))]
        )


@admin.register(TemplateStep)
class TemplateStepAdmin(RecordAdmin):
    """Steps of the template, linked from their version's page; only a draft's can be changed."""

    change_form_template = "chains/admin/template_step.html"
    form = TemplateStepForm
    fields = ["position", *TemplateStepForm.Meta.fields]
    list_display = ["number", "title", "template"]
    list_display_links = ["title"]
    list_filter = ["template"]

    def has_add_permission(self, request):
        return False  # by the button on the version's page

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.template.is_published)

    def get_fields(self, request, obj=None):
        """Leave out the position for people who may only look."""
        return self.fields if self.has_change_permission(request, obj) else self.fields[1:]

    def lock_before(self, record):
        """Lock the version first, because saving renumbers other steps; otherwise deadlock."""
        ChainTemplate.objects.select_for_update().get(pk=record.template_id)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        actions.place_template_step(form.instance, by=request.user, position=form.cleaned_data["position"])

    def response_change(self, request, obj):
        messages.success(request, _("Der Schritt ist gespeichert."))
        return redirect("admin:chains_chaintemplate_change", obj.template_id)

    def get_urls(self):
        view = self.admin_site.admin_view
        ours = [
            path("<int:pk>/entfernen/", view(self.remove), name="chains_remove_template_step"),
            path("in/<int:pk>/", view(require_POST(self.add_to)), name="chains_add_template_step"),
        ]
        return ours + super().get_urls()

    def add_to(self, request, pk):
        """Append a new step to a draft and open its page."""
        template = get_object_or_404(ChainTemplate, pk=pk)
        if template.is_published:
            raise PermissionDenied
        try:
            step = actions.add_template_step(template, by=request.user)
        except ActionRefused as refused:
            messages.info(request, str(refused))
            return redirect("admin:chains_chaintemplate_change", template.pk)
        self.log_addition(request, step, _note(_("Am Ende angefügt")))
        return redirect("admin:chains_templatestep_change", step.pk)

    def remove(self, request, pk):
        step = get_object_or_404(TemplateStep.objects.select_related("template"), pk=pk)
        if not self.has_change_permission(request, step):
            raise PermissionDenied
        if request.method == "POST":
            self._take_out(request, step)
            return redirect("admin:chains_chaintemplate_change", step.template_id)
        context = {**self.admin_site.each_context(request), "title": _("Schritt entfernen"), "step": step}
        context["ties"] = rows.ties_of(step)
        return render(request, "chains/admin/remove_step.html", context)

    def _take_out(self, request, step):
        note = _note(_("Schritt „%(step)s“ entfernt"), step=step)
        try:
            actions.place_template_step(step, by=request.user, position=0)
        except ActionRefused as refused:  # published meanwhile
            messages.info(request, str(refused))
            return
        self.log_change(request, step.template, note)
        messages.success(request, _("Der Schritt ist entfernt."))
