"""Rounds as their tests need them: asked, answered, run out."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import Round
from tests import factories
from tests.files import samples


def today(days=0):
    return timezone.localdate() + dt.timedelta(days=days)


def asked(case, koko, *, members=5, rule="", days=28, **of_committee):
    """An open round of a committee that decides so, without mails so far."""
    factories.decides(factories.committee(case.office, members=members), **of_committee)
    round_ = factories.opened_round(case, by=koko, days=days, rule=rule)
    OutgoingMail.objects.all().delete()
    return round_


def say(round_, *answers):
    for seat, said in zip(round_.seats.order_by("pk"), answers, strict=False):
        if said:
            factories.answer(seat, said)


def run_out(round_):
    """Let the deadline pass and the clock close the round."""
    Round.objects.filter(pk=round_.pk).update(answer_by=today(-1))
    actions.close_due_rounds()
    round_.refresh_from_db()
    return round_


def minutes():
    return SimpleUploadedFile("Niederschrift.pdf", samples.pdf("Beschluss"))


def mails(kind):
    return sorted(OutgoingMail.objects.filter(kind=f"requests/{kind}").values_list("to_email", flat=True))
