"""Acts on the parts of institutions: name them locally, ask them, write down what they answer.

The office's acts lock the chain. An answer by link locks the link alone, since it changes no chain; so does
every act that ends the link, and nobody answers a question that is over.
"""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from chains import emails
from chains.actions.shared import lock, touch
from chains.confirmations import ASKED, CHANGED, OPEN, Institution, institution_of, institutions
from chains.models import Actor, Chain, ChainActor, PartConfirmation
from chains.parts import differs, digest
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.workdays import end_of_day, workday_in
from gsvo.links.models import Link


def save_institution(
    chain: Chain,
    actor: Actor,
    *,
    by: User,
    expected_revision: int | None,
    local_name: str,
    contact: str,
    email: str,
) -> ChainActor:
    """Write down what an actor is called in the place and whom to write to.

    Links to a former address end; a question that is still open goes to the new one.
    """
    with transaction.atomic():
        chain = lock(chain, by, expected_revision)
        row, _is_new = ChainActor.objects.get_or_create(chain=chain, actor=actor)
        is_moved = row.email.lower() != email.lower()
        row.local_name, row.contact, row.email = local_name, contact, email
        row.save()
        touch(chain, by)
        if is_moved:
            _follow_address(row)
    return row


def ask(chain: Chain, actor: Actor, *, by: User, expected_number: int | None) -> PartConfirmation:
    """Ask an institution about its part as it stands now; `expected_number`: of the last question, or 0."""
    with transaction.atomic():
        chain = _lock(chain, by)
        one = _institution(chain, actor)
        _check_is_last(one, expected_number)
        if not one.email:
            raise ActionRefused(_("Tragen Sie zuerst eine E-Mail-Adresse ein."))
        return _ask(one, by)


def ask_all(chain: Chain, *, by: User) -> list[PartConfirmation]:
    """Ask every institution that has an address and was not asked yet."""
    with transaction.atomic():
        chain = _lock(chain, by)
        waiting = [one for one in institutions(chain) if one.state == OPEN and one.email]
        return [_ask(one, by) for one in waiting]


def ask_changed(question: PartConfirmation) -> PartConfirmation | None:
    """Ask again an institution whose part changed since it answered; None where that is over meanwhile."""
    with transaction.atomic():
        row = question.chain_actor
        Chain.objects.select_for_update().get(pk=row.chain_id)
        one = institution_of(row)
        is_due = one.state == CHANGED and one.last == question and one.part["steps"] and one.email
        return _ask(one, question.asked_by) if is_due else None


def answer_part(
    question: PartConfirmation, *, by: Link, seen: str, answer: str, remark: str, name: str
) -> PartConfirmation:
    """Write down, or change, what an institution says; `seen`: what stood on the page (`seen_of`).

    Raises LinkClosed when the link ended, ActionRefused when something else stands there now.
    """
    with transaction.atomic():
        if (by.purpose, by.object_id) != (PartConfirmation.LINK_PURPOSE, question.pk):
            raise PermissionDenied
        Link.objects.claim(by)
        row = ChainActor.objects.select_related("chain__office", "actor").get(pk=question.chain_actor_id)
        one = institution_of(row)
        question = one.questions[0]
        is_same = (question.answer, question.remark, question.answered_by) == (answer, remark, name)
        if is_same and not differs(question.part, one.part):
            return question  # the button was pressed twice
        if seen != seen_of(one):
            raise ActionRefused(
                _("Inzwischen steht hier etwas anderes. Lesen Sie bitte noch einmal, was sich geändert hat.")
            )
        if not one.part["steps"]:
            raise ActionRefused(_("Ihre Stelle kommt in der Kette nicht mehr vor."))
        _write(question, one, answer, remark, name)
        emails.part_receipt(question, by, one)
        if answer != PartConfirmation.Answer.YES:
            emails.part_answered(question, one)
    return question


def enter_answer(
    chain: Chain, actor: Actor, *, by: User, seen: str, answer: str, remark: str, answered_by: str
) -> PartConfirmation:
    """Write down what an institution told the office; whoever is written to gets to read it."""
    with transaction.atomic():
        chain = _lock(chain, by)
        _wait_for_answers(chain, actor)
        one = _institution(chain, actor)
        if seen != seen_of(one):
            raise ActionRefused(
                _("Inzwischen steht hier etwas anderes. Prüfen Sie bitte, was jetzt eingetragen ist.")
            )
        question = one.last if one.last and one.state == ASKED else _new_question(one, by)
        assert one.row
        _write(question, one, answer, remark, answered_by, entered_by=by)
        if one.email:
            link = Link.objects.to(question).usable().first() or _issue(question, one.row)
            emails.part_receipt(question, link, one)
    return question


