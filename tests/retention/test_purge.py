"""Deleted means gone: what is over leaves no trace of a person, and what is needed stays whole."""

import datetime as dt
import json

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import models
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone

from chains.models import Chain
from gsvo.links.models import Link
from gsvo.offices.models import CommitteeMember
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.retention import deletion_log, purge, terms
from gsvo.retention.rules import ERASED_TEXT, all_rules
from gsvo.retention.table import KINDS
from requests.models import Event, LedgerEntry, SupportRequest
from requests.workflow import State
from tests import factories
from tests.retention import world

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(days=11 * 366)


@pytest.fixture(autouse=True)
def protocol_file(settings, tmp_path):
    settings.PURGE_PROTOCOL = tmp_path / "protocol" / "deletions.jsonl"
    return settings.PURGE_PROTOCOL


@pytest.fixture
def move_time(monkeypatch):
    now = timezone.now

    def move(by=LATER):
        monkeypatch.setattr(timezone, "now", lambda: now() + by)

    return move


def plant(word):
    """Put a word into every field of the table in every row, as an address where one must stand."""
    for kind in KINDS.values():
        for label, names in kind.fields.items():
            model = apps.get_model(label)
            fields = [model._meta.get_field(name) for name in names]
            for row in model._base_manager.all():
                values = {f.name: _planted(f, word, row.pk) for f in fields if not _is_fixed(f)}
                model._base_manager.filter(pk=row.pk).update(**values)


def _is_fixed(field):
    return isinstance(field, models.FileField) or field.name == "session_data"


def _planted(field, word, number):
    if isinstance(field, models.JSONField):
        return {"advisor": f"{word}{number}", "count": 3, "list": [f"{word} {number}"]}
    text = f"{word}{number}@example.org" if isinstance(field, models.EmailField) else f"{word} {number}"
    return text[: field.max_length]


def dump():
    """Every row of every table as text."""
    rows = [
        (model._meta.label, values)
        for model in apps.get_models(include_auto_created=True)
        for values in model._base_manager.values()
    ]
    return "\n".join(map(str, rows))


def statistics():
    """What reports are made of."""
    return {
        "states": list(SupportRequest.objects.values("state").annotate(n=Count("pk")).order_by("state")),
        "acts": list(Event.objects.order_by("pk").values("act", "at", "from_state", "to_state", "by_role")),
        "days": LedgerEntry.objects.aggregate(days=Sum("quarters")),
        "granted": list(
            SupportRequest.objects.order_by("pk").values("number", "granted_quarters", "engaged_at")
        ),
        "mails": list(OutgoingMail.objects.order_by("pk").values("kind", "status", "sent_at", "created_at")),
    }


def test_what_is_over_is_gone_from_database_and_disk_and_figures_stay(move_time, settings):
    _case, draft = world.build(over=True)
    plant("Marke")
    before = statistics()
    assert dump().count("Marke") > 60

    move_time()
    done = purge.purge()

    assert all(done[rule.kind] for rule in all_rules()), done
    assert [line for line in dump().splitlines() if "Marke" in line] == []
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
    assert not Session.objects.exists()
    before["states"] = [row for row in before["states"] if row["state"] != State.DRAFT]
    before["granted"] = [row for row in before["granted"] if row["number"]]
    assert statistics() == before
    assert not SupportRequest.objects.filter(pk=draft.pk).exists()
    assert not any(purge.preview().values()), "a second run has nothing to do"


def test_what_is_still_needed_stays_to_the_letter(move_time):
    case, draft = world.build(over=False)
    SupportRequest.objects.filter(pk=draft.pk).update(changed_at=timezone.now() + LATER)
    rows = _rows_of_running_case(case)
    move_time()

    purge.purge()

    assert _rows_of_running_case(case) == rows
    assert SupportRequest.objects.filter(pk=draft.pk).exists()
    assert OutgoingMail.objects.get(status=Status.QUEUED).text != ERASED_TEXT
    assert not CommitteeMember.objects.filter(name=ERASED_TEXT).exists()


def _rows_of_running_case(case):
    rule = next(rule for rule in all_rules() if rule.kind == "case")
    return {
        label: list(apps.get_model(label)._base_manager.filter(**{f"{lookup}__in": [case.pk]}).values())
        for label, lookup in rule.reach.items()
    }


def test_each_term_is_exact_to_the_day(move_time, db):
    link = Link.objects.issue("password", factories.user(), email="a@example.org", expires_at=timezone.now())
    move_time(dt.timedelta(days=terms.LINK.days) - dt.timedelta(minutes=1))
    assert purge.preview()["link"] == 0
    move_time(dt.timedelta(days=terms.LINK.days, minutes=1))
    assert purge.purge()["link"] == 1
    link.refresh_from_db()
    assert (link.email, link.name) == ("entfernt@geloescht.invalid", "")


