"""What forms of several apps share: a plea about names, and records that several people may edit at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

NO_PUPILS = _("Bitte keine Namen und keine Angaben zu einzelnen Jugendlichen.")


class VersionedForm(forms.Form):
    """Carries the version of the record that its user saw, so that the slower of two overwrites nothing.

    The view compares with `is_stale(record)`, or hands `seen` to an act that compares under its lock. After a
    conflict `catch_up(record)` lets the same form be sent again, now in sight of what stands there.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def seen(self):
        return self.cleaned_data.get("version")

    def is_stale(self, record):
        return self.seen != record.version

    def catch_up(self, record):
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = record.version
