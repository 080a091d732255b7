"""The choice of advisors for a request: a number for each who is to be asked, in this order."""

import datetime as dt
from dataclasses import replace

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from advisors import emails
from advisors.actions.invitations import closing_of
from advisors.capacity import needed_of
from advisors.choice import Fit, choices_for
from advisors.forms.choice_rows import Group, Row, Turn
from advisors.models import Invitation
from gsvo.lib import days
from gsvo.lib.widgets import Choice
from gsvo.lib.workdays import workday_from
from gsvo.links.models import Link
from requests.form_fields import amount
from requests.forms.casework import ActionForm
from requests.notification_counts import mails_of, number_word, sentence
from requests.notifications import Party
from requests.roles import staff_roles_of

MOST_INVITED = 9
MOST_ANSWER_DAYS = 60
LINK = "https://…"  # stands in the preview where the personal link will be
IN_TURN, AT_ONCE = "in_turn", "at_once"
FEW = 3  # of those who do not fit stand in the table; the rest in a fold below it


class ChoiceForm(ActionForm):
    """Numbers 1, 2, 3 say who is asked in which order; an empty field means: not asked."""

    way = forms.ChoiceField(
        label=_("Wie wird gefragt?"),
        required=False,
        choices=[(IN_TURN, _("Der Reihe nach")), (AT_ONCE, _("Alle gleichzeitig"))],
        widget=Choice(
            legend="hidden",
            consequences={
                IN_TURN: _(
                    "Eine Person nach der anderen. Die nächste Mail geht erst hinaus, wenn die Person davor "
                    "absagt oder die Frist endet."
                ),
                AT_ONCE: _(
                    "Jede Mail geht heute hinaus, auch an die, die schon warten. Die erste Annahme gilt, die "
                    "anderen bekommen dann Bescheid."
                ),
            },
        ),
    )
    answer_days = forms.IntegerField(
        label=_("Tage zum Antworten"),
        min_value=1,
        max_value=MOST_ANSWER_DAYS,
        help_text=_(
            "Gilt für jede Person, von dem Tag an, an dem sie gefragt wird. "
            "Fällt der letzte Tag auf ein Wochenende oder einen Feiertag, gilt der nächste Arbeitstag."
        ),
        error_messages={"required": _("Geben Sie an, wie viele Tage Zeit zum Antworten ist.")},
    )
    message = forms.CharField(
        label=_("Ihre Zeilen dazu"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stehen als Zitat in der Mail an jede Person. Keine Angaben zu Jugendlichen."),
    )

    def propose(self):
        self.initial.setdefault("answer_days", settings.INVITATION_DAYS)
        self.initial.setdefault("way", IN_TURN)
        self.choices = choices_for(self.support_request)
        self.places = {
            f"order_{choice.advisor.oid}": choice for choice in self.choices if choice.is_choosable
        }
        for name, choice in self.places.items():
            self.fields[name] = forms.IntegerField(
                label=_("Reihenfolge für %(name)s") % {"name": choice.advisor.name},
                required=False,
                min_value=1,
                max_value=MOST_INVITED,
                error_messages={
                    "invalid": _("Geben Sie eine Zahl von 1 bis 9 ein, oder lassen Sie das Feld leer."),
                    "min_value": _("Die Reihenfolge beginnt mit 1."),
                    "max_value": _("Höchstens neun Personen können in der Reihe stehen."),
                },
            )

    @property
    def is_preview(self):
        """Return whether only order, days and mail are to be shown anew."""
        return self.is_bound and "preview" in self.data

    def clean(self):
        numbers = {name: self.cleaned_data.pop(name, None) for name in self.places}
        filled = [(number, name) for name, number in numbers.items() if number]
        chosen = sorted(filled, key=lambda pair: pair[0])  # of the same number the upper one stays first
        if not (chosen or any(name in self.errors for name in self.places)):
            self.add_error(next(iter(self.places), None), _nobody(self.places))
        self._refuse_twice_or_gap(chosen)
        self.cleaned_data["advisors"] = [self.places[name].advisor for _number, name in chosen]
        self.cleaned_data["at_once"] = self.cleaned_data.pop("way", "") == AT_ONCE
        return self.cleaned_data

    def _refuse_twice_or_gap(self, chosen):
        """Each number once, and none left out before it."""
        taken = {}
        for number, name in chosen:
            if number in taken:
                words = _("Die %(number)s steht schon bei %(name)s. Geben Sie jeder Person eine eigene Zahl.")
                self.add_error(name, words % {"number": number, "name": taken[number]})
            elif number > 1 and number - 1 not in taken and not self.errors:
                words = _("Vor der %(number)s fehlt die %(missing)s. Zählen Sie ohne Lücke.")
                self.add_error(name, words % {"number": number, "missing": number - 1})
            taken.setdefault(number, self.places[name].advisor.name)

    # --- what the page shows -------------------------------------------------------------------------
    def context(self, user):
        mail = self.first_mail(user)
        text = mail.text.replace(mail.link_marker, LINK) if mail else ""
        return {"first_mail": mail, "first_text": text} | self._mails(user)

    def _mails(self, user):
        """Say how many mails go out, where that depends on who is chosen here."""
        if not (self.chosen and self.at_once and self.support_request.may("invite", staff_roles_of(user))):
            return {}
        counts = mails_of(self.support_request, "invite", by=user, outcome="at_once")
        people = len(self.chosen)
        counts = [replace(row, people=people) if row.party == Party.NEXT else row for row in counts]
        return {"mails": sentence(counts)}

    def button(self, act):
        count = len(self.chosen)
        if not count:
            return super().button(act)
        words = ngettext("Eine Person einladen", "%(many)s Beratende der Reihe nach einladen", count)
        if self.at_once and count > 1:
            words = _("%(many)s Beratende gleichzeitig einladen")
        return words % {"many": number_word(count)}

    @cached_property
    def chosen(self):
        """Return whom a form without errors names, in order."""
        return self.cleaned_data["advisors"] if self.is_bound and self.is_valid() else []

    @property
    def at_once(self):
        return bool(self.chosen) and self.cleaned_data["at_once"]

    @cached_property
    def groups(self):
        kinds = (
            (Fit.FITS, _("Passt"), "agree"),
            (Fit.RESERVE, _("Passt mit Vorbehalt"), "agree_remarks"),
            (Fit.BLOCKED, _("Passt nicht"), "rejected"),
        )
        found = []
        for fit, label, mark in kinds:
            rows = [self._row(choice) for choice in self.choices if choice.fit == fit]
            shown = FEW if fit == Fit.BLOCKED else len(rows)
            found.append(Group(label, mark, rows[:shown], rows[shown:]))
        return found

    def _row(self, choice):
        name = f"order_{choice.advisor.oid}"
        return Row(choice, self[name] if name in self.places else None)

    @property
    def needed(self):
        return days.as_words(sum(needed_of(self.support_request).values()))

    @property
    def amount(self):
        return amount(self.support_request, self.support_request.left_quarters)

    @property
    def summary(self):
        """Return how many fit, what is needed, and how to choose, in words."""
        topics = ", ".join(topic.name for topic in self.support_request.topics.all())
        fitting = self.groups[0].count
        words = ngettext(
            "%(count)s von %(all)s Beratenden passt.", "%(count)s von %(all)s Beratenden passen.", fitting
        ) % {"count": fitting, "all": len(self.choices)}
        needed = (
            _("Gebraucht werden %(days)s für: %(topics)s.") if topics else _("Gebraucht werden %(days)s.")
        )
        how = _("Tragen Sie 1, 2, 3 ein; leer heißt: nicht fragen.")
        return f"{words} {needed % {'days': self.needed, 'topics': topics}} {how}"

    @cached_property
    def turns(self):
        """Return the order as it will be: first who is asked or in line already, then the chosen."""
        rows = list(self.support_request.invitations.pending().select_related("advisor").order_by("position"))
        found, day = [], timezone.localdate()
        for row in [*rows, *map(self._new, self.chosen)]:
            is_asked = row.sent_at is not None
            is_now = not is_asked and (self.at_once or not found)
            until = row.answer_day if is_asked else _answer_on(day, row.answer_days)
            asked_on = timezone.localtime(row.sent_at).date() if is_asked else day
            found.append(Turn(row, asked_on, until, is_asked, is_now))
            day = day if self.at_once else max(day, until)
        return found

    def _new(self, advisor):
        """Return the invitation that the act would make, unsaved."""
        return Invitation(
            support_request=self.support_request,
            advisor=advisor,
            answer_days=self.cleaned_data["answer_days"],
            message=self.cleaned_data["message"],
        )

    def first_mail(self, by):
        """Return the first mail that goes out at once to somebody chosen here, unsaved; None if none does."""
        turn = next((turn for turn in self.turns if turn.is_now and turn.is_new), None)
        if turn is None:
            return None
        invitation = turn.invitation
        invitation.answer_by, invitation.invited_by = closing_of(turn.answer_on), by
        invitation.at_once = self.at_once and len(self.turns) > 1
        advisor = invitation.advisor
        link = Link(email=advisor.email, name=advisor.name, expires_at=invitation.answer_by)
        (mail,) = emails.invitation.build(invitation, link)
        return mail


def _answer_on(asked_on, answer_days):
    return workday_from(asked_on + dt.timedelta(days=answer_days))


def _nobody(places):
    if not places:
        return _("Zurzeit passt niemand aus dem Pool. Sprechen Sie mit der Koordinierungsstelle.")
    return _("Tragen Sie bei mindestens einer Person eine 1 ein.")
