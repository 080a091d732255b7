"""The form that begins a local chain."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chains.models import Chain, school_year_name
from chains.periods import school_year_on
from gsvo.offices.models import Membership, Office

LAST, TEMPLATE, PUBLISHED = "last", "template", "published"


class CreateForm(forms.Form):
    """Office and school year of a new chain; with one office only the year is asked."""

    office = forms.ModelChoiceField(Office.objects.none(), label=_("Koordinierungsstelle"), empty_label=None)
    school_year = forms.TypedChoiceField(label=_("Schuljahr"), coerce=int, widget=forms.RadioSelect)
    begin_with = forms.ChoiceField(label=_("Womit beginnen Sie?"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args, user, published=None, **kwargs):
        super().__init__(*args, **kwargs)
        writing = Membership.objects.current().writing().filter(user=user)
        self.fields["office"].queryset = offices = Office.objects.filter(memberships__in=writing)
        first = offices.first()
        if offices.count() == 1:
            self.fields["office"].widget = forms.HiddenInput()
            self.fields["office"].initial = first
        this_year = school_year_on(timezone.localdate())
        self.fields["school_year"].choices = [
            (year, school_year_name(year)) for year in (this_year, this_year + 1)
        ]
        self._offer_beginnings(offices, published)

    def _offer_beginnings(self, offices, published):
        """Offer the published chain that was asked for, then the last one, where an office has one."""
        last = Chain.objects.filter(office__in=offices).order_by("-school_year").first()
        if last is None and published is None:
            del self.fields["begin_with"]
            return
        choices, helps = [(TEMPLATE, _("mit der Landesvorlage"))], []
        if last:
            choices.insert(0, (LAST, self._name_last(last, offices)))
            helps.append(
                _(
                    "Aus der letzten Kette kommen alle Schritte und Ansprechpersonen mit, Stand und Notizen"
                    " nicht."
                )
            )
        if published:
            known = {"chain": str(published), "version": published.version}
            choices.insert(0, (PUBLISHED, _("mit der Kette %(chain)s, Fassung %(version)s") % known))
            helps.append(
                _("Aus der Kette einer anderen Stelle kommen die Schritte mit, alles Übrige tragen Sie ein.")
            )
        self.fields["begin_with"].choices = choices
        self.fields["begin_with"].initial = choices[0][0]
        self.fields["begin_with"].help_text = " ".join(map(str, helps))

    @staticmethod
    def _name_last(last, offices):
        """Return what the last chain is called; with several offices without its year."""
        if len(offices) > 1:
            return _("mit der letzten Kette der Stelle")
        return _("mit Ihrer Kette %(year)s") % {"year": last.school_year_name}
