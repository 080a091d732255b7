"""The time entries of an engagement, and the page of each act on them: GET explains, POST acts."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from advisors import actions
from advisors.engagement_page.access import (
    NoEntryError,
    acts_of,
    entries_for,
    entry_of,
    find,
    for_advisor,
    for_office,
    may_enter,
    may_sign,
    milestones_of,
)
from advisors.forms import time_entries as forms
from advisors.forms.days import figures_of
from advisors.views.form_page import form_page
from gsvo.lib.forms import form_data
from gsvo.lib.paging import paginate
from gsvo.status.idempotency import makes_once


@require_safe
def time_entries(request, oid):
    """Show all entries; to who advised before her own, until the case is closed."""
    engagement = find(request, oid)
    entries = entries_for(engagement, request.user)
    if entries is None:
        raise Http404
    context = {
        "engagement": engagement,
        "support_request": engagement.support_request,
        "page": paginate(request, entries.order_by("-done_on", "-pk"), per_page=50),
        "acts": acts_of(
            request.user,
            engagement,
            has_waiting=entries.waiting().exists(),
            is_asked=engagement.asked_for_days is not None,
        ),
        "is_advisor": may_enter(request.user, engagement),
        "is_office": may_sign(request.user, engagement),
    }
    return render(request, "advisors/days/time_entries.html", context)


@makes_once
def add_entry(request, oid):
    engagement = for_advisor(request, oid)
    form = forms.TimeEntryForm(
        form_data(request), engagement=engagement, milestones=milestones_of(engagement)
    )
    return form_page(
        request,
        engagement,
        form,
        lambda: actions.add_entry(engagement, by=request.user, **form.values),
        title=_("Zeit eintragen"),
        button=_("Zeit eintragen"),
        intro=_("Der Eintrag zählt sofort und wartet dann auf die Gegenzeichnung der Koordinierungsstelle."),
        facts=figures_of(engagement.support_request),
        more_days_url=reverse("advisors:ask_for_days", args=[engagement.oid]),
        done=_("Eingetragen. Die Koordinierungsstelle zeichnet jetzt gegen."),
    )


def _about_entry(view):
    """Decorator: answer about an entry that is not there as about any missing page, but say what may be why.

    One of another engagement gets the same answer; what was typed stands on the page.
    """

    @wraps(view)
    def wrapped(request, oid, entry):
        try:
            return view(request, oid, entry)
        except NoEntryError:
            why = _("Diesen Zeiteintrag gibt es hier nicht. Vielleicht ist er inzwischen zurückgenommen.")
            context = {
                "why": str(actions.ActionRefused(why)),
                "back": (_("Alle Zeiteinträge"), reverse("advisors:time_entries", args=[oid])),
            }
            return render(request, "404.html", context, status=404)

    return wrapped


@_about_entry
def change_entry(request, oid, entry):
    engagement = for_advisor(request, oid)
    entry = entry_of(engagement, entry)
    milestones = milestones_of(engagement, entry)
    form = forms.TimeEntryForm(form_data(request), engagement=engagement, entry=entry, milestones=milestones)
    return form_page(
        request,
        engagement,
        form,
        lambda: actions.change_entry(
            entry, by=request.user, expected_revision=form.expected_revision, **form.values
        ),
        entry=entry,
        title=_("Zeiteintrag ändern"),
        button=_("Speichern"),
        intro=_("Speichern Sie Ihre Antwort: Danach wartet der Eintrag wieder auf die Gegenzeichnung.")
        if entry.is_queried
        else _("Solange niemand gegengezeichnet hat, können Sie den Eintrag ändern."),
        done=_("Gespeichert."),
    )


@_about_entry
def withdraw_entry(request, oid, entry):
    engagement = for_advisor(request, oid)
    entry = entry_of(engagement, entry)
    form = forms.WithdrawEntryForm(form_data(request), entry=entry)
    return form_page(
        request,
        engagement,
        form,
        lambda: actions.withdraw_entry(entry, by=request.user, expected_revision=form.expected_revision),
        entry=entry,
        title=_("Zeiteintrag zurücknehmen"),
        button=_("Zurücknehmen"),
        intro=_("Damit ist der Eintrag weg, und die Tage sind wieder frei. Der Verlauf nennt ihn weiter."),
        done=_("Der Zeiteintrag ist zurückgenommen."),
    )


@_about_entry
def correct_entry(request, oid, entry):
    engagement = for_advisor(request, oid)
    entry = entry_of(engagement, entry)
    form = forms.CorrectEntryForm(form_data(request), entry=entry)
    return form_page(
        request,
        engagement,
        form,
        lambda: actions.correct_entry(
            entry, by=request.user, expected_revision=form.expected_revision, **form.values
        ),
        entry=entry,
        title=_("Zeiteintrag berichtigen"),
        button=_("Gegenbuchen"),
        intro=_(
            "Was gegengezeichnet ist, bleibt stehen. Eine Gegenbuchung über denselben Betrag hebt es auf; "
            "auch sie wird gegengezeichnet. Was stimmt, tragen Sie danach neu ein."
        ),
        done=_("Gegengebucht. Tragen Sie jetzt neu ein, was stimmt."),
    )


@_about_entry
def ask_about_entry(request, oid, entry):
    engagement = for_office(request, oid)
    entry = entry_of(engagement, entry)
    form = forms.AskAboutEntryForm(form_data(request), entry=entry)
    return form_page(
        request,
        engagement,
        form,
        lambda: actions.ask_about_entry(
            entry, by=request.user, expected_revision=form.expected_revision, **form.values
        ),
        entry=entry,
        title=_("Nach einem Zeiteintrag fragen"),
        button=_("Frage senden"),
        intro=_("Die Frage geht als Mail an die Berater:in. Bis zur Antwort bleibt der Eintrag gebucht."),
        done=_("Die Frage ist gesendet."),
    )


def sign_entries(request, oid):
    engagement = for_office(request, oid)
    found = list(engagement.time_entries.unsigned().select_related("milestone"))
    form = forms.SignEntriesForm(form_data(request), found=found, engagement=engagement)
    return form_page(
        request,
        engagement,
        form,
        lambda: actions.sign_entries(engagement, form.chosen, by=request.user),
        title=_("Zeiteinträge gegenzeichnen"),
        button=_("Gegenzeichnen"),
        intro=_(
            "Damit bestätigen Sie, dass so gearbeitet wurde. Zurücknehmen lässt sich das nicht; was doch "
            "falsch war, berichtigt die Berater:in durch eine Gegenbuchung."
        )
        if found
        else _("Zurzeit wartet kein Zeiteintrag auf Sie."),
        done=_("Gegengezeichnet. Danke."),
        is_empty=not found,
    )