def decline_part(question: PartConfirmation, *, by: Link, successor: str = "") -> None:
    """Record that whoever was asked is not responsible: the address goes, and the office is told."""
    with transaction.atomic():
        chain_id = question.chain_actor.chain_id
        Chain.objects.select_for_update().get(pk=chain_id)
        Link.objects.claim(by)
        row = ChainActor.objects.select_related("chain__office", "actor").get(pk=question.chain_actor_id)
        former = by.name or by.email
        row.contact = row.email = ""
        row.save(update_fields=["contact", "email"])
        Chain.objects.filter(pk=chain_id).update(revision=F("revision") + 1, changed_by=None)
        _revoke(row)
        emails.part_not_responsible(question, institution_of(row), former, successor)


def ask_again(question: PartConfirmation) -> None:
    """Mail a new link to today's address, while the question is the newest one."""
    with transaction.atomic():
        row = question.chain_actor
        Chain.objects.select_for_update().get(pk=row.chain_id)
        one = institution_of(row)
        if one.last == question and one.email and one.part["steps"]:
            emails.part_asked(question, _issue(question, row), one)


def mail_again(link: Link) -> None:
    """Mail a link that holds once more."""
    question = link.target
    assert isinstance(question, PartConfirmation)
    emails.part_asked(question, link, institution_of(question.chain_actor))


def seen_of(one: Institution) -> str:
    """Return what a page about an institution shows, as a short text: its part, and what it answered."""
    last = one.last
    said = f"{last.number}.{last.answered_at.timestamp() if last.answered_at else ''}" if last else ""
    return f"{digest(one.part)}.{said}"


def _lock(chain: Chain, by: User) -> Chain:
    """Lock a chain whatever its revision: asking changes none of its words."""
    revision = Chain.objects.select_for_update(of=("self",)).get(pk=chain.pk).revision
    return lock(chain, by, revision)


def _institution(chain: Chain, actor: Actor) -> Institution:
    """Return the actor's institution with a row of its own. ActionRefused if the chain names it no more."""
    found = next((one for one in institutions(chain) if one.actor == actor), None)
    if found is None:
        raise ActionRefused(_("Diese Stelle ist in der Kette nicht mehr genannt."))
    if found.row is None:
        found.row = ChainActor.objects.create(chain=chain, actor=actor)
    return found


def _wait_for_answers(chain: Chain, actor: Actor) -> None:
    """Wait until nobody answers by link any more who began before."""
    keys = PartConfirmation.objects.filter(chain_actor__chain=chain, chain_actor__actor=actor)
    links = Link.objects.to_many(
        PartConfirmation, keys.values_list("pk", flat=True), PartConfirmation.LINK_PURPOSE
    )
    list(links.usable().select_for_update())


def _check_is_last(one: Institution, expected_number: int | None) -> None:
    if (one.last.number if one.last else 0) != expected_number:
        raise ActionRefused(_("%(name)s ist schon gefragt.") % {"name": one})


def _ask(one: Institution, by: User | None) -> PartConfirmation:
    assert one.row
    question = _new_question(one, by)
    emails.part_asked(question, _issue(question, one.row), one)
    return question


def _new_question(one: Institution, by: User | None) -> PartConfirmation:
    """Make the next question to an institution; links to the questions before it end."""
    assert one.row
    _revoke(one.row)
    return PartConfirmation.objects.create(
        chain_actor=one.row,
        number=(one.last.number if one.last else 0) + 1,
        part=one.part,
        to_email=one.row.email,
        to_name=one.row.contact,
        asked_by=by,
        answer_by=workday_in(settings.CONFIRM_PART_WITHIN_DAYS),
    )


def _write(
    question: PartConfirmation,
    one: Institution,
    answer: str,
    remark: str,
    name: str,
    entered_by: User | None = None,
) -> None:
    """Write an answer, with the part that was read before it."""
    question.part = one.part
    question.answer, question.remark, question.answered_by = answer, remark, name
    question.answered_at, question.entered_by = timezone.now(), entered_by
    question.save()


def _follow_address(row: ChainActor) -> None:
    """End the links to the former address; an open question goes to the new one."""
    _revoke(row)
    one = institution_of(row)
    if one.last and not one.last.answer and row.email:
        PartConfirmation.objects.filter(pk=one.last.pk).update(to_email=row.email, to_name=row.contact)
        emails.part_asked(one.last, _issue(one.last, row), one)


def _issue(question: PartConfirmation, row: ChainActor) -> Link:
    days = dt.timedelta(days=settings.CONFIRMATION_LINK_DAYS)
    return Link.objects.issue(
        PartConfirmation.LINK_PURPOSE,
        question,
        email=row.email,
        name=row.contact,
        expires_at=end_of_day(timezone.localdate() + days),
    )


def _revoke(row: ChainActor) -> None:
    keys: Iterable[int] = row.confirmations.values_list("pk", flat=True)
    Link.objects.to_many(PartConfirmation, keys, PartConfirmation.LINK_PURPOSE).revoke()