def test_the_preview_changes_nothing_and_counts_what_purge_then_deletes(move_time, capsys, protocol_file):
    world.build(over=True)
    move_time()
    before = dump()

    call_command("purge", "--dry-run")
    counted = _counts(capsys)
    assert dump() == before
    assert not protocol_file.exists()
    call_command("purge")

    assert {kind: count for kind, count in _counts(capsys).items() if kind != "stray-file"} == counted


def _counts(capsys):
    return {line.split()[1]: int(line.split()[0]) for line in capsys.readouterr().out.splitlines()}


def test_the_protocol_names_records_and_rules_but_nobody(move_time, protocol_file):
    case, _draft = world.build(over=True)
    plant("Marke")
    move_time()
    purge.purge()

    lines = list(deletion_log.read(protocol_file))
    assert {line["kind"] for line in lines} == set(KINDS)
    assert {"kind": "case", "record": case.oid, "rule": "KEEP_CASE_DAYS=3653"}.items() <= next(
        line for line in lines if line["kind"] == "case"
    ).items()
    assert "Marke" not in protocol_file.read_text()
    assert "@" not in protocol_file.read_text()


def test_after_a_restore_the_protocol_deletes_again_and_spares_who_came_later(protocol_file):
    member = factories.committee(members=1).members.get()
    user = factories.user("weg@example.org", name="Weg Mann")
    later = timezone.now() - dt.timedelta(days=1)
    lines = [
        {"at": timezone.now().isoformat(), "kind": "committee-member", "record": member.oid, "rule": "x"},
        {"at": timezone.now().isoformat(), "kind": "account", "record": str(user.pk), "rule": "x"},
        {
            "at": later.isoformat(),
            "kind": "account",
            "record": str(factories.user("neu@example.org").pk),
            "rule": "x",
        },
        {"at": later.isoformat(), "kind": "session", "count": 4, "rule": "x"},
    ]
    deletion_log.write(lines)
    with protocol_file.open("a") as file:
        file.write('{"at": "2026-')  # a power cut

    call_command("purge", "--replay", str(protocol_file))

    member.refresh_from_db()
    user.refresh_from_db()
    assert (member.name, user.name, user.is_active) == (ERASED_TEXT, ERASED_TEXT, False)
    assert "Weg Mann" not in dump()
    assert "neu@example.org" in dump()


def test_a_line_that_broke_off_spoils_no_later_one(protocol_file):
    deletion_log.write([{"kind": "mail", "count": 1}])
    with protocol_file.open("a") as file:
        file.write('{"at": "2026-')  # a power cut
    deletion_log.write([{"kind": "mail", "count": 2}])

    assert [line["count"] for line in deletion_log.read(protocol_file)] == [1, 2]


def test_a_restored_link_that_was_revoked_and_purged_since_is_dead(protocol_file):
    link = factories.statement_link(
        factories.opened_round(factories.support_request(State.CLARIFYING)).seats.first()
    )
    deletion_log.write([{"at": timezone.now().isoformat(), "kind": "link", "record": link.oid, "rule": "x"}])

    call_command("purge", "--replay", str(protocol_file))

    link.refresh_from_db()
    assert not link.is_usable


def test_names_go_from_a_chain_in_which_other_steps_name_nobody(move_time):
    world.build(over=True)
    chain = Chain.objects.get()
    chain.steps.update(deputy="", note="")
    chain.steps.create(number=2, title="Schritt", contact="", deputy="", note="")
    move_time()

    assert purge.purge()["chain"] == 1
    assert {step.contact for step in chain.steps.all()} == {ERASED_TEXT, ""}
    assert purge.preview()["chain"] == 0


def test_before_the_first_upload_nothing_fails(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "not there yet"

    assert purge.purge()["stray-file"] == 0


def test_nothing_goes_where_the_protocol_cannot_be_written(move_time, settings, tmp_path):
    world.build(over=True)
    (tmp_path / "file").write_text("")
    settings.PURGE_PROTOCOL = tmp_path / "file" / "deletions.jsonl"
    move_time()
    before = dump()

    with pytest.raises(CommandError, match="mail"):
        call_command("purge")

    assert dump() == before


def test_many_records_go_in_batches(move_time, monkeypatch, protocol_file):
    monkeypatch.setattr(purge, "BATCH", 3)
    for number in range(8):
        Link.objects.issue(
            "password", factories.user(), email=f"a{number}@example.org", expires_at=timezone.now()
        )
    move_time()

    assert purge.purge()["link"] == 8
    assert sum(json.loads(line)["kind"] == "link" for line in protocol_file.open()) == 8


def test_a_purged_case_can_still_be_read(move_time, client, gib):
    case, _draft = world.build(over=True)
    plant("Marke")
    Event.objects.filter(support_request=case, act="grant").update(
        data={"quarters": 24, "clarify_by": "2026-12-01"}
    )
    move_time()
    purge.purge()
    move_time(dt.timedelta(0))
    client.force_login(gib)

    page = client.get(reverse("admin:case", args=[case.oid]))

    assert page.status_code == 200
    assert case.number in page.content.decode()
    assert ERASED_TEXT in page.content.decode()


# --- one source of truth ---------------------------------------------------------------------------
