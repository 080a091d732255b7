"""Codes in mails: encrypted while they wait, readable in the mail alone, wiped at every end."""

import datetime as dt

import pytest
from cryptography.fernet import Fernet
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from gsvo.lib import encryption
from gsvo.outbox.deliver import claim, deliver
from gsvo.outbox.mime import build_message
from gsvo.outbox.models import OutgoingMail, Priority, Status
from gsvo.outbox.queue import Mail, queue_mail
from gsvo.outbox.rendering import decrypt_code, encrypt_code
from tests.outbox.conftest import write

pytestmark = pytest.mark.django_db
CODE = "1234-5678"


def write_code(**options):
    with transaction.atomic():
        return queue_mail(
            Mail(
                "accounts/login_code",
                to="anna@example.org",
                secret=encrypt_code(CODE),
                context={"minutes": 15},
                **options,
            )
        )


def test_only_the_message_holds_the_code():
    mail = write_code()
    assert CODE not in mail.text + mail.html + mail.secret
    message = build_message(mail)
    assert CODE in message.body
    assert CODE in message.alternatives[0].content
    assert mail.secret_marker not in message.body


def test_sent_means_wiped(mailoutbox):
    mail = write_code()
    deliver()
    mail.refresh_from_db()
    assert CODE in mailoutbox[0].body
    assert (mail.status, mail.secret) == (Status.SENT, "")


@pytest.mark.parametrize(
    ("answer", "status", "is_kept"), [("550 nobody", Status.FAILED, False), ("450 later", Status.RETRY, True)]
)
def test_failed_means_wiped_and_a_second_try_still_has_it(sink, answer, status, is_kept):
    sink.answers["anna@example.org"] = answer
    mail = write_code()
    deliver()
    mail.refresh_from_db()
    assert mail.status == status
    assert bool(mail.secret) == is_kept


@pytest.mark.parametrize("status", [Status.QUEUED, Status.RETRY])
def test_expired_means_wiped_even_while_the_next_try_is_far(status):
    mail = write_code(expires_at=timezone.now() - dt.timedelta(seconds=1))
    OutgoingMail.objects.update(status=status, next_try_at=timezone.now() + dt.timedelta(hours=1))
    assert deliver()[Status.OBSOLETE] == 1
    mail.refresh_from_db()
    assert (mail.status, mail.secret) == (Status.OBSOLETE, "")


def test_a_mail_in_a_senders_hands_is_left_to_the_sender(mailoutbox):
    mail = write_code(expires_at=timezone.now() + dt.timedelta(minutes=1))
    claim()
    OutgoingMail.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert OutgoingMail.objects.drop_expired() == 0
    OutgoingMail.objects.update(leased_until=timezone.now(), next_try_at=timezone.now())
    assert OutgoingMail.objects.drop_expired() == 1
    mail.refresh_from_db()
    assert mail.secret == ""
    assert mailoutbox == []


@pytest.mark.parametrize("status", [Status.SENT, Status.FAILED, Status.OBSOLETE])
def test_the_database_itself_keeps_no_secret_of_a_mail_that_is_done(status):
    write_code()
    sent_at = timezone.now() if status == Status.SENT else None
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.update(status=status, sent_at=sent_at)


def test_urgent_mails_go_first_and_each_kind_in_its_order():
    for name, priority in [("a", 0), ("b", Priority.URGENT), ("c", 0), ("d", Priority.URGENT)]:
        write(f"{name}@example.org")
        OutgoingMail.objects.filter(to_email=f"{name}@example.org").update(priority=priority)
    assert [claim()[0].to_email[0] for _n in range(4)] == ["b", "d", "a", "c"]


def test_staff_read_that_there_is_a_code_and_not_which(admin_client):
    mail = write_code()
    page = admin_client.get(reverse("admin:outbox_outgoingmail_change", args=[mail.pk])).content.decode()
    assert "[geheimer Code]" in page
    assert mail.secret not in page
    assert mail.secret_marker not in page
    address = reverse("admin:outbox_outgoingmail_changelist")
    answer = admin_client.get(address, {"secret__startswith": "g"})
    assert answer["Location"] == address  # the whole list, whatever was guessed


# --- the seal -----------------------------------------------------------------------------------------
def test_what_was_sealed_under_an_old_key_opens_while_the_key_is_being_phased_out(settings):
    old = encrypt_code(CODE)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60
    assert decrypt_code(old) == CODE
    assert decrypt_code(encryption.rotate(old, "mail")) == CODE
    renewed = encryption.rotate(old, "mail")
    settings.SECRET_KEY_FALLBACKS = []
    assert decrypt_code(old) == ""
    assert decrypt_code(renewed) == CODE


def test_a_seal_opens_for_its_purpose_only():
    with pytest.raises(encryption.DecryptionError):
        encryption.decrypt(encrypt_code(CODE), "second-factor")


FOREIGN = Fernet(Fernet.generate_key()).encrypt(b"x").decode()


@pytest.mark.parametrize("broken", ["", "abc", "ä", FOREIGN], ids=["nothing", "short", "letter", "foreign"])
def test_what_is_no_seal_of_ours_opens_nothing(broken):
    assert decrypt_code(broken) == ""
