"""An advisor's own pages in the pool: her profile, and when she is away."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from advisors import actions
from advisors.forms.profile import AbsenceForm, ProfileForm
from advisors.models import Advisor
from gsvo.lib.admin import changes_of, conflict_message_from_log
from gsvo.lib.exceptions import conflict_message
from gsvo.lib.forms import add_refusal, add_stale_error, form_data, stored_values


def my_profile(request):
    """Show and change one's own profile, refusing stale forms: G.I.B. changes it as well."""
    advisor, stored = _me(request.user), None
    form = ProfileForm(instance=advisor)
    if request.method == "POST":
        with transaction.atomic():
            advisor = Advisor.objects.select_for_update(of=("self",)).get(pk=advisor.pk)
            form = ProfileForm(request.POST, instance=advisor)
            if form.is_valid() and not form.is_stale:
                actions.change_profile(advisor, values=form.values)
                messages.success(request, _("Gespeichert. So steht es jetzt im Pool."))
                return redirect("advisors:my_profile")
        if form.is_stale:
            faster = changes_of(advisor, since=form.rendered_at).first()
            form.catch_up()
            stored = stored_values(form)
            add_stale_error(
                form, conflict_message_from_log(faster, request.user) or conflict_message(is_me=True)
            )
    context = {"form": form, "stored": stored, "advisor": advisor, "absences": advisor.absences.current()}
    return render(request, "advisors/my_profile.html", context)


def absences(request):
    """List the days on which one is away, and add some."""
    advisor, form = _me(request.user), AbsenceForm(form_data(request))
    if form.is_valid():
        try:
            actions.add_absence(advisor, **form.cleaned_data)
            messages.success(request, _("Eingetragen. Die G.I.B. sieht es, wenn sie eine Beratung aussucht."))
            return redirect("advisors:absences")
        except actions.ActionRefused as refusal:
            add_refusal(form, refusal)
    context = {"form": form, "advisor": advisor, "absences": advisor.absences.current()}
    return render(request, "advisors/absences.html", context)


@require_POST
def drop_absence(request, pk):
    actions.drop_absence(_me(request.user), key=pk)
    messages.success(request, _("Gelöscht."))
    return redirect("advisors:absences")


def _me(user):
    """Return the reader's entry in the pool; 404 for everybody else."""
    advisor = Advisor.objects.filter(user=user, left_at=None).first()
    if advisor is None:
        raise Http404
    return advisor
