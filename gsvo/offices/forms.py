"""Forms about the people of an office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gsvo.accounts.forms import NewPassword
from gsvo.accounts.models import User
from gsvo.lib.duplicates import DuplicateWarning, same_name
from gsvo.lib.text import fold
from gsvo.offices.models import Role

MEANINGS = {
    Role.LEAD: _("Leitung: handelt für die Stelle und lädt Kolleg:innen ein"),
    Role.MEMBER: _("Mitarbeit: handelt für die Stelle"),
    Role.READER: _("nur lesen: sieht alles, ändert nichts"),
}


def role_field(**kwargs):
    return forms.ChoiceField(
        label=_("Rolle"), choices=[*MEANINGS.items()], widget=forms.RadioSelect(), **kwargs
    )


class SameNameForm(DuplicateWarning, forms.Form):
    """Ask before inviting somebody whose name works in the office or is invited already."""

    def __init__(self, *args, office, **kwargs):
        super().__init__(*args, **kwargs)
        self.office = office

    def find_duplicates(self):
        """Return people of the same name with another address: the act itself refuses the same address."""
        name, email = self.cleaned_data.get("name", ""), self.cleaned_data.get("email", "")
        people = [row.user for row in self.office.memberships.current().select_related("user")]
        named = same_name([*people, *self.office.account_invitations.open()], name)
        return [row for row in named if fold(row.email) != fold(email)]

    def duplicate_words(self, found):
        return f"{found.name}, {found.email}"


class InviteForm(SameNameForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("Dienstliche E-Mail-Adresse"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = role_field()


class LeadForm(SameNameForm):
    """Invite an office's first lead; the role is fixed."""

    name = InviteForm.base_fields["name"]
    email = InviteForm.base_fields["email"]


class RoleForm(forms.Form):
    """`expected_role` is the role that the person had when the page was made."""

    role = role_field()
    expected_role = forms.CharField(widget=forms.HiddenInput, required=False)


class RegisterForm(NewPassword):
    """A new account behind an invitation's link, at the invited address."""

    name = forms.CharField(
        label=_("Ihr Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("Dienstliche Telefonnummer"),
        max_length=50,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    field_order = ["name", "phone", "password1", "password2"]

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, initial={"name": invitation.name}, **kwargs)
        self.invitation = invitation

    def owner(self):
        return User(name=self.cleaned_data.get("name", ""), email=self.invitation.email)
