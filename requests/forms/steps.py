"""The request form: the one source of its questions for writing, checking, printing, reading."""

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from chains.models import Actor, ChainTemplate, TemplateStep
from gsvo.lib import days
from gsvo.lib.duplicates import ConfirmInput
from gsvo.lib.forms import NO_PUPILS, UntypedField
from requests import form_fields
from requests.actions.sharing import MOST_ATTACHMENTS
from requests.answer_checks import many_days, services_in_words
from requests.forms.base_step import Step, UploadsField, asks, day, many_of, one_of, text
from requests.models import SupportRequest, Topic


class Contact(Step):
    number, name, heading = 1, _("Ort und Kontakt"), _("Wer fragt an?")
    lead = _("Hier stehen nur dienstliche Angaben. Die G.I.B. fragt dort nach, wenn etwas unklar ist.")

    contact_name = text(
        _("Ansprechperson"),
        max_length=200,
        error_messages=asks(_("Geben Sie an, wen wir ansprechen.")),
    )
    contact_email = forms.EmailField(
        label=_("E-Mail der Ansprechperson"),
        max_length=254,
        error_messages=asks(_("Geben Sie eine E-Mail-Adresse an.")),
    )
    contact_phone = text(
        _("Telefon der Ansprechperson"),
        max_length=50,
        error_messages=asks(_("Geben Sie eine Telefonnummer für Rückfragen an.")),
    )
    deputy_name = text(_("Vertretung"), max_length=200, help_text=_("Wer hilft, wenn Sie nicht da sind?"))
    deputy_email = forms.EmailField(label=_("E-Mail der Vertretung"), max_length=254)


class Occasion(Step):
    number, name, heading = 2, _("Anlass"), _("Worum geht es?")

    title = text(
        _("Titel der Anfrage"),
        max_length=120,
        help_text=_("Ein paar Worte, an denen alle die Anfrage wiedererkennen."),
        error_messages=asks(_("Geben Sie der Anfrage einen Titel.")),
    )
    occasion = one_of(
        _("Was ist der Anlass?"),
        SupportRequest.Occasion.choices,
        error_messages=asks(_("Wählen Sie den Anlass, der am besten passt.")),
    )
    occasion_text = text(
        _("Wie ist die Lage heute?"),
        rows=7,
        max_length=4000,
        help_text=format_lazy("{} {}", _("Was läuft gut, was hakt, und wen betrifft es?"), NO_PUPILS),
        error_messages=asks(_("Beschreiben Sie in ein paar Sätzen, wie die Lage heute ist.")),
    )


class Goals(Step):
    number, name, heading = 3, _("Ziele und Schritte der Kette"), _("Was soll sich vor Ort ändern?")

    goal_1 = text(
        _("Ziel 1"),
        rows=3,
        max_length=1000,
        help_text=format_lazy("{} {}", _("Was soll am Ende anders sein, und für wen?"), NO_PUPILS),
        error_messages=asks(_("Beschreiben Sie das Ziel mit mindestens einem Satz.")),
    )
    goal_2 = text(_("Ziel 2"), rows=3, max_length=1000)
    goal_3 = text(_("Ziel 3"), rows=3, max_length=1000)
    chain_status = one_of(
        _("Wo steht Ihre Verantwortungskette heute?"),
        SupportRequest.ChainStatus.choices,
        error_messages=asks(_("Wählen Sie, wo Ihre Verantwortungskette heute steht.")),
    )
    chain_agreed_on = day(
        _("Datum der Vereinbarung"),
        help_text=_("Nötig, wenn die Kette vereinbart ist."),
        error_messages=asks(_("Geben Sie an, von wann die Vereinbarung ist.")),
    )
    chain_steps = many_of(
        _("Um welche Schritte der Kette geht es?"),
        TemplateStep,
        help_text=_("Mehrere sind möglich. Sie können die Auswahl später ändern."),
    )

    def offer(self):
        current = Q(template=ChainTemplate.objects.current())
        steps = TemplateStep.objects.filter(current | Q(pk__in=self.chosen("chain_steps")))
        self.fields["chain_steps"].queryset = steps.order_by("-template__version", "number")


