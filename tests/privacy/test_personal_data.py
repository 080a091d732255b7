"""The report of one person's data: all that is about her, in every column, and nothing of anybody else."""

import datetime as dt
import json
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from advisors import actions as advisor_actions
from advisors.models import Advisor, Invitation, Preference
from chains.models import Chain, ChainTemplate
from gsvo.accounts.email_changes import record_address_change
from gsvo.accounts.models import AddressChange
from gsvo.files.storage import store
from gsvo.links.models import Link
from gsvo.offices.models import AccountInvitation, CommitteeMember, Role
from gsvo.outbox.models import OutgoingMail
from gsvo.pages.models import AccessRequest, Feedback
from gsvo.retention import data_subjects, purge
from gsvo.retention.rules import ERASED_EMAIL, ERASED_TEXT
from requests import actions
from requests.models import Attachment, Event, Goal, Milestone
from requests.workflow import State
from tests import factories
from tests.files import samples

pytestmark = pytest.mark.django_db
PLACES = {"eva": factories.BIELEFELD, "ute": factories.UNNA}
FIXED = {
    # what must hold an address, a code that finds the row, or a file
    *(("email", "to_email", "contact_email", "deputy_email", "former_email", "address", "matter", "file")),
}


def test_every_personal_column_is_told_or_left_out_with_a_reason():
    columns = {(label, name) for label, names in data_subjects.personal_fields().items() for name in names}

    assert columns - data_subjects.reported_fields() == set(data_subjects.unreported_fields())


def test_folded_columns_are_not_told_twice_and_only_those_join_the_reasons():
    folded = {
        field for _label, field in set(data_subjects.unreported_fields()) - set(data_subjects.UNREPORTED)
    }
    assert folded == {"search_text", "sort_name"}


def person(name):
    """Somebody who is everything that one can be: account, advisor, member, contact, deputy, writer …"""
    address, office = f"{name}@example.org", factories.office(PLACES[name])
    user = factories.member(office, Role.LEAD, email=address, name=f"{name} Konto")
    advisor = Advisor.objects.create(email=address, name=f"{name} Beratung", user=user)
    case = factories.support_request(
        State.CLARIFYING, office=office, by=user, contact_email=address, deputy_email=address
    )
    factories.committee(office, members=1).members.update(email=address)
    [seat] = factories.opened_round(case, by=user).seats.all()
    statement = factories.answer(seat, "change")
    version = case.mandate.latest
    type(version).objects.filter(pk=version.pk).update(changed_by=user)
    Milestone._base_manager.bulk_create([Milestone(version=version, position=1, title="M", result="R")])
    invitation = Invitation.objects.create(
        support_request=case, advisor=advisor, position=1, answer_days=7, invited_by=user
    )
    file = store(SimpleUploadedFile("liste.pdf", samples.pdf("x")), by=user)
    template = ChainTemplate.objects.first()
    chain = Chain.objects.create(office=office, school_year=2026, template=template)
    member = CommitteeMember.objects.get(email=address)
    for record in (user, advisor, member):
        LogEntry.objects.log_actions(user.pk, [record], CHANGE, change_message="geändert")
    record_address_change(user, by=user, former=("Früher", address))
    return [
        (user, None),
        (advisor, None),
        (member, None),
        (case, None),
        (seat, None),
        (seat.round, None),
        (statement, None),
        (version, None),
        *((row, None) for model in (Goal, Milestone) for row in model.objects.filter(version=version)),
        (invitation, None),
        (Preference.objects.create(support_request=case, advisor=advisor, kind="exclude"), None),
        (Attachment.objects.create(support_request=case, file=file), None),
        (file, None),
        (chain.steps.create(number=1, title="Schritt"), address),
        *((row, None) for row in Event.objects.filter(by_user=user)),
        *((row, None) for row in Event.objects.filter(by_link__email=address)),
        *((row, None) for row in LogEntry.objects.filter(user=user)),
        (AddressChange.objects.get(email=address), None),
        (EmailAddress.objects.create(user=user, email=address), None),
        (
            AccountInvitation.objects.create(office=office, email=address, role="member", invited_by=user),
            None,
        ),
        (Feedback.objects.create(kind="other", page="/", email=address), None),
        (AccessRequest.objects.create(office=office, name="Ich", email=address, function="Leitung"), None),
        *((row, None) for row in Link.objects.filter(email=address)),
        *((row, None) for row in OutgoingMail.objects.filter(to_email=address)),
    ]


def _invited(office, address, by):
    return AccountInvitation.objects.create(office=office, email=address, role="member", invited_by=by)


