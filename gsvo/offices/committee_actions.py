"""Acts on an office's steering committee.

Each locks the committee first. `member_changes` is sent before the member's row is written: whoever listens
locks its own things then, so that all of the portal takes its locks in one order. `member` holds the new
values, `before` the former ones (None: somebody new, already written), `change` the AddressChange if name or
address are new, `person_changed` says whether somebody else answers from now on (or nobody), `by` is who did
it. A receiver returns whether it concerns a case; then the member is told. `committee_renamed`: committee,
former (name), by. `committee_rule_changed`: committee, by.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.email_changes import announce_address_change, record_address_change
from gsvo.lib.duplicates import name_key
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.text import collapse, fold
from gsvo.offices import emails
from gsvo.offices.models import Committee, CommitteeMember, Membership
from gsvo.outbox.resend import drop_for, readdress

member_changes = Signal()
committee_renamed = Signal()
committee_rule_changed = Signal()
RULE = ("rule", "quorum", "allows_silence", "rule_reference", "rule_decided_on")
TOLD = ("institution", "is_voting", "is_chair", "left_at")  # whose former values receivers are told
IDENTITY = ("institution", "name", "email")  # what makes two entries look like one person


def may_keep(user, office):
    """Return whether a user may change the committee's list: leads and members of the office."""
    return Membership.objects.current().writing().filter(office=office, user=user).exists()


@transaction.atomic
def rename(office, *, by, expected_revision, name):
    """Call the body what it is called there. `expected_revision` is the one the writer had."""
    committee = _lock(office, by)
    if committee.revision != expected_revision:
        raise StaleRecord(committee, by)
    former = committee.name
    committee.name, committee.changed_by = name, by
    committee.revision += 1
    if former != name:
        committee_renamed.send(sender=Committee, committee=committee, former=former, by=by)
    committee.save()
    return committee


@transaction.atomic
def set_rule(office, *, by, expected_revision, **fields):
    """Put on record how the body decides: `RULE`, and whether members read each other's remarks.

    A round that is open keeps the rule by which it was opened.
    """
    committee = _lock(office, by)
    if committee.revision != expected_revision:
        raise StaleRecord(committee, by)
    is_new_rule = any(getattr(committee, name) != fields[name] for name in RULE)
    for name, value in fields.items():
        setattr(committee, name, value)
    committee.changed_by = by
    committee.revision += 1
    if is_new_rule:
        committee_rule_changed.send(sender=Committee, committee=committee, by=by)
    committee.save()
    return committee


@transaction.atomic
def add_member(office, *, by, confirmed=(), **fields):
    """Put somebody on the list; with the first one the committee comes into being.

    Raises ActionRefused where the address, or the name at the institution, stands there: two entries are two
    links and two votes. `confirmed`: the entries of which the writer has said that this is another person.
    """
    return _add(_lock(office, by), by, confirmed, fields)


@transaction.atomic
def add_members(office, *, by, entries):
    """Put several people on the list, all or none.

    `entries`: for each (fields, confirmed, twins); `confirmed` as for one, `twins` the numbers of those
    entries before it of which the writer has said the same.
    """
    committee = _lock(office, by)
    added = []
    for fields, confirmed, twins in entries:
        known = [*confirmed, *(added[number] for number in twins)]
        added.append(_add(committee, by, known, fields))
    return added


def _add(committee, by, confirmed, fields):
    _check_duplicates(committee, fields, confirmed)
    if fields.get("is_chair"):
        _check_chair(committee)
    row = CommitteeMember.objects.create(committee=committee, changed_by=by, **fields)
    _send(row, None, None, True, by)
    return row


