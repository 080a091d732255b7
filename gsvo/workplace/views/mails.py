"""Pages of the post: send a mail again, say that a failure is settled, the picture of a month."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.forms import form_data, sent_number
from gsvo.outbox import resend as outbox_resend
from gsvo.outbox.error_texts import error_text_of
from gsvo.outbox.models import OutgoingMail
from gsvo.workplace import mail_actions, mail_stats


class SettleForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Was haben Sie getan?"),
        max_length=300,
        help_text=gettext_lazy("Ein kurzer Satz, zum Beispiel: angerufen, die Person weiß Bescheid."),
        error_messages={
            "required": gettext_lazy("Schreiben Sie in einem Satz, warum nichts mehr zu tun ist.")
        },
    )


def resend(request, oid):
    """Show what will happen on GET; resend on POST."""
    mail = _mail(request, oid)
    if request.method == "POST":
        try:
            mail_actions.resend(
                mail, by=request.user, expected_resends=sent_number(request.POST, "expected_resends")
            )
        except ActionRefused as refused:
            messages.info(request, str(refused))
            # What cannot be sent again is still a task: the next step is to say that it is settled.
            return redirect("admin:mail-settle", mail.oid) if _is_task(mail) else redirect(_home(mail))
        messages.success(request, _("Die Mail geht gleich noch einmal hinaus."))
        return redirect(_home(mail))
    to = outbox_resend.address_today(mail)
    possible = outbox_resend.can_resend(mail) and to is not None
    return _page(
        request,
        "admin/resend.html",
        mail,
        title=_("Mail noch einmal senden"),
        to=to,
        expected_resends=mail.resends.count(),
        possible=possible,
        is_task=_is_task(mail),
    )


def settle(request, oid):
    """Mark a failed mail as settled, with a reason."""
    mail = _mail(request, oid)
    form = SettleForm(form_data(request))
    if not _is_task(mail):
        messages.info(request, _("Bei dieser Mail ist nichts mehr zu tun."))
        return redirect(_home(mail))
    if form.is_valid():
        mail_actions.settle(mail, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Vermerkt: Bei dieser Mail ist nichts mehr zu tun."))
        return redirect(_home(mail))
    return _page(request, "admin/settle.html", mail, title=_("Als erledigt vermerken"), form=form)


@require_safe
def picture(request):
    """Show thirty days of mail as bars and table. Figures only, so all who see the list may see it."""
    if not request.user.has_perm("outbox.view_outgoingmail"):
        raise PermissionDenied
    context = {"title": _("Die Post der letzten 30 Tage"), "month": mail_stats.month()}
    return render(request, "admin/post_month.html", admin.site.each_context(request) | context)


def _mail(request, oid):
    if not request.user.has_perm(mail_actions.RIGHT):
        raise PermissionDenied
    return get_object_or_404(OutgoingMail.objects.select_related("link"), oid=oid)


def _is_task(mail):
    return OutgoingMail.objects.unsettled().filter(pk=mail.pk).exists()


def _home(mail):
    """Return the address of the case, or of the mail."""
    case = mail_actions.case_of(mail)
    if case is not None:
        return reverse("admin:case", args=[case.oid]) + "#post"
    return reverse("admin:outbox_outgoingmail_change", args=[mail.pk])


def _page(request, template, mail, **context):
    context |= {
        "mail": mail,
        "reason": error_text_of(mail),
        "case": mail_actions.case_of(mail),
        "home": _home(mail),
    }
    return render(request, template, admin.site.each_context(request) | context)
