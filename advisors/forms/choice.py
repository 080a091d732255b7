"""The choice of advisors for a request: a number for each who is to be asked, in this order."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from advisors import emails
from advisors.actions.invitations import closing_of
from advisors.capacity import needed_of
from advisors.choice import Choice, Fit, choices_for
from advisors.models import Invitation
from gsvo.lib import days
from gsvo.lib.workdays import workday_from
from gsvo.links.models import Link
from requests.form_fields import amount
from requests.forms.casework import ActionForm
from requests.notification_counts import number_word

MOST_INVITED = 9
MOST_ANSWER_DAYS = 60
LINK = "https://…"  # stands in the preview where the personal link will be
FEW = 3  # of those who do not fit stand in the table; the rest in a fold below it


@dataclass(frozen=True)
class Row:
    """An advisor in the table, with the field for her number, if she can be chosen."""

    choice: Choice
    field: Any

    @property
    def free_words(self):
        return days.as_words(max(self.choice.facts.free, 0))

    @property
    def total_words(self):
        return days.as_number(self.choice.facts.total)

    @property
    def running_words(self):
        running = self.choice.facts.running
        words = ngettext("%(count)s läuft", "%(count)s laufen", running) % {"count": running}
        return words if running else _("keine")

    @property
    def wish_words(self):
        if self.choice.facts.is_wished:
            return _("gewünscht")
        return _("ausgeschlossen") if self.choice.facts.is_excluded else "–"

    @property
    def reserve(self):
        return self.choice.words(Fit.RESERVE) if self.choice.is_choosable else ""

    @property
    def reasons(self):
        return self.choice.words(Fit.FITS if self.choice.is_choosable else Fit.BLOCKED)


@dataclass(frozen=True)
class Group:
    """A third of the table: who fits, who fits with a reserve, who does not."""

    label: Any
    mark: str
    rows: list[Row]
    more: list[Row]

    @property
    def count(self):
        return len(self.rows) + len(self.more)

    @property
    def count_words(self):
        return ngettext("eine Person", "%(count)s Beratende", self.count) % {"count": self.count}

    @property
    def more_words(self):
        count = len(self.more)
        words = ngettext(
            "Noch eine Person, die nicht passt, mit Gründen",
            "Die übrigen %(count)s, die nicht passen, mit ihren Gründen",
            count,
        )
        return words % {"count": count}


@dataclass(frozen=True)
class Turn:
    """When somebody in the order is asked at the latest, and until when she may answer."""

    name: str
    asked_on: dt.date
    answer_on: dt.date
    is_now: bool = False
    is_new: bool = True


class ChoiceForm(ActionForm):
    """Numbers 1, 2, 3 say who is asked in which order; an empty field means: not asked."""

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
        return {"first_mail": mail, "first_text": text}

    def button(self, act):
        count = len(self.chosen)
        if not count:
            return super().button(act)
        words = ngettext("Eine Person einladen", "%(many)s Beratende der Reihe nach einladen", count)
        return words % {"many": number_word(count)}

    @cached_property
    def chosen(self):
        """Return whom a form without errors names, in order."""
        return self.cleaned_data["advisors"] if self.is_bound and self.is_valid() else []

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
        pending = self.support_request.invitations.pending().select_related("advisor").order_by("position")
        found, day = [], timezone.localdate()
        for row in pending:
            until = row.answer_day if row.state == row.State.OPEN else _answer_on(day, row.answer_days)
            asked_on = timezone.localtime(row.sent_at).date() if row.sent_at else day
            found.append(Turn(row.advisor.name, asked_on, until, row.sent_at is not None, is_new=False))
            day = until
        for advisor in self.chosen:
            until = _answer_on(day, self.cleaned_data["answer_days"])
            found.append(Turn(advisor.name, day, until, is_now=not found))
            day = until
        return found

    def first_mail(self, by):
        """Return the mail that goes out at once, unsaved; None if none does."""
        turn = next(iter(self.turns), None)
        if turn is None or not (turn.is_now and turn.is_new):
            return None
        invitation = Invitation(
            support_request=self.support_request,
            advisor=self.chosen[0],
            answer_by=closing_of(turn.answer_on),
            message=self.cleaned_data["message"],
            invited_by=by,
        )
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
