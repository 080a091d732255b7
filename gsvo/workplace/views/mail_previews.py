"""Every mail that the portal can send, with sample data: what staff read before anybody gets it."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from gsvo.outbox.views import html_policy
from gsvo.workplace import mail_actions, mail_previews, mail_types


@require_safe
def previews(request):
    """List the kinds with subject, recipient and occasion."""
    _must_be_allowed(request)
    written = mail_previews.mails()
    rows = [
        {"app": kind.split("/")[0], "name": kind.split("/")[1], "mail": written[kind][0]}
        | dict(zip(("label", "to", "when"), words, strict=True))
        for kind, words in mail_types.KINDS.items()
    ]
    rows.sort(key=lambda row: str(row["label"]))
    context = {"title": _("Alle Mails mit Beispielen"), "rows": rows}
    return render(request, "admin/previews.html", admin.site.each_context(request) | context)


@csp_update({"frame-src": [SELF]})
@require_safe
def preview(request, app, name):
    """Show one kind, text and HTML side by side, once for each group of readers."""
    mails = _mails(request, app, name)
    label, to, when = mail_types.KINDS[f"{app}/{name}"]
    context = {
        "title": label,
        "app": app,
        "name": name,
        "facts": [(_("Geht an"), to), (_("Wenn"), when)],
        "mails": [
            {"number": number, "mail": mail, "text": _shown(mail, mail.text)}
            for number, mail in enumerate(mails, 1)
        ],
    }
    return render(request, "admin/preview.html", admin.site.each_context(request) | context)


@xframe_options_sameorigin
@require_safe
def html(request, app, name):
    """Return the HTML part for the frame, without script, form or foreign content."""
    mails = _mails(request, app, name)
    number = request.GET.get("nr", "1")
    if number not in map(str, range(1, len(mails) + 1)):
        raise Http404
    mail = mails[int(number) - 1]
    response = HttpResponse(_shown(mail, mail.html))
    response["Content-Security-Policy"] = html_policy("'self'")
    return response


def _mails(request, app, name):
    _must_be_allowed(request)
    kind = f"{app}/{name}"
    found = mail_previews.mails(kind).get(kind)
    if not found:
        raise Http404
    return found


def _shown(mail, words):
    """Return the text with placeholders for link and code."""
    return words.replace(mail.link_marker, mail_previews.LINK).replace(mail.secret_marker, mail_previews.CODE)


def _must_be_allowed(request):
    if not request.user.has_perm(mail_actions.RIGHT):
        raise PermissionDenied
