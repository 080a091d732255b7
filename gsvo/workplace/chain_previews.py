"""Sample mails about the parts of institutions in a chain, about records that nobody saves."""

import datetime as dt

from django.utils import timezone

from chains import emails
from chains.confirmations import Institution
from chains.content import ChainContent, StepContent
from chains.models import Actor, Chain, ChainActor, PartConfirmation
from chains.parts import part_of

NAME = "Berufskolleg"


def about_parts(s):
    """Yield the mails to an institution, asked first and again, and to whoever asked it."""
    step = StepContent("a", 3, "Gespräche mit allen aus Klasse 10", lead=NAME, window_from=2, window_to=4)
    moved = StepContent("a", 3, "Gespräche mit allen aus Klasse 10", lead=NAME, window_from=3, window_to=5)
    part, now = (part_of(ChainContent(2027, (one,)), NAME) for one in (step, moved))
    chain = Chain(office=s.office, school_year=2027)
    actor = Actor(name=NAME)
    row = ChainActor(
        chain=chain, actor=actor, local_name="Berufskolleg am Markt", email="stelle@kolleg.example"
    )
    question = PartConfirmation(
        chain_actor=row, number=1, part=part, asked_by=s.person, answer_by=s.soon,
        answer="no", remark="Im Februar fehlt uns das Personal.", answered_by="Bo Kolleg",
        answered_at=timezone.now() - dt.timedelta(days=1),
    )  # fmt: skip
    for known, part_now in (([], part), ([question], now)):
        one = Institution(actor, row, part_now, {}, known)
        yield from emails.part_asked.mails(question, s.link(question), one)
    one = Institution(actor, row, part, {}, [question])
    yield from emails.part_reminder.mails(question, s.link(question), one)
    yield from emails.part_receipt.mails(question, s.link(question), one)
    yield from emails.part_answered.mails(question, one, people=[s.person])
    yield from emails.part_not_responsible.mails(question, one, "Bo Kolleg", "Toni Neu", people=[s.person])
