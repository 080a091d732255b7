"""The form that begins a local chain."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chains.models import Chain, school_year_name
from chains.periods import school_year_on
from gsvo.offices.models import Membership, Office

LAST, TEMPLATE = "last", "template"


class CreateForm(forms.Form):
    """Office and school year of a new chain; with one office only the year is asked."""

    office = forms.ModelChoiceField(Office.objects.none(), label=_("Koordinierungsstelle"), empty_label=None)
    school_year = forms.TypedChoiceField(label=_("Schuljahr"), coerce=int, widget=forms.RadioSelect)
    begin_with = forms.ChoiceField(label=_("Womit beginnen Sie?"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args, user, **kwargs):
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
        self._offer_beginnings(offices)

    def _offer_beginnings(self, offices):
        """Offer the last chain first, where an office has one; with several offices without its year."""
        last = Chain.objects.filter(office__in=offices).order_by("-school_year").first()
        if last is None:
            del self.fields["begin_with"]
            return
        known = {"year": last.school_year_name}
        words = (
            _("mit Ihrer Kette %(year)s") % known
            if len(offices) == 1
            else _("mit der letzten Kette der Stelle")
        )
        self.fields["begin_with"].choices = [(LAST, words), (TEMPLATE, _("mit der Landesvorlage"))]
        self.fields["begin_with"].initial = LAST
        self.fields["begin_with"].help_text = _(
            "Aus der letzten Kette kommen alle Schritte und Ansprechpersonen mit, Stand und Notizen nicht."
        )
