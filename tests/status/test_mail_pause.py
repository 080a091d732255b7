"""While sending is paused nothing leaves, everybody at the G.I.B. sees it, and the Leitung ends it."""

import time

import pytest

from gsvo import celery
from gsvo.outbox.deliver import TRUSTED_SECONDS, deliver
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.status.models import SystemStatus

pytestmark = pytest.mark.django_db
BANNER = "Der Versand ist angehalten"
RESUME = "/admin/versand/fortsetzen/"


def mails(count):
    for number in range(count):
        OutgoingMail.objects.create(
            kind="drill", to_email=f"m{number}@example.net", subject="S", text="t", html="h"
        )


def test_nothing_leaves_until_the_leitung_ends_the_pause(client, leitung, mailoutbox):
    mails(2)
    SystemStatus.objects.pause_sending()
    deliver()
    assert mailoutbox == []
    client.force_login(leitung)
    assert BANNER in client.get("/admin/").content.decode()

    page = client.post(RESUME, follow=True).content.decode()

    assert "Der Versand geht weiter" in page
    assert BANNER not in page
    deliver()
    assert len(mailoutbox) == 2


def test_others_see_the_pause_and_cannot_end_it(client, gib):
    SystemStatus.objects.pause_sending()
    client.force_login(gib)

    page = client.get("/admin/").content.decode()

    assert BANNER in page
    assert "Versand fortsetzen" not in page
    assert client.post(RESUME).status_code == 403
    assert SystemStatus.objects.read().paused_at


def test_a_pause_begun_in_the_middle_of_a_pass_holds_half_a_second_later(mailoutbox, monkeypatch):
    mails(3)
    _after_first_mail(monkeypatch, SystemStatus.objects.pause_sending, seconds=TRUSTED_SECONDS)

    deliver()

    assert len(mailoutbox) == 1
    assert OutgoingMail.objects.filter(status=Status.QUEUED).count() == 2


def test_a_worker_that_is_asked_to_end_finishes_the_mail_at_hand_and_takes_no_other(mailoutbox, monkeypatch):
    mails(3)
    monkeypatch.setattr(celery._shutting_down, "value", 0)
    _after_first_mail(monkeypatch, celery._ask_to_shut_down)

    deliver()

    assert len(mailoutbox) == 1
    assert sorted(OutgoingMail.objects.values_list("status", flat=True)) == ["queued", "queued", "sent"]


def test_a_mail_whose_address_changes_while_others_go_out_goes_to_the_new_one(mailoutbox, monkeypatch):
    mails(3)

    def move():
        OutgoingMail.objects.filter(to_email="m2@example.net").update(to_email="new@example.net")

    _after_first_mail(monkeypatch, move, seconds=TRUSTED_SECONDS)

    deliver()

    assert [mail.to for mail in mailoutbox] == [["m0@example.net"], ["m1@example.net"], ["new@example.net"]]


def _after_first_mail(monkeypatch, act, *, seconds=0):
    from gsvo.outbox import deliver as module

    settle = module.settle

    def settle_and_act(*args):
        outcome = settle(*args)
        act()
        time.sleep(seconds)
        return outcome

    monkeypatch.setattr(module, "settle", settle_and_act)
