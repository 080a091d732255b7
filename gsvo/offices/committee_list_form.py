"""The form in which several members of the committee are entered at once."""

from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext_lazy as _

from gsvo.lib.duplicates import ConfirmInput, DuplicateWarning
from gsvo.lib.forms import UntypedField
from gsvo.offices.committee_actions import IDENTITY, is_same_person
from gsvo.offices.committee_forms import MemberForm
from gsvo.offices.committee_list import MOST_LINES, Line, read
from gsvo.offices.models import CommitteeMember


@dataclass
class Entry:
    """One person of the list, checked. `twins`: the numbers of entries before it that look like the same."""

    line: Line
    member: CommitteeMember
    fields: dict
    duplicates: list = field(default_factory=list)
    twins: list = field(default_factory=list)


class MemberListForm(forms.Form):
    """A list of members, one a line; a tick where somebody seems to stand there already."""

    mark_optional = False
    rows = forms.CharField(
        label=_("Die Mitglieder, eine Person je Zeile"),
        help_text=_(
            "Institution; Funktion; Name; E-Mail; Stimme – getrennt durch Semikolon oder so, wie Sie es aus "
            "einer Tabelle in Excel oder Word kopieren. Stimme: ja, nein oder Vorsitz; leer heißt ja."
        ),
        max_length=20_000,
        widget=forms.Textarea({"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Fügen Sie hier mindestens eine Zeile ein.")},
    )

    def __init__(self, *args, committee, **kwargs):
        super().__init__(*args, **kwargs)
        self.committee = committee
        self.entries = []

    def clean(self):
        lines = read(self.cleaned_data.get("rows", ""))
        if len(lines) > MOST_LINES:
            self._refuse(_("Es gehen höchstens %(most)s Zeilen auf einmal.") % {"most": MOST_LINES})
            return self.cleaned_data
        if not lines and "rows" in self.cleaned_data:
            self._refuse(self.fields["rows"].error_messages["required"])
        known = list(self.committee.members.current()) if self.committee else []
        for line in lines:
            self._read(line, known)
        return self.cleaned_data

    def _read(self, line, known):
        """Check one line and remember its person, or show at its number what is wrong."""
        member = MemberForm(line.values, committee=None)
        if not line.problems and not member.is_valid():
            line.problems += [
                f"{member.fields[name].label or member[name].label}: {' '.join(messages)}"
                for name, messages in member.errors.items()
            ]
        if not line.problems:
            fields = member.fields_of_member()
            entry = Entry(line, CommitteeMember(**fields), fields)
            line.problems += self._second_chair(entry, known)
            self._ask_about_duplicates(entry, known)
            self.entries.append(entry)
        for problem in line.problems:
            self._refuse(_("Zeile %(number)s – %(problem)s") % {"number": line.number, "problem": problem})

    def _second_chair(self, entry, known):
        others = [*known, *(other.member for other in self.entries)]
        chair = next((other for other in others if other.is_chair), None)
        if not (entry.member.is_chair and chair):
            return []
        return [_("Den Vorsitz hat schon %(name)s.") % {"name": chair.name}]

    def _ask_about_duplicates(self, entry, known):
        """Ask for a tick where the person stands on the list, or before it in the text."""
        person = {name: entry.fields[name] for name in IDENTITY}
        entry.duplicates = [other for other in known if is_same_person(other, **person)]
        entry.twins = [
            number for number, other in enumerate(self.entries) if is_same_person(other.member, **person)
        ]
        if not (entry.duplicates or entry.twins):
            return
        twins = [self.entries[number] for number in entry.twins]
        keys = [*(str(row.pk) for row in entry.duplicates), *(f"z{twin.line.number}" for twin in twins)]
        found = ",".join(keys)
        name = f"another_{entry.line.number}"
        label = _("Zeile %(number)s, %(name)s: Ja, das ist jemand anderes") % {
            "number": entry.line.number,
            "name": entry.member.name,
        }
        self.fields[name] = UntypedField(required=False, label=label, widget=ConfirmInput(found))
        if self.data.get(name) != found:
            words = "; ".join(map(str, [*entry.duplicates, *(twin.member for twin in twins)]))
            self.add_error(name, DuplicateWarning.question(words))

    def _refuse(self, sentence):
        self.add_error("rows", sentence)

    def ticks(self):
        """Return the ticks that the list needs, as bound fields."""
        return [self[name] for name in self.fields if name.startswith("another_")]

    def entries_of_members(self):
        return [(entry.fields, entry.duplicates, entry.twins) for entry in self.entries]