def plant(name, rows):
    """A marker of her own into every column that holds a text of one of these rows. Returns the markers."""
    markers = []
    for row, address in rows:
        model, values = type(row), {}
        for field_name in data_subjects.personal_fields()[model._meta.label]:
            field = model._meta.get_field(field_name)
            is_told = (model._meta.label, field_name) not in data_subjects.unreported_fields()
            if field_name in FIXED or not is_told or isinstance(field, models.FileField):
                continue
            marker = f"{name}·{model._meta.model_name[:9]}·{field_name[:14]}·{row.pk}"
            markers.append(marker)
            text = f"{marker} {address}" if address else marker
            values[field_name] = {"scope": text} if isinstance(field, models.JSONField) else text
        model._base_manager.filter(pk=row.pk).update(**values)
    return markers


def told(address, *options):
    out = StringIO()
    call_command("personal_data", address, *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["text", "json"])
def test_the_report_holds_all_of_her_and_nothing_of_anybody_else(options):
    markers = {name: plant(name, person(name)) for name in PLACES}
    assert len(markers["eva"]) > 60

    for name in PLACES:
        found = told(f"{name.upper()}@example.org", *options)
        other = next(one for one in PLACES if one != name)
        assert [marker for marker in markers[name] if marker not in found] == []
        assert [marker for marker in markers[other] if marker in found] == []
        assert f"{other}@example.org" not in found


def test_what_others_write_about_her_is_named_with_its_place_only(koko, gib):
    case = factories.support_request(State.SUBMITTED, by=koko)
    factories.user("eva@example.org", name="Eva Übermut")
    actions.ask_back(case, by=gib, question="Hat Eva Übermut (eva@example.org) zugesagt? Sonst Bo Anders.")

    found = json.loads(told("eva@example.org", "--json"))

    event = case.events.first()
    places = {(row["model"], row["record"], row["field"], row["found"]) for row in found["mentions"]}
    assert ("requests.Event", str(event.pk), "reason", "Eva Übermut") in places
    assert ("requests.Event", str(event.pk), "reason", "eva@example.org") in places
    assert "Bo Anders" not in str(found)


def test_people_in_a_form_are_not_told_to_whoever_wrote_it(koko, gib):
    case = factories.support_request(
        State.SUBMITTED, by=koko, contact_name="Bo", contact_email="bo@example.org"
    )
    actions.ask_back(case, by=gib, question="Wer?")
    actions.save_answers(
        case,
        by=koko,
        expected_revision=case.revision,
        values={"contact_name": "Cem Anders", "title": "Neuer Titel"},
    )
    actions.answer(case, by=koko, reason="Jetzt Cem.")

    found = told(koko.email)

    assert "Neuer Titel" in found
    assert "Cem Anders" not in found
    assert "Cem Anders" in told("bo@example.org")


def test_an_address_that_nobody_has_is_answered_calmly():
    assert "sind keine Angaben gespeichert" in told("niemand@example.org")


def test_what_is_no_address_is_refused():
    with pytest.raises(CommandError, match="keine E-Mail-Adresse"):
        told("kein Name")


def test_after_the_purge_of_an_advisor_no_row_names_her(gib, settings, tmp_path, monkeypatch):
    settings.PURGE_PROTOCOL = tmp_path / "deletions.jsonl"
    advisor = factories.advisor(name="Bea Merkmal", email="merkmal@example.net", account=True)
    case = factories.invited(gib, [advisor])
    invitation = case.invitations.get()
    actions_of(invitation, gib)
    LogEntry.objects.log_actions(gib.pk, [advisor, advisor.user], CHANGE, change_message="Bea Merkmal neu")
    record_address_change(advisor.user, by=gib, former=("Bea Merkmal", "merkmal@example.net"))
    Advisor.objects.filter(pk=advisor.pk).update(left_at=timezone.now())
    OutgoingMail.objects.update(status="sent", sent_at=timezone.now())

    now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() + dt.timedelta(days=366 + 31))
    LogEntry.objects.update(action_time=timezone.now())  # staff changed her record only yesterday
    AddressChange.objects.update(at=timezone.now())
    purge.purge()

    rows = "\n".join(
        str(values)
        for model in apps.get_models(include_auto_created=True)
        for values in model._base_manager.values()
    )
    assert "Merkmal" not in rows
    assert "merkmal@" not in rows
    assert Advisor.objects.get(pk=advisor.pk).name == ERASED_TEXT
    assert set(Link.objects.to(invitation).values_list("email", flat=True)) == {ERASED_EMAIL}


def actions_of(invitation, gib):
    """She accepts, is replaced, and the case goes on without her."""
    advisor_actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    advisor_actions.change_advisor(invitation.support_request, by=gib, reason="Umzug")
