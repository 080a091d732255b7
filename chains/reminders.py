"""Reminders about parts of chains: of those that are not answered, and anew of those that changed."""

import datetime as dt
from functools import partial

from django.db.models import Max
from django.utils import timezone

from chains import emails
from chains.actions.confirmations import ask_changed
from chains.confirmations import CHANGED, institution_of, institutions
from chains.models import Chain, PartConfirmation
from chains.periods import school_year_on
from gsvo.lib.workdays import local_date
from gsvo.links.models import Link
from gsvo.outbox.relevance import relevant_while
from gsvo.reminders.registry import Matter, register

LOOK_BACK = dt.timedelta(days=30)  # what changed longer ago was asked about, or has no address


@relevant_while("chains/part_reminder")
def is_unanswered(mail):
    return not mail.link.target.answer


def unanswered_parts(today):
    """Return open questions in chains that are not over: a mail with the same link."""
    related = ("chain_actor__chain__office", "chain_actor__actor", "asked_by")
    found = PartConfirmation.objects.filter(
        answer="", chain_actor__chain__school_year__gte=school_year_on(today)
    )
    waiting = {question.pk: question for question in found.select_related(*related)}
    purpose = PartConfirmation.LINK_PURPOSE
    for link in Link.objects.usable().to_many(PartConfirmation, waiting, purpose):
        question = waiting[link.object_id]
        yield Matter(
            record=question.oid,
            begins=local_date(max(question.asked_at, link.created_at)),
            anchor=question.answer_by,
            to=link.email,
            send=partial(_remind, question, link),
        )


def changed_parts(today):
    """Return questions whose part changed since the answer, a quiet day after the chain's last change."""
    since = timezone.now() - LOOK_BACK
    running = Chain.objects.filter(school_year__gte=school_year_on(today), changed_at__gte=since)
    answered = running.annotate(answered_at=Max("chain_actors__confirmations__answered_at"))
    for chain in answered.filter(answered_at__isnull=False).select_related("office"):
        for one in institutions(chain):
            if one.state == CHANGED and one.email:
                yield Matter(
                    record=one.last.oid,
                    begins=local_date(one.last.answered_at),
                    anchor=local_date(chain.changed_at),
                    to=one.email,
                    send=partial(ask_changed, one.last),
                )


def _remind(question, link):
    """Mail the same link again, unless the chain names the institution no more."""
    one = institution_of(question.chain_actor)
    if one.part["steps"]:
        emails.part_reminder(question, link, one)


register("part_confirmation", unanswered_parts)
register("part_changed", changed_parts)