@transaction.atomic
def change_member(member, *, by, expected_revision, confirmed=(), **fields):
    """Change a member, or put another person in the place. `expected_revision` is the one the writer had.

    `confirmed` as for somebody new.
    """
    committee = _lock(member.committee.office, by)
    row = committee.members.get(pk=member.pk)
    if row.left_at:
        raise ActionRefused(_("%(name)s ist nicht mehr Mitglied.") % {"name": row.name})
    if row.revision != expected_revision:
        raise StaleRecord(row, by)
    if fields["is_chair"]:
        _check_chair(committee, row)
    person_changed = (row.name, row.email) != (fields["name"], fields["email"])
    if any(getattr(row, name) != fields[name] for name in IDENTITY):
        _check_duplicates(committee, fields, confirmed, row)
    if person_changed:
        fields["not_responsible_at"] = None
    former = (row.name, row.email)
    _write(row, fields, person_changed, by)
    if person_changed:
        _move_mail(row, former)
    return row


@transaction.atomic
def remove_member(member, *, by):
    """Take somebody off the list. What was said in former rounds stays on record."""
    committee = _lock(member.committee.office, by)
    row = committee.members.get(pk=member.pk)
    if row.left_at:
        return row  # a double click
    drop_for(row)
    return _write(row, {"left_at": timezone.now()}, True, by)


def _write(row, fields, person_changed, by):
    fields |= {"revision": row.revision + 1, "changed_by": by}
    former, before = (row.name, row.email), {name: getattr(row, name) for name in TOLD}
    for key, value in fields.items():
        setattr(row, key, value)
    is_other = former != (row.name, row.email)
    change = record_address_change(row, by=by, former=former) if is_other else None
    concerns_a_case = _send(row, before, change, person_changed, by)
    row.save(update_fields=[*fields, "changed_at"])
    _tell(row, before, change, concerns_a_case, by)
    return row


def _send(row, before, change, person_changed, by):
    """Send a signal. Return whether any receiver says that it concerns a case."""
    answers = member_changes.send(
        sender=CommitteeMember, member=row, before=before, change=change, person_changed=person_changed, by=by
    )
    return any(answer for _receiver, answer in answers)


def _tell(row, before, change, concerns_a_case, by):
    """Mail a member about changes made in their name. A changed address is always mailed."""
    if change and (concerns_a_case or change.former_email != change.email):
        announce_address_change(change, **emails.seat_in_words(row.committee, by))
    if concerns_a_case and row.left_at:
        emails.member_removed(row, by)
    elif concerns_a_case and row.is_voting != before["is_voting"]:
        emails.member_vote_changed(row, by)


def _move_mail(row, former):
    """Readdress waiting mail after a change of address, or settle it when another person took the place."""
    if row.name != former[0] and row.email != former[1]:
        drop_for(row)
    else:
        readdress(row)


def _lock(office, by):
    if not may_keep(by, office):
        raise PermissionDenied
    committee, _is_new = Committee.objects.get_or_create(office=office)
    return Committee.objects.select_for_update().get(pk=committee.pk)


def find_duplicates(committee, *, institution, name, email, member=None):
    """Return the members with this address, or this name at this institution, without `member` itself."""
    others = committee.members.current().exclude(pk=member and member.pk)
    person = {"institution": institution, "name": name, "email": email}
    return [other for other in others if is_same_person(other, **person)]


def is_same_person(entry, *, institution, name, email):
    """Return whether an entry has this address, or this name at this institution."""
    person = collapse(fold(institution)), name_key(name)
    return (
        entry.email.lower() == email.lower()
        or (collapse(fold(entry.institution)), name_key(entry.name)) == person
    )


def _check_duplicates(committee, fields, confirmed, member=None):
    """Refuse what the form did not ask about, because a colleague entered it a moment ago."""
    person = {name: fields[name] for name in IDENTITY}
    for other in find_duplicates(committee, **person, member=member):
        if other not in confirmed:
            raise ActionRefused(
                _("%(member)s steht schon im Gremium. Jeder Eintrag mit Stimme zählt einzeln.")
                % {"member": other}
            )


def _check_chair(committee, member=None):
    chair = committee.members.current().filter(is_chair=True).exclude(pk=member and member.pk).first()
    if chair:
        raise ActionRefused(
            _("Den Vorsitz hat %(name)s. Nehmen Sie ihn dort zuerst heraus.") % {"name": chair.name},
            field="is_chair",
        )
