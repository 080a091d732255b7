"""The pause after a restore: everybody here sees it, the Leitung ends it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gsvo.observability import access_log
from gsvo.status.models import SystemStatus

MAY_RESUME = "requests.lead_supportrequest"


def pause(request, since):
    """Return the banner's data: since when sending is paused and who may end it; None if it is not."""
    return since and {"since": since, "may_resume": request.user.has_perm(MAY_RESUME)}


@require_POST
def resume(request):
    if not request.user.has_perm(MAY_RESUME):
        raise PermissionDenied
    SystemStatus.objects.resume_sending()
    access_log.log_security_event("sending resumed", account=request.user.pk)
    messages.success(request, _("Der Versand geht weiter. Was wartet, geht in den nächsten Minuten hinaus."))
    return redirect("admin:index")
