"""The pool: browse, search, read a profile, wish for somebody or exclude her."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from advisors import actions
from advisors.forms.pool import PoolFilter, PreferenceForm
from advisors.models import Advisor, Preference
from gsvo.lib.forms import form_data
from gsvo.lib.listing import remember
from gsvo.lib.paging import paginate
from gsvo.offices.models import Membership
from requests.models import SupportRequest
from requests.states import EDITABLE


@require_safe
def pool(request):
    _refuse_outsiders(request.user)
    remember(request, "advisors:pool")
    form = PoolFilter(request.GET)
    advisors = form.narrow(Advisor.objects.in_pool()).order_by("sort_name", "pk")
    context = {
        "filter": form,
        "page": paginate(request, advisors.prefetch_related("topics", "offices")),
        "chosen": _chosen(request),
    }
    return render(request, "advisors/pool.html", context)


def profile(request, oid):
    """Show one advisor; preferences can be set here while a form is editable."""
    _refuse_outsiders(request.user)
    advisor = get_object_or_404(Advisor.objects.in_pool(), oid=oid)
    requests = _open_forms(request.user)
    chosen = _chosen(request)
    form = PreferenceForm(form_data(request), requests=requests, chosen=chosen)
    if request.method == "POST":
        if not _writes(request.user):
            raise PermissionDenied
        if form.is_valid() and _prefer(request, advisor, form):
            return redirect(_here(advisor, form.cleaned_data["support_request"]))
    preferences = Preference.objects.filter(advisor=advisor, support_request__in=requests)
    context = {
        "advisor": advisor,
        "form": form,
        "open_forms": requests,
        "chosen": chosen,
        "preferences": preferences.select_related("support_request"),
    }
    return render(request, "advisors/profile.html", context)


@require_POST
def forget(request, oid):
    _refuse_outsiders(request.user)
    if not _writes(request.user):
        raise PermissionDenied
    advisor = get_object_or_404(Advisor, oid=oid)
    visible = SupportRequest.objects.visible_to(request.user)
    support_request = get_object_or_404(visible, oid=request.POST.get("support_request", ""))
    try:
        actions.forget(support_request, by=request.user, advisor=advisor)
        messages.success(request, _("Zurückgenommen."))
    except actions.ActionRefused as refusal:
        messages.info(request, str(refusal))
    return redirect(_here(advisor, support_request))


def _prefer(request, advisor, form):
    about = form.cleaned_data["support_request"]
    before = Preference.objects.filter(advisor=advisor, support_request=about).first()
    try:
        actions.prefer(by=request.user, advisor=advisor, **form.cleaned_data)
    except actions.ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Gemerkt für „%(title)s“.") % {"title": about})
    if before and (before.kind, before.reason) != (form.cleaned_data["kind"], form.cleaned_data["reason"]):
        was = ", ".join(filter(None, [before.get_kind_display(), before.reason]))
        messages.info(request, _("Vorher stand dort: %(was)s") % {"was": was})  # perhaps a colleague's
    return True


def _here(advisor, support_request):
    return f"{advisor.get_absolute_url()}?anfrage={support_request.oid}"


def _refuse_outsiders(user):
    """Answer 404 to everybody but offices and G.I.B."""
    if not (user.is_staff or Membership.objects.current().filter(user=user).exists()):
        raise Http404


def _writes(user):
    return Membership.objects.current().writing().filter(user=user).exists()


def _open_forms(user):
    """Return the requests whose preferences the user may change now."""
    offices = Membership.objects.current().writing().filter(user=user).values("office")
    return SupportRequest.objects.filter(office__in=offices, state__in=EDITABLE)


def _chosen(request):
    """Return the request from whose form the user came, carried along in the address."""
    return _open_forms(request.user).filter(oid=request.GET.get("anfrage", "")).first()