class Period(Step):
    number, name, heading = 4, _("Zeitraum und Umfang"), _("Wann und wie viel?")

    period_from = day(
        _("Frühester Beginn"), error_messages=asks(_("Geben Sie an, wann die Begleitung frühestens beginnt."))
    )
    period_to = day(
        _("Spätestes Ende"), error_messages=asks(_("Geben Sie an, wann die Begleitung spätestens endet."))
    )
    period_alternative = text(
        _("Anderer möglicher Zeitraum"), max_length=300, help_text=_("Falls es im ersten nicht klappt.")
    )
    wanted_quarters = days.DaysField(
        label=_("Wie viele Tage Begleitung wünschen Sie?"),
        help_text=_("Vorbereitung und Nachbereitung zählen mit. Viertel gehen: 5,25"),
        error_messages=asks(_("Geben Sie an, wie viele Tage Sie ungefähr brauchen.")),
    )
    mode = one_of(
        _("Wie möchten Sie zusammenarbeiten?"),
        [
            (SupportRequest.Mode.ON_SITE.value, _("Vor Ort")),
            (SupportRequest.Mode.ONLINE.value, _("Online")),
            (SupportRequest.Mode.MIXED.value, _("Beides, vor Ort und online")),
        ],
        error_messages=asks(_("Wählen Sie, wie Sie zusammenarbeiten möchten.")),
    )

    confirmed = UntypedField(label=_("Ja, so viele Tage sind gemeint"), required=False)

    def offer(self):
        paid = services_in_words()
        for name in ("period_from", "period_to") if paid else ():
            self.fields[name].help_text = paid

    def clean(self):
        cleaned = super().clean()
        self._confirm_many_days(cleaned.pop("confirmed", ""))
        begin, end = cleaned.get("period_from"), cleaned.get("period_to")
        if begin and end and end < begin:
            self.add_error("period_to", _("Das Ende liegt vor dem Beginn. Prüfen Sie beide Daten."))
        return cleaned

    def _confirm_many_days(self, given):
        """Ask for a tick beside a wish for very many days; it counts for this figure only."""
        wanted = self.cleaned_data.get("wanted_quarters")
        question = many_days(wanted)
        stored = self.support_request and self.support_request.wanted_quarters
        if question and wanted != stored:
            self.fields["confirmed"].widget = ConfirmInput(str(wanted))
            if given != str(wanted):
                self.add_error("confirmed", question)


class Partners(Step):
    number, name, heading = 5, _("Gremium und Beteiligte"), _("Wer ist dabei?")

    committee_status = one_of(
        _("Weiß Ihr Steuerungsgremium von der Anfrage?"),
        SupportRequest.CommitteeStatus.choices,
        error_messages=asks(_("Wählen Sie, ob das Gremium von der Anfrage weiß.")),
    )
    committee_on = day(
        _("Datum der Sitzung oder der Information"),
        help_text=_("Ist sie noch geplant, geben Sie das geplante Datum an."),
        error_messages=asks(_("Geben Sie das Datum an, auch wenn es noch geplant ist.")),
    )
    partners = many_of(
        _("Welche Partner sind schon dabei?"),
        Actor,
        help_text=_("Mehrere sind möglich. Wer fehlt, kann später dazukommen."),
    )
    partners_text = text(
        _("Weitere Beteiligte"), rows=3, max_length=1000, help_text=_("Stellen, keine einzelnen Personen.")
    )


class Wishes(Step):
    number, name, heading = 6, _("Wünsche an die Beratung"), _("Was wünschen Sie sich von der Beratung?")

    topics = many_of(
        _("Welche Themen soll die Beratung mitbringen?"), Topic, help_text=_("Mehrere sind möglich.")
    )
    method_wishes = text(
        _("Wünsche an die Arbeitsweise"),
        rows=4,
        max_length=2000,
        help_text=_("Zum Beispiel: Werkstätten, Moderation großer Runden, Arbeit mit Zahlen."),
    )

    def offer(self):
        offered = Q(is_offered=True) | Q(pk__in=self.chosen("topics"))
        self.fields["topics"].queryset = Topic.objects.filter(offered)


class Papers(Step):
    number, name, heading = 7, _("Unterlagen"), _("Welche Unterlagen helfen beim Verstehen?")
    lead = _("Zum Beispiel Vereinbarung, Terminplan oder Kette. Keine Listen mit Namen von Jugendlichen.")

    uploads = UploadsField(
        label=_("Dateien hinzufügen"),
        help_text=format_lazy(
            _(
                "PDF, DOCX, XLSX, ODT, PNG oder JPEG, je höchstens 10 MB. Mehrere auf einmal sind möglich, "
                "zusammen höchstens 50 MB. Eine Anfrage nimmt bis zu {most} Unterlagen auf."
            ),
            most=MOST_ATTACHMENTS,
        ),
    )


STEPS = (Contact, Occasion, Goals, Period, Partners, Wishes, Papers)
STEP_OF = {name: step for step in STEPS for name in step.base_fields if name in form_fields.FIELDS}
CHECK = len(STEPS) + 1  # the number of the page after the last step
